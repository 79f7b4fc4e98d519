package org.outcry.engine.core;

import java.util.List;
import org.outcry.engine.value.Prices;

/**
 * Orders by price, best price last, first come first served within a price. A price "touches" every order whose price is at
 * it or better; because the best stand at the end, the usual answer (none) costs one comparison.
 */
final class PriceIndex {
    private final int sign;
    private long[] keys = new long[16];
    private Level[] levels = new Level[16];
    private int count;

    private PriceIndex(int sign) {
        this.sign = sign;
    }

    /** Touched by prices at or below an entry's: resting buys by the ask, sell stops by the last price. */
    static PriceIndex touchedFromAbove() {
        return new PriceIndex(1);
    }

    /** Touched by prices at or above an entry's. */
    static PriceIndex touchedFromBelow() {
        return new PriceIndex(-1);
    }

    /** Place of one order in an index. */
    static final class Place {
        final LiveOrder order;
        /** The order's place when it was put here: looked at without touching the order, which may be far away. */
        private long place;

        private PriceIndex index;
        private Level level;
        private Place previous;
        private Place next;

        Place(LiveOrder order) {
            this.order = order;
        }

        boolean taken() {
            return index != null;
        }
    }

    private static final class Level {
        private long key;
        private Place head;
        private Place tail;
    }

    /** Price of the first order to be touched, {@link Prices#NONE} when empty. */
    long best() {
        return count == 0 ? Prices.NONE : keys[count - 1] * sign;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean touches(long price) {
        return count > 0 && price != Prices.NONE && keys[count - 1] >= price * sign;
    }

    /** Adds every touched order, best price first. */
    void collect(long price, List<LiveOrder> into) {
        long key = price * sign;
        for (int i = count - 1; i >= 0 && keys[i] >= key; i--) {
            for (Place place = levels[i].head; place != null; place = place.next) {
                into.add(place.order);
            }
        }
    }

    void add(Place place, long price) {
        long key = price * sign;
        int at = find(key);
        Level level;
        if (at < count && keys[at] == key) {
            level = levels[at];
        } else {
            level = insertLevel(at, key);
        }
        place.place = place.order.place;
        place.index = this;
        place.level = level;
        // Places only grow while running, so this loop ends at once; after a restore orders arrive by id instead.
        Place after = level.tail;
        while (after != null && after.place > place.place) {
            after = after.previous;
        }
        place.previous = after;
        place.next = after == null ? level.head : after.next;
        if (place.next == null) {
            level.tail = place;
        } else {
            place.next.previous = place;
        }
        if (after == null) {
            level.head = place;
        } else {
            after.next = place;
        }
    }

    static void remove(Place place) {
        PriceIndex index = place.index;
        if (index == null) {
            return;
        }
        Level level = place.level;
        if (place.previous == null) {
            level.head = place.next;
        } else {
            place.previous.next = place.next;
        }
        if (place.next == null) {
            level.tail = place.previous;
        } else {
            place.next.previous = place.previous;
        }
        if (level.head == null) {
            index.removeLevel(index.find(level.key));
        }
        place.index = null;
        place.level = null;
        place.previous = null;
        place.next = null;
    }

    private int find(long key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Level insertLevel(int at, long key) {
        if (count == keys.length) {
            keys = java.util.Arrays.copyOf(keys, count * 2);
            levels = java.util.Arrays.copyOf(levels, count * 2);
        }
        // A spare level left behind by removeLevel is used again.
        Level level = levels[count] == null ? new Level() : levels[count];
        System.arraycopy(keys, at, keys, at + 1, count - at);
        System.arraycopy(levels, at, levels, at + 1, count - at);
        keys[at] = key;
        levels[at] = level;
        level.key = key;
        count++;
        return level;
    }

    private void removeLevel(int at) {
        Level spare = levels[at];
        count--;
        System.arraycopy(keys, at + 1, keys, at, count - at);
        System.arraycopy(levels, at + 1, levels, at, count - at);
        levels[count] = spare;
    }
}
