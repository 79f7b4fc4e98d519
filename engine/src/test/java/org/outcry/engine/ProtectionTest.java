package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;

/** Positions that stand without a stop in accounts that demand one. */
class ProtectionTest {
    @Test
    void aPositionWithoutAStopIsClosedAfterTheTimeAllowed() {
        Script.run("""
                protect  30
                quote    100 101 100
                buy      a 2 MARKET
                buy      x 1 LIMIT 90
                wait     29
                quote    100 101 100
                position 2 202
                wait     1
                quote    100 101 100
                position 0 0
                order    x CANCELED 0/1
                """);
    }

    @Test
    void aStopInTimeKeepsIt() {
        Script.run("""
                protect  30
                quote    100 101 100
                buy      a 2 MARKET
                wait     20
                sell     s 2 STOP 95 GTC
                wait     1000
                quote    100 101 100
                position 2 202
                # Its end starts the time anew.
                cancel   s
                wait     29
                position 2 202
                wait     2
                quote    100 101 100
                position 0 0
                """);
    }

    @Test
    void aStopForAPartIsNotEnough() {
        Script.run("""
                protect  30
                quote    100 101 100
                buy      a 3 MARKET
                sell     s 2 STOP 95 GTC
                wait     31
                quote    100 101 100
                position 0 0
                order    s CANCELED 0/2
                """);
    }

    @Test
    void stopsOfOneGroupCountOnce() {
        Script.run("""
                protect  30
                quote    100 101 100
                buy      a 2 MARKET
                sell     s 1 STOP 95 GTC oco=g
                sell     t 1 STOP 94 GTC oco=g
                wait     31
                quote    100 101 100
                position 0 0
                """);
    }

    @Test
    void bracketsAndAtmStopsProtect() {
        Script.run("""
                protect  10
                quote    100 101 100
                buy      a 2 MARKET target=+10 stop=-5
                buy      e 3 MARKET atm=1:10:5/1:0:5
                wait     1000
                quote    100 101 100
                position 5 505
                """);
    }

    @Test
    void aTargetAloneDoesNotProtect() {
        Script.run("""
                protect  10
                quote    100 101 100
                buy      a 2 MARKET target=+10
                wait     11
                quote    100 101 100
                position 0 0
                """);
    }

    @Test
    void aStopOnTheWrongSideDoesNotProtect() {
        Script.run("""
                protect  10
                quote    100 101 100
                sell     a 2 MARKET
                sell     s 2 STOP 95 GTC
                wait     11
                quote    100 101 100
                position 0 0
                """);
    }

    @Test
    void whatTheMarketDoesNotTakeIsClosedNextTime() {
        Script.run("""
                protect  10
                depth    20
                quote    100 101 100
                buy      a 15 MARKET
                depth    0
                wait     10
                quote    100 101 100
                # None at the touch, one for each tick of the protection band of 12.
                position 3 303
                wait     9
                quote    100 101 100
                position 3 303
                wait     2
                quote    100 101 100
                position 0 0
                """);
    }

    @Test
    void theRuleCanBeLiftedAndSetWhilePositionsStand() {
        Script.run("""
                quote    100 101 100
                buy      a 1 MARKET
                wait     1000
                protect  30
                wait     29
                protect  0
                wait     1000
                quote    100 101 100
                position 1 101
                protect  60
                wait     59
                protect  2
                wait     1
                quote    100 101 100
                position 1 101
                wait     1
                quote    100 101 100
                position 0 0
                """);
    }

    @Test
    void itSaysWhy() {
        Desk desk = new Desk();
        desk.accepted(new Command.RequireProtection(desk.account, 30 * Desk.SECOND));
        desk.place(Side.BUY, OrderTerms.market(3), desk.market(100, 101, 100));
        Event.ProtectionMissing missing = desk.last(Event.ProtectionMissing.class);
        assertEquals(3, missing.net());
        assertEquals(0, missing.covered());
        assertEquals(desk.now + 30 * Desk.SECOND, missing.dueNanos());
        assertEquals(missing.dueNanos(), desk.engine.nextDueNanos());
        desk.advance(40 * Desk.SECOND);
        Event.ProtectionEnforced enforced = desk.last(Event.ProtectionEnforced.class);
        assertEquals(missing.dueNanos(), enforced.timeNanos(), "when it was due, not when somebody looked");
        assertEquals("Protection: no stop for 3 of 3 in 30 s", enforced.reason());
        Event.OrderCreated closing = desk.last(Event.OrderCreated.class);
        assertEquals(enforced.closingOrderId(), closing.orderId());
        assertEquals(enforced.reason(), closing.text());
    }

    @Test
    void inAClosedMarketTheTimeStartsAtTheNextOpening() {
        Desk desk = new Desk();
        int contract = Contract.id(2, 2026, 12);
        desk.accepted(new Command.DefineSessions(
                2,
                List.of(
                        new SessionWindow(Desk.START, Desk.START + Desk.HOUR, 2026_11_23),
                        new SessionWindow(Desk.START + 2 * Desk.HOUR, Desk.START + 3 * Desk.HOUR, 2026_11_24))));
        desk.accepted(new Command.DefineProduct(
                new Product(2, "NQ", 2, 5_000_000, 1_000_000L, 1_000_000L, 12, 4000, 1000, Product.Fees.NONE)));
        desk.accepted(
                new Command.DefineContract(new Contract(contract, 2, "NQZ26", 2026, 12, Desk.START + 15 * Desk.DAY)));
        desk.accepted(new Command.RequireProtection(desk.account, 30 * Desk.SECOND));
        desk.now = Desk.START + Desk.HOUR - 10 * Desk.SECOND;
        place(desk, contract);
        desk.advance(Desk.HOUR);
        assertTrue(desk.all(Event.ProtectionEnforced.class).isEmpty(), "closed");
        assertEquals(
                Desk.START + 2 * Desk.HOUR + 30 * Desk.SECOND,
                desk.last(Event.ProtectionMissing.class).dueNanos());
        desk.advance(41 * Desk.SECOND);
        assertEquals(1, desk.all(Event.ProtectionEnforced.class).size());

        // The closing order met no market and its session ended; afterwards no later session is known.
        desk.now = Desk.START + 3 * Desk.HOUR + Desk.SECOND;
        desk.accepted(new Command.AdvanceTime());
        assertEquals(
                OrderStatus.EXPIRED, desk.last(Event.OrderStatusChanged.class).status());
        desk.advance(Desk.HOUR);
        assertEquals(Long.MAX_VALUE, desk.last(Event.ProtectionMissing.class).dueNanos());
        Engine restored = new Engine();
        desk.engine.writeState(restored::readState);
        assertEquals(desk.engine.stateHash(), restored.stateHash());
        desk.accepted(new Command.DefineSessions(
                2, List.of(new SessionWindow(Desk.START + 5 * Desk.HOUR, Desk.START + 6 * Desk.HOUR, 2026_11_25))));
        assertEquals(
                Desk.START + 5 * Desk.HOUR + 30 * Desk.SECOND,
                desk.last(Event.ProtectionMissing.class).dueNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 999_999_999L, 86_400_000_000_001L})
    void anythingButASecondToADayIsRefused(long nanos) {
        Desk desk = new Desk();
        assertEquals(
                Rejection.INVALID_COMMAND,
                desk.apply(new Command.RequireProtection(desk.account, nanos)).rejection());
        assertEquals(
                Rejection.UNKNOWN_ACCOUNT,
                desk.apply(new Command.RequireProtection(1, Desk.SECOND)).rejection());
    }

    private static void place(Desk desk, int contract) {
        MarketSnapshot es = desk.market(100, 101, 100);
        desk.accepted(Command.PlaceOrder.of(
                desk.account,
                contract,
                Side.BUY,
                OrderTerms.market(1),
                new MarketSnapshot(contract, desk.now, desk.now, 100, 101, 100, 1, 1000, es.bids(), es.asks())));
    }
}
