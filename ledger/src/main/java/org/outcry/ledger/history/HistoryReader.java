package org.outcry.ledger.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;

/** Reads the history file beside its writer, on a connection of its own. One reader at a time; the others wait. */
public final class HistoryReader implements OrderHistory, AutoCloseable {
    private static final String STEPS = """
            SELECT log_position, ordinal, time_nanos, 'STATE', status, 0, '', 0 FROM order_states WHERE order_id = ?1
            UNION ALL
            SELECT log_position, ordinal, time_nanos, 'COMMAND', type, command_id, 'NONE', sender_id
              FROM commands WHERE order_id = ?1
            UNION ALL
            SELECT log_position, ordinal, time_nanos, 'COMMAND', type, 0, rejection, sender_id
              FROM order_refusals WHERE order_id = ?1
            ORDER BY 1, 2 LIMIT ?2""";

    private static final String FILLS =
            "SELECT log_position, ordinal, fill_id, quantity, price_ticks, time_nanos FROM fills WHERE order_id = ?"
                    + " ORDER BY fill_id";

    private static final String CUSTOM = "SELECT max(order_id) FROM orders WHERE account_id = ? AND client_order_id = ?"
            + " AND client_order_id <> ''";

    private final LongSupplier position;
    private final Connection connection;

    /** @param position up to where the file is complete */
    public HistoryReader(Path file, LongSupplier position) {
        this.position = position;
        try {
            this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long position() {
        return position.getAsLong();
    }

    @Override
    public synchronized OptionalLong orderId(long accountId, String clientOrderId) {
        try (PreparedStatement query = connection.prepareStatement(CUSTOM)) {
            query.setLong(1, accountId);
            query.setString(2, clientOrderId);
            try (ResultSet rows = query.executeQuery()) {
                long orderId = rows.next() ? rows.getLong(1) : 0;
                return orderId == 0 ? OptionalLong.empty() : OptionalLong.of(orderId);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public synchronized Optional<Trail> trail(long orderId, int limit) {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT account_id, contract_id FROM orders WHERE order_id = ?")) {
            query.setLong(1, orderId);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                List<Step> steps = steps(orderId, limit + 1);
                boolean truncated = steps.size() > limit;
                return Optional.of(new Trail(
                        orderId,
                        rows.getLong(1),
                        rows.getInt(2),
                        truncated ? steps.subList(0, limit) : steps,
                        truncated,
                        executions(orderId)));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public synchronized Optional<OrderView> order(long orderId) {
        try {
            return PastRows.order(connection, orderId);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public synchronized List<FillView> fills(long orderId) {
        try {
            return PastRows.fills(connection, PastRows.OF_ORDER, orderId);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public synchronized Optional<FillView> fill(long fillId) {
        try {
            return PastRows.fills(connection, PastRows.OF_ID, fillId).stream().findFirst();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private List<Step> steps(long orderId, int limit) throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(STEPS)) {
            query.setLong(1, orderId);
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Place place = new Place(rows.getLong(1), rows.getInt(2));
                    long time = rows.getLong(3);
                    steps.add(
                            rows.getString(4).equals("STATE")
                                    ? new Step.Entered(place, OrderStatus.valueOf(rows.getString(5)), time)
                                    : new Step.Asked(
                                            place,
                                            CommandType.valueOf(rows.getString(5)),
                                            rows.getLong(6),
                                            Rejection.valueOf(rows.getString(7)),
                                            rows.getLong(8),
                                            time));
                }
            }
        }
        return steps;
    }

    private List<Execution> executions(long orderId) throws SQLException {
        List<Execution> fills = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FILLS)) {
            query.setLong(1, orderId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    fills.add(new Execution(
                            new Place(rows.getLong(1), rows.getInt(2)),
                            rows.getLong(3),
                            rows.getInt(4),
                            rows.getLong(5),
                            rows.getLong(6)));
                }
            }
        }
        return fills;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("history cannot be read: " + e.getMessage(), e);
    }
}
