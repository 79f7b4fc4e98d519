package org.outcry.bench.workload;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.harness.workload.OrderStream;

/**
 * Our engine over the stream: one thread, submissions built before the clock starts, every event handed to a sink, changed
 * watches drained after each command as the ledger does. Every round is a fresh engine and must end with the same state hash.
 *
 * <p>Arguments: mix, seed, commands, warm-up rounds, measured rounds, paced commands per second.
 */
public final class EngineRunner {
    private final EngineCommands commands;
    private final Submission[] submissions;
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private long fills;
    private long events;
    private long watches;
    private long hash;
    private long cpuNanos;

    private EngineRunner(OrderStream stream) {
        commands = new EngineCommands(stream, EngineCommands.START_NANOS);
        submissions = commands.rehearse();
    }

    public static void main(String[] words) {
        OrderStream.Mix mix = OrderStream.Mix.valueOf(words[0]);
        EngineRunner runner =
                new EngineRunner(OrderStream.generate(mix, Long.parseLong(words[1]), Integer.parseInt(words[2])));
        int warmup = Integer.parseInt(words[3]);
        int rounds = Integer.parseInt(words[4]);
        double[] perSecond = new double[rounds];
        double[] cpu = new double[rounds];
        int measured = Integer.parseInt(words[2]);
        for (int round = -warmup; round < rounds; round++) {
            long nanos = runner.round(0);
            if (round >= 0) {
                perSecond[round] = measured * 1e9 / nanos;
                cpu[round] = (double) runner.cpuNanos / measured;
            }
        }
        runner.round(Long.parseLong(words[5]));
        new Figures()
                .put("perSecond", Arrays.stream(perSecond).max().orElse(0))
                .put("median", Arrays.stream(perSecond).sorted().toArray()[rounds / 2])
                .put("cpuNanosPerOperation", Arrays.stream(cpu).min().orElse(0))
                .put(runner.latency)
                .put("fills", runner.fills)
                .put("eventsPerCommand", (double) runner.events / measured)
                .put("watches", runner.watches)
                .put("stateHash", Long.toHexString(runner.hash))
                .put("jdk", System.getProperty("java.version"))
                .print();
    }

    /** The state the stream ends in, 16 hex digits at most: the same on every machine and under the same rules. */
    public static String stateHash(OrderStream stream) {
        EngineRunner runner = new EngineRunner(stream);
        runner.round(0);
        return Long.toHexString(runner.hash);
    }

    /** Nanoseconds of the measured part; paced when a rate is given, which fills the histogram. */
    private long round(long pacePerSecond) {
        fills = 0;
        events = 0;
        watches = 0;
        EventSink sink = this::onEvent;
        Engine engine = new Engine();
        commands.setUp(engine);
        for (int i = 0; i < OrderStream.PREFILL; i++) {
            engine.apply(submissions[i], sink);
        }
        events = 0;
        long gap = pacePerSecond == 0 ? 0 : 1_000_000_000L / pacePerSecond;
        long cpuBefore = Figures.cpuNanos();
        long start = System.nanoTime();
        for (int i = OrderStream.PREFILL; i < submissions.length; i++) {
            if (gap == 0) {
                apply(engine, sink, i);
            } else {
                long planned = start + (i - OrderStream.PREFILL) * gap;
                while (System.nanoTime() < planned) {
                    Thread.onSpinWait();
                }
                apply(engine, sink, i);
                latency.recordValue(System.nanoTime() - planned);
            }
        }
        long nanos = System.nanoTime() - start;
        cpuNanos = Figures.cpuNanos() - cpuBefore;
        check(engine);
        return nanos;
    }

    private void apply(Engine engine, EventSink sink, int index) {
        engine.apply(submissions[index], sink);
        engine.drainChangedWatches(watch -> watches++);
    }

    private void onEvent(Event event) {
        events++;
        if (event instanceof Event.Filled) {
            fills++;
        }
    }

    private void check(Engine engine) {
        if (fills != commands.stream().fillCount()) {
            throw new IllegalStateException(
                    "fills " + fills + " instead of " + commands.stream().fillCount());
        }
        long now = engine.stateHash();
        if (hash != 0 && hash != now) {
            throw new IllegalStateException("the same commands gave another state");
        }
        hash = now;
    }
}
