// Trades and streams: fetch for REST, the package ws for the stream.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const WebSocket = createRequire(process.env.WS_MODULES ? `${process.env.WS_MODULES}/` : import.meta.url)('ws');
const url = process.env.OUTCRY_URL ?? 'http://127.0.0.1:8080';
const headers = { Authorization: `Bearer ${process.env.OUTCRY_TOKEN}`, 'Content-Type': 'application/json' };
const account = 'Sim101';

/** One REST call. Waits when the budget is spent, and reads also when no desk is there; throws on other refusals. */
async function call(method, path, body) {
  for (;;) {
    const reply = await fetch(`${url}/v1/api${path}`, { method, headers, body: body && JSON.stringify(body) });
    const answer = await reply.json();
    if (reply.ok) return answer;
    const repeatable = reply.status === 429 || (reply.status === 408 && method === 'GET');
    if (!repeatable) throw new Error(`${method} ${path}: ${reply.status} ${answer.error}: ${answer.detail}`);
    await sleep(1000 * (answer.retryAfter ?? 1));
  }
}

/** Acceptance is not a fill: read the order until it is there. */
async function waitFor(orderId, state) {
  for (let i = 0; i < 60; i++) {
    const order = await call('GET', `/accounts/${account}/orders/${orderId}`);
    if (order.orderState === state) return order;
    if (['Filled', 'Cancelled', 'Rejected'].includes(order.orderState)) {
      throw new Error(`${orderId} is ${order.orderState}: ${order.rejectReason ?? ''}`);
    }
    await sleep(500);
  }
  throw new Error(`${orderId} never became ${state}`);
}

async function placeAndCancel() {
  const quote = await call('GET', '/market/quote?instrument=MES1!');
  const mine = `example-${randomUUID()}`; // after a lost answer this id finds the order
  await call('POST', `/accounts/${account}/orders/place`, {
    instrument: quote.instrument, action: 'BUY', quantity: 1, orderType: 'LIMIT',
    limitPrice: quote.bid - 100 * quote.tickSize, timeInForce: 'DAY', orderId: mine,
  });
  await waitFor(mine, 'Working');
  await call('POST', `/accounts/${account}/orders/${mine}/cancel`, {});
  console.log('canceled', (await waitFor(mine, 'Cancelled')).orderId);
  return quote.instrument;
}

async function buyWithBracket(instrument) {
  const placed = await call('POST', `/accounts/${account}/orders/place`, {
    instrument, action: 'BUY', quantity: 1, orderType: 'MARKET', timeInForce: 'DAY',
    bracket: { takeProfitTicks: 80, stopLossTicks: 40 },
  });
  const filled = await waitFor(placed.orderId, 'Filled');
  console.log('bought at', filled.averageFillPrice, 'protected by', placed.bracketOrderIds.join(' '));
}

/** One connection: resolves with the number of quotes when enough were heard, rejects when it is lost. */
function listen(instrument, heard) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/stream`, { headers });
    socket.on('open', async () => {
      // The server forgets subscriptions with the socket, and events in between are gone: ask again, read again.
      socket.send(JSON.stringify({ action: 'subscribe', instruments: [instrument], events: ['executions'] }));
      console.log('connected with', (await call('GET', '/positions')).positions.length, 'positions');
    });
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'error') { // no desk is there yet, or the budget is spent: ask again later
        socket.removeAllListeners('close').close();
        reject(new Error(message.error));
      }
      if (message.type === 'executionUpdate') {
        console.log('filled', message.execution.quantity, 'at', message.execution.price);
      }
      if (message.type === 'marketData' && heard(message.quotes.length)) {
        socket.removeAllListeners('close').close();
        resolve();
      }
    });
    socket.on('close', (code, reason) => {
      if (reason.toString() === 'Session active elsewhere') {
        console.error('another program of this user has taken over');
        process.exit(1);
      }
      reject(new Error(`closed ${code}`));
    });
    socket.on('error', reject);
  });
}

/** Hears quotes and executions; connects again for as long as it takes. */
async function stream(instrument, wanted) {
  let pause = 1;
  let quotes = 0;
  while (quotes < wanted) {
    const started = Date.now();
    try {
      await listen(instrument, (count) => (quotes += count) >= wanted);
    } catch (lost) {
      if (Date.now() - started > 60_000) pause = 1;
      console.log(`lost: ${lost.message} - again in ${pause} s`);
      await sleep(1000 * pause * (0.8 + 0.4 * Math.random()));
      pause = Math.min(2 * pause, 30);
    }
  }
  console.log('streamed', quotes, 'quotes');
}

if (process.argv[2] === 'stream') {
  await stream('MES1!', Number(process.argv[3]));
} else {
  const contract = await placeAndCancel();
  await buyWithBracket(contract);
  await stream(contract, 3);
  await call('POST', `/accounts/${account}/positions/flatten`, { instrument: contract });
  console.log('flat');
}
