package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;

/** A closing fill and an opening one. */
public record PairFacts(Event.FillsPaired event, Listing listing, long timeNanos) {}
