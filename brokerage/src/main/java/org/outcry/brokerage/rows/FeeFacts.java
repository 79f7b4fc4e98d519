package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;

/** What one fill cost. */
public record FeeFacts(Event.FeesCharged event, long timeNanos) {}
