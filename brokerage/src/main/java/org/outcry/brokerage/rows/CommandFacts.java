package org.outcry.brokerage.rows;

import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;

/** One instruction about an order. The book's thread. */
public final class CommandFacts {
    public final long commandId;
    public final OrderFacts order;
    public final CommandType type;
    public final boolean automated;
    public final CommandTag tag;
    public final long senderId;
    public final long timeNanos;
    public CommandStatus status = CommandStatus.PENDING;
    public long changedNanos;

    public CommandFacts(
            long commandId,
            OrderFacts order,
            CommandType type,
            boolean automated,
            CommandTag tag,
            long senderId,
            long timeNanos) {
        this.commandId = commandId;
        this.order = order;
        this.type = type;
        this.automated = automated;
        this.tag = tag;
        this.senderId = senderId;
        this.timeNanos = timeNanos;
        this.changedNanos = timeNanos;
    }
}
