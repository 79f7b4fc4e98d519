package org.outcry.brokerage.rows;

import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandType;

/** One instruction about an order. The book's thread. */
public final class CommandFacts {
    public final long commandId;
    public final OrderFacts order;
    public final CommandType type;
    public final long senderId;
    public final long timeNanos;
    public CommandStatus status = CommandStatus.PENDING;
    public long changedNanos;

    public CommandFacts(long commandId, OrderFacts order, CommandType type, long senderId, long timeNanos) {
        this.commandId = commandId;
        this.order = order;
        this.type = type;
        this.senderId = senderId;
        this.timeNanos = timeNanos;
        this.changedNanos = timeNanos;
    }
}
