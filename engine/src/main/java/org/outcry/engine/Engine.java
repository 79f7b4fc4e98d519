package org.outcry.engine;

import java.util.Collection;
import java.util.function.Consumer;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.core.Core;
import org.outcry.engine.core.StateHash;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;

/**
 * The deterministic trading core: the same submissions give the same events and the same state hash on every machine.
 *
 * <p>Not thread-safe: one thread owns it. It knows no clock, no file, no randomness.
 */
public final class Engine {
    /** Ids below this belong to catalogue data. */
    public static final long FIRST_ID = 1L << 24;

    private final Core core;

    public Engine() {
        this(FIRST_ID);
    }

    /** An engine whose ids begin elsewhere, for a ledger of its own whose first user is known elsewhere already. */
    public Engine(long firstId) {
        if (firstId < FIRST_ID) {
            throw new IllegalArgumentException("ids below " + FIRST_ID + " belong to catalogue data: " + firstId);
        }
        core = new Core(firstId);
    }

    /** Applies one submission; with {@link EventSink#NONE} it changes the same and tells nothing, which is quicker. */
    public Outcome apply(Submission submission, EventSink events) {
        return core.apply(submission, events);
    }

    /** Business time: the largest submission time so far, nanoseconds UTC. */
    public long nowNanos() {
        return core.nowNanos();
    }

    /** When time itself changes something next (session end, expiry, activation), {@link Long#MAX_VALUE} for never. */
    public long nextDueNanos() {
        return core.nextDueNanos();
    }

    /** Watches changed since the last call, each once; clears the list. */
    public void drainChangedWatches(Consumer<Watch> consumer) {
        core.drainChangedWatches(consumer);
    }

    /**
     * The watches as they stand, for a feed that begins: {@link Watch#sinceSequence} says where the feed before it had come to,
     * by the updates in the log, {@link Long#MIN_VALUE} when there was none.
     */
    public Collection<Watch> watches() {
        return core.watches();
    }

    /** Hash over everything {@link #writeState} writes. */
    public long stateHash() {
        return core.stateHash();
    }

    /**
     * Hash over what trading has made of the state, without the clock, the counters, the durable keys and the records of refusals:
     * a refused command leaves it as it was.
     */
    public long tradingHash() {
        return core.tradingHash();
    }

    /** Hashes rows one by one: what {@link #stateHash} gives, for whoever writes or reads the rows anyway. */
    public static RowHash rowHash() {
        return new StateHash();
    }

    /** Writes the whole state in canonical order. */
    public void writeState(Consumer<StateRow> rows) {
        core.writeState(rows);
    }

    /** Takes rows in the order {@link #writeState} gave them, into an empty engine. */
    public void readState(StateRow row) {
        core.readState(row);
    }
}
