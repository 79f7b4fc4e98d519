package org.outcry.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What a run measured, printed as the one line the benchmarks read. Nanoseconds throughout. */
final class Figures {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final double[] perSecond;
    private final double[] cpuNanosPerOperation;

    Figures(int rounds) {
        perSecond = new double[rounds];
        cpuNanosPerOperation = new double[rounds];
    }

    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    void round(int round, int operations, long nanos, long cpuNanos) {
        perSecond[round] = operations * 1e9 / nanos;
        cpuNanosPerOperation[round] = (double) cpuNanos / operations;
    }

    /** The best round speaks for a peer: whatever disturbed the others was not its fault. */
    void print(Histogram latency, long fills, String settings) {
        System.out.printf(
                Locale.ROOT,
                "RESULT {\"perSecond\":%.0f,\"median\":%.0f,\"p50\":%d,\"p99\":%d,\"p999\":%d,\"p9999\":%d,\"max\":%d,"
                        + "\"cpuNanosPerOperation\":%.0f,\"fills\":%d,\"jdk\":\"%s\",\"settings\":\"%s\"}%n",
                Arrays.stream(perSecond).max().orElse(0),
                Arrays.stream(perSecond)
                        .sorted()
                        .skip(perSecond.length / 2)
                        .findFirst()
                        .orElse(0),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getValueAtPercentile(99.9),
                latency.getValueAtPercentile(99.99),
                latency.getMaxValue(),
                Arrays.stream(cpuNanosPerOperation).min().orElse(0),
                fills,
                System.getProperty("java.version"),
                settings);
    }
}
