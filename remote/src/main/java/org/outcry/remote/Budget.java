package org.outcry.remote;

import java.util.function.LongSupplier;

/** Requests that may be sent to the remote environment: so many at once, and so many a minute. What reduces is counted and always goes. One thread. */
final class Budget {
    private static final double MINUTE_NANOS = 60e9;

    private final int perMinute;
    private final LongSupplier nanos;
    private double left;
    private long lastNanos;

    Budget(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
        this.left = perMinute;
        this.lastNanos = nanos.getAsLong();
    }

    /** @param adds it may be held back */
    boolean take(boolean adds) {
        long now = nanos.getAsLong();
        left = Math.min(perMinute, left + (now - lastNanos) * perMinute / MINUTE_NANOS);
        lastNanos = now;
        if (adds && left < 1) {
            return false;
        }
        left = Math.max(-perMinute, left - 1);
        return true;
    }
}
