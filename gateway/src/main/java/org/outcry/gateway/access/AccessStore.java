package org.outcry.gateway.access;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Users and tokens in {@code gateway.db}, an SQLite file in WAL mode with full synchronisation. Secrets are kept as SHA-256 hashes
 * only. The command line may write while a gateway reads: the gateway notices within a second. Any thread; calls block on the disk,
 * so never on an event loop.
 */
public final class AccessStore implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final Connection connection;
    private final Statements statements;
    private final Clock clock;

    private AccessStore(Connection connection, Clock clock) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.clock = clock;
    }

    /**
     * Opens or creates the store, readable by its owner alone.
     *
     * @throws AccessException when the file cannot be opened or was written by a newer version
     */
    public static AccessStore open(Path file, Clock clock) {
        AccessStore store = new AccessStore(SqliteFile.open(file), clock);
        try {
            store.prepare();
        } catch (SQLException e) {
            throw new AccessException("Cannot open " + file + ": " + e.getMessage(), e);
        }
        return store;
    }

    private void prepare() throws SQLException {
        SqliteFile.requireVersion(connection, "gateway.db", SCHEMA);
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, created INTEGER NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS tokens (id TEXT PRIMARY KEY,"
                    + " user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, hash BLOB NOT NULL UNIQUE,"
                    + " label TEXT NOT NULL, created INTEGER NOT NULL, last_used_day INTEGER)");
            statement.execute("PRAGMA user_version = " + SCHEMA);
            statement.execute("COMMIT");
        }
    }

    /** Adds a user; nothing happens when there is one of that name. */
    public synchronized void addUser(String name) {
        if (!USER_NAME.matcher(name).matches()) {
            throw new AccessException(
                    "A user name has 1 to 64 letters, digits or any of . _ @ -, and starts with a letter or digit");
        }
        statements.update("INSERT OR IGNORE INTO users(name, created) VALUES(?, ?)", name, clock.millis());
    }

    /** Removes a user with all tokens; false when there is none. */
    public synchronized boolean removeUser(String name) {
        return statements.update("DELETE FROM users WHERE name = ?", name) > 0;
    }

    /** All users in order of name. */
    public synchronized List<String> users() {
        return statements.query("SELECT name FROM users ORDER BY name", rows -> rows.getString(1));
    }

    /** Creates a token. The secret is in the answer and nowhere else. */
    public synchronized IssuedToken create(String user, String label) {
        if (!users().contains(user)) {
            throw new AccessException("There is no user " + user + "; make one: ./outcry user create " + user);
        }
        return insert(user, label, TokenSecret.generate());
    }

    /**
     * Makes a secret brought from outside valid for a user, creating the user if need be. A token that was admitted before under
     * the same label ends, so a changed environment variable replaces the old secret.
     *
     * @throws AccessException when the secret is too short, has blanks, or belongs to another user
     */
    public synchronized void admit(String user, String label, String secret) {
        if (!TokenSecret.isAcceptable(secret)) {
            throw new AccessException("The token needs " + TokenSecret.MIN_LENGTH + " to " + TokenSecret.MAX_LENGTH
                    + " visible ASCII characters; leave it out to have one made");
        }
        addUser(user);
        byte[] hash = TokenSecret.hash(secret);
        List<String> owners =
                statements.query("SELECT user FROM tokens WHERE hash = ?", rows -> rows.getString(1), (Object) hash);
        if (!owners.isEmpty()) {
            if (!owners.getFirst().equals(user)) {
                throw new AccessException("This token already belongs to another user; revoke it there first");
            }
            return;
        }
        statements.update("DELETE FROM tokens WHERE user = ? AND label = ?", user, label);
        insert(user, label, secret);
    }

    /** A new secret for a token; the old one ends at once. */
    public synchronized IssuedToken rotate(String id) {
        String secret = TokenSecret.generate();
        if (statements.update(
                        "UPDATE tokens SET hash = ?, last_used_day = NULL WHERE id = ?", TokenSecret.hash(secret), id)
                == 0) {
            throw new AccessException("No token " + id);
        }
        return new IssuedToken(id, secret);
    }

    /** Ends a token; false when there is none of that id. */
    public synchronized boolean revoke(String id) {
        return statements.update("DELETE FROM tokens WHERE id = ?", id) > 0;
    }

    /** Writes a consistent copy to a file that does not exist yet, while the store is in use. */
    public synchronized void copyTo(Path file) {
        statements.update("VACUUM INTO ?", file.toString());
    }

    /** Every token, by user and age. */
    public synchronized List<TokenInfo> tokens() {
        return statements.query(
                "SELECT id, user, label, created, last_used_day FROM tokens ORDER BY user, created, id",
                rows -> new TokenInfo(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        Optional.ofNullable((Number) rows.getObject(5))
                                .map(day -> LocalDate.ofEpochDay(day.longValue()))));
    }

    /** What the directory of verified tokens needs. */
    synchronized List<StoredToken> stored() {
        return statements.query(
                "SELECT id, user, hash, coalesce(last_used_day, -1) FROM tokens",
                rows -> new StoredToken(rows.getString(1), rows.getString(2), rows.getBytes(3), rows.getLong(4)));
    }

    /** Notes the days on which tokens were used; tokens that are gone are passed over. */
    synchronized void noteUse(Map<String, Long> epochDayById) {
        epochDayById.forEach(
                (id, day) -> statements.update("UPDATE tokens SET last_used_day = ? WHERE id = ?", day, id));
    }

    /** A number that changes whenever another process has changed the store. */
    synchronized long dataVersion() {
        return statements.query("PRAGMA data_version", rows -> rows.getLong(1)).getFirst();
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AccessException("Cannot close gateway.db: " + e.getMessage(), e);
        }
    }

    private IssuedToken insert(String user, String label, String secret) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        statements.update(
                "INSERT INTO tokens(id, user, hash, label, created) VALUES(?, ?, ?, ?, ?)",
                id,
                user,
                TokenSecret.hash(secret),
                label,
                clock.millis());
        return new IssuedToken(id, secret);
    }

    /** One token as kept; the hash is of this object alone. */
    static final class StoredToken {
        final String id;
        final String user;
        final byte[] hash;
        final long lastUsedDay;

        StoredToken(String id, String user, byte[] hash, long lastUsedDay) {
            this.id = id;
            this.user = user;
            this.hash = hash;
            this.lastUsedDay = lastUsedDay;
        }
    }
}
