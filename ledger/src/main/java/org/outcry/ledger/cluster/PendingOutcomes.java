package org.outcry.ledger.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.outcry.ledger.api.OutcomeListener;

/**
 * Submissions that wait for their outcome, at most {@code bound}. Any thread adds; the replica's thread takes.
 *
 * <p>Slots are a ring indexed by correlation id with four slots for each place under the bound, so that an id whose slot
 * is still taken by a slow predecessor is skipped rather than waited for.
 */
final class PendingOutcomes {
    private final int bound;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicReferenceArray<Waiting> slots;
    private final int mask;

    private record Waiting(long id, OutcomeListener listener) {}

    PendingOutcomes(int bound) {
        this.bound = bound;
        int length = Integer.highestOneBit(Math.max(4, bound * 4 - 1)) << 1;
        this.slots = new AtomicReferenceArray<>(length);
        this.mask = length - 1;
    }

    /** Correlation id, or -1 at the bound. */
    long add(OutcomeListener listener) {
        if (count.incrementAndGet() > bound) {
            count.decrementAndGet();
            return -1;
        }
        while (true) {
            long id = nextId.getAndIncrement();
            if (slots.compareAndSet((int) id & mask, null, new Waiting(id, listener))) {
                return id;
            }
        }
    }

    /** The listener of that id, once; {@code absent} when it is not waiting. */
    OutcomeListener take(long id, OutcomeListener absent) {
        int slot = (int) id & mask;
        Waiting waiting = slots.get(slot);
        if (waiting == null || waiting.id() != id || !slots.compareAndSet(slot, waiting, null)) {
            return absent;
        }
        count.decrementAndGet();
        return waiting.listener();
    }

    /** Tells that one, if it still waits. */
    void fail(long id, OutcomeListener.Failure failure) {
        int slot = (int) id & mask;
        Waiting waiting = slots.get(slot);
        if (waiting != null && waiting.id() == id && slots.compareAndSet(slot, waiting, null)) {
            count.decrementAndGet();
            waiting.listener().onFailure(failure);
        }
    }

    /** Tells everyone who waits that the outcome is unknown. */
    void failAll(OutcomeListener.Failure failure) {
        for (int slot = 0; slot < slots.length(); slot++) {
            Waiting waiting = slots.getAndSet(slot, null);
            if (waiting != null) {
                count.decrementAndGet();
                waiting.listener().onFailure(failure);
            }
        }
    }

    int size() {
        return count.get();
    }

    int bound() {
        return bound;
    }
}
