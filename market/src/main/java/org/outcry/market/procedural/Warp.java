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

    /** The kept cell: its index, its edges on both clocks before the phase is taken off, and what follows from them. */
    private long cell;

    private long start;
    private long end;
    private long outStart;
    private long outEnd;
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
        if (x >= high && low <= high && x + phase < ((cell + 2) << shift) - (1L << (shift - 1))) {
            // Walking along, the next cell begins where this one ends.
            cell++;
            start = end;
            outStart = outEnd;
        } else {
            cell = (x + phase) >> shift;
            start = (cell << shift) + jitter(inputKey, cell);
            if (x + phase < start) {
                cell--;
                start = (cell << shift) + jitter(inputKey, cell);
            }
            outStart = (cell << shift) + jitter(outputKey, cell);
        }
        findEnd();
        if (x + phase >= end) {
            cell++;
            start = end;
            outStart = outEnd;
            findEnd();
        }
        length = outEnd - outStart;
        slope = length / (double) (end - start);
        low = start - phase;
        high = end - phase;
        base = outStart - phase;
    }

    private void findEnd() {
        long corner = (cell + 1) << shift;
        end = corner + jitter(inputKey, cell + 1);
        outEnd = corner + jitter(outputKey, cell + 1);
    }

    private long jitter(long key, long index) {
        return (long) ((Mix.uniform(Mix.next(key, index)) - 0.5) * width);
    }
}
