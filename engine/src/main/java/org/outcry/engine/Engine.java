package org.outcry.engine;

import java.util.Collection;
import java.util.function.Consumer;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.state.StateRow;

/**
 * The deterministic trading core: the same submissions give the same events and the same state hash on every machine.
 *
 * <p>Not thread-safe: one thread owns it. It knows no clock, no file, no randomness.
 */
@SuppressWarnings("DoNotCallSuggester") // until its parts are written
public final class Engine {
    /** Ids below this belong to catalogue data. */
    public static final long FIRST_ID = 1L << 24;

    public Outcome apply(Submission submission, EventSink events) {
        throw new UnsupportedOperationException();
    }

    /** Business time: the largest submission time so far, nanoseconds UTC. */
    public long nowNanos() {
        throw new UnsupportedOperationException();
    }

    /** When time itself changes something next (session end, expiry, activation), {@link Long#MAX_VALUE} for never. */
    public long nextDueNanos() {
        throw new UnsupportedOperationException();
    }

    /** Watches changed since the last call, each once; clears the list. */
    public void drainChangedWatches(Consumer<Watch> consumer) {
        throw new UnsupportedOperationException();
    }

    public Collection<Watch> watches() {
        throw new UnsupportedOperationException();
    }

    /** Hash over everything {@link #writeState} writes. */
    public long stateHash() {
        throw new UnsupportedOperationException();
    }

    /** Writes the whole state in canonical order. */
    public void writeState(Consumer<StateRow> rows) {
        throw new UnsupportedOperationException();
    }

    /** Takes rows in the order {@link #writeState} gave them, into an empty engine. */
    public void readState(StateRow row) {
        throw new UnsupportedOperationException();
    }
}
