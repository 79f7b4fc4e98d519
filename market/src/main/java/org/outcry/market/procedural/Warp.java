package org.outcry.market.procedural;

/**
 * One octave of a random time warp: a monotone map of the clock onto itself, piecewise linear between jittered lattice
 * points, whose displacement is bounded, so that its long-run rate is exactly 1. The last cell is kept, since most queries
 * stay inside. One thread.
 */
final class Warp {
    private final int shift;
    private final long phase;
    private final double width;
    private final long inputKey;
    private final long outputKey;

    private long low = 1;
    private long high;
    private long base;
    private long length;
    private double slope;

    /** Lattice spacing is {@code 2^shift} units; {@code rho} below 1 is the jitter in spacings. */
    Warp(int shift, double rho, long key) {
        this.shift = shift;
        this.width = rho * (1L << shift);
        this.phase = Mix.key(key, Stream.WARP_PHASE) >>> (64 - shift);
        this.inputKey = Mix.key(key, Stream.WARP_INPUT);
        this.outputKey = Mix.key(key, Stream.WARP_OUTPUT);
    }

    long apply(long x) {
        if (x < low || x >= high) {
            locate(x);
        }
        // The product is rounded to 53 bits: at most four units of 2^44 a day, and still monotone.
        return base + Math.min(length, (long) ((x - low) * slope));
    }

    private void locate(long x) {
        long a = x + phase;
        long cell = a >> shift;
        long start = (cell << shift) + jitter(inputKey, cell);
        long end;
        if (a < start) {
            end = start;
            cell--;
            start = (cell << shift) + jitter(inputKey, cell);
        } else {
            end = ((cell + 1) << shift) + jitter(inputKey, cell + 1);
            if (a >= end) {
                start = end;
                cell++;
                end = ((cell + 1) << shift) + jitter(inputKey, cell + 1);
            }
        }
        long out = (cell << shift) + jitter(outputKey, cell);
        length = ((cell + 1) << shift) + jitter(outputKey, cell + 1) - out;
        slope = length / (double) (end - start);
        low = start - phase;
        high = end - phase;
        base = out - phase;
    }

    private long jitter(long key, long cell) {
        return (long) ((Mix.uniform(Mix.at(key, cell)) - 0.5) * width);
    }
}
