package org.outcry.brokerage.replay;

/**
 * The instants at which anything may happen in a replay: multiples of 25 ms since 1970, our choice, as often as the live feed looks.
 * Commands carry such an instant and nothing between two of them, so that the pace decides only when a step is taken, never what it
 * does.
 */
final class Grid {
    static final long STEP_NANOS = 25_000_000L;

    private Grid() {}

    /** The last instant up to a moment. */
    static long floor(long nanos) {
        return Math.floorDiv(nanos, STEP_NANOS) * STEP_NANOS;
    }

    /** The first instant from a moment on; {@link Long#MAX_VALUE} for never. */
    static long ceil(long nanos) {
        return nanos > Long.MAX_VALUE - STEP_NANOS ? Long.MAX_VALUE : floor(nanos + STEP_NANOS - 1);
    }
}
