package org.outcry.engine.core;

import java.util.ArrayList;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.event.FillExplanation.Rule;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/**
 * Orders meet the market. The market is given from outside and never moved by our fills; accounts never trade with one
 * another. The rules are numbered in docs/protocol/fills.md.
 */
final class Matching {
    /**
     * What one update serves of what waits: bounds how long the engine is busy with one entry of the log. The watch is told again
     * with the due instant of the next, so that the feed submits the same market once more.
     */
    private static final int MAX_ARRIVALS = 512;

    private final World world;
    private final Bookkeeping bookkeeping;
    private final OrderSteps steps;
    private Groups groups;
    private Commands commands;

    /** Orders the running update has concerned: they have seen it when it is done. */
    private final ArrayList<LiveOrder> concerned = new ArrayList<>();

    private final ArrayList<LiveOrder> scratch = new ArrayList<>();

    Matching(World world, Bookkeeping bookkeeping, OrderSteps steps) {
        this.world = world;
        this.bookkeeping = bookkeeping;
        this.steps = steps;
    }

    void know(Groups orderGroups, Commands orderCommands) {
        this.groups = orderGroups;
        this.commands = orderCommands;
    }

    /** A market event: trades oldest first, then the quote after them, then orders whose delay is over. */
    void update(Book book, Command.UpdateMarket update) {
        MarketSnapshot market = update.market();
        if (book.product.calendar.open(world.nowNanos)) {
            for (int i = 0; i < update.trades().size(); i++) {
                Trade trade = update.trades().get(i);
                last(book, trade.priceTicks(), trade.sequence(), market);
                trade(book, trade, market);
            }
            last(book, market.lastTicks(), market.sequence(), market);
            quote(book, market);
            for (int i = 0; i < concerned.size(); i++) {
                LiveOrder order = concerned.get(i);
                order.seenSequence = Math.max(order.seenSequence, market.sequence());
            }
            concerned.clear();
        }
        book.marketSequence = Math.max(book.marketSequence, market.sequence());
        arrivals(book, market, update.untilNanos());
    }

    /** In order of their due instants, each with the market of its own instant: the same one while nothing happened. */
    private void arrivals(Book book, MarketSnapshot market, long untilNanos) {
        int served = 0;
        while (!book.waiting.isEmpty() && book.waiting.first().dueNanos() <= untilNanos) {
            if (served++ == MAX_ARRIVALS) {
                book.tellAgain();
                return;
            }
            LiveOrder.Waiting next = book.waiting.pollFirst();
            world.touch(book);
            boolean later = next.dueNanos() > market.timeNanos();
            commands.arrive(next.order(), next.commandId(), later ? market.at(next.dueNanos()) : market);
        }
    }

    private void last(Book book, long price, long sequence, MarketSnapshot market) {
        if (book.lastFalls.touches(price)) {
            references(book.lastFalls, price, sequence, market);
        }
        if (book.lastRises.touches(price)) {
            references(book.lastRises, price, sequence, market);
        }
    }

    private void references(PriceIndex index, long price, long sequence, MarketSnapshot market) {
        int from = scratch.size();
        index.collect(price, scratch);
        int to = scratch.size();
        for (int i = from; i < to; i++) {
            LiveOrder order = scratch.get(i);
            if (order.seenSequence < sequence && order.status == OrderStatus.WORKING && order.main.taken()) {
                concerned.add(order);
                reference(order, price, sequence, market);
            }
        }
        scratch.subList(from, to).clear();
    }

    /** A price reached a waiting trigger, or one that a trailing stop follows. */
    private void reference(LiveOrder order, long price, long sequence, MarketSnapshot market) {
        if (order.triggered || !order.terms.type().hasTrigger()) {
            return;
        }
        if (reached(order, price)) {
            steps.removeFromBook(order);
            trigger(order, market);
        } else if (Following.follows(order) && trail(order, price)) {
            steps.removeFromBook(order);
            // Where it stood before, it was told of everything: the feed need not go back to where it joined.
            restAtTrigger(order, sequence - 1);
        }
    }

    private static boolean reached(LiveOrder order, long price) {
        long stop = order.terms.stopTicks();
        return Book.triggersWhenRising(order) ? price >= stop : price <= stop;
    }

    /** Moves a stop after a better price; its limit keeps the distance. */
    private boolean trail(LiveOrder order, long price) {
        OrderTerms terms = order.terms;
        long stop = Following.stopAfter(order, price);
        boolean better = stop != Prices.NONE;
        if (better) {
            long limit = terms.type().hasLimit() ? terms.limitTicks() + stop - terms.stopTicks() : terms.limitTicks();
            order.trailBest = price;
            if (order.modify != null) {
                order.modify = trailed(order.modify, terms, limit, stop);
            }
            world.adjust(order, terms.withPrices(limit, stop));
        }
        return better;
    }

    /** A change on its way that leaves a price as it is leaves it where the market has moved it. */
    private static LiveOrder.PendingCommand trailed(
            LiveOrder.PendingCommand modify, OrderTerms before, long limit, long stop) {
        OrderTerms asked = modify.terms();
        if (!asked.sameTrigger(before)) {
            return modify;
        }
        return modify.with(
                asked.withPrices(asked.limitTicks() == before.limitTicks() ? limit : asked.limitTicks(), stop));
    }

    private void trade(Book book, Trade trade, MarketSnapshot market) {
        PriceIndex limits = book.limits(trade.aggressor() == Side.SELL);
        if (!limits.touches(trade.priceTicks())) {
            return;
        }
        int from = scratch.size();
        limits.collect(trade.priceTicks(), scratch);
        int to = scratch.size();
        for (int i = from; i < to; i++) {
            LiveOrder order = scratch.get(i);
            if (order.seenSequence < trade.sequence() && order.status == OrderStatus.WORKING && order.main.taken()) {
                concerned.add(order);
                passive(order, trade, market);
            }
        }
        scratch.subList(from, to).clear();
    }

    private void passive(LiveOrder order, Trade trade, MarketSnapshot market) {
        if (order.unlimited()) {
            // It takes from the quote after the trade; others' trades have no price of its own to fill it at.
            return;
        }
        boolean through = trade.priceTicks() != order.terms.limitTicks();
        if (order.swept) {
            fillPassive(order, Math.min(order.remaining(), trade.size()), Rule.THROUGH, market);
        } else if (through) {
            fillPassive(order, order.remaining(), Rule.THROUGH, market);
        } else if (touchIsEnough(order)) {
            fillPassive(order, order.remaining(), Rule.TOUCH, market);
        } else if (order.account().settings.fillModel() == FillModel.QUEUE) {
            order.traded = (int) Math.min(Integer.MAX_VALUE, (long) order.traded + trade.size());
            int excess = Math.max(0, trade.size() - order.ahead);
            order.ahead = Math.max(0, order.ahead - trade.size());
            fillPassive(order, Math.min(excess, order.remaining()), Rule.QUEUE, market);
        }
    }

    private static boolean touchIsEnough(LiveOrder order) {
        return order.account().settings.fillModel() == FillModel.TOUCH
                || order.account().settings.immediateFills();
    }

    private void quote(Book book, MarketSnapshot market) {
        long bid = market.bidTicks();
        long ask = market.askTicks();
        if (book.bidFalls.touches(bid)) {
            references(book.bidFalls, bid, market.sequence(), market);
        }
        if (book.bidRises.touches(bid)) {
            references(book.bidRises, bid, market.sequence(), market);
        }
        if (book.askFalls.touches(ask)) {
            references(book.askFalls, ask, market.sequence(), market);
        }
        if (book.askRises.touches(ask)) {
            references(book.askRises, ask, market.sequence(), market);
        }
        if (book.buyLimits.touches(ask)) {
            crossed(book.buyLimits, ask, market);
        }
        if (book.sellLimits.touches(bid)) {
            crossed(book.sellLimits, bid, market);
        }
    }

    private void crossed(PriceIndex limits, long far, MarketSnapshot market) {
        int from = scratch.size();
        limits.collect(far, scratch);
        int to = scratch.size();
        for (int i = from; i < to; i++) {
            LiveOrder order = scratch.get(i);
            if (order.seenSequence < market.sequence() && order.status == OrderStatus.WORKING && order.main.taken()) {
                concerned.add(order);
                quoted(order, far, market);
            }
        }
        scratch.subList(from, to).clear();
    }

    /** The far side is quoted at or through a resting limit. */
    private void quoted(LiveOrder order, long far, MarketSnapshot market) {
        boolean through = far != order.terms.limitTicks();
        if (order.swept) {
            int before = order.filled;
            take(order, market);
            settle(order, before, market);
        } else if (through) {
            fillPassive(order, order.remaining(), Rule.THROUGH, market);
        } else if (touchIsEnough(order)) {
            fillPassive(order, order.remaining(), Rule.TOUCH, market);
        } else if (order.account().settings.fillModel() == FillModel.QUEUE) {
            // The far side stands at our price: everyone who was there, we among them, has been taken.
            fillPassive(order, order.remaining(), Rule.THROUGH, market);
        }
    }

    private void fillPassive(LiveOrder order, int quantity, Rule rule, MarketSnapshot market) {
        int allowed = allowed(order, quantity);
        int before = order.filled;
        if (allowed > 0) {
            bookkeeping.fill(
                    order,
                    allowed,
                    order.terms.limitTicks(),
                    explain(order, rule, market, 0),
                    market,
                    order.book().product.product.fees());
        }
        if (quantity > 0) {
            settle(order, before, market);
        }
    }

    /** What follows from the fills of one step, and the end of a reducing order that has nothing left to reduce. */
    private void settle(LiveOrder order, int filledBefore, MarketSnapshot market) {
        if (order.filled > filledBefore) {
            groups.afterFills(order, order.filled - filledBefore, market);
        }
        if (order.status == OrderStatus.WORKING && order.reduces() && order.position.closable(order.side) == 0) {
            steps.cancelRest(order, Rejection.NO_POSITION);
        }
    }

    /** An exit never fills beyond flat. */
    private static int allowed(LiveOrder order, int quantity) {
        return order.reduces() ? (int) Math.min(quantity, order.position.closable(order.side)) : quantity;
    }

    /** A working order meets the market for the first time, or again after a change of its terms. */
    void enter(LiveOrder order, MarketSnapshot market) {
        order.seenSequence = market.sequence();
        if (order.terms.type().hasTrigger() && !order.triggered) {
            long reference = referencePrice(order, market);
            if (reference != Prices.NONE) {
                if (Following.follows(order)) {
                    trail(order, reference);
                }
                if (reached(order, reference)) {
                    trigger(order, market);
                    return;
                }
            }
            restAtTrigger(order, order.seenSequence);
        } else {
            act(order, market);
        }
    }

    static long referencePrice(LiveOrder order, MarketSnapshot market) {
        if (order.account().settings.triggerSource() == TriggerSource.LAST) {
            return market.lastTicks();
        }
        return order.isBuy() ? market.askTicks() : market.bidTicks();
    }

    private void trigger(LiveOrder order, MarketSnapshot market) {
        order.triggered = true;
        order.seenSequence = market.sequence();
        order.changedNanos = world.nowNanos;
        world.stir(order.position);
        world.emit(new Event.OrderTriggered(order.id, market.sequence(), world.nowNanos));
        act(order, market);
    }

    private void restAtTrigger(LiveOrder order, long since) {
        Book book = order.book();
        book.admit(since);
        order.place = world.nextPlace++;
        book.triggerIndex(order).add(order.main, order.terms.stopTicks());
        restAtFollow(order);
        book.changedSince(since);
        world.touch(book);
    }

    /** Lets a stop hear of the first price that moves it. */
    static void restAtFollow(LiveOrder order) {
        long price = Following.follows(order) ? Following.nextPrice(order) : Prices.NONE;
        if (price != Prices.NONE) {
            if (order.follow == null) {
                order.follow = new PriceIndex.Place(order);
            }
            order.book().followIndex(order).add(order.follow, price);
        }
    }

    /** Acts as a market or limit order: takes what is there, then rests or ends. */
    private void act(LiveOrder order, MarketSnapshot market) {
        TimeInForce timeInForce = order.terms.timeInForce();
        int before = order.filled;
        boolean reducesNothing = order.reduces() && order.position.closable(order.side) == 0;
        boolean allOrNothing = timeInForce == TimeInForce.FOK && available(order, market) < order.remaining();
        if (!reducesNothing && !allOrNothing) {
            take(order, market);
        }
        settle(order, before, market);
        if (order.status != OrderStatus.WORKING) {
            return;
        }
        boolean atOnce = timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
        if (order.persists() && !atOnce) {
            goOn(order);
        } else if (order.unlimited() || atOnce) {
            long far = order.isBuy() ? market.askTicks() : market.bidTicks();
            steps.cancelRest(order, far == Prices.NONE ? Rejection.NO_QUOTE : Rejection.NO_LIQUIDITY);
        } else {
            rest(order, market);
        }
    }

    /** The rest of an exit without a limit takes what each later market shows. */
    private void goOn(LiveOrder order) {
        Book book = order.book();
        order.swept = true;
        order.aheadAtJoin = 0;
        order.ahead = 0;
        order.traded = 0;
        order.place = world.nextPlace++;
        book.rest(order);
        book.joined(order);
        world.touch(book);
    }

    private void rest(LiveOrder order, MarketSnapshot market) {
        Book book = order.book();
        long limit = order.terms.limitTicks();
        int sign = order.side.sign();
        long near = order.isBuy() ? market.bidTicks() : market.askTicks();
        long far = order.isBuy() ? market.askTicks() : market.bidTicks();
        Depth shown = order.isBuy() ? market.bids() : market.asks();
        order.swept = far != Prices.NONE && (limit - far) * sign >= 0;
        long behind = near == Prices.NONE ? -1 : (near - limit) * sign;
        long ahead = 0;
        if (behind >= 0 && shown.levels() > 0) {
            ahead = shown.size((int) Math.min(behind, shown.levels() - 1));
        }
        ahead += order.position.limits(order.side).remainingAt(limit);
        order.aheadAtJoin = (int) Math.min(ahead, Integer.MAX_VALUE);
        order.ahead = order.aheadAtJoin;
        order.traded = 0;
        book.admit(order.seenSequence);
        order.place = world.nextPlace++;
        book.rest(order);
        book.joined(order);
        world.touch(book);
    }

    /** Ticks beyond the touch an order may reach, negative when it is not marketable. */
    private static long reach(LiveOrder order, long touch) {
        long protection = order.book().product.product.protectionTicks();
        if (order.unlimited()) {
            return protection;
        }
        return Math.min(protection, (order.terms.limitTicks() - touch) * order.side.sign());
    }

    /** Contracts {@link #take} would fill. */
    private static int available(LiveOrder order, MarketSnapshot market) {
        long touch = order.isBuy() ? market.askTicks() : market.bidTicks();
        long reach = touch == Prices.NONE ? -1 : reach(order, touch);
        int want = allowed(order, order.remaining());
        Depth depth = order.isBuy() ? market.asks() : market.bids();
        if (reach >= 0 && wholeAtTouch(order, depth)) {
            return want;
        }
        long sum = 0;
        for (int level = 0; level <= reach && sum < want; level++) {
            sum += atLevel(order, depth, touch, level, market.timeNanos());
        }
        return (int) Math.min(sum, want);
    }

    private void take(LiveOrder order, MarketSnapshot market) {
        long touch = order.isBuy() ? market.askTicks() : market.bidTicks();
        if (touch == Prices.NONE) {
            return;
        }
        long reach = reach(order, touch);
        int want = allowed(order, order.remaining());
        Depth depth = order.isBuy() ? market.asks() : market.bids();
        Taken taken = order.position.takenBy(order.side);
        if (reach >= 0 && want > 0 && wholeAtTouch(order, depth)) {
            taken(order, want, touch, Rule.TAKER, 1, market);
            return;
        }
        for (int level = 0; level <= reach && want > 0; level++) {
            int quantity = Math.min(want, atLevel(order, depth, touch, level, market.timeNanos()));
            if (quantity > 0) {
                long price = touch + (long) level * order.side.sign();
                Rule rule = level < depth.levels() ? Rule.TAKER : Rule.SLIPPAGE;
                taken(order, quantity, price, rule, level + 1, market);
                taken.add(price, quantity, market.timeNanos());
                want -= quantity;
            }
        }
    }

    /** Sizes are unknown when none is shown, and do not matter to accounts with immediate fills. */
    private static boolean wholeAtTouch(LiveOrder order, Depth depth) {
        return depth.levels() == 0 || order.account().settings.immediateFills();
    }

    private static int atLevel(LiveOrder order, Depth depth, long touch, int level, long nowNanos) {
        int shown = level < depth.levels() ? depth.size(level) : Math.max(1, depth.size(depth.levels() - 1));
        long price = touch + (long) level * order.side.sign();
        return Math.max(0, shown - order.position.takenBy(order.side).at(price, nowNanos));
    }

    private void taken(LiveOrder order, int quantity, long price, Rule rule, int levels, MarketSnapshot market) {
        boolean stopped = order.triggered && order.unlimited() && Book.stops(order.terms);
        long slippage = stopped ? (long) order.account().settings.stopSlippageTicks() * order.side.sign() : 0;
        bookkeeping.fill(
                order,
                quantity,
                price + slippage,
                explain(order, rule, market, levels),
                market,
                order.book().product.product.fees());
    }

    private static FillExplanation explain(LiveOrder order, Rule rule, MarketSnapshot market, int levels) {
        return new FillExplanation(
                rule,
                market.sequence(),
                market.timeNanos(),
                market.bidTicks(),
                market.askTicks(),
                market.lastTicks(),
                levels,
                order.aheadAtJoin,
                order.traded,
                order.latencyNanos);
    }
}
