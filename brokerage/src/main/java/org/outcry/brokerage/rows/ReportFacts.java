package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;

/**
 * A command report.
 *
 * @param orderStatus where the report leaves the order
 */
public record ReportFacts(Event.CommandReported event, CommandFacts command, OrderStatus orderStatus) {}
