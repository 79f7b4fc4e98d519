package org.outcry.gateway.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Single statements on {@code gateway.db}; a failure is an {@link AccessException}. Whoever owns the connection keeps callers apart. */
final class Statements {
    private final Connection connection;

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** Runs a change; rows changed. */
    int update(String sql, Object... values) {
        try (PreparedStatement statement = bind(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AccessException("gateway.db: " + e.getMessage(), e);
        }
    }

    /** Runs a question; rows in its order. */
    <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try (PreparedStatement statement = bind(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new AccessException("gateway.db: " + e.getMessage(), e);
        }
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Reads the row a result stands at. */
    interface RowReader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
