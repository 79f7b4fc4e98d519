package org.outcry.brokerage.marketdata.charts;

/**
 * Ids of trades on the wire: the last 53 bits of their sequence, which is a time in nanoseconds. So an id is exact, is safe in a
 * double, grows with time and comes back after 104 days; it means the newest moment that has it.
 */
final class TickIds {
    private static final long CYCLE = 1L << 53;

    private TickIds() {}

    static long of(long sequence) {
        return sequence & (CYCLE - 1);
    }

    /** The newest moment up to {@code nowNanos} with this id. */
    static long nanos(long id, long nowNanos) {
        long moment = (nowNanos & -CYCLE) | (id & (CYCLE - 1));
        return moment > nowNanos ? moment - CYCLE : moment;
    }
}
