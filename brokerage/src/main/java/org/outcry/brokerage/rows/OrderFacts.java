package org.outcry.brokerage.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;

/** What the book knows of one order. The book's thread. */
public final class OrderFacts {
    public final Event.OrderCreated created;
    public final Listing listing;
    /** The strategy it belongs to, if any. */
    public final Optional<StrategyFacts> strategy;
    /** The entry it hangs on, while that is shown. */
    public final Optional<OrderFacts> parent;
    /** Commands, the New one first. */
    public final List<CommandFacts> commands = new ArrayList<>(1);
    /** Requested terms: of the New command, then of every Modify. */
    public final List<VersionFacts> versions = new ArrayList<>(1);

    public OrderStatus status = OrderStatus.UNKNOWN;
    /** It has been sent to the simulator. */
    public boolean routed;
    /** The version now live at the market. */
    public VersionFacts live;

    public long changedNanos;

    public OrderFacts(
            Event.OrderCreated created,
            Listing listing,
            Optional<StrategyFacts> strategy,
            Optional<OrderFacts> parent) {
        this.created = created;
        this.listing = listing;
        this.strategy = strategy;
        this.parent = parent;
        this.changedNanos = created.timeNanos();
        this.live = new VersionFacts(
                created.orderId(), this, created.terms(), created.text(), created.relative(), created.timeNanos());
    }

    public long orderId() {
        return created.orderId();
    }

    public long accountId() {
        return created.accountId();
    }

    /** The entry of a strategy. */
    public boolean isEntry() {
        return strategy.isPresent() && strategy.get().started.entryOrderId() == orderId();
    }

    /** A leg of a strategy. */
    public boolean isLeg() {
        return strategy.isPresent() && created.parentId() != 0;
    }
}
