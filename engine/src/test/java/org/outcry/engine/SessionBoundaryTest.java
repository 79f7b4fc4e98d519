package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation.Rule;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Side;

/** What happens when a session date ends, also when nobody was there. */
class SessionBoundaryTest {
    @Test
    void dayOrdersEndAndGoodTillCanceledStay() {
        Desk desk = new Desk();
        long day = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        desk.place(Side.BUY, OrderTerms.limit(1, 90).withTimeInForce(TimeInForce.GTC), desk.market(100, 101, 100));
        desk.events.clear();
        desk.advance(Desk.DAY - 1);
        assertEquals(List.of(), desk.events);
        desk.advance(1);
        assertEquals(
                List.of(
                        "CommandReported",
                        "ExecutionReported",
                        "OrderStatusChanged",
                        "MarginChanged",
                        "SessionStarted",
                        "CashChanged"),
                desk.names());
        assertEquals(
                new Event.OrderStatusChanged(day, OrderStatus.EXPIRED, Desk.START + Desk.DAY),
                desk.last(Event.OrderStatusChanged.class));
    }

    @Test
    void anAccountMayKeepItsDayOrders() {
        Desk desk = new Desk(
                new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, false, 0, 0, 100),
                100_000_000_000L);
        desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        desk.events.clear();
        desk.advance(Desk.DAY);
        assertEquals(List.of("SessionStarted", "CashChanged"), desk.names());
    }

    @Test
    void balancesAndPositionsRoll() {
        Desk desk = new Desk();
        desk.place(Side.BUY, OrderTerms.market(2), desk.market(100, 101, 100));
        desk.accepted(new Command.Mark(Desk.ESZ6, desk.sequence + 5, 105));
        desk.events.clear();
        desk.advance(Desk.DAY);
        Event.SessionStarted started = desk.last(Event.SessionStarted.class);
        long cash = 100_000_000_000L - 3_440_000;
        // 2 contracts, 4 ticks above 101, at $12.50
        assertEquals(
                new Event.SessionStarted(desk.account, 2026_11_24, cash, cash + 100_000_000, Desk.START + Desk.DAY),
                started);
        Event.CashChanged log = desk.last(Event.CashChanged.class);
        assertEquals(0, log.feesDayMicros());
        assertEquals(2026_11_24, log.sessionDate());
        Event.PositionChanged position = desk.last(Event.PositionChanged.class);
        assertEquals(2, position.net());
        assertEquals(202, position.openTicks());
        assertEquals(0, position.bought());
        assertEquals(2, position.previousNet());
        assertEquals(105, position.previousTicks());
    }

    @Test
    void theWeekOfRealizedProfitStartsOnMonday() {
        Desk desk = new Desk();
        desk.place(Side.BUY, OrderTerms.market(1), desk.market(100, 101, 100));
        desk.place(Side.SELL, OrderTerms.market(1), desk.market(111, 112, 111));
        // Monday to Tuesday: the day starts anew, the week goes on.
        desk.advance(Desk.DAY);
        assertEquals(0, desk.last(Event.CashChanged.class).realizedDayMicros());
        assertEquals(125_000_000, desk.last(Event.CashChanged.class).realizedWeekMicros());
        assertEquals(2 * 1_720_000, desk.last(Event.CashChanged.class).feesWeekMicros());
        assertEquals(0, desk.last(Event.CashChanged.class).commissionDayMicros());
        desk.advance(6 * Desk.DAY);
        assertEquals(2026_11_30, desk.last(Event.CashChanged.class).sessionDate());
        assertEquals(0, desk.last(Event.CashChanged.class).realizedWeekMicros());
        assertEquals(0, desk.last(Event.CashChanged.class).feesWeekMicros());
    }

    @Test
    void boundariesMissedWhileDownRunInOrder() {
        Desk desk = new Desk();
        desk.advance(3 * Desk.DAY + 5);
        List<Event.SessionStarted> started = desk.all(Event.SessionStarted.class);
        assertEquals(
                List.of(2026_11_24, 2026_11_25, 2026_11_26),
                started.stream().map(Event.SessionStarted::sessionDate).toList());
        assertEquals(
                List.of(Desk.START + Desk.DAY, Desk.START + 2 * Desk.DAY, Desk.START + 3 * Desk.DAY),
                started.stream().map(Event.SessionStarted::timeNanos).toList());
    }

    @Test
    void withoutSessionsTheMarketIsClosed() {
        Desk desk = new Desk();
        desk.accepted(new Command.DefineProduct(new org.outcry.engine.instrument.Product(
                3, "GC", 9, 10_000_000, 0, 0, 10, 0, 0, org.outcry.engine.instrument.Product.Fees.NONE)));
        int contract = org.outcry.engine.instrument.Contract.id(3, 2026, 12);
        desk.accepted(new Command.DefineContract(
                new org.outcry.engine.instrument.Contract(contract, 3, "GCZ26", 2026, 12, Desk.START + 30 * Desk.DAY)));
        Outcome outcome = desk.apply(new Command.PlaceOrder(
                desk.account,
                contract,
                Side.BUY,
                OrderTerms.market(1),
                "",
                "",
                0,
                0,
                0,
                false,
                false,
                "",
                List.of(),
                org.outcry.engine.value.MarketSnapshot.UNKNOWN));
        assertEquals(Rejection.MARKET_CLOSED, outcome.rejection());
    }

    @Test
    void sessionsThatRanOutGoOnWhenMoreAreKnown() {
        Desk desk = new Desk();
        desk.place(Side.BUY, OrderTerms.limit(1, 90).withTimeInForce(TimeInForce.GTC), desk.market(100, 101, 100));
        desk.advance(30 * Desk.DAY);
        desk.events.clear();
        desk.accepted(new Command.DefineSessions(
                1,
                List.of(
                        new SessionWindow(Desk.START + 20 * Desk.DAY, Desk.START + 21 * Desk.DAY, 2026_12_14),
                        new SessionWindow(Desk.START + 29 * Desk.DAY, Desk.START + 40 * Desk.DAY, 2026_12_21))));
        assertEquals(
                List.of(2026_12_14, 2026_12_21),
                desk.all(Event.SessionStarted.class).stream()
                        .map(Event.SessionStarted::sessionDate)
                        .toList());
    }

    @Test
    void windowsBehindTheLastAreRefused() {
        Desk desk = new Desk();
        List<Command.DefineSessions> wrong = List.of(
                new Command.DefineSessions(1, List.of(new SessionWindow(Desk.START, Desk.START + 5, 2027_01_04))),
                new Command.DefineSessions(
                        1,
                        List.of(new SessionWindow(Desk.START + 90 * Desk.DAY, Desk.START + 91 * Desk.DAY, 2020_01_01))),
                new Command.DefineSessions(1, List.of()),
                new Command.DefineSessions(0, Desk.sessions(Desk.START, 1)));
        for (Command.DefineSessions define : wrong) {
            assertEquals(Rejection.INVALID_COMMAND, desk.apply(define).rejection());
        }
    }

    @Test
    void aContractThatStopsTradingSettles() {
        Desk desk = new Desk();
        desk.place(Side.BUY, OrderTerms.market(2), desk.market(100, 101, 100));
        desk.place(Side.SELL, OrderTerms.limit(1, 120).withTimeInForce(TimeInForce.GTC), desk.market(100, 101, 100));
        desk.accepted(new Command.Mark(Desk.ESZ6, desk.sequence + 5, 107));
        desk.events.clear();
        desk.advance(15 * Desk.DAY);
        assertEquals(
                new Event.ContractExpired(Desk.ESZ6, 107),
                desk.all(Event.ContractExpired.class).getFirst());
        Event.Filled settled = desk.last(Event.Filled.class);
        assertEquals(107, settled.priceTicks());
        assertEquals(0, settled.netPosition());
        assertEquals(Rule.SETTLEMENT, settled.explanation().rule());
        assertEquals(150_000_000, desk.last(Event.FillsPaired.class).realizedMicros());
        assertTrue(desk.all(Event.OrderStatusChanged.class).stream()
                .anyMatch(changed -> changed.status() == OrderStatus.EXPIRED));
        assertEquals(
                Rejection.CONTRACT_EXPIRED,
                desk.apply(Command.PlaceOrder.of(
                                desk.account, Desk.ESZ6, Side.BUY, OrderTerms.market(1), desk.market(100, 101, 100)))
                        .rejection());
    }

    @Test
    void finishedOrdersLeaveWhenHistoryHoldsThemAndTheirSessionHasEnded() {
        Desk desk = new Desk();
        desk.place(Side.BUY, OrderTerms.market(1), desk.market(100, 101, 100));
        desk.place(Side.SELL, OrderTerms.market(1), desk.market(100, 101, 100));
        long open = desk.place(Side.BUY, OrderTerms.market(1), desk.market(100, 101, 100));
        desk.events.clear();
        desk.accepted(new Command.ReleaseHistory(open + 1000));
        assertEquals(List.of(), desk.events);
        desk.advance(Desk.DAY);
        desk.events.clear();
        desk.accepted(new Command.ReleaseHistory(open + 1000));
        // The open position's fill stays until it is paired.
        assertEquals(
                List.of("OrderReleased", "OrderReleased", "OrderReleased", "FillReleased", "FillReleased"),
                desk.names());
    }
}
