package org.outcry.market.procedural;

/** Warps applied one after another, fastest first. One thread. */
final class WarpChain {
    private final Warp[] octaves;

    private WarpChain(Warp[] octaves) {
        this.octaves = octaves;
    }

    /** How wide the jitter of an octave is and which key it has; octave {@code j} has a spacing of {@code 2^j} days. */
    interface Octave {
        double rho(int j);

        long key(int j);
    }

    /** Octaves {@code fastest} to {@code slowest} days as powers of two. */
    static WarpChain of(int fastest, int slowest, Octave octave) {
        Warp[] warps = new Warp[slowest - fastest + 1];
        for (int i = 0; i < warps.length; i++) {
            int j = fastest + i;
            warps[i] = new Warp(SeasonalClock.DAY_SHIFT + j, octave.rho(j), Mix.key(octave.key(j), j + 64));
        }
        return new WarpChain(warps);
    }

    long apply(long x) {
        long y = x;
        for (Warp octave : octaves) {
            y = octave.apply(y);
        }
        return y;
    }
}
