package org.outcry.bench.report;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One side of a comparison.
 *
 * @param who what was measured, such as {@code ours} or {@code exchange-core 0.5.3}
 * @param value the number that is compared, in the unit of its finding
 * @param latency percentiles, when they were taken
 * @param cpuNanos processor time of the server for each operation in nanoseconds, when it was taken
 */
public record Figure(String who, double value, Optional<Latency> latency, OptionalDouble cpuNanos) {
    public static Figure of(String who, double value) {
        return new Figure(who, value, Optional.empty(), OptionalDouble.empty());
    }

    public static Figure of(String who, double value, Latency latency) {
        return new Figure(who, value, Optional.of(latency), OptionalDouble.empty());
    }

    public Figure withCpuNanos(double nanos) {
        return new Figure(who, value, latency, OptionalDouble.of(nanos));
    }
}
