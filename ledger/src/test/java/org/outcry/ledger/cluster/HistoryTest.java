package org.outcry.ledger.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.Engine;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.history.HistoryReader;
import org.outcry.ledger.trading.TradingStream;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.OrderView;

@Timeout(180)
class HistoryTest {
    @TempDir
    Path dir;

    /** Over restarts, a snapshot and an overflowing queue, each event of the log has its row, once. */
    @Test
    void everyEventHasItsRowOnceThoughTheQueueOverflows() throws SQLException {
        LedgerSettings tiny = TestLedger.settings(dir).withHistoryQueueBound(2);
        TradingStream stream = new TradingStream(9);
        try (TestLedger ledger = new TestLedger(tiny)) {
            stream.define(ledger::ask, 3);
            Set<Long> yesterdays = ConcurrentHashMap.newKeySet();
            try (Ledger.Subscription _ = ledger.ledger.follow((position, time, event) -> {
                if (event instanceof Event.OrderCreated created) {
                    yesterdays.add(created.orderId());
                }
            })) {
                for (int i = 0; i < 600; i++) {
                    stream.step(ledger::ask);
                }
            }
            ledger.ledger.snapshot();
            stream.skipDay();
            for (int i = 0; i < 300; i++) {
                stream.step(ledger::ask);
            }
            // The engine forgets them in its own time: when history holds the new session, and the ledger was told so.
            LedgerViews views = ledger.ledger.views();
            TestLedger.await(
                    () -> yesterdays.stream()
                                    .filter(id -> views.order(id).isEmpty())
                                    .count()
                            > 100,
                    "yesterday's orders to be forgotten");
        }
        try (TestLedger ledger = new TestLedger(TestLedger.settings(dir))) {
            for (int i = 0; i < 200; i++) {
                stream.step(ledger::ask);
            }
            long position = ledger.ledger.status().logPosition();
            TestLedger.await(() -> ledger.ledger.status().historyPosition() >= position, "history up to " + position);
            everyOrderAndFillIsAsTheViewsShowIt(ledger.ledger.views(), ledger.ledger.orderHistory());
        }
        List<Event> events = new ArrayList<>();
        Engine engine = new Engine();
        LogReader.open(dir).read(0, (position, envelope) -> {
            engine.apply(envelope.submission(), events::add);
            return true;
        });
        assertEquals(count(events, Event.OrderCreated.class), rows("orders"));
        assertEquals(count(events, Event.Filled.class), rows("fills"));
        assertEquals(count(events, Event.FeesCharged.class), rows("fees"));
        assertEquals(count(events, Event.FillsPaired.class), rows("fill_pairs"));
        assertEquals(count(events, Event.CommandReported.class), rows("command_reports"));
        assertEquals(count(events, Event.ExecutionReported.class), rows("executions"));
        assertEquals(count(events, Event.CashChanged.class), rows("cash_log"));
        assertEquals(count(events, Event.OrderStatusChanged.class), rows("order_states"));
        assertEquals(count(events, Event.CommandRefused.class), rows("order_refusals"));
        assertEquals(
                count(events, Event.OrderCreated.class) + count(events, Event.CommandCreated.class), rows("commands"));
        assertEquals(
                count(events, Event.RecordKept.class) + count(events, Event.RecordRemoved.class),
                rows("record_versions"));
        assertTrue(rows("record_versions") > 0);
        assertTrue(rows("sessions") > 0);
        everyTrailIsWhatHappened(events);
        long cash = events.stream()
                .filter(Event.CashChanged.class::isInstance)
                .mapToLong(event -> ((Event.CashChanged) event).deltaMicros())
                .sum();
        assertEquals(cash, number("SELECT sum(delta_micros) FROM cash_log"));
    }

    /** Those that are not forgotten yet can be compared; the others are there too. */
    private void everyOrderAndFillIsAsTheViewsShowIt(LedgerViews views, OrderHistory history) throws SQLException {
        int forgotten = 0;
        int fills = 0;
        for (long id : ids("SELECT order_id FROM orders")) {
            OrderView past = history.order(id).orElseThrow();
            Optional<OrderView> held = views.order(id);
            forgotten += held.isPresent() ? 0 : 1;
            // What is still at work is never asked of history; its last change may be a moment that has no row.
            held.filter(order -> order.status().terminal()).ifPresent(order -> assertEquals(settled(order), past));
            assertEquals(
                    past.filled(),
                    history.fills(id).stream().mapToInt(FillView::quantity).sum());
        }
        for (long id : ids("SELECT fill_id FROM fills")) {
            FillView past = history.fill(id).orElseThrow();
            Optional<FillView> held = views.fill(id);
            fills += held.isPresent() ? 1 : 0;
            held.ifPresent(fill -> assertEquals(fill, past));
        }
        assertTrue(forgotten > 100 && fills > 20, forgotten + " orders forgotten, " + fills + " fills compared");
        assertTrue(history.order(Long.MAX_VALUE).isEmpty()
                && history.fill(Long.MAX_VALUE).isEmpty());
    }

    /** History does not say what is on its way, nor that a trigger is spent. */
    private static OrderView settled(OrderView o) {
        return new OrderView(
                o.orderId(),
                o.accountId(),
                o.contractId(),
                o.side(),
                o.terms(),
                o.status(),
                o.rejection(),
                o.clientOrderId(),
                o.ocoGroup(),
                o.ocoOrderId(),
                o.parentId(),
                o.strategyId(),
                o.filled(),
                o.filledTicks(),
                false,
                false,
                false,
                o.changed(),
                o.reduces(),
                o.automated(),
                o.text(),
                o.senderId(),
                o.createdNanos(),
                o.changedNanos(),
                o.sessionDate());
    }

    private List<Long> ids(String sql) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("history.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        }
        return ids;
    }

    /** Steps and fills of each order, in the sequence of the log. */
    private void everyTrailIsWhatHappened(List<Event> events) {
        Map<Long, List<String>> expected = new TreeMap<>();
        for (Event event : events) {
            switch (event) {
                case Event.OrderCreated e ->
                    expected.computeIfAbsent(e.orderId(), _ -> new ArrayList<>())
                            .add("NEW NONE");
                case Event.CommandCreated e -> expected.get(e.orderId()).add(e.type() + " NONE");
                case Event.CommandRefused e -> expected.get(e.orderId()).add(e.type() + " " + e.rejection());
                case Event.OrderStatusChanged e ->
                    expected.get(e.orderId()).add(e.status().name());
                case Event.Filled e -> expected.get(e.orderId()).add("fill " + e.fillId());
                default -> {
                    // No step of an order.
                }
            }
        }
        assertTrue(expected.values().stream().flatMap(List::stream).anyMatch(step -> step.startsWith("fill")));
        try (HistoryReader reader = new HistoryReader(dir.resolve("history.db"), () -> Long.MAX_VALUE)) {
            expected.forEach((orderId, steps) -> assertEquals(steps, told(reader, orderId)));
            assertTrue(reader.trail(Long.MAX_VALUE, 10).isEmpty());
            long first = expected.keySet().iterator().next();
            OrderHistory.Trail cut = reader.trail(first, 1).orElseThrow();
            assertEquals(1, cut.steps().size());
            assertTrue(cut.truncated());
        }
    }

    private static List<String> told(HistoryReader reader, long orderId) {
        OrderHistory.Trail trail = reader.trail(orderId, 10_000).orElseThrow();
        Map<OrderHistory.Place, String> steps = new TreeMap<>();
        for (OrderHistory.Step step : trail.steps()) {
            steps.put(
                    step.place(),
                    switch (step) {
                        case OrderHistory.Step.Asked asked -> asked.type() + " " + asked.refused();
                        case OrderHistory.Step.Entered entered ->
                            entered.status().name();
                    });
        }
        trail.fills().forEach(fill -> steps.put(fill.place(), "fill " + fill.fillId()));
        return List.copyOf(steps.values());
    }

    private static long count(List<Event> events, Class<? extends Event> type) {
        return events.stream().filter(type::isInstance).count();
    }

    private long rows(String table) throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("history.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        }
    }
}
