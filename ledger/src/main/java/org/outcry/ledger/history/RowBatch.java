package org.outcry.ledger.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Rows on their way into the file, batched by table. One thread. */
final class RowBatch implements AutoCloseable {
    private final Map<Table, PreparedStatement> statements = new EnumMap<>(Table.class);
    private final Set<Table> waiting = EnumSet.noneOf(Table.class);
    private final PreparedStatement updateStatus;
    private boolean updates;

    /** Every table with its number of columns, as in {@code history/schema-1.sql}. */
    enum Table {
        USERS(3),
        ACCOUNTS(8),
        SESSIONS(7),
        ORDERS(33),
        LATER_VERSIONS(13),
        LATER_COMMANDS(12),
        ORDER_STEPS(4),
        ORDER_REFUSALS(7),
        FILLS(28),
        FILL_PAIRS(13),
        POSITIONS(15),
        CASH_LOG(16),
        MARGINS(6),
        PEAKS(7),
        CONTRACT_SETTLEMENTS(2),
        STRATEGIES(11),
        STRATEGY_STATES(5),
        PROTECTION_LOG(8),
        RECORD_VERSIONS(11),
        RISK_LOG(7);

        private final int columns;

        Table(int columns) {
            this.columns = columns;
        }

        private String insert() {
            return "INSERT OR REPLACE INTO " + name().toLowerCase(Locale.ROOT) + " VALUES (?"
                    + ", ?".repeat(columns - 1) + ")";
        }
    }

    RowBatch(Connection connection) throws SQLException {
        for (Table table : Table.values()) {
            statements.put(table, connection.prepareStatement(table.insert()));
        }
        updateStatus =
                connection.prepareStatement("UPDATE orders SET status = ?, changed_nanos = ? WHERE order_id = ?");
    }

    void put(Table table, Object... values) throws SQLException {
        if (values.length != table.columns) {
            throw new IllegalStateException(table + " has " + table.columns + " columns, got " + values.length);
        }
        PreparedStatement statement = statements.get(table);
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
                case String text -> statement.setString(i + 1, text);
                default -> throw new IllegalStateException("no column type for " + values[i].getClass());
            }
        }
        statement.addBatch();
        waiting.add(table);
    }

    /** The status of an order that is in the file already. */
    void putStatus(long orderId, String status, long timeNanos) throws SQLException {
        updateStatus.setString(1, status);
        updateStatus.setLong(2, timeNanos);
        updateStatus.setLong(3, orderId);
        updateStatus.addBatch();
        updates = true;
    }

    void flush() throws SQLException {
        for (Table table : waiting) {
            statements.get(table).executeBatch();
        }
        waiting.clear();
        if (updates) {
            updateStatus.executeBatch();
            updates = false;
        }
    }

    void forget() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
        waiting.clear();
        updateStatus.clearBatch();
        updates = false;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        updateStatus.close();
    }
}
