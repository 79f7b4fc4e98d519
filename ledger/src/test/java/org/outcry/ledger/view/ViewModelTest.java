package org.outcry.ledger.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.Engine;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.trading.TradingStream;

class ViewModelTest {

    /** Views grown from events equal views built from the state those events led to. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void grownViewsEqualRestoredViews(long seed) {
        Engine engine = new Engine();
        ViewModel grown = new ViewModel();
        SplittableRandom random = new SplittableRandom(seed);
        TradingStream stream = new TradingStream(seed);
        long[] position = {0};
        long[] highestId = {0};
        TradingStream.Door door = (timeNanos, command) -> {
            position[0] += 32;
            List<Event> events = new ArrayList<>();
            Outcome outcome = engine.apply(new Submission(timeNanos, 0, 0, 1, command), events::add);
            for (Event event : events) {
                grown.apply(position[0], event);
                if (event instanceof Event.OrderCreated created) {
                    highestId[0] = created.orderId();
                }
            }
            if (random.nextInt(20) == 0) {
                grown.publish(position[0]);
            }
            return outcome;
        };
        stream.define(door, 5);
        for (int i = 0; i < 4_000; i++) {
            stream.step(door);
            if (i % 900 == 899) {
                stream.skipDay();
                door.ask(stream.nowNanos(), new Command.AdvanceTime());
                door.ask(stream.nowNanos(), new Command.ReleaseHistory(highestId[0]));
            }
            if (i % 500 == 499) {
                grown.publish(position[0]);
                compare(grown, engine, stream);
            }
        }
    }

    /** Whoever reads an order and then its account finds what the order did; a close is verified by that. */
    @Test
    void anAccountIsNeverOlderThanItsOrders() throws InterruptedException {
        Engine engine = new Engine();
        ViewModel views = new ViewModel();
        TradingStream stream = new TradingStream(7);
        AtomicLong newest = new AtomicLong();
        AtomicLong filled = new AtomicLong();
        AtomicReference<String> broken = new AtomicReference<>("");
        AtomicBoolean ended = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!ended.get()) {
                long id = newest.get();
                OrderView order = views.order(id).orElse(null);
                if (order == null || order.filled() == 0) {
                    continue;
                }
                filled.incrementAndGet();
                AccountView account = views.account(order.accountId()).orElseThrow();
                int seen = account.fills().stream()
                        .filter(fill -> fill.orderId() == id)
                        .mapToInt(FillView::quantity)
                        .sum();
                if (seen < order.filled()) {
                    broken.set("order " + id + " filled " + order.filled() + ", its account knows " + seen);
                }
            }
        });
        long[] position = {0};
        TradingStream.Door door = (timeNanos, command) -> {
            position[0] += 32;
            Outcome outcome = engine.apply(new Submission(timeNanos, 0, 0, 1, command), event -> {
                views.apply(position[0], event);
                if (event instanceof Event.OrderCreated created) {
                    newest.set(created.orderId());
                }
            });
            views.publish(position[0]);
            return outcome;
        };
        stream.define(door, 1);
        reader.start();
        // On a loaded machine the reader may come late.
        for (int i = 0; i < 20_000 || (filled.get() == 0 && i < 1_000_000); i++) {
            stream.step(door);
        }
        ended.set(true);
        reader.join();
        assertEquals("", broken.get());
        assertTrue(filled.get() > 0);
    }

    @Test
    void aChangeAndACancelOnTheirWayAreBothRestored() {
        long day = 86_400_000_000_000L;
        long start = 1_795_212_000_000_000_000L;
        long latency = 50_000_000L;
        Engine engine = new Engine();
        List<ViewModel> views = new ArrayList<>(List.of(new ViewModel()));
        TradingStream.Door door = (nanos, command) -> {
            List<Event> events = new ArrayList<>();
            Outcome outcome = engine.apply(new Submission(start + nanos, 0, 0, 1, command), events::add);
            assertTrue(outcome.isAccepted(), outcome::toString);
            views.forEach(view -> {
                events.forEach(event -> view.apply(start + nanos, event));
                view.publish(start + nanos);
            });
            return outcome;
        };
        int contract = Contract.id(1, 2026, 12);
        LongFunction<MarketSnapshot> market = nanos -> new MarketSnapshot(
                contract, start + nanos, start + nanos, 100, 101, 100, 1, 1, Depth.of(9), Depth.of(9));
        door.ask(0, new Command.DefineSessions(1, List.of(new SessionWindow(start, start + day, 2026_11_23))));
        door.ask(
                0L,
                new Command.DefineProduct(new Product(
                        1, "ES", 1, 12_500_000, 1_000_000_000L, 900_000_000L, 12, 4000, 1000, Product.Fees.NONE)));
        door.ask(0, new Command.DefineContract(new Contract(contract, 1, "ESZ26", 2026, 12, start + day)));
        long user = door.ask(0, new Command.CreateUser("trader")).id();
        AccountSettings slow =
                new AccountSettings(latency, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);
        long account = door.ask(0, new Command.OpenAccount("Sim101", user, 100_000_000_000L, slow))
                .id();
        long order = door.ask(
                        0L,
                        Command.PlaceOrder.of(account, contract, Side.BUY, OrderTerms.limit(1, 90), market.apply(0)))
                .id();
        door.ask(latency, new Command.UpdateMarket(market.apply(latency), List.of()));
        door.ask(latency, new Command.ChangeOrder(order, OrderTerms.limit(1, 91), market.apply(latency)));
        door.ask(latency + 10, new Command.CancelOrder(order, market.apply(latency)));
        ViewModel restored = new ViewModel();
        restored.restore(engine);
        views.add(restored);
        door.ask(2 * latency, new Command.UpdateMarket(market.apply(2 * latency), List.of()));
        for (ViewModel view : views) {
            assertEquals(
                    OrderTerms.limit(1, 91), view.order(order).orElseThrow().terms());
            assertTrue(view.order(order).orElseThrow().cancelPending());
        }
    }

    @Test
    void anOrderEndedByAChangeOfItsTriggerHasNotMetTheNewOne() {
        Engine engine = new Engine();
        ViewModel grown = new ViewModel();
        TradingStream stream = new TradingStream(1);
        TradingStream.Door door = (timeNanos, command) -> {
            Outcome outcome =
                    engine.apply(new Submission(timeNanos, 0, 0, 1, command), event -> grown.apply(32, event));
            assertTrue(outcome.isAccepted(), () -> command + ": " + outcome);
            return outcome;
        };
        stream.define(door, 1);
        MarketSnapshot before = stream.market(0);
        long touch = before.askTicks() - 10;
        Command.PlaceOrder place = new Command.PlaceOrder(
                stream.accounts().getFirst(),
                stream.contract(),
                Side.BUY,
                ifTouched(9, touch),
                "",
                "",
                0,
                0,
                0,
                false,
                false,
                "",
                List.of(),
                before);
        long orderId = door.ask(stream.nowNanos(), place).id();
        stream.tick();
        MarketSnapshot touched = new MarketSnapshot(
                stream.contract(),
                stream.nowNanos(),
                stream.nowNanos(),
                touch - 1,
                touch,
                touch,
                1,
                1,
                Depth.of(10),
                Depth.of(8));
        door.ask(stream.nowNanos(), new Command.UpdateMarket(touched, List.of()));
        stream.tick();
        door.ask(stream.nowNanos(), new Command.ChangeOrder(orderId, ifTouched(8, touch - 5), touched));
        grown.publish(32);
        OrderView order = grown.order(orderId).orElseThrow();
        assertEquals(OrderStatus.FILLED, order.status());
        assertEquals(8, order.filled());
        assertEquals(touch - 5, order.terms().stopTicks());
        assertFalse(order.triggered());
        compare(grown, engine, stream);
    }

    private static OrderTerms ifTouched(int quantity, long ticks) {
        return new OrderTerms(OrderType.LIMIT_IF_TOUCHED, TimeInForce.GTC, quantity, ticks, ticks, 0, 0, 0);
    }

    private static void compare(ViewModel grown, Engine engine, TradingStream stream) {
        ViewModel restored = new ViewModel();
        restored.restore(engine);
        restored.publish(grown.logPosition());
        assertEquals(restored.records("note"), grown.records("note"));
        assertEquals(restored.records("note", 0), grown.records("note", 0));
        assertEquals(restored.users(), grown.users());
        for (long account : stream.accounts()) {
            assertEquals(restored.risk(account), grown.risk(account));
            AccountView expected = restored.account(account).orElseThrow();
            AccountView actual = grown.account(account).orElseThrow();
            assertEquals(expected.workingOrders(), actual.workingOrders());
            assertEquals(sorted(expected.doneOrders()), sorted(actual.doneOrders()));
            assertEquals(expected.fills().size(), actual.fills().size());
            for (int i = 0; i < expected.fills().size(); i++) {
                assertEquals(lasting(expected, i), lasting(actual, i));
            }
            assertEquals(List.copyOf(expected.positions()), List.copyOf(actual.positions()));
            assertEquals(numbers(expected), numbers(actual));
            for (AtmView strategy : actual.strategies()) {
                assertEquals(strategy, grown.strategy(strategy.strategyId()).orElseThrow());
            }
            for (OrderView order : actual.doneOrders()) {
                assertEquals(order, grown.order(order.orderId()).orElseThrow());
                if (!order.clientOrderId().isEmpty()) {
                    assertTrue(grown.order(account, order.clientOrderId()).isPresent());
                }
            }
        }
    }

    /**
     * A fill that closed one position and opened the next may outlive the fill it closed, and with it the pair that knows its
     * profit: after a release, realized profit of ended sessions is history's.
     */
    private static FillView lasting(AccountView account, int index) {
        FillView f = account.fills().get(index);
        return new FillView(
                f.fillId(),
                f.orderId(),
                f.accountId(),
                f.contractId(),
                f.side(),
                f.quantity(),
                f.priceTicks(),
                f.netPosition(),
                f.opening(),
                f.feesMicros(),
                f.commissionMicros(),
                f.sessionDate() < account.sessionDate() ? 0 : f.realizedMicros(),
                f.timeNanos(),
                f.sessionDate(),
                f.explanation());
    }

    /** A restored account knows its done orders by id, not by when they ended. */
    private static List<OrderView> sorted(List<OrderView> orders) {
        return orders.stream()
                .sorted(java.util.Comparator.comparingLong(OrderView::orderId))
                .toList();
    }

    private static AccountView numbers(AccountView v) {
        return new AccountView(
                v.accountId(),
                v.name(),
                v.userId(),
                v.live(),
                v.settings(),
                v.sessionDate(),
                v.cashMicros(),
                v.openingCashMicros(),
                v.startOfDayCashMicros(),
                v.startOfDayNetLiquidationMicros(),
                v.realizedDayMicros(),
                v.realizedWeekMicros(),
                v.feesDayMicros(),
                v.commissionDayMicros(),
                v.feesWeekMicros(),
                v.lastCashDeltaMicros(),
                v.marginUsedMicros(),
                v.marginPositionMicros(),
                v.protectionNanos(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.copyOf(v.strategies()));
    }

    @Test
    void aPrefixKeepsItsLength() {
        GrowingList<String> list = new GrowingList<>();
        list.add("a");
        List<String> before = list.prefix();
        for (int i = 0; i < 100; i++) {
            list.add("b" + i);
        }
        assertEquals(List.of("a"), before);
        assertEquals(101, list.prefix().size());
    }
}
