package org.outcry.gateway.access;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many bytes of bulk answers a user may have in ten minutes. The ten minutes begin with the first bulk answer after the last
 * ten. An answer's size is known only when it is made, so the budget is looked at before the request and charged after it:
 * what is under way when it runs out is still answered. Any thread.
 */
public final class EgressBudget {
    /** Bytes in one window; our choice, no page publishes a number. */
    public static final long BYTES = 64L << 20;
    /** Length of the window; our choice. */
    public static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final long bytes;
    private final LongSupplier nanoTime;
    private long since;
    private long spent;

    private EgressBudget(long bytes, LongSupplier nanoTime) {
        this.bytes = bytes;
        this.nanoTime = nanoTime;
    }

    /** The documented budget, unspent. */
    static EgressBudget of(LongSupplier nanoTime) {
        return new EgressBudget(BYTES, nanoTime);
    }

    /** A budget that never ends. */
    static EgressBudget unlimited(LongSupplier nanoTime) {
        return new EgressBudget(Long.MAX_VALUE, nanoTime);
    }

    /** Nanoseconds until a bulk request is allowed; 0 when it is now. */
    public synchronized long waitNanos() {
        return spent < bytes ? 0 : Math.max(0, since + WINDOW_NANOS - nanoTime.getAsLong());
    }

    /** Charges an answer. */
    public synchronized void spend(long answerBytes) {
        long now = nanoTime.getAsLong();
        if (spent == 0 || now - since >= WINDOW_NANOS) {
            since = now;
            spent = 0;
        }
        spent += answerBytes;
    }
}
