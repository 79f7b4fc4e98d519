package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** One order with direct references to everything it touches. Fields mean what {@code StateRow.OrderRow} says. */
final class LiveOrder {
    static final int NOT_RESTING = -1;

    final long id;
    final Position position;
    final Side side;
    final String clientOrderId;
    final String ocoName;
    final long ocoOrderId;
    final long parentId;
    final int bracketGroup;
    final long strategyId;
    final long activationNanos;
    final boolean reduceOnly;
    final boolean automated;
    final String text;
    final long senderId;
    final long createdNanos;
    final int sessionDate;

    OrderTerms terms;
    OrderStatus status = OrderStatus.UNKNOWN;
    Rejection rejection = Rejection.NONE;
    long commandId;
    boolean relative;
    int plannedQuantity;
    long changedNanos;
    int filled;
    long filledTicks;
    boolean triggered;
    boolean changed;
    long dueNanos;
    long latencyNanos;
    long seenSequence;
    long place;
    int aheadAtJoin;
    int ahead;
    int traded;
    boolean swept;
    long trailBest = Prices.NONE;
    long baseTicks = Prices.NONE;
    int doneDate;
    long lastId;

    Hold hold = Hold.NONE;
    /** The order whose cancel it waits for, 0 for none. */
    long heldFor;
    /** The order that waits for the cancel of this one, null for none. */
    LiveOrder follower;

    /** ATM instance it belongs to while that is not closed, null for none. */
    Atm atm;
    /** How an ATM instance moves this stop. */
    StopStrategy plan = StopStrategy.NONE;
    /** Live group it belongs to. */
    OcoGroup oco;
    /** Its entry while that lives; null for plain orders and for legs of a finished entry. */
    LiveOrder parent;
    /** Legs of an entry, null for none. */
    ArrayList<LiveOrder> legs;
    /** Modify and cancel on their way, null for none. */
    PendingCommand modify;

    PendingCommand cancel;
    /** Commands held besides {@link #commandId}, the oldest first; they end when that one starts or ends. */
    List<Long> heldCommands = List.of();

    final PriceIndex.Place main = new PriceIndex.Place(this);
    /** Where it stands in {@link RestingLimits}. */
    int restingAt = NOT_RESTING;
    /** Second place of trailing stops: the price that moves them. */
    PriceIndex.Place follow;

    LiveOrder previousInPosition;
    LiveOrder nextInPosition;
    /** Contracts counted as working in its position's margin. */
    int counted;

    LiveOrder(long id, Position position, Side side, OrderTerms terms, Origin origin) {
        this.id = id;
        this.position = position;
        this.side = side;
        this.terms = terms;
        this.commandId = id;
        this.clientOrderId = origin.clientOrderId();
        this.ocoName = origin.ocoName();
        this.ocoOrderId = origin.ocoOrderId();
        this.parentId = origin.parentId();
        this.bracketGroup = origin.bracketGroup();
        this.strategyId = origin.strategyId();
        this.plannedQuantity = origin.plannedQuantity();
        this.activationNanos = origin.activationNanos();
        this.reduceOnly = origin.reduceOnly();
        this.automated = origin.automated();
        this.text = origin.text();
        this.senderId = origin.senderId();
        this.createdNanos = origin.createdNanos();
        this.changedNanos = origin.createdNanos();
        this.sessionDate = origin.sessionDate();
    }

    /** What never changes about an order beside its side. */
    record Origin(
            String clientOrderId,
            String ocoName,
            long ocoOrderId,
            long parentId,
            int bracketGroup,
            long strategyId,
            int plannedQuantity,
            long activationNanos,
            boolean reduceOnly,
            boolean automated,
            String text,
            long senderId,
            long createdNanos,
            int sessionDate) {}

    /** A modify or cancel that has not reached the book. */
    record PendingCommand(
            long commandId, CommandType type, OrderTerms terms, long dueNanos, long latencyNanos, long senderId) {
        PendingCommand with(OrderTerms others) {
            return new PendingCommand(commandId, type, others, dueNanos, latencyNanos, senderId);
        }
    }

    /** An order or command waiting for the market of an instant. */
    record Waiting(long dueNanos, long commandId, LiveOrder order) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(commandId, other.commandId);
        }
    }

    Account account() {
        return position.account;
    }

    Book book() {
        return position.book;
    }

    int remaining() {
        return terms.quantity() - filled;
    }

    boolean live() {
        return !status.terminal();
    }

    boolean isLeg() {
        return parentId != 0;
    }

    /** An exit of a strategy that was never at work: its commands are held. */
    boolean waits() {
        return status == OrderStatus.SUSPENDED && isLeg() && atm != null && baseTicks == Prices.NONE;
    }

    /** It may never fill beyond flat. */
    boolean reduces() {
        return reduceOnly || parentId != 0;
    }

    /** True for the market orders that close positions. */
    boolean closes() {
        return reduceOnly && !isLeg() && unlimited() && !terms.type().hasTrigger();
    }

    /**
     * True for a stop or if-touched exit that acts as a market order: what it cannot fill at once it goes on filling with later
     * markets, because the position it closes may not be left without it.
     */
    boolean persists() {
        return reduces() && unlimited() && terms.type().hasTrigger();
    }

    boolean isBuy() {
        return side == Side.BUY;
    }

    /** True once it acts as a market order rather than as a limit. */
    boolean unlimited() {
        return !terms.type().hasLimit();
    }
}
