package org.outcry.brokerage.book;

import org.outcry.engine.event.Event;

/** Turns events of the ledger into rows. The book calls each with every event, in the order of the log, on its thread. */
@FunctionalInterface
public interface EventProjector {
    /** @param timeNanos business time of the event's entry, nanoseconds UTC */
    void on(long timeNanos, Event event);
}
