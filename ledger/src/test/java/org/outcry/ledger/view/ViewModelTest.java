package org.outcry.ledger.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
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

    private static void compare(ViewModel grown, Engine engine, TradingStream stream) {
        ViewModel restored = new ViewModel();
        restored.restore(engine);
        restored.publish(grown.logPosition());
        for (long account : stream.accounts()) {
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
                v.settings(),
                v.sessionDate(),
                v.cashMicros(),
                v.openingCashMicros(),
                v.startOfDayCashMicros(),
                v.startOfDayNetLiquidationMicros(),
                v.realizedDayMicros(),
                v.realizedWeekMicros(),
                v.feesDayMicros(),
                v.lastCashDeltaMicros(),
                v.marginUsedMicros(),
                v.marginPositionMicros(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
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
