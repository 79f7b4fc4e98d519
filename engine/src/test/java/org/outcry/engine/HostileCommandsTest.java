package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** Numbers nobody should send: always an answer, never an exception, and a malformed command changes nothing. */
class HostileCommandsTest {
    private static final long[] LONGS = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -1L << 40,
        -1,
        0,
        1,
        100,
        1L << 31,
        1L << 40,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };
    private static final int[] INTS = {
        Integer.MIN_VALUE, -1, 0, 1, 2, 1000, 100_000, 100_001, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
    };

    private final SplittableRandom random = new SplittableRandom(77);
    private final Desk desk = new Desk();
    private long order;

    private long longOr(long sane) {
        return random.nextInt(4) == 0 ? LONGS[random.nextInt(LONGS.length)] : sane;
    }

    private int intOr(int sane) {
        return random.nextInt(4) == 0 ? INTS[random.nextInt(INTS.length)] : sane;
    }

    private String text() {
        return random.nextInt(6) == 0 ? "x".repeat(random.nextInt(400)) : "";
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private OrderTerms terms() {
        OrderType type = any(OrderType.values());
        return new OrderTerms(
                type,
                any(TimeInForce.values()),
                intOr(1),
                longOr(type.hasLimit() ? 100 : Prices.NONE),
                longOr(type.hasTrigger() ? 120 : Prices.NONE),
                longOr(type.trails() ? 4 : 0),
                intOr(0),
                longOr(0));
    }

    private MarketSnapshot market() {
        return new MarketSnapshot(
                intOr(Desk.ESZ6),
                longOr(desk.sequence),
                longOr(desk.now),
                longOr(100),
                longOr(101),
                longOr(100),
                intOr(1),
                longOr(1),
                Desk.TEN,
                Depth.of(Integer.MAX_VALUE, 0, Integer.MAX_VALUE));
    }

    private Command command() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 ->
                new Command.PlaceOrder(
                        longOr(desk.account),
                        intOr(Desk.ESZ6),
                        any(Side.values()),
                        terms(),
                        text(),
                        text(),
                        longOr(0),
                        intOr(0),
                        intOr(0),
                        random.nextBoolean(),
                        false,
                        text(),
                        random.nextBoolean()
                                ? List.of()
                                : List.of(new AttachedOrder(
                                        any(Relation.values()),
                                        intOr(1),
                                        any(Side.values()),
                                        terms(),
                                        random.nextBoolean())),
                        market());
            case 4 -> new Command.ChangeOrder(longOr(order), terms(), market());
            case 5 -> new Command.CancelOrder(longOr(0), market());
            case 6 -> new Command.ReducePosition(longOr(desk.account), intOr(Desk.ESZ6), intOr(1), market());
            case 7 -> new Command.Flatten(List.of(longOr(5)), intOr(0), true, true, true, List.of(market()));
            case 8 ->
                new Command.DefineProduct(new Product(
                        intOr(5),
                        text() + "X",
                        intOr(1),
                        longOr(1),
                        longOr(1),
                        longOr(1),
                        intOr(1),
                        longOr(1),
                        intOr(1),
                        new Product.Fees(longOr(1), longOr(1), longOr(1), longOr(1), longOr(1))));
            case 9 ->
                new Command.DefineContract(
                        new Contract(intOr(1), intOr(1), text(), intOr(2026), intOr(12), desk.now + Desk.DAY));
            case 10 -> new Command.AdjustCash(longOr(desk.account), longOr(1), any(CashChangeType.values()), text());
            case 11 ->
                new Command.OpenAccount(
                        text() + "A",
                        longOr(desk.userId),
                        longOr(1),
                        new AccountSettings(
                                longOr(0),
                                intOr(0),
                                FillModel.QUEUE,
                                TriggerSource.LAST,
                                intOr(0),
                                false,
                                true,
                                intOr(0),
                                intOr(0),
                                intOr(100)));
            case 12 -> new Command.CancelOrders(List.of(longOr(5)), intOr(0), List.of(longOr(1)));
            default -> new Command.Mark(intOr(Desk.ESZ6), desk.sequence, longOr(100));
        };
    }

    @Test
    void malformedCommandsChangeNothing() {
        order = desk.place(Side.BUY, OrderTerms.limit(1, 50), desk.market(100, 101, 100));
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            Command command = command();
            boolean compared = i % 20 == 0;
            long before = compared ? desk.engine.stateHash() : 0;
            long trading = compared ? desk.engine.tradingHash() : 0;
            Outcome outcome = desk.apply(command);
            desk.events.clear();
            boolean malformed = !outcome.isAccepted() && outcome.id() == 0;
            if (malformed && compared) {
                refused++;
                assertEquals(before, desk.engine.stateHash(), () -> command + " " + outcome);
            }
            if (!outcome.isAccepted() && compared) {
                assertEquals(trading, desk.engine.tradingHash(), () -> command + " " + outcome);
            }
        }
        assertFalse(refused < 1000, "too few refusals were compared: " + refused);
    }

    @Test
    void marketsNoMarketHasAreRefused() {
        order = desk.place(Side.BUY, OrderTerms.limit(1, 50), desk.market(100, 101, 100));
        List<MarketSnapshot> absurd = new ArrayList<>();
        for (long price : new long[] {Long.MAX_VALUE, Long.MIN_VALUE + 1, 1L << 40}) {
            absurd.add(desk.market(price, 101, 100));
            absurd.add(desk.market(100, price, 100));
            absurd.add(desk.market(100, 101, price));
        }
        long before = desk.engine.stateHash();
        for (MarketSnapshot market : absurd) {
            assertEquals(
                    Rejection.INVALID_PRICE,
                    desk.apply(new Command.UpdateMarket(market, List.of())).rejection());
        }
        assertEquals(
                Rejection.INVALID_PRICE,
                desk.apply(new Command.UpdateMarket(
                                desk.market(100, 101, 100),
                                List.of(new Trade(desk.sequence, Long.MAX_VALUE, 1, Side.SELL))))
                        .rejection());
        assertEquals(before, desk.engine.stateHash());
    }

    @Test
    void theSameKeyHearsTheFirstAnswerAndIsRememberedForADay() {
        Command.CreateUser create = new Command.CreateUser("somebody");
        Outcome first = desk.engine.apply(new Submission(desk.now, 1, 2, 0, create), EventSink.NONE);
        assertEquals(first, desk.engine.apply(new Submission(desk.now, 1, 2, 0, create), EventSink.NONE));
        assertEquals(
                Rejection.DUPLICATE_NAME,
                desk.engine
                        .apply(new Submission(desk.now, 1, 3, 0, create), EventSink.NONE)
                        .rejection());
        desk.now += Desk.DAY + 1;
        // A later key makes room; then the old one is new again.
        desk.engine.apply(new Submission(desk.now, 1, 4, 0, new Command.AdvanceTime()), EventSink.NONE);
        assertEquals(
                Rejection.DUPLICATE_NAME,
                desk.engine
                        .apply(new Submission(desk.now, 1, 2, 0, create), EventSink.NONE)
                        .rejection());
    }

    @Test
    void theOldestKeyLeavesWhenThereAreTooMany() {
        Command.CreateUser create = new Command.CreateUser("somebody");
        Outcome first = desk.engine.apply(new Submission(desk.now, 1, 1, 0, create), EventSink.NONE);
        Command nothing = new Command.AdvanceTime();
        for (int i = 1; i < 1 << 20; i++) {
            desk.engine.apply(new Submission(desk.now, 2, i, 0, nothing), EventSink.NONE);
        }
        assertEquals(first, desk.engine.apply(new Submission(desk.now, 1, 1, 0, create), EventSink.NONE));
        desk.engine.apply(new Submission(desk.now, 2, 1 << 20, 0, nothing), EventSink.NONE);
        assertEquals(
                Rejection.DUPLICATE_NAME,
                desk.engine
                        .apply(new Submission(desk.now, 1, 1, 0, create), EventSink.NONE)
                        .rejection());
    }

    @Test
    void timeThatStepsBackMovesNothing() {
        desk.advance(Desk.SECOND);
        long now = desk.engine.nowNanos();
        desk.engine.apply(new Submission(now - Desk.HOUR, 0, 0, 0, new Command.AdvanceTime()), EventSink.NONE);
        assertEquals(now, desk.engine.nowNanos());
    }
}
