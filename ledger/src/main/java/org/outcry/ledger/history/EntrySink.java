package org.outcry.ledger.history;

import org.outcry.engine.event.Event;

/** Receives what history needs, on the replica's thread; never blocks it. */
public interface EntrySink {
    /** For a ledger without history. */
    EntrySink NONE = new EntrySink() {
        @Override
        public void restoredAt(long logPosition) {}

        @Override
        public boolean wants(long logPosition) {
            return false;
        }

        @Override
        public void on(long logPosition, Event[] events) {}
    };

    /** The replica's state came from a snapshot at this position, 0 for none; entries follow from there. */
    void restoredAt(long logPosition);

    /** False when this entry is already durable here, or will be read from the log. */
    boolean wants(long logPosition);

    /** All events of one entry, in order. */
    void on(long logPosition, Event[] events);
}
