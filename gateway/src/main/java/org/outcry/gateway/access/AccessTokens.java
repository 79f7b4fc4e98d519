package org.outcry.gateway.access;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are valid now, in memory: a request is authenticated by one hash and one look-up, without the disk. Changes made
 * through the store by another process are picked up by {@link #refresh()}, which the gateway calls every second. Any thread.
 */
public final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final String SCHEME = "bearer ";

    private final AccessStore store;
    private final Profile profile;
    private final LongSupplier nanoTime;
    private final LongSupplier epochDay;
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final List<Runnable> onChange = new CopyOnWriteArrayList<>();
    private volatile Map<Long, Token> byHash = Map.of();
    private volatile long today;
    private long seenVersion = -1;

    /**
     * @param nanoTime clock of the budgets
     * @param epochDay days since 1970 UTC, for the day a token was last used
     */
    public AccessTokens(AccessStore store, Profile profile, LongSupplier nanoTime, LongSupplier epochDay) {
        this.store = store;
        this.profile = profile;
        this.nanoTime = nanoTime;
        this.epochDay = epochDay;
        reload();
    }

    /**
     * Who sent this {@code Authorization} header, or nobody.
     *
     * <p>The time taken tells nothing about the secret: only its hash is looked up and compared, the latter in constant time.
     */
    public Optional<Token> authenticate(String header) {
        int length = header.length() - SCHEME.length();
        if (length <= 0
                || length > TokenSecret.MAX_LENGTH
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] hash = TokenSecret.hash(header.substring(SCHEME.length()));
        Token token = byHash.get(start(hash));
        if (token == null || !MessageDigest.isEqual(token.hash, hash)) {
            return Optional.empty();
        }
        token.use(today);
        return Optional.of(token);
    }

    /** The caller of that user name, with the budgets all doors share. */
    public Caller caller(String user) {
        return callers.computeIfAbsent(user, name -> new Caller(name, profile, nanoTime));
    }

    /** Runs after tokens have changed, so that open sockets of an ended token can be closed. */
    public void onChange(Runnable listener) {
        onChange.add(listener);
    }

    /** Writes down days of use and looks whether the store has changed. Blocks on the disk. */
    public synchronized void refresh() {
        today = epochDay.getAsLong();
        Map<String, Long> used = new HashMap<>();
        for (Token token : byHash.values()) {
            long day = token.usedDay;
            if (day > token.notedDay) {
                used.put(token.id, day);
                token.notedDay = day;
            }
        }
        if (!used.isEmpty()) {
            store.noteUse(used);
        }
        if (store.dataVersion() != seenVersion) {
            reload();
        }
    }

    /** Reads all tokens again; called after a change made by this process. Blocks on the disk. */
    public final synchronized void reload() {
        today = epochDay.getAsLong();
        seenVersion = store.dataVersion();
        Map<Long, Token> before = byHash;
        Map<Long, Token> after = new HashMap<>();
        for (AccessStore.StoredToken stored : store.stored()) {
            Token known = before.get(start(stored.hash));
            boolean same =
                    known != null && known.id.equals(stored.id) && MessageDigest.isEqual(known.hash, stored.hash);
            after.put(start(stored.hash), same ? known : new Token(stored, caller(stored.user)));
        }
        byHash = Map.copyOf(after);
        boolean ended = false;
        for (Token token : before.values()) {
            if (after.get(start(token.hash)) != token) {
                token.valid = false;
                ended = true;
            }
        }
        LOG.atDebug().addKeyValue("tokens", after.size()).log("Tokens read");
        if (ended) {
            onChange.forEach(Runnable::run);
        }
    }

    private static long start(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** One valid token and whose it is. */
    public static final class Token {
        private static final VarHandle USED_DAY;

        static {
            try {
                USED_DAY = MethodHandles.lookup().findVarHandle(Token.class, "usedDay", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final String id;
        private final byte[] hash;
        private final Caller caller;
        private volatile boolean valid = true;
        private volatile long usedDay;
        private long notedDay;

        private Token(AccessStore.StoredToken stored, Caller caller) {
            this.id = stored.id;
            this.hash = stored.hash;
            this.caller = caller;
            this.usedDay = stored.lastUsedDay;
            this.notedDay = stored.lastUsedDay;
        }

        public Caller caller() {
            return caller;
        }

        /** Not secret. */
        public String id() {
            return id;
        }

        /** False once it was revoked or rotated. */
        public boolean isValid() {
            return valid;
        }

        private void use(long day) {
            if ((long) USED_DAY.getOpaque(this) != day) {
                usedDay = day;
            }
        }
    }
}
