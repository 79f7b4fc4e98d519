package org.outcry.gateway.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Passwords, API keys, sessions and consents in {@code gateway.db}, beside the users and tokens of {@link AccessStore}. Passwords are
 * kept as Argon2id hashes and random secrets as SHA-256 hashes. The command line may write while a gateway reads. Any thread; calls
 * block on the disk, and those that take a password take tens of milliseconds more.
 */
public final class CredentialStore implements AutoCloseable {
    /** Refresh tokens of one consent that are remembered so that a stolen one is noticed. */
    private static final int SPENT_KEPT = 64;

    private static final String KEPT = "SELECT id, user_id, user, cid, denied, address, opened, expires FROM sessions";

    private final Connection connection;
    private final Statements statements;
    private final Clock clock;

    private CredentialStore(Connection connection, Clock clock) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.clock = clock;
    }

    /**
     * Opens the tables, making them where there are none; {@link AccessStore#open} comes first.
     *
     * @throws AccessException when the file cannot be opened
     */
    public static CredentialStore open(Path file, Clock clock) {
        CredentialStore store = new CredentialStore(SqliteFile.open(file), clock);
        try {
            store.prepare();
        } catch (SQLException e) {
            throw new AccessException("Cannot open " + file + ": " + e.getMessage(), e);
        }
        return store;
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("CREATE TABLE IF NOT EXISTS passwords (user TEXT PRIMARY KEY REFERENCES users(name)"
                    + " ON DELETE CASCADE, hash TEXT NOT NULL, changed INTEGER NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS keys (cid INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, app TEXT NOT NULL,"
                    + " secret BLOB NOT NULL, password TEXT, denied TEXT NOT NULL, redirects TEXT NOT NULL,"
                    + " created INTEGER NOT NULL, changed INTEGER NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS sessions (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL,"
                    + " user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, cid INTEGER NOT NULL,"
                    + " denied TEXT NOT NULL, address TEXT NOT NULL, opened INTEGER NOT NULL, expires INTEGER NOT NULL,"
                    + " displaced INTEGER NOT NULL DEFAULT 0)");
            statement.execute("CREATE TABLE IF NOT EXISTS refresh (hash BLOB PRIMARY KEY, family TEXT NOT NULL,"
                    + " user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, cid INTEGER NOT NULL,"
                    + " session INTEGER NOT NULL, expires INTEGER NOT NULL, spent INTEGER NOT NULL)");
            statement.execute("COMMIT");
        }
    }

    /** Whether the user has a password. */
    public synchronized boolean hasPassword(String user) {
        return !statements
                .query("SELECT 1 FROM passwords WHERE user = ?", _ -> 1, user)
                .isEmpty();
    }

    /**
     * Sets a password; sessions opened before it end when the gateway next looks.
     *
     * @throws AccessException when there is no such user, or the password has fewer than 8 or more than 64 characters (as the
     *     API's own operation wants it)
     */
    public void setPassword(String user, String password) {
        String hash = soundHash(password);
        synchronized (this) {
            if (statements
                    .query("SELECT 1 FROM users WHERE name = ?", _ -> 1, user)
                    .isEmpty()) {
                throw new AccessException("No user " + user + "; add it first");
            }
            statements.update(
                    "INSERT OR REPLACE INTO passwords(user, hash, changed) VALUES(?, ?, ?)",
                    user,
                    hash,
                    clock.millis());
        }
    }

    /**
     * Adds a user, unless it is there, and sets its password.
     *
     * @throws AccessException when the password is not {@link #isSound}
     */
    public void addUser(String user, String password) {
        String hash = soundHash(password);
        synchronized (this) {
            statements.update("INSERT OR IGNORE INTO users(name, created) VALUES(?, ?)", user, clock.millis());
            statements.update(
                    "INSERT OR REPLACE INTO passwords(user, hash, changed) VALUES(?, ?, ?)",
                    user,
                    hash,
                    clock.millis());
        }
    }

    /** Whether it has 8 to 64 characters. */
    public static boolean isSound(String password) {
        int length = password.codePointCount(0, password.length());
        return length >= 8 && length <= 64;
    }

    private static String soundHash(String password) {
        if (!isSound(password)) {
            throw new AccessException("A password has 8 to 64 characters");
        }
        return PasswordHashes.hash(password);
    }

    /** Whether it is the user's password; takes as long for a user without one. */
    public boolean isPassword(String user, String password) {
        return PasswordHashes.verify(password, one("SELECT hash FROM passwords WHERE user = ?", user));
    }

    /**
     * The key of that client id and secret, when it belongs to the user.
     *
     * @param cid as the client wrote it, a number or any text
     */
    public synchronized Optional<ApiKey> key(String cid, String secret) {
        if (!cid.matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        byte[] hash = TokenSecret.hash(secret);
        return statements
                .query("SELECT secret FROM keys WHERE cid = ?", rows -> rows.getBytes(1), Long.parseLong(cid))
                .stream()
                .filter(kept -> MessageDigest.isEqual(kept, hash))
                .findFirst()
                .flatMap(_ -> key(Long.parseLong(cid)));
    }

    /** A key by its client id. */
    public synchronized Optional<ApiKey> key(long cid) {
        return statements.query(KEY + " WHERE cid = ?", CredentialStore::readKey, cid).stream()
                .findFirst();
    }

    /** Whether it is the password that belongs to this key alone; false when the key has none. */
    public boolean isKeyPassword(long cid, String password) {
        Optional<String> hash = one("SELECT password FROM keys WHERE cid = ? AND password IS NOT NULL", cid);
        return hash.isPresent() && PasswordHashes.verify(password, hash);
    }

    /** Every key, by user and number. */
    public synchronized List<ApiKey> keys() {
        return statements.query(KEY + " ORDER BY user, cid", CredentialStore::readKey);
    }

    /**
     * Creates a key. Its secret is in the answer and nowhere else.
     *
     * @param password one of its own, if it shall have one
     */
    public IssuedKey createKey(
            String user, String appId, Optional<String> password, Set<String> denied, List<String> redirects) {
        redirects.forEach(CredentialStore::checkRedirect);
        Optional<String> hash = password.map(PasswordHashes::hash);
        String secret = TokenSecret.generate();
        synchronized (this) {
            if (statements
                    .query("SELECT 1 FROM users WHERE name = ?", _ -> 1, user)
                    .isEmpty()) {
                throw new AccessException("No user " + user + "; add it first");
            }
            statements.update(
                    "INSERT INTO keys(user, app, secret, password, denied, redirects, created, changed)"
                            + " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                    user,
                    appId,
                    TokenSecret.hash(secret),
                    hash.orElse(null),
                    String.join(" ", denied.stream().sorted().toList()),
                    String.join(" ", redirects),
                    clock.millis(),
                    clock.millis());
            long cid = statements
                    .query("SELECT last_insert_rowid()", rows -> rows.getLong(1))
                    .getFirst();
            return new IssuedKey(cid, secret);
        }
    }

    private static void checkRedirect(String redirect) {
        try {
            URI uri = new URI(redirect);
            if (!uri.isAbsolute() || uri.getFragment() != null || redirect.contains(" ")) {
                throw new AccessException(redirect + " is no address to lead back to: absolute, without a fragment");
            }
        } catch (URISyntaxException e) {
            throw new AccessException(redirect + " is no address: " + e.getReason(), e);
        }
    }

    /** A new secret for a key; sessions and consents of the old one end. */
    public synchronized IssuedKey rotateKey(long cid) {
        String secret = TokenSecret.generate();
        if (statements.update(
                        "UPDATE keys SET secret = ?, changed = ? WHERE cid = ?",
                        TokenSecret.hash(secret),
                        clock.millis(),
                        cid)
                == 0) {
            throw new AccessException("No key " + cid);
        }
        statements.update("DELETE FROM refresh WHERE cid = ?", cid);
        return new IssuedKey(cid, secret);
    }

    /** Ends a key with its sessions and consents; false when there is none of that number. */
    public synchronized boolean revokeKey(long cid) {
        statements.update("DELETE FROM refresh WHERE cid = ?", cid);
        return statements.update("DELETE FROM keys WHERE cid = ?", cid) > 0;
    }

    /** Keeps a session, or what changed of it. */
    public synchronized void keep(KeptSession session) {
        statements.update(
                "INSERT OR REPLACE INTO sessions(id, user_id, user, cid, denied, address, opened, expires)"
                        + " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                session.id(),
                session.userId(),
                session.user(),
                session.cid(),
                String.join(" ", session.denied().stream().sorted().toList()),
                session.address(),
                session.opened(),
                session.expires());
    }

    /** A newer session took the place of this one: it opens nothing more, but whoever comes with it is told so. */
    public synchronized void displace(long session) {
        statements.update("UPDATE sessions SET displaced = 1 WHERE id = ?", session);
    }

    /** Sessions that newer ones took the place of. */
    public synchronized List<KeptSession> displaced() {
        return statements.query(KEPT + " WHERE displaced = 1 ORDER BY opened, id", CredentialStore::readSession);
    }

    /** Forgets a session. */
    public synchronized void forget(long session) {
        statements.update("DELETE FROM sessions WHERE id = ?", session);
    }

    /**
     * The sessions whose user, password and key are still the ones they were opened with; the others are forgotten.
     */
    public synchronized List<KeptSession> sessions() {
        statements.update("DELETE FROM sessions WHERE id IN (SELECT s.id FROM sessions s"
                + " LEFT JOIN keys k ON k.cid = s.cid LEFT JOIN passwords p ON p.user = s.user"
                + " WHERE (s.cid <> 0 AND (k.cid IS NULL OR k.changed > s.opened))"
                + " OR coalesce(p.changed, 0) > s.opened)");
        return statements.query(KEPT + " WHERE displaced = 0 ORDER BY opened, id", CredentialStore::readSession);
    }

    private static KeptSession readSession(ResultSet rows) throws SQLException {
        return new KeptSession(
                rows.getLong(1),
                rows.getLong(2),
                rows.getString(3),
                rows.getLong(4),
                words(rows.getString(5)).stream().collect(Collectors.toUnmodifiableSet()),
                rows.getString(6),
                rows.getLong(7),
                rows.getLong(8));
    }

    /** A number that changes whenever another connection has changed the file. */
    public synchronized long dataVersion() {
        return statements.query("PRAGMA data_version", rows -> rows.getLong(1)).getFirst();
    }

    /** A first refresh token of a consent. */
    public synchronized String grant(String user, long cid, long session, long expires) {
        return insert(UUID.randomUUID().toString(), user, cid, session, expires);
    }

    /**
     * Spends a refresh token. One that was spent before has been copied by somebody: its whole family ends.
     *
     * @return what it stood for; empty when it is unknown, spent or too old
     */
    public synchronized Optional<RefreshGrant> spend(String token) {
        byte[] hash = TokenSecret.hash(token);
        long now = clock.millis();
        statements.update("DELETE FROM refresh WHERE expires < ?", now);
        Optional<RefreshGrant> found = statements
                .query(
                        "SELECT family, user, cid, session FROM refresh WHERE hash = ?",
                        rows -> new RefreshGrant(
                                rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4)),
                        (Object) hash)
                .stream()
                .findFirst();
        if (found.isPresent()
                && statements.update("UPDATE refresh SET spent = ? WHERE hash = ? AND spent = 0", now, hash) == 0) {
            statements.update(
                    "DELETE FROM refresh WHERE family = ?", found.get().family());
            return Optional.empty();
        }
        return found;
    }

    /** The next refresh token of a consent. */
    public synchronized String next(RefreshGrant grant, long session, long expires) {
        statements.update(
                "DELETE FROM refresh WHERE family = ? AND spent > 0 AND hash NOT IN (SELECT hash FROM refresh"
                        + " WHERE family = ? ORDER BY spent DESC LIMIT ?)",
                grant.family(),
                grant.family(),
                SPENT_KEPT);
        return insert(grant.family(), grant.user(), grant.cid(), session, expires);
    }

    private String insert(String family, String user, long cid, long session, long expires) {
        String token = TokenSecret.generate();
        statements.update(
                "INSERT INTO refresh(hash, family, user, cid, session, expires, spent) VALUES(?, ?, ?, ?, ?, ?, 0)",
                TokenSecret.hash(token),
                family,
                user,
                cid,
                session,
                expires);
        return token;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AccessException("Cannot close gateway.db: " + e.getMessage(), e);
        }
    }

    private static final String KEY =
            "SELECT cid, user, app, password IS NOT NULL, denied, redirects, created FROM keys";

    private static ApiKey readKey(ResultSet rows) throws SQLException {
        return new ApiKey(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getBoolean(4),
                words(rows.getString(5)).stream().collect(Collectors.toUnmodifiableSet()),
                words(rows.getString(6)),
                Instant.ofEpochMilli(rows.getLong(7)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private synchronized Optional<String> one(String sql, Object value) {
        return statements.query(sql, rows -> rows.getString(1), value).stream().findFirst();
    }
}
