package org.outcry.brokerage.book;

import org.outcry.engine.event.Event;
import org.outcry.ledger.view.LedgerViews;

/** Turns events of the ledger into rows. The book calls each with every event, in the order of the log, on its thread. */
@FunctionalInterface
public interface EventProjector {
    /** @param timeNanos business time of the event's entry, nanoseconds UTC */
    void on(long timeNanos, Event event);

    /** Everything will be told again from the beginning, to empty tables: what is known is forgotten. */
    default void reset() {}

    /**
     * What is current was told from history. What the views hold beyond that is taken now: they may be ahead of the events that
     * come next, which then say the same once more.
     */
    default void begin(LedgerViews views) {}
}
