package org.outcry.brokerage.replay;

/**
 * How far a replay may go by now: what the wall clock allows at a speed. What the machine cannot keep up with is let go instead of
 * caught up with, and so is a pause of the machine. One thread.
 */
final class Pace {
    private static final int REAL_TIME = 100;
    /** Longest stretch of the wall clock that is made up for. */
    private static final long PATIENCE_NANOS = 250_000_000L;

    private int speed;
    private long wallNanos;
    private long allowedNanos;
    /** Hundredths of a nanosecond that earlier stretches left. */
    private long rest;

    /**
     * Begins anew.
     *
     * @param newSpeed percent of real time, 0 for standing still
     * @param atNanos where the replay is
     * @param wall any clock that never steps back, nanoseconds
     */
    void set(int newSpeed, long atNanos, long wall) {
        speed = newSpeed;
        allowedNanos = atNanos;
        wallNanos = wall;
        rest = 0;
    }

    int speed() {
        return speed;
    }

    /** Up to where the replay may go now. */
    long allowed(long atNanos, long wall) {
        // The largest speed times the longest stretch is 5e17: no overflow.
        long earned = Math.min(wall - wallNanos, PATIENCE_NANOS) * speed + rest;
        wallNanos = wall;
        rest = earned % REAL_TIME;
        long most = atNanos + PATIENCE_NANOS / REAL_TIME * speed;
        allowedNanos = Math.min(Math.max(allowedNanos, atNanos) + earned / REAL_TIME, Math.max(most, atNanos));
        return allowedNanos;
    }

    /** How long the wall clock takes to allow an instant; {@link Long#MAX_VALUE} for ever. */
    long waitFor(long nanos) {
        if (nanos <= allowedNanos) {
            return 0;
        }
        long ahead = nanos - allowedNanos;
        return speed == 0 || ahead > Long.MAX_VALUE / REAL_TIME ? Long.MAX_VALUE : ahead * REAL_TIME / speed + 1;
    }
}
