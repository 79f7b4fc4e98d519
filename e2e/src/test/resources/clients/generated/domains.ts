// A client made by openapi-typescript and openapi-fetch from the document of the Tradovate domains.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './domains.schema.js';

declare const process: { env: Record<string, string> };

type Refused = components['schemas']['Refused'];

let token = '';
const bearer: Middleware = {
  onRequest({ request }) {
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    return request;
  },
};
const client = createClient<paths>({ baseUrl: process.env.OUTCRY_DOMAIN });
client.use(bearer);

/** Every answer is what was asked for or says why not. */
function sure<T extends object>(what: string, value: T | Refused | undefined, error: unknown): T {
  if (value === undefined || 'violations' in value || ('errorText' in value && value.errorText)) {
    throw new Error(`${what}: ${JSON.stringify(value ?? error)}`);
  }
  return value as T;
}

const signedIn = await client.POST('/auth/accesstokenrequest', {
  body: { name: 'trader', password: process.env.OUTCRY_PASSWORD ?? '' },
});
token = sure<components['schemas']['AccessTokenResponse']>('sign in', signedIn.data, signedIn.error).accessToken ?? '';

const listed = await client.GET('/account/list');
const account = sure<components['schemas']['Account'][]>('accounts', listed.data, listed.error)[0];
if (account?.id === undefined) throw new Error('no account');

const found = await client.GET('/contract/suggest', { params: { query: { t: 'MES', l: 1 } } });
const contract = sure<components['schemas']['Contract'][]>('contracts', found.data, found.error)[0];
if (contract?.id === undefined) throw new Error('no contract');

const placed = await client.POST('/order/placeorder', {
  body: { accountId: account.id, action: 'Buy', symbol: contract.name, orderQty: 2, orderType: 'Market', isAutomated: true },
});
const order = sure<components['schemas']['PlaceOrderResult']>('place', placed.data, placed.error).orderId;
if (order === undefined) throw new Error(JSON.stringify(placed.data));

let status = '';
for (let i = 0; status !== 'Filled' && i < 200; i++) {
  const read = await client.GET('/order/item', { params: { query: { id: order } } });
  status = sure<components['schemas']['Order']>('order', read.data, read.error).ordStatus;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const held = await client.GET('/position/list');
const net = sure<components['schemas']['Position'][]>('positions', held.data, held.error)
  .filter((each) => each.contractId === contract.id)
  .reduce((sum, each) => sum + each.netPos, 0);

const broken = await client.POST('/order/placeorder', {
  body: { accountId: account.id, action: 'Buy', symbol: contract.name, orderQty: 0, orderType: 'Market' },
});
const rule = broken.data && 'violations' in broken.data ? broken.data.violations?.[0]?.constraint : 'none';

const closed = await client.POST('/order/liquidateposition', {
  body: { accountId: account.id, contractId: contract.id, admin: false },
});
const flat = sure<components['schemas']['PlaceOrderResult']>('close', closed.data, closed.error).orderId !== undefined;
console.log(`generated typescript client of the domains: ${status} ${net} ${rule} ${flat}`);
