package org.outcry.engine.core;

import org.outcry.engine.value.Side;

/**
 * Displayed contracts an account has taken from one side of one book. The market is not moved by our fills, so without this
 * memory a client could eat the same lots again and again; half of what was taken is back after each full second.
 */
final class Taken {
    private static final int LIMIT = 64;
    private static final long HALF_LIFE_NANOS = 1_000_000_000L;
    private static final long[] NO_PRICES = {};
    private static final int[] NO_SIZES = {};

    final Side bookSide;
    private long[] prices = NO_PRICES;
    private int[] sizes = NO_SIZES;
    private long[] times = NO_PRICES;
    private int count;

    Taken(Side bookSide) {
        this.bookSide = bookSide;
    }

    /** Contracts at a price that are still gone for this account. */
    int at(long price, long nowNanos) {
        for (int i = 0; i < count; i++) {
            if (prices[i] == price) {
                return decayed(i, nowNanos);
            }
        }
        return 0;
    }

    void add(long price, int size, long nowNanos) {
        for (int i = 0; i < count; i++) {
            if (prices[i] == price) {
                int old = decayed(i, nowNanos);
                sizes[i] = (int) Math.min(Integer.MAX_VALUE, (long) old + size);
                times[i] = Math.max(times[i], nowNanos);
                return;
            }
        }
        set(room(nowNanos), price, size, nowNanos);
    }

    /** Puts an entry back after a restart. */
    void restore(long price, int size, long timeNanos) {
        grow();
        set(count++, price, size, timeNanos);
    }

    int count() {
        return count;
    }

    long price(int i) {
        return prices[i];
    }

    int size(int i) {
        return sizes[i];
    }

    long timeNanos(int i) {
        return times[i];
    }

    private int decayed(int i, long nowNanos) {
        long halvings = Math.max(0, nowNanos - times[i]) / HALF_LIFE_NANOS;
        return halvings > 30 ? 0 : sizes[i] >> halvings;
    }

    /** Index for a new entry: a spent one, else a fresh one, else the oldest. */
    private int room(long nowNanos) {
        int oldest = 0;
        for (int i = 0; i < count; i++) {
            if (decayed(i, nowNanos) == 0) {
                return i;
            }
            if (times[i] < times[oldest]) {
                oldest = i;
            }
        }
        if (count == LIMIT) {
            return oldest;
        }
        grow();
        return count++;
    }

    private void grow() {
        if (count == prices.length) {
            int capacity = Math.max(4, count * 2);
            prices = java.util.Arrays.copyOf(prices, capacity);
            sizes = java.util.Arrays.copyOf(sizes, capacity);
            times = java.util.Arrays.copyOf(times, capacity);
        }
    }

    private void set(int i, long price, int size, long timeNanos) {
        prices[i] = price;
        sizes[i] = size;
        times[i] = timeNanos;
    }
}
