package org.outcry.engine.core;

import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** Orders and fills of the system's own at a given price, so that every fill belongs to an order. No fees. */
final class Settlement {
    private final World world;
    private final OrderSteps steps;
    private final Bookkeeping bookkeeping;
    private final Groups groups;

    Settlement(World world, OrderSteps steps, Bookkeeping bookkeeping, Groups groups) {
        this.world = world;
        this.steps = steps;
        this.bookkeeping = bookkeeping;
        this.groups = groups;
    }

    /** Closes a position. */
    void settle(Position position, long ticks, String text) {
        book(position, position.net > 0 ? Side.SELL : Side.BUY, Math.toIntExact(Math.abs(position.net)), ticks, text);
    }

    /** Buys or sells. */
    void book(Position position, Side side, int quantity, long settlementTicks, String text) {
        Book book = position.book;
        LiveOrder order = new LiveOrder(
                world.newId(),
                position,
                side,
                OrderTerms.market(quantity),
                new LiveOrder.Origin(
                        "",
                        "",
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        position.net != 0,
                        true,
                        text,
                        0,
                        world.nowNanos,
                        book.product.calendar.sessionDate));
        steps.created(order, CommandTag.NONE);
        steps.accept(order);
        steps.atExecution(order);
        MarketSnapshot market = new MarketSnapshot(
                book.contract.contractId(),
                Math.max(book.markSequence, 0),
                world.nowNanos,
                Prices.NONE,
                Prices.NONE,
                settlementTicks,
                0,
                0,
                Depth.EMPTY,
                Depth.EMPTY);
        FillExplanation explanation = new FillExplanation(
                FillExplanation.Rule.SETTLEMENT,
                market.sequence(),
                market.timeNanos(),
                Prices.NONE,
                Prices.NONE,
                settlementTicks,
                0,
                0,
                0,
                0);
        bookkeeping.fill(order, quantity, settlementTicks, explanation, market, Product.Fees.NONE);
        groups.afterFills(order, quantity, market);
    }
}
