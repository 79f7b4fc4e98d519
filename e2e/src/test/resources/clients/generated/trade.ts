// A client made by openapi-typescript and openapi-fetch: paths, bodies and replies are typed by the server's own document.
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

declare const process: { env: Record<string, string> };

const client = createClient<paths>({
  baseUrl: process.env.OUTCRY_URL,
  headers: { Authorization: `Bearer ${process.env.OUTCRY_TOKEN}` },
});
const account = 'Sim101';

function sure<T>(what: string, value: T | undefined, error: unknown): T {
  if (value === undefined) throw new Error(`${what}: ${JSON.stringify(error)}`);
  return value;
}

const accounts = await client.GET('/v1/api/accounts');
const names: string[] = sure('accounts', accounts.data, accounts.error).accounts.map((each) => each.name);
if (!names.includes(account)) throw new Error(names.join());

const placed = await client.POST('/v1/api/accounts/{account}/orders/place', {
  params: { path: { account } },
  body: { instrument: 'MES', action: 'BUY', quantity: 2, orderType: 'MARKET', timeInForce: 'DAY' },
});
const orderId: string = sure('place', placed.data, placed.error).orderId;

let state = '';
for (let i = 0; state !== 'Filled' && i < 100; i++) {
  const order = await client.GET('/v1/api/accounts/{account}/orders/{orderId}', { params: { path: { account, orderId } } });
  state = sure('order', order.data, order.error).orderState;
  await new Promise((resolve) => setTimeout(resolve, 400));
}
const position = await client.GET('/v1/api/accounts/{account}/position', {
  params: { path: { account }, query: { instrument: 'MES' } },
});
const held: number = sure('position', position.data, position.error).quantity;

const refused = await client.POST('/v1/api/accounts/{account}/orders/place', {
  params: { path: { account: 'nobody' } },
  body: { instrument: 'MES', action: 'BUY', quantity: 1, orderType: 'MARKET', timeInForce: 'DAY' },
});
const code: string = refused.error?.error ?? 'none';

const closed = await client.POST('/v1/api/accounts/{account}/positions/close', {
  params: { path: { account } },
  body: { instrument: 'MES' },
});
const verified: boolean = sure('close', closed.data, closed.error).verified;
console.log(`generated typescript client: ${state} ${held} ${code} ${verified}`);
