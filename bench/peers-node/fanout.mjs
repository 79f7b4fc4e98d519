// A fan-out server on npm `ws`: sends every tick to every socket, skipping sockets with a full buffer.
// Argument: bytes of a message. The parent says `rate N` (ticks a second) on standard input. Prints `READY port`.
import { createInterface } from 'node:readline';
import { WebSocketServer } from 'ws';

const size = Number(process.argv[2]);
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, clientTracking: true });
const now = () => Number(process.hrtime.bigint());
let rate = 0;
let next = now();

server.on('listening', () => console.log(`READY ${server.address().port}`));

function message(nanos) {
  const head = `{"type":"marketData","quotes":[{"instrument":"ES 12-26","bid":6750.25,"ask":6750.5,"last":6750.25,"volume":381210,"stamp":${nanos},"pad":"`;
  return Buffer.from(head + 'x'.repeat(Math.max(0, size - 4 - head.length)) + '"}]}');
}

function tick() {
  const nanos = now();
  if (rate > 0 && nanos >= next) {
    next = Math.max(next + 1e9 / rate, nanos - 1e9 / rate);
    const bytes = message(process.hrtime.bigint());
    for (const socket of server.clients) {
      if (socket.readyState === 1 && socket.bufferedAmount < 65536) {
        socket.send(bytes, { binary: false });
      }
    }
  }
}
setInterval(tick, 1);

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  if (line.startsWith('rate ')) rate = Number(line.slice(5));
});
input.on('close', () => process.exit(0));
