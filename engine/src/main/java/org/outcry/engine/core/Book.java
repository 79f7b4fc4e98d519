package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.TreeSet;
import org.outcry.engine.Watch;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;

/** All orders at work in one contract, found by the prices that concern them, and the watch that follows from it. */
final class Book {
    /** Beyond every price of a market: what stands here is concerned by each quote. */
    private static final long ANY_PRICE = Long.MAX_VALUE / 4;

    final Contract contract;
    final ProductEntry product;
    final ArrayList<Position> positions = new ArrayList<>();
    boolean expired;
    /**
     * The feed need not look again at anything up to here: whatever could concern an order at work was submitted. Rises with each
     * update; falls when an order joins that has seen less, until the feed has been there again.
     */
    long marketSequence = Long.MIN_VALUE;

    long markTicks = Prices.NONE;
    long markSequence = Long.MIN_VALUE;
    int openPositions;

    final PriceIndex buyLimits = PriceIndex.touchedFromAbove();
    final PriceIndex sellLimits = PriceIndex.touchedFromBelow();
    final PriceIndex lastFalls = PriceIndex.touchedFromAbove();
    final PriceIndex lastRises = PriceIndex.touchedFromBelow();
    final PriceIndex askFalls = PriceIndex.touchedFromAbove();
    final PriceIndex askRises = PriceIndex.touchedFromBelow();
    final PriceIndex bidFalls = PriceIndex.touchedFromAbove();
    final PriceIndex bidRises = PriceIndex.touchedFromBelow();
    final TreeSet<LiveOrder.Waiting> waiting = new TreeSet<>();

    /** What the feed has been told, and what happened since. */
    private Watch watch;

    private boolean dirty;
    private boolean tellAgain;
    private long rescanSince = Long.MAX_VALUE;

    Book(Contract contract, ProductEntry product) {
        this.contract = contract;
        this.product = product;
        int id = contract.contractId();
        long none = Prices.NONE;
        watch = new Watch(id, 0, Long.MAX_VALUE, none, none, none, none, none, none, none, none, Long.MAX_VALUE, false);
    }

    /** Where an order that waits for its trigger stands. */
    PriceIndex triggerIndex(LiveOrder order) {
        boolean last = order.account().settings.triggerSource() == TriggerSource.LAST;
        boolean rises = triggersWhenRising(order);
        if (last) {
            return rises ? lastRises : lastFalls;
        }
        if (order.isBuy()) {
            return rises ? askRises : askFalls;
        }
        return rises ? bidRises : bidFalls;
    }

    /** Where a trailing stop stands for the price that moves it: opposite to its trigger. */
    PriceIndex followIndex(LiveOrder order) {
        boolean last = order.account().settings.triggerSource() == TriggerSource.LAST;
        if (order.isBuy()) {
            return last ? lastFalls : askFalls;
        }
        return last ? lastRises : bidRises;
    }

    /** Stops of buys and if-touched orders to sell act when the price rises to them. */
    static boolean triggersWhenRising(LiveOrder order) {
        return order.isBuy() == stops(order.terms);
    }

    /** True for stops, false for if-touched orders, which wait on the favourable side. */
    static boolean stops(OrderTerms terms) {
        return switch (terms.type()) {
            case STOP, STOP_LIMIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> true;
            case MIT, LIMIT_IF_TOUCHED, MARKET, LIMIT -> false;
        };
    }

    /** Puts an order that acts as a limit at its price, and one that takes any price before all others. */
    void rest(LiveOrder order) {
        if (order.unlimited()) {
            limits(order.isBuy()).add(order.main, ANY_PRICE * order.side.sign());
            return;
        }
        long limit = order.terms.limitTicks();
        limits(order.isBuy()).add(order.main, limit);
        order.position.limits(order.side).add(order, limit);
    }

    PriceIndex limits(boolean buy) {
        return buy ? buyLimits : sellLimits;
    }

    /** Takes a price for valuation, unless a newer one is known. */
    void mark(MarketSnapshot market) {
        if (market.lastTicks() != Prices.NONE) {
            mark(market.sequence(), market.lastTicks());
        }
    }

    void mark(long sequence, long priceTicks) {
        if (sequence >= markSequence) {
            markSequence = sequence;
            markTicks = priceTicks;
        }
    }

    /** Something the watch is made of may have changed. Returns true when it was not marked so yet. */
    boolean touch() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    /** Called before an order that has seen this much rests: when nobody waits, nobody misses what was before. */
    void admit(long sequence) {
        if (sequence > marketSequence && waiting.isEmpty() && nobodyRests()) {
            marketSequence = sequence;
        }
    }

    private boolean nobodyRests() {
        return buyLimits.isEmpty()
                && sellLimits.isEmpty()
                && lastFalls.isEmpty()
                && lastRises.isEmpty()
                && askFalls.isEmpty()
                && askRises.isEmpty()
                && bidFalls.isEmpty()
                && bidRises.isEmpty();
    }

    /** An order entered the book: the feed must look again at everything that order has not seen. */
    void joined(LiveOrder order) {
        changedSince(order.seenSequence);
    }

    /** What an order wants to hear is other than it was from the market event after this one on. */
    void changedSince(long sequence) {
        rescanSince = Math.min(rescanSince, sequence);
        if (sequence < marketSequence) {
            tellAgain = true;
            marketSequence = sequence;
        }
    }

    /** The feed must hear of the watch even when it reads as before. */
    void tellAgain() {
        tellAgain = true;
    }

    Watch watch() {
        return watch;
    }

    /** The watch for a feed that begins: it goes on where the log says that the one before it had come to. */
    Watch resumed() {
        return watch.resumedAfter(marketSequence);
    }

    /** Makes the new watch. Returns false when nothing the feed must know has changed. */
    boolean renewWatch() {
        dirty = false;
        long due = waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().dueNanos();
        long since = rescanSince;
        rescanSince = Long.MAX_VALUE;
        if (!tellAgain && sameBounds(due)) {
            return false;
        }
        tellAgain = false;
        watch = new Watch(
                contract.contractId(),
                watch.version() + 1,
                since,
                askAtOrBelow(),
                bidAtOrAbove(),
                askRises.best(),
                bidFalls.best(),
                lastFalls.best(),
                lastRises.best(),
                buyLimits.best(),
                sellLimits.best(),
                due,
                openPositions > 0);
        return true;
    }

    /** Asked after every command: most change no bound, so no watch is made to find out. */
    private boolean sameBounds(long due) {
        return watch.tradesAtOrBelow() == buyLimits.best()
                && watch.tradesAtOrAbove() == sellLimits.best()
                && watch.dueNanos() == due
                && watch.askAtOrBelow() == askAtOrBelow()
                && watch.bidAtOrAbove() == bidAtOrAbove()
                && watch.askAtOrAbove() == askRises.best()
                && watch.bidAtOrBelow() == bidFalls.best()
                && watch.lastAtOrBelow() == lastFalls.best()
                && watch.lastAtOrAbove() == lastRises.best()
                && watch.marked() == (openPositions > 0);
    }

    private long askAtOrBelow() {
        return higher(buyLimits.best(), askFalls.best());
    }

    private long bidAtOrAbove() {
        return lower(sellLimits.best(), bidRises.best());
    }

    private static long higher(long a, long b) {
        // NONE is the smallest long, so the larger is right without a special case.
        return Math.max(a, b);
    }

    private static long lower(long a, long b) {
        if (a == Prices.NONE) {
            return b;
        }
        return b == Prices.NONE ? a : Math.min(a, b);
    }
}
