package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** Orders, changes and cancels that take their time, and what the feed is told about them. */
class LatencyTest {
    private static final long LATENCY = 50_000_000L;

    private static AccountSettings slow(int jitter) {
        return new AccountSettings(LATENCY, jitter, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);
    }

    private final Desk desk = new Desk(slow(0), 100_000_000_000L);
    private Watch watch;

    private void drain() {
        desk.engine.drainChangedWatches(changed -> watch = changed);
    }

    private void marketAfter(long nanos, long bid) {
        desk.now += nanos;
        desk.sequence = desk.now;
        desk.accepted(new Command.UpdateMarket(desk.market(bid, bid + 1, bid), List.of()));
    }

    @Test
    void anOrderMeetsTheMarketOfItsArrival() {
        desk.place(Side.BUY, OrderTerms.market(1), desk.market(100, 101, 100));
        drain();
        assertEquals(desk.now + LATENCY, watch.dueNanos());
        marketAfter(LATENCY - 1, 100);
        assertTrue(desk.all(Event.Filled.class).isEmpty());
        marketAfter(1, 103);
        Event.Filled fill = desk.last(Event.Filled.class);
        assertEquals(104, fill.priceTicks());
        assertEquals(LATENCY, fill.explanation().latencyNanos());
        drain();
        assertEquals(Long.MAX_VALUE, watch.dueNanos());
        assertTrue(watch.marked());
    }

    @Test
    void oneCommandAtATimeButACancelAlways() {
        long order = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        desk.accepted(new Command.ChangeOrder(order, OrderTerms.limit(1, 91), desk.market(100, 101, 100)));
        assertEquals(
                Rejection.COMMAND_PENDING,
                desk.apply(new Command.ChangeOrder(order, OrderTerms.limit(1, 92), desk.market(100, 101, 100)))
                        .rejection());
        desk.accepted(new Command.CancelOrder(order, desk.market(100, 101, 100)));
        assertEquals(
                Rejection.COMMAND_PENDING,
                desk.apply(new Command.CancelOrder(order, desk.market(100, 101, 100)))
                        .rejection());
        desk.events.clear();
        marketAfter(LATENCY, 100);
        assertEquals(
                List.of(
                        "CommandReported",
                        "CommandReported",
                        "ExecutionReported",
                        "CommandReported",
                        "CommandReported",
                        "ExecutionReported",
                        "OrderStatusChanged",
                        "MarginChanged"),
                desk.names());
        assertEquals(
                OrderStatus.CANCELED, desk.last(Event.OrderStatusChanged.class).status());
    }

    @Test
    void anOrderMayFillBeforeItsCancelArrives() {
        long order = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        desk.accepted(new Command.CancelOrder(order, desk.market(100, 101, 100)));
        marketAfter(LATENCY / 2, 80);
        assertEquals(
                OrderStatus.FILLED, desk.last(Event.OrderStatusChanged.class).status());
        assertEquals(
                Rejection.ORDER_TERMINAL, desk.last(Event.CommandReported.class).rejection());
    }

    @Test
    void aSecondFlattenDoesNotCloseTwice() {
        desk.place(Side.BUY, OrderTerms.market(3), desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        Command.Flatten flatten =
                new Command.Flatten(List.of(desk.account), 0, true, true, true, List.of(desk.market(100, 101, 100)));
        assertEquals(1, desk.accepted(flatten).id());
        assertEquals(0, desk.accepted(flatten).id());
        marketAfter(LATENCY, 100);
        assertEquals(0, desk.last(Event.PositionChanged.class).net());
        assertEquals(2, desk.all(Event.Filled.class).size());
    }

    @Test
    void anActivationTimeHoldsAnOrderBack() {
        desk.accepted(new Command.PlaceOrder(
                desk.account,
                Desk.ESZ6,
                Side.BUY,
                OrderTerms.market(1),
                "",
                "",
                desk.now + Desk.SECOND,
                0,
                0,
                false,
                false,
                "",
                List.of(),
                desk.market(100, 101, 100)));
        assertEquals(
                OrderStatus.SUSPENDED, desk.last(Event.OrderStatusChanged.class).status());
        assertEquals(desk.now + Desk.SECOND, desk.engine.nextDueNanos());
        marketAfter(Desk.SECOND, 100);
        assertEquals(
                OrderStatus.PENDING_NEW,
                desk.last(Event.OrderStatusChanged.class).status());
        marketAfter(LATENCY, 100);
        assertEquals(
                OrderStatus.FILLED, desk.last(Event.OrderStatusChanged.class).status());
    }

    @Test
    void jitterStaysBoundedAroundItsMean() {
        Desk jittery = new Desk(slow(35), 100_000_000_000L);
        List<Long> latencies = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            long before = jittery.now;
            jittery.place(Side.BUY, OrderTerms.limit(1, 90), jittery.market(100, 101, 100));
            Watch[] seen = new Watch[1];
            jittery.engine.drainChangedWatches(changed -> seen[0] = changed);
            latencies.add(seen[0].dueNanos() - before);
            jittery.now += Desk.SECOND;
            jittery.sequence = jittery.now;
            jittery.accepted(new Command.UpdateMarket(jittery.market(100, 101, 100), List.of()));
            jittery.accepted(new Command.CancelOrders(List.of(jittery.account), 0, List.of()));
            jittery.now += Desk.SECOND;
            jittery.sequence = jittery.now;
            jittery.accepted(new Command.UpdateMarket(jittery.market(100, 101, 100), List.of()));
            jittery.events.clear();
        }
        long mean = latencies.stream().mapToLong(Long::longValue).sum() / latencies.size();
        assertTrue(Math.abs(mean - LATENCY) < LATENCY / 20, () -> "mean " + mean);
        assertTrue(latencies.stream().allMatch(nanos -> nanos > LATENCY / 4 && nanos < LATENCY * 3));
        assertTrue(latencies.stream().distinct().count() > 20);
    }

    /** An entry of 5 at 100 with a stop at 90, after 2 of it filled. */
    private Outcome halfFilledEntry() {
        Outcome placed = desk.accepted(new Command.PlaceOrder(
                desk.account,
                Desk.ESZ6,
                Side.BUY,
                OrderTerms.limit(5, 100),
                "",
                "",
                0,
                0,
                0,
                false,
                false,
                "",
                List.of(
                        new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.limit(0, 120), false),
                        new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.stop(0, 90), false)),
                desk.market(100, 101, 100)));
        marketAfter(LATENCY, 100);
        desk.trade(100, 101, 100, 12, Side.SELL);
        return placed;
    }

    private StateRow.OrderRow row(long orderId) {
        List<StateRow.OrderRow> found = new ArrayList<>();
        desk.engine.writeState(row -> {
            if (row instanceof StateRow.OrderRow order && order.orderId() == orderId) {
                found.add(order);
            }
        });
        return found.getFirst();
    }

    @Test
    void aMoveOfAStopOnItsWayDoesNotUndoTheGrowthOfItsEntry() {
        Outcome placed = halfFilledEntry();
        long target = placed.ids().get(0);
        long stop = placed.ids().get(1);
        assertEquals(2, row(stop).terms().quantity());
        desk.accepted(new Command.ChangeOrder(stop, OrderTerms.stop(2, 92), desk.market(100, 101, 100)));
        desk.trade(100, 101, 100, 3, Side.SELL);
        assertEquals(5, row(stop).terms().quantity());
        marketAfter(LATENCY, 100);
        assertEquals(OrderTerms.stop(5, 92), row(stop).terms());
        assertEquals(
                OrderTerms.stop(5, 92), desk.last(Event.OrderAdjusted.class).terms());
        desk.accepted(new Command.ChangeOrder(target, OrderTerms.limit(5, 115), desk.market(100, 101, 100)));
        marketAfter(LATENCY, 100);
        assertEquals(OrderTerms.limit(5, 115), row(target).terms());
    }

    @Test
    void aMoveOfALegThatFillsMeanwhileLeavesItForTheRestOfItsEntry() {
        Outcome placed = halfFilledEntry();
        long target = placed.ids().get(0);
        desk.accepted(new Command.ChangeOrder(target, OrderTerms.limit(2, 118), desk.market(100, 101, 100)));
        desk.trade(100, 101, 121, 2, Side.BUY);
        assertEquals(OrderStatus.SUSPENDED, row(target).status());
        marketAfter(LATENCY, 100);
        assertEquals(OrderStatus.SUSPENDED, row(target).status());
        desk.trade(100, 101, 100, 3, Side.SELL);
        assertEquals(OrderStatus.WORKING, row(target).status());
        assertEquals(OrderTerms.limit(5, 118), row(target).terms());
        assertEquals(3, row(placed.ids().get(1)).terms().quantity());
    }

    @Test
    void aCancelAsksTheFeedToReadNothingAgain() {
        long order = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        drain();
        assertEquals(desk.sequence, watch.sinceSequence());
        desk.accepted(new Command.CancelOrder(order, desk.market(100, 101, 100)));
        drain();
        assertEquals(Long.MAX_VALUE, watch.sinceSequence());
        marketAfter(LATENCY, 100);
        drain();
        assertEquals(Long.MAX_VALUE, watch.sinceSequence());
        assertEquals(Long.MIN_VALUE, watch.askAtOrBelow());
    }

    private long resumed() {
        return desk.engine.watches().stream()
                .filter(one -> one.contractId() == watch.contractId())
                .findFirst()
                .orElseThrow()
                .sinceSequence();
    }

    @Test
    void aFeedThatBeginsIsToldWhereTheOneBeforeItHadCome() {
        desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        drain();
        long joined = desk.sequence;
        assertEquals(joined, resumed());
        marketAfter(LATENCY, 100);
        marketAfter(LATENCY, 100);
        drain();
        assertEquals(joined, watch.sinceSequence());
        assertEquals(desk.sequence, resumed());
        assertEquals(joined + 2 * LATENCY, resumed());
    }

    /** Market orders a millisecond apart, then served up to {@code until} as the script says. */
    private static Desk flood(int orders) {
        Desk desk = new Desk(slow(35), 100_000_000_000_000L);
        for (int i = 0; i < orders; i++) {
            desk.now += 1_000_000;
            desk.sequence = desk.now;
            Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
            OrderTerms terms = i % 3 == 0 ? OrderTerms.limit(3, 101) : OrderTerms.market(1 + i % 7);
            desk.place(side, terms, desk.market(100, 101, 100));
        }
        desk.now += 10 * LATENCY;
        desk.events.clear();
        return desk;
    }

    @Test
    void aMarketThatHoldsServesAllThatFallDueMeanwhileAsOneByOne() {
        Desk single = flood(200);
        Desk span = flood(200);
        Watch[] watch = new Watch[1];
        single.engine.drainChangedWatches(changed -> watch[0] = changed);
        MarketSnapshot then = single.market(104, 105, 104).at(watch[0].dueNanos());
        int submissions = 0;
        while (watch[0].dueNanos() != Long.MAX_VALUE) {
            single.accepted(new Command.UpdateMarket(then.at(watch[0].dueNanos()), List.of()));
            single.engine.drainChangedWatches(changed -> watch[0] = changed);
            submissions++;
        }
        assertTrue(submissions > 150, "due instants: " + submissions);
        span.accepted(new Command.UpdateMarket(then, List.of(), span.now));
        assertEquals(single.events.size(), span.events.size());
        for (int i = 0; i < span.events.size(); i++) {
            assertEquals(single.events.get(i), span.events.get(i));
        }
        assertEquals(single.engine.stateHash(), span.engine.stateHash());
    }

    @Test
    void oneUpdateServesNoMoreThanItsBoundAndTheWatchIsToldAgain() {
        Desk many = new Desk(slow(0), 100_000_000_000_000L);
        for (int i = 0; i < 1_300; i++) {
            many.place(i % 2 == 0 ? Side.BUY : Side.SELL, OrderTerms.market(1), many.market(100, 101, 100));
        }
        many.now += LATENCY;
        List<Integer> filled = new ArrayList<>();
        boolean[] told = {true};
        many.engine.drainChangedWatches(changed -> {});
        while (told[0] && filled.size() < 10) {
            many.events.clear();
            Depth deep = Depth.of(5_000);
            many.accepted(new Command.UpdateMarket(many.market(100, 101, 100, deep, deep), List.of()));
            filled.add(many.all(Event.Filled.class).size());
            told[0] = false;
            many.engine.drainChangedWatches(changed -> told[0] = changed.dueNanos() <= many.now);
        }
        assertEquals(List.of(512, 512, 276), filled);
    }

    private Event.OrderAdjusted lastAdjusted(long order) {
        return desk.all(Event.OrderAdjusted.class).stream()
                .filter(adjusted -> adjusted.orderId() == order)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    @Test
    void whatAChangeLeavesOutIsKeptAsTheOrderHasIt() {
        long limit = desk.place(Side.BUY, OrderTerms.limit(3, 90), desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        desk.accepted(new Command.ChangeOrder(limit, OrderTerms.limit(0, 91), desk.market(100, 101, 100)));
        assertEquals(
                OrderTerms.limit(3, 91), desk.last(Event.CommandCreated.class).terms());
        marketAfter(LATENCY, 100);
        desk.accepted(new Command.ChangeOrder(limit, OrderTerms.limit(5, Prices.NONE), desk.market(100, 101, 100)));
        assertEquals(
                OrderTerms.limit(5, 91), desk.last(Event.CommandCreated.class).terms());
    }

    @Test
    void aTrailingStopThatMovesUnderAChangeIsNotSetBack() {
        OrderTerms trailing = new OrderTerms(OrderType.TRAILING_STOP, TimeInForce.DAY, 2, Prices.NONE, 95, 5, 0, 0);
        long stop = desk.place(Side.SELL, trailing, desk.market(100, 101, 100));
        marketAfter(LATENCY, 100);
        desk.accepted(new Command.ChangeOrder(
                stop, trailing.withQuantity(1).withPrices(Prices.NONE, Prices.NONE), desk.market(100, 101, 100)));
        // While the change is on its way the market carries the stop from 95 to 103.
        marketAfter(LATENCY / 2, 108);
        assertEquals(103, lastAdjusted(stop).terms().stopTicks());
        marketAfter(LATENCY, 108);
        assertEquals(1, lastAdjusted(stop).terms().quantity());
        assertEquals(103, lastAdjusted(stop).terms().stopTicks());
    }
}
