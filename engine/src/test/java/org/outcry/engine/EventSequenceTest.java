package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.Relation;
import org.outcry.engine.value.Side;

/** The sequences of events that brokerage clients know; ids are shown relative to the first one of each test. */
class EventSequenceTest {
    private final Desk desk = new Desk();

    @Test
    void aNewOrderIsAccepted() {
        desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        assertEquals(
                List.of(
                        "OrderCreated +0",
                        "CommandReported +1 of +0 RISK_PASSED",
                        "OrderStatusChanged +0 PENDING_NEW",
                        "MarginChanged 1000000000",
                        "CommandReported +2 of +0 AT_EXECUTION",
                        "OrderStatusChanged +0 WORKING",
                        "ExecutionReported +2 of +0 NEW WORKING"),
                told());
    }

    @Test
    void aChangeIsAccepted() {
        long order = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        desk.events.clear();
        desk.accepted(new Command.ChangeOrder(order, OrderTerms.limit(1, 91), desk.market(100, 101, 100)));
        assertEquals(
                List.of(
                        "CommandCreated +0 MODIFY",
                        "CommandReported +1 of +0 RISK_PASSED",
                        "CommandReported +2 of +0 AT_EXECUTION",
                        "CommandReported +3 of -3 EXECUTION_STOPPED",
                        "ExecutionReported +2 of +0 REPLACED WORKING"),
                told());
    }

    @Test
    void aCancelIsAccepted() {
        long order = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        desk.events.clear();
        desk.accepted(new Command.CancelOrder(order, desk.market(100, 101, 100)));
        assertEquals(
                List.of(
                        "CommandCreated +0 CANCEL",
                        "CommandReported +1 of +0 AT_EXECUTION",
                        "CommandReported +2 of -3 EXECUTION_STOPPED",
                        "ExecutionReported +1 of +0 CANCELED CANCELED",
                        "OrderStatusChanged -3 CANCELED",
                        "MarginChanged 0"),
                told());
    }

    @Test
    void riskRefusesAnOrder() {
        Desk poor = new Desk(AccountSettings.IMMEDIATE, 999_999_999L);
        Outcome outcome = poor.apply(Command.PlaceOrder.of(
                poor.account, Desk.ESZ6, Side.BUY, OrderTerms.limit(1, 90), poor.market(100, 101, 100)));
        Event.OrderCreated created = poor.last(Event.OrderCreated.class);
        assertEquals(new Outcome(Rejection.INSUFFICIENT_MARGIN, created.orderId(), List.of(), 1_000_000_000L), outcome);
        desk.events.clear();
        desk.events.addAll(poor.events);
        assertEquals(
                List.of("OrderCreated +0", "CommandReported +1 of +0 RISK_REJECTED", "OrderStatusChanged +0 REJECTED"),
                told());
    }

    @Test
    void aFillOpensThenAFillCloses() {
        desk.place(Side.BUY, OrderTerms.market(2), desk.market(100, 101, 100));
        desk.events.clear();
        desk.place(Side.SELL, OrderTerms.market(2), desk.market(110, 111, 110));
        assertEquals(
                List.of(
                        "OrderCreated +0",
                        "CommandReported +1 of +0 RISK_PASSED",
                        "OrderStatusChanged +0 PENDING_NEW",
                        "CommandReported +2 of +0 AT_EXECUTION",
                        "OrderStatusChanged +0 WORKING",
                        "ExecutionReported +2 of +0 NEW WORKING",
                        "Filled +3 of +0: SELL 2 at 110, net 0",
                        "ExecutionReported +4 of +0 TRADE FILLED",
                        "OrderStatusChanged +0 FILLED",
                        "PositionChanged net 0 open 0",
                        "FillsPaired +5: 2 from 101 to 110, 225000000",
                        "CashChanged +6 225000000 TRADE_PAIRED for +5",
                        "FeesCharged +3",
                        "CashChanged +7 -3440000 COMMISSION for +3",
                        "MarginChanged 0",
                        "PeaksChanged"),
                told());
    }

    @Test
    void aBracketWaitsAndWakes() {
        desk.accepted(new Command.PlaceOrder(
                desk.account,
                Desk.ESZ6,
                Side.BUY,
                OrderTerms.limit(1, 99),
                "",
                "",
                0,
                0,
                0,
                false,
                false,
                "",
                List.of(new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.limit(0, 10), true)),
                desk.market(100, 101, 100)));
        assertEquals(
                List.of(
                        "OrderCreated +0",
                        "CommandReported +2 of +0 RISK_PASSED",
                        "OrderStatusChanged +0 PENDING_NEW",
                        "MarginChanged 1000000000",
                        "OrderCreated +1",
                        "CommandReported +3 of +1 ON_HOLD",
                        "OrderStatusChanged +1 SUSPENDED",
                        "CommandReported +4 of +0 AT_EXECUTION",
                        "OrderStatusChanged +0 WORKING",
                        "ExecutionReported +4 of +0 NEW WORKING"),
                told());
        desk.events.clear();
        desk.quote(98, 99, 99);
        assertEquals(
                List.of(
                        "Filled +0 of -6: BUY 1 at 99, net 1",
                        "ExecutionReported +1 of -6 TRADE FILLED",
                        "OrderStatusChanged -6 FILLED",
                        "PositionChanged net 1 open 99",
                        "FeesCharged +0",
                        "CashChanged +2 -1720000 COMMISSION for +0",
                        "MarginChanged 1000000000",
                        "PeaksChanged",
                        "OrderAdjusted -5 1 at 109",
                        "OrderStatusChanged -5 PENDING_NEW",
                        "CommandReported +3 of -5 AT_EXECUTION",
                        "OrderStatusChanged -5 WORKING",
                        "ExecutionReported +3 of -5 NEW WORKING"),
                told());
    }

    private List<String> told() {
        long first = 0;
        for (Event event : desk.events) {
            first = switch (event) {
                case Event.OrderCreated e -> e.orderId();
                case Event.CommandCreated e -> e.commandId();
                case Event.Filled e -> e.fillId();
                default -> 0;
            };
            if (first != 0) {
                break;
            }
        }
        long base = first;
        return desk.events.stream().map(event -> tell(event, base)).toList();
    }

    private static String tell(Event event, long base) {
        return switch (event) {
            case Event.OrderCreated e -> "OrderCreated " + id(e.orderId(), base);
            case Event.CommandCreated e -> "CommandCreated " + id(e.commandId(), base) + " " + e.type();
            case Event.CommandReported e ->
                "CommandReported " + id(e.reportId(), base) + " of " + id(e.commandId(), base) + " " + e.status();
            case Event.OrderStatusChanged e -> "OrderStatusChanged " + id(e.orderId(), base) + " " + e.status();
            case Event.OrderAdjusted e ->
                "OrderAdjusted " + id(e.orderId(), base) + " " + e.terms().quantity() + " at "
                        + e.terms().limitTicks();
            case Event.ExecutionReported e ->
                "ExecutionReported " + id(e.reportId(), base) + " of " + id(e.commandId(), base) + " " + e.type() + " "
                        + e.status();
            case Event.Filled e ->
                "Filled " + id(e.fillId(), base) + " of " + id(e.orderId(), base) + ": " + e.side() + " " + e.quantity()
                        + " at " + e.priceTicks() + ", net " + e.netPosition();
            case Event.PositionChanged e -> "PositionChanged net " + e.net() + " open " + e.openTicks();
            case Event.FillsPaired e ->
                "FillsPaired " + id(e.pairId(), base) + ": " + e.quantity() + " from " + e.buyTicks() + " to "
                        + e.sellTicks() + ", " + e.realizedMicros();
            case Event.CashChanged e ->
                "CashChanged " + id(e.logId(), base) + " " + e.deltaMicros() + " " + e.type() + " for "
                        + id(e.causeId(), base);
            case Event.FeesCharged e -> "FeesCharged " + id(e.fillId(), base);
            case Event.MarginChanged e -> "MarginChanged " + e.usedMicros();
            default -> event.getClass().getSimpleName();
        };
    }

    private static String id(long id, long base) {
        return id >= base ? "+" + (id - base) : Long.toString(id - base);
    }
}
