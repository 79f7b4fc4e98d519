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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.Engine;
import org.outcry.engine.event.Event;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.trading.TradingStream;

@Timeout(90)
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
            for (int i = 0; i < 600; i++) {
                stream.step(ledger::ask);
            }
            ledger.ledger.snapshot();
            stream.skipDay();
            for (int i = 0; i < 300; i++) {
                stream.step(ledger::ask);
            }
        }
        try (TestLedger ledger = new TestLedger(TestLedger.settings(dir))) {
            for (int i = 0; i < 200; i++) {
                stream.step(ledger::ask);
            }
            long position = ledger.ledger.status().logPosition();
            TestLedger.await(() -> ledger.ledger.status().historyPosition() >= position, "history up to " + position);
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
        assertTrue(rows("sessions") > 0);
        long cash = events.stream()
                .filter(Event.CashChanged.class::isInstance)
                .mapToLong(event -> ((Event.CashChanged) event).deltaMicros())
                .sum();
        assertEquals(cash, number("SELECT sum(delta_micros) FROM cash_log"));
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
