package org.outcry.gateway.tradovate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.gateway.access.KeptSession;

/**
 * The sessions that stand, in memory and in {@code gateway.db}. A user has at most so many; one more closes the oldest (documented: two).
 * Reading is for any thread; what changes sessions blocks on the disk.
 */
final class LoginSessions {
    /** Documented number of sessions of one user. */
    static final int STRICT_SESSIONS = 2;
    /** Without the documented limit, so that memory stays bounded. */
    static final int OPEN_SESSIONS = 1_000;

    /** Displaced sessions of one user that are still told 408 instead of 401. */
    private static final int DISPLACED_KEPT = 16;

    private final CredentialStore store;
    private final Clock clock;
    private final int perUser;
    private final Consumer<LoginSession> onEnd;
    private final Map<Long, LoginSession> byId = new ConcurrentHashMap<>();
    private long seenVersion;

    /** @param onEnd hears of each session that no longer stands, displaced or ended */
    LoginSessions(CredentialStore store, Clock clock, int perUser, Consumer<LoginSession> onEnd) {
        this.store = store;
        this.clock = clock;
        this.perUser = perUser;
        this.onEnd = onEnd;
        this.seenVersion = store.dataVersion();
        store.sessions().forEach(kept -> byId.put(kept.id(), new LoginSession(kept)));
        for (KeptSession kept : store.displaced()) {
            LoginSession session = new LoginSession(kept);
            session.become(LoginSession.State.DISPLACED);
            byId.put(kept.id(), session);
        }
    }

    /** A session by id, in any state that is still remembered. */
    Optional<LoginSession> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    int count() {
        return byId.size();
    }

    /** Names of users who have a session. */
    Set<String> users() {
        Set<String> names = new HashSet<>();
        byId.values().forEach(session -> names.add(session.caller().name()));
        return names;
    }

    /** Opens a session; the oldest of its user gives way when there are too many. */
    LoginSession open(KeptSession kept) {
        LoginSession session = new LoginSession(kept);
        List<LoginSession> displaced = new ArrayList<>();
        synchronized (this) {
            store.keep(kept);
            byId.put(kept.id(), session);
            List<LoginSession> open = of(kept.userId(), LoginSession.State.OPEN);
            for (LoginSession oldest : open.subList(0, Math.max(0, open.size() - perUser))) {
                oldest.become(LoginSession.State.DISPLACED);
                store.displace(oldest.id());
                displaced.add(oldest);
            }
            List<LoginSession> gone = of(kept.userId(), LoginSession.State.DISPLACED);
            gone.subList(0, Math.max(0, gone.size() - DISPLACED_KEPT)).forEach(old -> {
                byId.remove(old.id());
                store.forget(old.id());
            });
        }
        displaced.forEach(onEnd);
        return session;
    }

    /** Moves a session's end; false when it no longer stands. */
    synchronized boolean extend(LoginSession session, long expires) {
        if (session.state() != LoginSession.State.OPEN) {
            return false;
        }
        KeptSession kept = session.kept();
        keep(session, kept.opened(), Math.max(expires, kept.expires()));
        return true;
    }

    /** The user changed the password in this session: it goes on, and the user's others end when the store is next read. */
    synchronized void survive(LoginSession session) {
        keep(session, clock.millis(), session.kept().expires());
    }

    private void keep(LoginSession session, long opened, long expires) {
        KeptSession kept = session.kept();
        KeptSession newer = new KeptSession(
                kept.id(), kept.userId(), kept.user(), kept.cid(), kept.denied(), kept.address(), opened, expires);
        store.keep(newer);
        session.extended(newer);
    }

    /** Ends a session. */
    void end(LoginSession session) {
        synchronized (this) {
            byId.remove(session.id());
            store.forget(session.id());
            session.become(LoginSession.State.ENDED);
        }
        onEnd.accept(session);
    }

    /** Forgets what expired, and looks whether a password or key was changed by another process. */
    void refresh(Set<Long> inUse) {
        List<LoginSession> over = new ArrayList<>();
        synchronized (this) {
            long now = clock.millis();
            for (LoginSession session : byId.values()) {
                if (session.kept().expires() < now && !inUse.contains(session.id())) {
                    over.add(session);
                }
            }
            long version = store.dataVersion();
            if (version != seenVersion) {
                seenVersion = version;
                over.addAll(unfounded());
            }
            for (LoginSession session : over) {
                byId.remove(session.id());
                store.forget(session.id());
            }
        }
        for (LoginSession session : new HashSet<>(over)) {
            boolean open = session.state() == LoginSession.State.OPEN;
            session.become(LoginSession.State.ENDED);
            if (open) {
                onEnd.accept(session);
            }
        }
    }

    /** Reads at once what {@link #refresh} would notice within a second. */
    void reload() {
        List<LoginSession> over;
        synchronized (this) {
            over = unfounded();
            over.forEach(session -> byId.remove(session.id()));
        }
        for (LoginSession session : over) {
            session.become(LoginSession.State.ENDED);
            onEnd.accept(session);
        }
    }

    private List<LoginSession> unfounded() {
        Map<Long, KeptSession> founded = new HashMap<>();
        store.sessions().forEach(kept -> founded.put(kept.id(), kept));
        List<LoginSession> over = new ArrayList<>();
        for (LoginSession session : byId.values()) {
            if (session.state() == LoginSession.State.OPEN && !founded.containsKey(session.id())) {
                over.add(session);
            }
        }
        return over;
    }

    private List<LoginSession> of(long userId, LoginSession.State state) {
        return byId.values().stream()
                .filter(session -> session.userId() == userId && session.state() == state)
                .sorted(Comparator.comparingLong(
                                (LoginSession session) -> session.kept().opened())
                        .thenComparingLong(LoginSession::id))
                .toList();
    }
}
