package org.outcry.gateway.tradovate;

/**
 * How often something happened in the window up to now, kept in sixty slots: exact to a sixtieth of the window, forgetting early
 * rather than late. Not thread-safe.
 */
final class RollingCount {
    private static final int SLOTS = 60;

    private final long slotNanos;
    private final int[] counts = new int[SLOTS];
    private long slot;
    private int sum;

    RollingCount(long windowNanos) {
        this.slotNanos = windowNanos / SLOTS;
    }

    void add(long now) {
        advance(now);
        counts[(int) (slot % SLOTS)]++;
        sum++;
    }

    int at(long now) {
        advance(now);
        return sum;
    }

    private void advance(long now) {
        long current = now / slotNanos;
        long steps = Math.min(SLOTS, current - slot);
        for (long i = 1; i <= steps; i++) {
            int index = (int) ((slot + i) % SLOTS);
            sum -= counts[index];
            counts[index] = 0;
        }
        slot = Math.max(slot, current);
    }
}
