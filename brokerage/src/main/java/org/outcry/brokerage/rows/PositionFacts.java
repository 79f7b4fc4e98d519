package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;

/** A position as it stands. */
public record PositionFacts(Event.PositionChanged event, Listing listing) {}
