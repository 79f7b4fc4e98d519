package org.outcry.bench.report;

import org.HdrHistogram.Histogram;

/** Percentiles of a time in nanoseconds. */
public record Latency(long p50, long p99, long p999, long p9999, long max) {
    public static Latency of(Histogram histogram) {
        return new Latency(
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue());
    }
}
