package org.outcry.gateway.access;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A budget that refills continuously. Kept as one number: the instant at which the bucket will be full again; a token moves it one
 * interval into the future, and it may never be further away than the capacity allows. Any thread, no lock.
 *
 * <p>Worked example, capacity 20 and 3 tokens a second: after 20 requests at once the bucket is full again in 6.67 s; the 21st is
 * told to wait 0.33 s.
 */
public final class TokenBucket {
    private final long capacity;
    private final long intervalNanos;
    private final boolean unlimited;
    private final LongSupplier nanoTime;
    private final long origin;
    private final AtomicLong fullAt = new AtomicLong();

    private TokenBucket(long capacity, long intervalNanos, boolean unlimited, LongSupplier nanoTime) {
        if (capacity < 1 || intervalNanos < 1) {
            throw new IllegalArgumentException("capacity and interval must be positive");
        }
        this.capacity = capacity;
        this.intervalNanos = intervalNanos;
        this.unlimited = unlimited;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /**
     * A bucket that starts full.
     *
     * @param perMinute tokens that come back in a minute; the interval is rounded up, so never more than that
     * @param nanoTime a clock that never steps back, as {@link System#nanoTime()}
     */
    public static TokenBucket of(long capacity, long perMinute, LongSupplier nanoTime) {
        return new TokenBucket(capacity, Math.ceilDiv(60_000_000_000L, perMinute), false, nanoTime);
    }

    /** A bucket that never empties; it says it holds the capacity. */
    public static TokenBucket unlimited(long capacity, LongSupplier nanoTime) {
        return new TokenBucket(capacity, 1, true, nanoTime);
    }

    /**
     * Takes one token.
     *
     * @return whole tokens left, 0 or more; or, when there was none, the nanoseconds until there is one, negated. A refusal costs
     *     nothing.
     */
    public long take() {
        if (unlimited) {
            return capacity;
        }
        long now = nanoTime.getAsLong() - origin;
        while (true) {
            long full = fullAt.get();
            long next = Math.max(full, now) + intervalNanos;
            long room = capacity * intervalNanos - (next - now);
            if (room < 0) {
                return room;
            }
            if (fullAt.compareAndSet(full, next)) {
                return room / intervalNanos;
            }
        }
    }

    /** Nanoseconds until the bucket is full again, 0 when it is. */
    public long nanosUntilFull() {
        return unlimited ? 0 : Math.max(0, fullAt.get() - (nanoTime.getAsLong() - origin));
    }

    /** Whole tokens at this moment. */
    public long left() {
        return unlimited ? capacity : Math.max(0, (capacity * intervalNanos - nanosUntilFull()) / intervalNanos);
    }
}
