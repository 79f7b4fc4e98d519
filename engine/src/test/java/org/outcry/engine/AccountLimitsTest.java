package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.CarriedPosition;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskLevel;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskRule;
import org.outcry.engine.risk.Term;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.Side;

/** What limits an account: locks, position limits, and limits that liquidate by themselves. One tick of one contract is $12.50. */
class AccountLimitsTest {
    private static final long DOLLAR = 1_000_000;
    private static final long NONE = AutoLiquidation.NONE;

    private final Desk desk = new Desk();

    private Outcome order(Side side, OrderTerms terms) {
        return desk.apply(Command.PlaceOrder.of(desk.account, Desk.ESZ6, side, terms, desk.market(100, 101, 100)));
    }

    private long buy(int quantity) {
        return desk.place(Side.BUY, OrderTerms.market(quantity), desk.market(100, 101, 100));
    }

    private void decide(AdminAction action) {
        desk.accepted(new Command.SetAdminAction(desk.account, action));
    }

    private long net() {
        return desk.all(Event.PositionChanged.class).stream()
                .reduce((_, last) -> last)
                .map(Event.PositionChanged::net)
                .orElse(0L);
    }

    /** What the limits did is filled by the next market. */
    private void settle(long bid, long ask, long last) {
        desk.quote(bid, ask, last);
        desk.accepted(new Command.Mark(Desk.ESZ6, desk.sequence, last));
        desk.quote(bid, ask, last);
    }

    private static AutoLiquidation dailyLoss(long dollars, boolean doNotUnlock) {
        return new AutoLiquidation(
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                dollars / 4 * DOLLAR,
                dollars / 2 * DOLLAR,
                dollars * DOLLAR,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                DrawdownMode.REAL_TIME,
                false,
                doNotUnlock);
    }

    private static AutoLiquidation drawdown(long dollars, long limit, DrawdownMode mode) {
        return new AutoLiquidation(
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                dollars * DOLLAR,
                limit == NONE ? NONE : limit * DOLLAR,
                mode,
                false,
                false);
    }

    @Test
    void aLockedAccountTakesNoOrderAndKeepsItsPosition() {
        buy(2);
        long resting = desk.place(Side.BUY, OrderTerms.limit(1, 90), desk.market(100, 101, 100));
        decide(AdminAction.LOCK);
        assertEquals(
                Rejection.TRADING_LOCKED, order(Side.SELL, OrderTerms.market(2)).rejection());
        assertEquals(OrderStatus.CANCELED, status(resting));
        assertEquals(2, net());
        assertEquals(
                Rejection.TRADING_LOCKED,
                desk.apply(new Command.ReducePosition(desk.account, Desk.ESZ6, 1, desk.market(100, 101, 100)))
                        .rejection());
        decide(AdminAction.NORMAL);
        assertTrue(order(Side.SELL, OrderTerms.market(2)).isAccepted());
    }

    @Test
    void aLiquidationClosesAndLocks() {
        buy(2);
        decide(AdminAction.LIQUIDATE);
        settle(100, 101, 100);
        assertEquals(0, net());
        assertEquals(
                Rejection.TRADING_LOCKED, order(Side.BUY, OrderTerms.market(1)).rejection());
    }

    @Test
    void liquidateOnlyTakesWhatCloses() {
        buy(2);
        decide(AdminAction.LIQUIDATE_ONLY);
        assertEquals(
                Rejection.LIQUIDATION_ONLY,
                order(Side.BUY, OrderTerms.market(1)).rejection());
        assertEquals(
                Rejection.LIQUIDATION_ONLY,
                order(Side.SELL, OrderTerms.market(3)).rejection());
        long first = desk.place(Side.SELL, OrderTerms.limit(2, 105), desk.market(100, 101, 100));
        // The first is on its way to close everything, yet what closes may stand twice: neither passes flat.
        order(Side.SELL, OrderTerms.market(2));
        assertEquals(0, net());
        desk.trade(105, 106, 106, 50, Side.BUY);
        assertEquals(0, net());
        assertEquals(OrderStatus.CANCELED, status(first));
    }

    @Test
    void aPositionLimitCountsWhatWorks() {
        long limit = limit(TotalBy.OVERALL, 3);
        assertTrue(order(Side.BUY, OrderTerms.market(2)).isAccepted());
        assertTrue(order(Side.BUY, OrderTerms.limit(1, 90)).isAccepted());
        Outcome beyond = order(Side.BUY, OrderTerms.limit(1, 89));
        assertEquals(Rejection.TOTAL_POSITION_LIMIT, beyond.rejection());
        assertEquals(3, beyond.limit());
        assertTrue(order(Side.SELL, OrderTerms.market(2)).isAccepted());
        desk.accepted(new Command.RemovePositionLimit(limit));
        assertTrue(order(Side.BUY, OrderTerms.market(9)).isAccepted());
    }

    @Test
    void aTighterLimitEndsWhatCouldPassIt() {
        long resting = desk.place(Side.BUY, OrderTerms.limit(5, 90), desk.market(100, 101, 100));
        limit(TotalBy.CONTRACT, 3);
        assertEquals(OrderStatus.CANCELED, status(resting));
        assertEquals(
                Rejection.POSITION_LIMIT, order(Side.BUY, OrderTerms.market(4)).rejection());
    }

    @Test
    void aParameterSaysWhatOneOrderMayAsk() {
        long limit = limit(TotalBy.OVERALL, PositionLimit.NONE);
        long parameter = desk.accepted(parameter(limit, 2, 1, -1, -1)).id();
        assertEquals(
                Rejection.MAX_ORDER_QUANTITY,
                order(Side.BUY, OrderTerms.market(3)).rejection());
        buy(2);
        assertEquals(
                Rejection.MAX_ORDER_QUANTITY,
                order(Side.SELL, OrderTerms.market(2)).rejection());
        assertTrue(order(Side.SELL, OrderTerms.market(1)).isAccepted());
        desk.accepted(new Command.RemoveRiskParameter(parameter));
        // The contract's last day is 15 days ahead and its month the next one.
        long days = desk.accepted(parameter(limit, -1, -1, -1, 20)).id();
        assertEquals(
                Rejection.EXPIRES_SOON, order(Side.BUY, OrderTerms.market(1)).rejection());
        desk.accepted(new Command.RemoveRiskParameter(days));
        desk.accepted(parameter(limit, -1, -1, 0, -1));
        assertEquals(Rejection.BACK_MONTH, order(Side.BUY, OrderTerms.market(1)).rejection());
    }

    @Test
    void aDailyLossIsToldThenStopsOpeningThenLiquidates() {
        desk.accepted(new Command.SetAutoLiquidation(desk.account, true, dailyLoss(1000, false)));
        buy(10);
        // Ten contracts lose $125 a tick; fees are $17.20.
        settle(98, 99, 98);
        assertEquals(RiskLevel.ALERT, desk.last(Event.RiskBreached.class).level());
        settle(96, 97, 96);
        assertEquals(
                RiskLevel.LIQUIDATE_ONLY, desk.last(Event.RiskBreached.class).level());
        assertEquals(
                Rejection.LIQUIDATION_ONLY,
                order(Side.BUY, OrderTerms.market(1)).rejection());
        assertEquals(10, net());
        settle(92, 93, 92);
        settle(92, 93, 92);
        assertEquals(RiskLevel.LIQUIDATE, desk.last(Event.RiskBreached.class).level());
        assertEquals(RiskRule.DAILY_LOSS, desk.last(Event.RiskBreached.class).rule());
        assertEquals(0, net());
        assertEquals(
                Term.SESSION, desk.last(Event.RiskStatusChanged.class).status().locked());
        assertEquals(
                Rejection.TRADING_LOCKED, order(Side.BUY, OrderTerms.market(1)).rejection());
        desk.advance(Desk.DAY);
        assertEquals(
                Term.NONE, desk.last(Event.RiskStatusChanged.class).status().locked());
        assertTrue(order(Side.BUY, OrderTerms.market(1)).isAccepted());
    }

    @Test
    void aLockThatIsNotLiftedByTimeIsLiftedByAnAdministrator() {
        desk.accepted(new Command.SetAutoLiquidation(desk.account, true, dailyLoss(100, true)));
        buy(10);
        settle(92, 93, 92);
        settle(92, 93, 92);
        desk.advance(Desk.DAY);
        assertEquals(
                Rejection.TRADING_LOCKED, order(Side.BUY, OrderTerms.market(1)).rejection());
        decide(AdminAction.NORMAL);
        assertTrue(order(Side.BUY, OrderTerms.market(1)).isAccepted());
    }

    @Test
    void aReleaseInTheSameSessionLasts() {
        desk.accepted(new Command.SetAutoLiquidation(desk.account, true, dailyLoss(100, false)));
        buy(10);
        settle(92, 93, 92);
        settle(92, 93, 92);
        decide(AdminAction.NORMAL);
        buy(1);
        settle(92, 93, 92);
        assertEquals(1, net());
    }

    /** Example A of the reference, by tenths: start 100,000, drawdown 2,750, limit 100,100. */
    @Test
    void aTrailingDrawdownFollowsTheHighestValueUpToItsLimit() {
        desk.accepted(
                new Command.SetAutoLiquidation(desk.account, true, drawdown(2_750, 100_100, DrawdownMode.REAL_TIME)));
        buy(10);
        settle(140, 141, 140);
        // Ten contracts have gained 39 ticks, $4,875: the floor has come to its limit.
        settle(110, 111, 110);
        assertEquals(10, net());
        settle(102, 103, 102);
        // Still $7.80 above it, fees counted.
        assertEquals(10, net());
        settle(101, 102, 101);
        settle(101, 102, 101);
        assertEquals(0, net());
        assertEquals(RiskRule.DRAWDOWN, desk.last(Event.RiskBreached.class).rule());
        assertEquals(100_100 * DOLLAR, desk.last(Event.RiskBreached.class).limit());
        desk.advance(2 * Desk.DAY);
        assertEquals(
                Rejection.TRADING_LOCKED, order(Side.BUY, OrderTerms.market(1)).rejection());
    }

    @Test
    void anEndOfDayDrawdownFollowsOnceASession() {
        desk.accepted(
                new Command.SetAutoLiquidation(desk.account, true, drawdown(2_000, NONE, DrawdownMode.END_OF_DAY)));
        buy(10);
        settle(140, 141, 140);
        // $4,875 above the start and then $2,375 down: the floor still stands at $98,000.
        settle(121, 122, 121);
        assertEquals(10, net());
        settle(140, 141, 140);
        desk.advance(Desk.DAY);
        settle(121, 122, 121);
        settle(121, 122, 121);
        assertEquals(0, net());
    }

    @Test
    void cashThatComesMovesTheMarkWithIt() {
        desk.accepted(new Command.SetAutoLiquidation(desk.account, true, drawdown(500, NONE, DrawdownMode.REAL_TIME)));
        long before = desk.last(Event.RiskStatusChanged.class).status().maxNetLiquidationMicros();
        desk.accepted(new Command.AdjustCash(
                desk.account,
                -1_000 * DOLLAR,
                org.outcry.engine.account.CashChangeType.MANUAL_ADJUSTMENT,
                "Demo Change"));
        assertEquals(
                before - 1_000 * DOLLAR,
                desk.last(Event.RiskStatusChanged.class).status().maxNetLiquidationMicros());
        assertTrue(desk.all(Event.RiskBreached.class).isEmpty());
    }

    @Test
    void aHoldLastsOneMinute() {
        desk.accepted(new Command.SetAutoLiquidation(desk.account, true, dailyLoss(100, false)));
        decide(AdminAction.HOLD);
        buy(10);
        settle(92, 93, 92);
        assertEquals(10, net());
        desk.advance(61 * Desk.SECOND);
        settle(92, 93, 92);
        settle(92, 93, 92);
        assertEquals(0, net());
    }

    @Test
    void everythingIsFlattenedOnceAtTheInstantAsked() {
        buy(2);
        long at = desk.now + 100 * Desk.SECOND;
        desk.accepted(new Command.SetAutoLiquidation(
                desk.account,
                true,
                new AutoLiquidation(
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        at,
                        NONE,
                        NONE,
                        DrawdownMode.END_OF_DAY,
                        false,
                        false)));
        desk.advance(101 * Desk.SECOND);
        desk.sequence = desk.now;
        settle(100, 101, 100);
        assertEquals(0, net());
        buy(1);
        settle(100, 101, 100);
        assertEquals(1, net());
    }

    @Test
    void aResetBringsBackTheStartOfTheDay() {
        long resting = desk.place(Side.BUY, OrderTerms.limit(5, 90), desk.market(100, 101, 100));
        buy(2);
        settle(90, 91, 90);
        decide(AdminAction.LOCK);
        desk.accepted(new Command.ResetAccount(
                desk.account,
                Desk.date(0),
                50_000 * DOLLAR,
                7,
                3,
                Long.MIN_VALUE,
                List.of(new CarriedPosition(Desk.ESZ6, -3, 104))));
        assertEquals(OrderStatus.CANCELED, status(resting));
        Event.PositionChanged position = desk.last(Event.PositionChanged.class);
        assertEquals(-3, position.net());
        assertEquals(3 * 104, position.openTicks());
        assertEquals(0, position.bought());
        Event.CashChanged cash = desk.last(Event.CashChanged.class);
        assertEquals(50_000 * DOLLAR, cash.balanceMicros());
        assertEquals(0, cash.realizedDayMicros());
        assertEquals(7, cash.realizedWeekMicros());
        assertEquals(
                AdminAction.NORMAL,
                desk.last(Event.RiskStatusChanged.class).status().action());
        assertTrue(order(Side.BUY, OrderTerms.market(3)).isAccepted());
    }

    /** A restored engine goes on as the one it came from. */
    @Test
    void limitsOutliveARestart() {
        long limit = limit(TotalBy.PRODUCT, 50);
        desk.accepted(parameter(limit, 40, -1, -1, -1));
        desk.accepted(new Command.SetAutoLiquidation(desk.account, true, dailyLoss(1000, false)));
        desk.accepted(new Command.SetAutoLiquidation(desk.account, false, dailyLoss(400, false)));
        buy(10);
        settle(98, 99, 98);
        List<StateRow> rows = new ArrayList<>();
        desk.engine.writeState(rows::add);
        Desk other = new Desk();
        Engine restored = new Engine();
        rows.forEach(restored::readState);
        assertEquals(desk.engine.stateHash(), restored.stateHash());
        List<Event> events = new ArrayList<>();
        desk.events.clear();
        for (long bid : new long[] {97, 95, 93, 93, 92}) {
            desk.quote(bid, bid + 1, bid);
            Command mark = new Command.Mark(Desk.ESZ6, desk.sequence, bid);
            desk.accepted(mark);
            for (Command command : List.of(new Command.UpdateMarket(desk.market(bid, bid + 1, bid), List.of()), mark)) {
                restored.apply(new Submission(desk.now, 0, 0, 7, command), events::add);
            }
        }
        assertEquals(desk.events, events);
        assertTrue(events.stream().anyMatch(Event.RiskBreached.class::isInstance));
        assertEquals(desk.engine.stateHash(), restored.stateHash());
        assertEquals(other.account, desk.account);
    }

    private OrderStatus status(long orderId) {
        return desk.all(Event.OrderStatusChanged.class).stream()
                .filter(change -> change.orderId() == orderId)
                .reduce((_, last) -> last)
                .orElseThrow()
                .status();
    }

    private long limit(TotalBy totalBy, int exposed) {
        return desk.accepted(new Command.KeepPositionLimit(new PositionLimit(
                        0,
                        desk.account,
                        InstrumentScope.ALL,
                        true,
                        totalBy,
                        PositionLimit.NONE,
                        PositionLimit.NONE,
                        exposed,
                        "")))
                .id();
    }

    private static Command.KeepRiskParameter parameter(long limit, int opening, int closing, int months, int days) {
        return new Command.KeepRiskParameter(new RiskParameter(
                0, limit, new InstrumentScope(0, 1, 0, 0), opening, closing, months, days, -1, -1, true));
    }
}
