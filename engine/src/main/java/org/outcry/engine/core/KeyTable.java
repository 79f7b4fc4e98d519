package org.outcry.engine.core;

import java.util.Arrays;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;

/**
 * The first answer to each durable key. Bounded: a key is remembered for 24 hours of business time and while it is among
 * the last 2^20 keys; the oldest leave first.
 *
 * <p>A ring in order of arrival and an open-addressing index over it, so that neither insertion nor eviction allocates. An
 * index slot holds 12 bits of the key's hash above the 20 bits of its ring place: a slot of another key is passed over
 * without a look at that key, which would cost a cache miss.
 */
final class KeyTable {
    static final int MAX_KEYS = 1 << 20;
    static final long MAX_AGE_NANOS = 24L * 3600 * 1_000_000_000L;
    private static final int FREE = -1;
    private static final int NOWHERE = -1;
    private static final int PLACE_MASK = MAX_KEYS - 1;

    private long[] highs = new long[1 << 10];
    private long[] lows = new long[1 << 10];
    private long[] times = new long[1 << 10];
    /** Ids of plain outcomes: accepted, with an id and nothing else. Almost all are, and a number costs no collection. */
    private long[] ids = new long[1 << 10];
    /** Every other outcome; null for a plain one, and where no key is. */
    private Outcome[] others = new Outcome[1 << 10];

    private int head;
    private int count;
    /** Twice the ring's length, so that probes stay short. */
    private int[] index = free(1 << 11);
    /** What the last {@link #find} that found nothing learned, for the {@link #add} that follows. */
    private long missedHigh;

    private long missedLow;
    private long missedHash;

    private int missedSlot = NOWHERE;

    /** First answer to this key, or null. */
    Outcome find(long high, long low) {
        long hash = hash(high, low);
        int mark = mark(hash);
        int mask = index.length - 1;
        int slot = (int) hash & mask;
        for (int entry = index[slot]; entry != FREE; entry = index[slot]) {
            if ((entry & ~PLACE_MASK) == mark) {
                int at = entry & PLACE_MASK;
                if (lows[at] == low && highs[at] == high) {
                    return outcomeAt(at);
                }
            }
            slot = (slot + 1) & mask;
        }
        missedHigh = high;
        missedLow = low;
        missedHash = hash;
        missedSlot = slot;
        return null;
    }

    private Outcome outcomeAt(int at) {
        Outcome other = others[at];
        return other == null ? Outcome.accepted(ids[at]) : other;
    }

    private static boolean plain(Outcome outcome) {
        return outcome.rejection() == Rejection.NONE && outcome.ids().isEmpty() && outcome.limit() == 0;
    }

    /** Adds a key that {@link #find} did not know. */
    void add(long high, long low, long nowNanos, Outcome outcome) {
        while (count > 0 && (count == MAX_KEYS || nowNanos - times[head] > MAX_AGE_NANOS)) {
            removeOldest();
            missedSlot = NOWHERE;
        }
        if (count == highs.length) {
            grow();
            missedSlot = NOWHERE;
        }
        int at = (head + count) & (highs.length - 1);
        count++;
        highs[at] = high;
        lows[at] = low;
        times[at] = nowNanos;
        ids[at] = outcome.id();
        if (!plain(outcome)) {
            others[at] = outcome;
        }
        if (missedSlot != NOWHERE && missedHigh == high && missedLow == low) {
            index[missedSlot] = mark(missedHash) | at;
        } else {
            insert(at, hash(high, low));
        }
        missedSlot = NOWHERE;
    }

    int size() {
        return count;
    }

    long high(int i) {
        return highs[place(i)];
    }

    long low(int i) {
        return lows[place(i)];
    }

    long timeNanos(int i) {
        return times[place(i)];
    }

    Outcome outcome(int i) {
        return outcomeAt(place(i));
    }

    private int place(int i) {
        return (head + i) & (highs.length - 1);
    }

    private void insert(int at, long hash) {
        int mask = index.length - 1;
        int slot = (int) hash & mask;
        while (index[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        index[slot] = mark(hash) | at;
    }

    private void removeOldest() {
        long hash = hash(highs[head], lows[head]);
        int entry = mark(hash) | head;
        int mask = index.length - 1;
        int slot = (int) hash & mask;
        while (index[slot] != entry) {
            slot = (slot + 1) & mask;
        }
        closeGap(slot, mask);
        others[head] = null;
        head = (head + 1) & (highs.length - 1);
        count--;
    }

    /** Moves later entries of the same run back, so that no probe stops short of its key. */
    private void closeGap(int emptied, int mask) {
        int gap = emptied;
        int slot = (gap + 1) & mask;
        while (index[slot] != FREE) {
            int at = index[slot] & PLACE_MASK;
            int home = (int) hash(highs[at], lows[at]) & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                index[gap] = index[slot];
                gap = slot;
            }
            slot = (slot + 1) & mask;
        }
        index[gap] = FREE;
    }

    private void grow() {
        int capacity = highs.length * 2;
        long[] newHighs = new long[capacity];
        long[] newLows = new long[capacity];
        long[] newTimes = new long[capacity];
        long[] newIds = new long[capacity];
        Outcome[] newOthers = new Outcome[capacity];
        for (int i = 0; i < count; i++) {
            int at = place(i);
            newHighs[i] = highs[at];
            newLows[i] = lows[at];
            newTimes[i] = times[at];
            newIds[i] = ids[at];
            newOthers[i] = others[at];
        }
        highs = newHighs;
        lows = newLows;
        times = newTimes;
        ids = newIds;
        others = newOthers;
        head = 0;
        index = free(capacity * 2);
        for (int i = 0; i < count; i++) {
            insert(i, hash(highs[i], lows[i]));
        }
    }

    /**
     * Its low bits say where a search begins. Sixteen keys that count up begin in one cache line, one behind the other: whoever
     * numbers its commands pays one miss for sixteen of them.
     */
    private static long hash(long high, long low) {
        long line = Mix.mix((low >>> 4) ^ Long.rotateLeft(high, 32)) & ~15L;
        long within = low & 15;
        return (line ^ within << 56) | within;
    }

    /** Upper 12 bits of an entry; never all ones, so that no entry looks free. */
    private static int mark(long hash) {
        int bits = (int) (hash >>> 52);
        return (bits == 0xFFF ? 0 : bits) << 20;
    }

    private static int[] free(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }
}
