package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;

/** What the book knows of one fill. The book's thread. */
public final class FillFacts {
    public final Event.Filled event;
    public final Listing listing;
    /** Contracts that closed something or were closed. */
    public int paired;

    public long changedNanos;

    public FillFacts(Event.Filled event, Listing listing) {
        this.event = event;
        this.listing = listing;
        this.changedNanos = event.timeNanos();
    }
}
