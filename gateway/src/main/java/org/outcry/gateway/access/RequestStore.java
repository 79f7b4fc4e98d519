package org.outcry.gateway.access;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.outcry.link.DeskReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of requests that carry an idempotency key: {@code requests.db}, an SQLite file beside {@code gateway.db}, in WAL mode
 * with full synchronisation. A key is kept for {@link #KEPT}.
 *
 * <p>Calls never block: one thread does the work and gathers what waits into one transaction, so that many requests share one
 * synchronisation of the disk. Answers come on that thread, after the commit. At most {@value #MAX_QUEUED} calls wait, and at most
 * {@value #MAX_ROWS} keys are kept; beyond either a new key is answered {@link Found.Full}.
 */
public final class RequestStore implements AutoCloseable {
    /** How long a key is remembered. */
    public static final Duration KEPT = Duration.ofHours(24);
    /** Keys kept at one time, of all users. */
    static final int MAX_ROWS = 1 << 20;

    /** What is promised: the clock of the machine, {@value #MAX_ROWS} keys. */
    public static final Bounds PROMISED = new Bounds(Clock.systemUTC(), MAX_ROWS);

    static final int MAX_QUEUED = 8_192;
    private static final int MAX_BATCH = 512;
    private static final long PURGE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int SCHEMA = 1;
    private static final Logger LOG = LoggerFactory.getLogger(RequestStore.class);

    private final Connection connection;
    private final Clock clock;
    private final int maxRows;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Thread thread = new Thread(this::run, "outcry-requests");
    private volatile boolean closed;
    private long rows;

    private RequestStore(Connection connection, Clock clock, int maxRows) {
        this.connection = connection;
        this.clock = clock;
        this.maxRows = maxRows;
        thread.setDaemon(true);
    }

    /**
     * How much is remembered.
     *
     * @param clock by which a key grows old
     * @param maxKeys of all users, at least 1
     */
    public record Bounds(Clock clock, int maxKeys) {}

    /** What the store knows of a key. */
    public sealed interface Found {
        /** Nothing: the key is new, or was forgotten. After {@link #begin} it is written down. */
        record New() implements Found {}

        /**
         * A request began under this key and its answer is not known here.
         *
         * @param request what was asked
         */
        record Open(Request request) implements Found {}

        /** A request was answered. */
        record Done(Request request, DeskReply reply) implements Found {}

        /** No further keys are taken now; nothing was written. */
        record Full() implements Found {}

        /** The disk refuses; nothing is known and nothing was written. */
        record Failed() implements Found {}
    }

    /**
     * A request as it was first made.
     *
     * @param operation canonical RPC name
     * @param hash of the operation and its arguments, hex
     * @param epochMillis when it was first made
     */
    public record Request(String operation, String hash, long epochMillis) {}

    /**
     * Opens or creates the store, readable by its owner alone.
     *
     * @throws AccessException when the file cannot be opened or was written by a newer version
     */
    public static RequestStore open(Path file, Bounds bounds) {
        RequestStore store = new RequestStore(SqliteFile.open(file), bounds.clock(), bounds.maxKeys());
        try {
            store.prepare();
        } catch (SQLException e) {
            throw new AccessException("Cannot open " + file + ": " + e.getMessage(), e);
        }
        store.thread.start();
        return store;
    }

    private void prepare() throws SQLException {
        SqliteFile.requireVersion(connection, "requests.db", SCHEMA);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS requests (user TEXT NOT NULL, key TEXT NOT NULL,"
                    + " operation TEXT NOT NULL, hash TEXT NOT NULL, created INTEGER NOT NULL, status INTEGER, reply BLOB,"
                    + " PRIMARY KEY (user, key)) WITHOUT ROWID");
            statement.execute("CREATE INDEX IF NOT EXISTS requests_created ON requests(created)");
            statement.execute("PRAGMA user_version = " + SCHEMA);
        }
        purge();
        connection.setAutoCommit(false);
    }

    /** Writes down that a request begins under a key, unless the key is known. Hears once it is durable. */
    public void begin(String user, String key, String operation, String hash, Consumer<Found> then) {
        offer(new Work.Begin(user, key, operation, hash, then));
    }

    /** Writes down an answer. Hears {@link Found.Done} once it is durable, or that it could not be written. */
    public void finish(String user, String key, DeskReply reply, Consumer<Found> then) {
        offer(new Work.Finish(user, key, reply, then));
    }

    /** Looks a key up. */
    public void find(String user, String key, Consumer<Found> then) {
        offer(new Work.Find(user, key, then));
    }

    /** Finishes what waits and closes the file. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new AccessException("Cannot close requests.db: " + e.getMessage(), e);
        }
    }

    private void offer(Work work) {
        if (closed) {
            work.then().accept(new Found.Failed());
        } else if (!queue.offer(work)) {
            work.then().accept(new Found.Full());
        }
    }

    private void run() {
        List<Work> batch = new ArrayList<>(MAX_BATCH);
        long purgedAt = System.nanoTime();
        while (!closed || !queue.isEmpty()) {
            try {
                Work first = closed ? queue.poll() : queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MAX_BATCH - 1);
                    work(batch);
                    batch.clear();
                }
                if (System.nanoTime() - purgedAt > PURGE_NANOS) {
                    purgedAt = System.nanoTime();
                    purge();
                    connection.commit();
                }
            } catch (InterruptedException e) {
                // Only close interrupts; what waits is still done.
                LOG.debug("Closing");
            } catch (SQLException e) {
                LOG.error("requests.db: old keys could not be removed", e);
            }
        }
    }

    private void work(List<Work> batch) {
        List<Found> found = new ArrayList<>(batch.size());
        long rowsBefore = rows;
        try {
            for (Work work : batch) {
                found.add(work(work));
            }
            connection.commit();
        } catch (SQLException e) {
            LOG.error("requests.db", e);
            rows = rowsBefore;
            found.clear();
            batch.forEach(any -> found.add(new Found.Failed()));
            rollback();
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).then().accept(found.get(i));
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("requests.db: a transaction could not be taken back", e);
        }
    }

    private Found work(Work work) throws SQLException {
        return switch (work) {
            case Work.Begin begin -> {
                Found known = select(begin.user(), begin.key());
                if (!(known instanceof Found.New)) {
                    yield known;
                }
                if (rows >= maxRows) {
                    yield new Found.Full();
                }
                insert(begin);
                yield known;
            }
            case Work.Finish finish -> {
                try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE requests SET status = ?, reply = ? WHERE user = ? AND key = ? AND status IS NULL")) {
                    update.setInt(1, finish.reply().status());
                    update.setBytes(2, finish.reply().body());
                    update.setString(3, finish.user());
                    update.setString(4, finish.key());
                    update.executeUpdate();
                }
                yield select(finish.user(), finish.key());
            }
            case Work.Find find -> select(find.user(), find.key());
        };
    }

    private void insert(Work.Begin begin) throws SQLException {
        // A key whose time is over but that was not swept yet gives way.
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR REPLACE INTO requests(user, key, operation, hash, created) VALUES(?, ?, ?, ?, ?)")) {
            insert.setString(1, begin.user());
            insert.setString(2, begin.key());
            insert.setString(3, begin.operation());
            insert.setString(4, begin.hash());
            insert.setLong(5, clock.millis());
            insert.executeUpdate();
            rows++;
        }
    }

    private Found select(String user, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT operation, hash, created, status, reply"
                + " FROM requests WHERE user = ? AND key = ? AND created > ?")) {
            select.setString(1, user);
            select.setString(2, key);
            select.setLong(3, clock.millis() - KEPT.toMillis());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return new Found.New();
                }
                Request request = new Request(row.getString(1), row.getString(2), row.getLong(3));
                int status = row.getInt(4);
                return row.wasNull()
                        ? new Found.Open(request)
                        : new Found.Done(request, new DeskReply(status, row.getBytes(5)));
            }
        }
    }

    private void purge() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM requests WHERE created <= ?")) {
            delete.setLong(1, clock.millis() - KEPT.toMillis());
            delete.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM requests")) {
            rows = count.getLong(1);
        }
    }

    /** One thing to do, and who hears of it. */
    private sealed interface Work {
        Consumer<Found> then();

        record Begin(String user, String key, String operation, String hash, Consumer<Found> then) implements Work {}

        record Finish(String user, String key, DeskReply reply, Consumer<Found> then) implements Work {}

        record Find(String user, String key, Consumer<Found> then) implements Work {}
    }
}
