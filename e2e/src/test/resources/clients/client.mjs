// A client as a Node user writes one: fetch for REST, the `ws` package for the stream.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const { OUTCRY_URL: url, OUTCRY_TOKEN: token, WS_MODULES: modules } = process.env;
const WebSocket = createRequire(modules + '/')('ws');
const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function call(method, path, body) {
  const reply = await fetch(`${url}/v1/api${path}`, { method, headers, body: body && JSON.stringify(body) });
  return { status: reply.status, ...(await reply.json()) };
}

async function until(ask, condition) {
  let answer;
  for (let i = 0; i < 60; i++) {
    answer = await ask();
    if (condition(answer)) return answer;
    await sleep(400);
  }
  assert.fail(`never came true, last answer ${JSON.stringify(answer)}`);
}

const wrong = await fetch(`${url}/v1/api/accounts`, { headers: { Authorization: 'Bearer wrong' } });
assert.equal(wrong.status, 401);
assert.equal((await wrong.json()).error, 'invalid_bearer');

const stream = new WebSocket(url.replace('http', 'ws') + '/ws/stream', { headers });
await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
const heard = [];
stream.on('message', (data) => heard.push(JSON.parse(data)));
const rpc = async (id, api, args) => {
  stream.send(JSON.stringify({ action: 'rpc', id, api, args }));
  return (await until(() => heard.find((m) => m.id === id), Boolean)).data;
};

const quote = await rpc('q', 'GetQuote', { instrument: 'NQ' });
assert.ok(quote.bid < quote.ask, JSON.stringify(quote));

// An OCO pair around the market: when one fills the other is canceled.
const base = { account: 'Sim101', instrument: 'NQ', action: 'Buy', quantity: 1, timeInForce: 'Gtc', ocoId: 'node-oco' };
const far = await rpc('far', 'PlaceOrder', { ...base, orderType: 'Limit', limitPrice: quote.bid - 200 });
assert.ok(far.success, JSON.stringify(far));
const near = await rpc('near', 'PlaceOrder', { ...base, orderType: 'Limit', limitPrice: quote.ask + 50 });
assert.ok(near.success, JSON.stringify(near));
await until(() => call('GET', `/accounts/Sim101/orders/${near.orderId}/status`), (a) => a.status === 'Filled');
await until(() => call('GET', `/accounts/Sim101/orders/${far.orderId}/status`), (a) => a.status === 'Cancelled');

stream.send(JSON.stringify({ action: 'streamPnl', enabled: true, interval: 1000 }));
const pnl = await until(() => heard.find((m) => m.type === 'pnlUpdate'), Boolean);
assert.ok(Array.isArray(pnl.accounts), JSON.stringify(pnl));

const closed = await rpc('close', 'ClosePosition', { account: 'Sim101', instrument: 'NQ' });
assert.ok(closed.success, JSON.stringify(closed));
await until(() => call('GET', '/positions'), (a) => a.count === 0);
stream.close();
console.log('node client: ok');
