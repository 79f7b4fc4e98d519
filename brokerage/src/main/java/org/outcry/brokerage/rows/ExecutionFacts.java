package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;

/**
 * An execution report.
 *
 * @param sessionDate of its contract at that moment
 */
public record ExecutionFacts(Event.ExecutionReported event, OrderFacts order, int sessionDate) {}
