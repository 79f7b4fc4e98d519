package org.outcry.bench.rows;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.outcry.bench.Run;
import org.outcry.bench.load.Audience;
import org.outcry.bench.load.WebSocketAudience;
import org.outcry.bench.process.Child;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Latency;

/** The two readings of a fan-out server: cost and age of messages at a steady rate, messages delivered when flooded. */
record Fanout(Figure steady, Figure flood) {
    /** Ticks a second that every server can deliver to a thousand sockets. */
    static final int STEADY_TICKS = 20;

    /** Ticks a second that none can. */
    static final int FLOOD_TICKS = 1_000;

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** Changes the rate of ticks; how, differs by server. */
    interface Ticker {
        void rate(int ticksPerSecond) throws IOException;
    }

    static Fanout measure(
            Run run,
            String who,
            Child server,
            URI uri,
            List<Map<String, String>> headers,
            List<String> greetings,
            int acknowledgements,
            Ticker ticker)
            throws Exception {
        int sockets = run.scale().sockets();
        try (WebSocketAudience audience = new WebSocketAudience(uri, sockets, headers, greetings)) {
            return measure(run, who, server, audience, acknowledgements, ticker);
        }
    }

    /** @param acknowledgements messages each reader gets before the first tick */
    static Fanout measure(Run run, String who, Child server, Audience audience, int acknowledgements, Ticker ticker)
            throws Exception {
        awaitMessages(audience, (long) run.scale().sockets() * acknowledgements);
        ticker.rate(STEADY_TICKS);
        Thread.sleep(run.scale().warmup());
        audience.takeAges();
        Reading steady = read(run, audience, server);
        Latency ages = Latency.of(audience.takeAges());
        ticker.rate(FLOOD_TICKS);
        Thread.sleep(run.scale().warmup());
        Reading flood = read(run, audience, server);
        ticker.rate(0);
        return new Fanout(
                Figure.of(who, steady.cpuNanos, ages).withCpuNanos(steady.cpuNanos),
                Figure.of(who, flood.perSecond).withCpuNanos(flood.cpuNanos));
    }

    private record Reading(double perSecond, double cpuNanos) {}

    private static Reading read(Run run, Audience audience, Child server) throws InterruptedException {
        long messages = audience.messages();
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        Thread.sleep(run.scale().time());
        while (audience.messages() == messages) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("no message arrived:\n" + server.text());
            }
            Thread.sleep(1);
        }
        long count = audience.messages() - messages;
        long nanos = System.nanoTime() - start;
        return new Reading(count * 1e9 / nanos, (double) (server.cpuNanos() - cpu) / count);
    }

    private static void awaitMessages(Audience audience, long count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (audience.messages() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + audience.messages() + " of " + count + " sockets were answered");
            }
            Thread.sleep(10);
        }
    }
}
