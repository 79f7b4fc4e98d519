package org.outcry.engine.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** What one account has and asks for in one contract. */
final class Position {
    final Account account;
    final Book book;
    /** 0 until its first fill. */
    long id;

    long net;
    long openTicks;
    long bought;
    long boughtTicks;
    long sold;
    long soldTicks;
    long previousNet;
    long previousTicks = Prices.NONE;
    /** Fills not yet paired, oldest first; all of the side of {@link #net}. */
    final ArrayDeque<OpenFill> openFills = new ArrayDeque<>(4);

    /** Contracts of live orders that could open, by side. */
    long workingBuys;

    long workingSells;
    long marginMicros;
    long marginOfNetMicros;
    /** Bracket legs at work, to skip trimming when there are none. */
    int workingLegs;

    private final RestingLimits buyLimits = new RestingLimits();
    private final RestingLimits sellLimits = new RestingLimits();

    /** Orders held until it is flat, to look for them only when there are some. */
    int heldUntilFlat;

    /** ATM instances that are not closed, oldest first. */
    final ArrayList<Atm> atms = new ArrayList<>(0);
    /** See {@code StateRow.PositionRow}. */
    long protectionDueNanos;

    boolean stirred;
    LiveOrder firstOrder;
    LiveOrder lastOrder;

    final Taken takenFromAsks = new Taken(Side.SELL);
    final Taken takenFromBids = new Taken(Side.BUY);

    /** False for most positions: nothing looks at them after each command. */
    boolean attended() {
        return account.protectionNanos != 0 || protectionDueNanos != 0 || !atms.isEmpty();
    }

    Position(Account account, Book book) {
        this.account = account;
        this.book = book;
    }

    /** One fill with what pairing needs to know of it. */
    static final class OpenFill {
        final Event.Filled fill;
        final Product.Fees fees;
        int open;

        OpenFill(Event.Filled fill, Product.Fees fees, int open) {
            this.fill = fill;
            this.fees = fees;
            this.open = open;
        }
    }

    /** Contracts an order of this side may fill without passing flat. */
    long closable(Side side) {
        return side == Side.SELL ? Math.max(net, 0) : Math.max(-net, 0);
    }

    RestingLimits limits(Side side) {
        return side == Side.BUY ? buyLimits : sellLimits;
    }

    Taken takenBy(Side taker) {
        return taker == Side.BUY ? takenFromAsks : takenFromBids;
    }

    void append(LiveOrder order) {
        order.previousInPosition = lastOrder;
        if (lastOrder == null) {
            firstOrder = order;
        } else {
            lastOrder.nextInPosition = order;
        }
        lastOrder = order;
    }

    void unlink(LiveOrder order) {
        if (order.previousInPosition == null) {
            firstOrder = order.nextInPosition;
        } else {
            order.previousInPosition.nextInPosition = order.nextInPosition;
        }
        if (order.nextInPosition == null) {
            lastOrder = order.previousInPosition;
        } else {
            order.nextInPosition.previousInPosition = order.previousInPosition;
        }
        order.previousInPosition = null;
        order.nextInPosition = null;
    }

    /** Money won or lost at a price, against the open fills. */
    long openProfitMicros(long markTicks) {
        if (net == 0 || markTicks == Prices.NONE) {
            return 0;
        }
        long worth = Math.multiplyExact(markTicks, Math.abs(net));
        long ticks = net > 0 ? worth - openTicks : openTicks - worth;
        return Math.multiplyExact(ticks, book.product.product.tickValueMicros());
    }
}
