package org.outcry.ledger.history;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.outcry.engine.event.Event;
import org.outcry.ledger.history.RowBatch.Table;

/**
 * The steps that an entry takes its orders through, one row for each order instead of one for each step: a market order would cost
 * eight. The form is described in {@code history/schema-1.sql}. One thread.
 */
final class OrderSteps {
    private final RowBatch batch;
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private long logPosition;

    /** Steps of one order in one entry. */
    private static final class Row {
        private final long timeNanos;
        private final StringBuilder text = new StringBuilder(256).append('[');

        Row(long timeNanos) {
            this.timeNanos = timeNanos;
        }
    }

    OrderSteps(RowBatch batch) {
        this.batch = batch;
    }

    void entered(long entry, int ordinal, Event.OrderStatusChanged e) throws SQLException {
        StringBuilder text = step(entry, e.orderId(), 'S', ordinal, e.timeNanos());
        end(word(text, e.status()));
    }

    void reported(long entry, int ordinal, Event.CommandReported e) throws SQLException {
        StringBuilder text = step(entry, e.orderId(), 'R', ordinal, e.timeNanos());
        text.append(',').append(e.reportId()).append(',').append(e.commandId());
        end(word(word(text, e.status()), e.rejection()));
    }

    void executed(long entry, int ordinal, Event.ExecutionReported e) throws SQLException {
        StringBuilder text = step(entry, e.orderId(), 'E', ordinal, e.timeNanos());
        text.append(',').append(e.reportId()).append(',').append(e.commandId());
        word(word(text, e.type()), e.status());
        text.append(',').append(e.cumulativeQuantity()).append(',').append(e.cumulativeTicks());
        text.append(',').append(e.lastQuantity()).append(',').append(e.lastTicks());
        end(word(text, e.rejection()));
    }

    private StringBuilder step(long entry, long orderId, char kind, int ordinal, long timeNanos) throws SQLException {
        if (entry != logPosition) {
            flush();
            logPosition = entry;
        }
        Row row = rows.computeIfAbsent(orderId, _ -> new Row(timeNanos));
        if (row.text.length() > 1) {
            row.text.append(',');
        }
        return row.text
                .append("[\"")
                .append(kind)
                .append("\",")
                .append(ordinal)
                .append(',')
                .append(timeNanos - row.timeNanos);
    }

    /** Names of constants need no escaping. */
    private static StringBuilder word(StringBuilder text, Enum<?> word) {
        return text.append(",\"").append(word.name()).append('"');
    }

    private static void end(StringBuilder text) {
        text.append(']');
    }

    /** Puts what the last entry did into the batch. */
    void flush() throws SQLException {
        for (Map.Entry<Long, Row> order : rows.entrySet()) {
            Row row = order.getValue();
            batch.put(
                    Table.ORDER_STEPS,
                    order.getKey(),
                    logPosition,
                    row.timeNanos,
                    row.text.append(']').toString());
        }
        rows.clear();
    }

    void forget() {
        rows.clear();
    }
}
