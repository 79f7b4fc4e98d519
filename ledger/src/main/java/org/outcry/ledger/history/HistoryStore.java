package org.outcry.ledger.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;

/**
 * The SQLite file. One thread writes: events of whole entries, then {@link #commit} with the position they reach. Every row
 * has its own key, so writing an entry twice changes nothing.
 */
public final class HistoryStore implements AutoCloseable {
    private static final int VERSION = 1;

    private final Path file;
    private final Connection connection;
    private final HistoryRows rows;
    private final PreparedStatement savePosition;
    private long position;

    private HistoryStore(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.position = number("log_position");
        this.rows = new HistoryRows(connection, number("highest_id"));
        this.savePosition = connection.prepareStatement("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    }

    /** Opens the file, creating it when missing; refuses one from a newer version or one that SQLite cannot read. */
    public static HistoryStore open(Path file) {
        boolean fresh = !Files.exists(file);
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                prepare(connection, fresh, file);
                return new HistoryStore(file, connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerRefusal(
                    Reason.DAMAGED,
                    "The history " + file + " cannot be read: " + e.getMessage() + ".",
                    "Restore the last backup.",
                    e);
        }
    }

    private static void prepare(Connection connection, boolean fresh, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = 4000");
            if (fresh) {
                for (String sql : schema().split(";\n", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA user_version = " + VERSION);
            }
            try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
                int version = result.getInt(1);
                if (version > VERSION) {
                    throw new LedgerRefusal(
                            Reason.NEWER_VERSION,
                            "The history " + file + " has version " + version + "; this program knows up to " + VERSION
                                    + ".",
                            "Start the newer version.");
                }
            }
        }
        connection.setAutoCommit(false);
    }

    private static String schema() {
        try (InputStream in = HistoryStore.class.getResourceAsStream("/history/schema-" + VERSION + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Position history is durable up to, read without opening it for writing; 0 when there is no file. */
    public static long positionOf(Path file) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (HistoryStore store = open(file)) {
            return store.position();
        }
    }

    private long number(String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet result = query.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** Everything up to here is durable. */
    public long position() {
        return position;
    }

    /** Highest entity id that is durable. */
    public long highestId() {
        return rows.committedId();
    }

    /** Adds the rows of one entry to the transaction. */
    void write(long logPosition, Event[] events) throws SQLException {
        for (int ordinal = 0; ordinal < events.length; ordinal++) {
            rows.add(logPosition, ordinal, events[ordinal]);
        }
    }

    /** Makes what was written durable, together with the position it reaches. */
    void commit(long reached) throws SQLException {
        rows.flush();
        save("log_position", reached);
        save("highest_id", rows.highestId());
        connection.commit();
        rows.committed();
        position = reached;
    }

    private void save(String name, long value) throws SQLException {
        savePosition.setString(1, name);
        savePosition.setLong(2, value);
        savePosition.executeUpdate();
    }

    /** Forgets what was not committed. A full disk may have ended the transaction already, so there may be none. */
    void rollback() throws SQLException {
        rows.forget();
        try {
            connection.rollback();
        } catch (SQLException endedAlready) {
            connection.setAutoCommit(true);
            connection.setAutoCommit(false);
        }
    }

    /** Copies the file as of one instant, while it is in use. */
    void copy(Path target) throws IOException {
        try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = source.createStatement()) {
            statement.executeUpdate("VACUUM INTO '" + target.toString().replace("'", "''") + "'");
        } catch (SQLException e) {
            throw new IOException("history was not copied: " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            rows.close();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("history did not close", e);
        }
    }
}
