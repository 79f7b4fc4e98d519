package org.outcry.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * HTTP/1.1 load over kept-alive connections on the calling thread: closed-loop (each connection asks again as soon as it is
 * answered) or on a schedule, when latency counts from the planned time, so that a stall is not hidden.
 */
public final class HttpLoad {
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 256 << 10;

    private final Plan plan;
    private final Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Deque<Connection> free = new ArrayDeque<>();
    private String refusal = "";
    private long sent;
    private long completed;
    private long measuredFrom;

    private HttpLoad(Plan plan) {
        this.plan = plan;
    }

    /**
     * What to send.
     *
     * @param requests complete requests, taken in turn
     * @param perSecond requests each second on a schedule; empty for closed-loop
     */
    public record Plan(
            InetSocketAddress address,
            List<byte[]> requests,
            int connections,
            Duration warmup,
            Duration time,
            OptionalDouble perSecond) {
        public Plan {
            requests = List.copyOf(requests);
        }

        public static Plan closed(
                InetSocketAddress address, List<byte[]> requests, int connections, Duration warmup, Duration time) {
            return new Plan(address, requests, connections, warmup, time, OptionalDouble.empty());
        }
    }

    /**
     * What came back.
     *
     * @param completed answers within the measured time
     * @param statuses answers by HTTP status, warm-up included
     * @param refusal body of the first answer that was not 200, "" when all were
     * @param histogram nanoseconds
     */
    public record Result(long completed, long nanos, Map<Integer, Long> statuses, String refusal, Histogram histogram) {
        public Result {
            statuses = Map.copyOf(statuses);
        }

        public double perSecond() {
            return completed * 1e9 / nanos;
        }

        /** The result again, or an exception when an answer had another status. */
        public Result allOf(int status) {
            if (statuses.size() != 1 || !statuses.containsKey(status)) {
                throw new IllegalStateException("answers by status: " + statuses + ", such as " + refusal);
            }
            return this;
        }
    }

    /** Runs the plan, and on until something was answered; {@code measuring} is called once when warm-up is over. */
    public static Result run(Plan plan, Runnable measuring) {
        try {
            return new HttpLoad(plan).run(measuring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result run(Runnable measuring) throws IOException {
        List<Connection> connections = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < plan.connections(); i++) {
                Connection connection = new Connection(selector);
                connections.add(connection);
                free.add(connection);
            }
            long start = System.nanoTime();
            long measureAt = start + plan.warmup().toNanos();
            long endAt = measureAt + plan.time().toNanos();
            long now = start;
            long lastProgress = start;
            long seen = 0;
            while (now < endAt || measuredFrom == 0 || completed == 0) {
                if (measuredFrom == 0 && now >= measureAt) {
                    measuring.run();
                    measuredFrom = System.nanoTime();
                    completed = 0;
                    seen = 0;
                    histogram.reset();
                }
                sendDue(start, now);
                if (plan.perSecond().isPresent()) {
                    if (selector.selectNow() == 0) {
                        LockSupport.parkNanos(20_000);
                    }
                } else {
                    selector.select(100);
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    ((Connection) key.attachment()).read();
                }
                selector.selectedKeys().clear();
                now = System.nanoTime();
                if (completed != seen) {
                    seen = completed;
                    lastProgress = now;
                } else if (now - lastProgress > STALL_NANOS) {
                    throw new IOException("no answer for " + Duration.ofNanos(STALL_NANOS));
                }
            }
            return new Result(completed, now - measuredFrom, statuses, refusal, histogram);
        } finally {
            for (Connection connection : connections) {
                connection.channel.close();
            }
        }
    }

    private void sendDue(long start, long now) throws IOException {
        if (plan.perSecond().isEmpty()) {
            while (!free.isEmpty()) {
                free.poll().send(System.nanoTime());
            }
            return;
        }
        double rate = plan.perSecond().getAsDouble();
        while (!free.isEmpty()) {
            long planned = start + (long) (sent * 1e9 / rate);
            if (planned > now) {
                return;
            }
            free.poll().send(planned);
        }
    }

    /** One connection with at most one request under way. */
    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
        private final byte[] bytes = new byte[BUFFER];
        private int filled;
        private int expected = -1;
        private int status;
        private int bodyAt;
        private long planned;

        Connection(Selector selector) throws IOException {
            channel = SocketChannel.open(plan.address());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(long plannedNanos) throws IOException {
            byte[] request = plan.requests().get((int) (sent++ % plan.requests().size()));
            planned = plannedNanos;
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out); // requests are far smaller than a socket buffer
            }
        }

        void read() throws IOException {
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                throw new IOException("the server closed a connection; answers by status: " + statuses);
            }
            in.flip();
            in.get(bytes, filled, count);
            filled += count;
            if (expected < 0) {
                parseHead();
            }
            if (expected >= 0 && filled >= expected) {
                long now = System.nanoTime();
                histogram.recordValue(Math.max(0, now - planned));
                completed++;
                statuses.merge(status, 1L, Long::sum);
                if (status != 200 && refusal.isEmpty()) {
                    refusal = new String(bytes, bodyAt, filled - bodyAt, StandardCharsets.UTF_8);
                }
                filled = 0;
                expected = -1;
                free.add(this);
            }
        }

        private void parseHead() throws IOException {
            int end = indexOf(bytes, filled, HEAD_END);
            if (end < 0) {
                return;
            }
            status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
            String head = new String(bytes, 0, end, StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
            int at = head.indexOf("\r\ncontent-length:");
            if (at < 0) {
                throw new IOException("an answer without content-length: " + head);
            }
            int from = at + 17;
            int to = head.indexOf('\r', from);
            bodyAt = end + HEAD_END.length;
            expected = bodyAt
                    + Integer.parseInt(
                            head.substring(from, to < 0 ? head.length() : to).strip());
        }
    }

    private static int indexOf(byte[] text, int length, byte[] wanted) {
        outer:
        for (int i = 0; i <= length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (text[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
