package org.outcry.ledger.view;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Values by their id, which is positive. One thread writes; any thread reads, without locks and without allocation, and finds
 * what was put before it learned of the id.
 *
 * <p>Open addressing. A removed id keeps its place until the table is next rebuilt, so that no reader's search is cut short.
 */
final class IdTable<T> {
    private static final VarHandle IDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(Object[].class);

    private volatile Slots slots = new Slots(16);
    /** Places taken, by removed ids too. */
    private int taken;

    private int size;

    private static final class Slots {
        private final long[] ids;
        private final Object[] values;

        Slots(int length) {
            ids = new long[length];
            values = new Object[length];
        }

        /** Where that id lies, or the complement of the empty place where it would. No id is below one. */
        int find(long id) {
            if (id <= 0) {
                return -1;
            }
            int mask = ids.length - 1;
            int at = (int) ((id * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
            while (true) {
                long found = (long) IDS.getAcquire(ids, at);
                if (found == id) {
                    return at;
                }
                if (found == 0) {
                    return ~at;
                }
                at = at + 1 & mask;
            }
        }
    }

    /** Null when there is none. */
    @SuppressWarnings("unchecked") // the array holds T alone
    T get(long id) {
        Slots now = slots;
        int at = now.find(id);
        return at < 0 ? null : (T) VALUES.getAcquire(now.values, at);
    }

    void put(long id, T value) {
        Slots now = slots;
        int at = now.find(id);
        if (at < 0 && ++taken * 2 > now.ids.length) {
            now = rebuilt(now);
            slots = now;
            taken = size + 1;
            at = now.find(id);
        }
        int place = at < 0 ? ~at : at;
        if (now.values[place] == null) {
            size++;
        }
        VALUES.setRelease(now.values, place, value);
        IDS.setRelease(now.ids, place, id);
    }

    /** What was there, null for nothing. */
    @SuppressWarnings("unchecked") // the array holds T alone
    T remove(long id) {
        Slots now = slots;
        int at = now.find(id);
        T value = at < 0 ? null : (T) now.values[at];
        if (value != null) {
            VALUES.setRelease(now.values, at, null);
            size--;
        }
        return value;
    }

    private Slots rebuilt(Slots old) {
        Slots slots = new Slots(Math.max(16, Integer.highestOneBit(size + 1) * 4));
        for (int i = 0; i < old.ids.length; i++) {
            if (old.values[i] != null) {
                int at = ~slots.find(old.ids[i]);
                slots.values[at] = old.values[i];
                slots.ids[at] = old.ids[i];
            }
        }
        return slots;
    }
}
