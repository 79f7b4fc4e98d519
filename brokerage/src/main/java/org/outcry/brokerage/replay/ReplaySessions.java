package org.outcry.brokerage.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;

/**
 * Which session a call is meant for. A connection belongs to the session it began, else to the newest of its user; a call by REST is
 * meant for that one too. A session ends with its last connection. Any thread.
 */
final class ReplaySessions {
    private final ReplaySettings settings;
    private final Function<Long, ReplaySession> maker;
    private final Map<Long, List<ReplaySession>> byUser = new HashMap<>();
    private final Map<Long, Member> byConnection = new HashMap<>();
    /** Sessions whose threads run, those that are ending among them. */
    private int running;

    private boolean closed;

    /** A connection and its session; it is passive until its first call, and may then still begin a session of its own. */
    private static final class Member {
        private final ReplaySession session;
        private boolean active;

        Member(ReplaySession session) {
            this.session = session;
        }
    }

    /** @param maker makes a session for a user, not started */
    ReplaySessions(ReplaySettings settings, Function<Long, ReplaySession> maker) {
        this.settings = settings;
        this.maker = maker;
    }

    /** A connection joins what its user has. */
    synchronized void opened(Connection connection) {
        if (!byConnection.containsKey(connection.id())) {
            newest(connection.caller().userId()).ifPresent(session -> join(session, connection));
        }
    }

    private Member join(ReplaySession session, Connection connection) {
        Member member = new Member(session);
        byConnection.put(connection.id(), member);
        session.join(connection);
        return member;
    }

    private Optional<ReplaySession> newest(long userId) {
        return Optional.ofNullable(byUser.get(userId)).map(List::getLast);
    }

    /** The session a call is meant for. */
    synchronized Optional<ReplaySession> of(Call call) {
        long userId = call.caller().userId();
        if (call.connection().isEmpty()) {
            return newest(userId);
        }
        Connection connection = call.connection().get();
        Member known = byConnection.get(connection.id());
        Optional<Member> member =
                known == null ? newest(userId).map(session -> join(session, connection)) : Optional.of(known);
        member.ifPresent(found -> found.active = true);
        return member.map(found -> found.session);
    }

    /** Whether a user could begin, or begin anew. */
    synchronized boolean hasRoom(long userId) {
        return !closed && (byUser.containsKey(userId) || running < settings.sessions());
    }

    /** The session whose clock a connection initialises; empty at the bound. */
    synchronized Optional<ReplaySession> toBegin(Connection connection) {
        long userId = connection.caller().userId();
        Member known = byConnection.get(connection.id());
        boolean settled = known != null && known.active;
        int own = byUser.getOrDefault(userId, List.of()).size();
        if (settled || own >= settings.perUser()) {
            Member member = known == null ? join(newest(userId).orElseThrow(), connection) : known;
            member.active = true;
            return Optional.of(member.session);
        }
        if (closed || running >= settings.sessions()) {
            return Optional.empty();
        }
        left(connection);
        ReplaySession session = maker.apply(userId);
        byUser.computeIfAbsent(userId, id -> new ArrayList<>()).add(session);
        running++;
        join(session, connection).active = true;
        session.start();
        return Optional.of(session);
    }

    /** A connection is gone. */
    synchronized void left(Connection connection) {
        Member member = byConnection.remove(connection.id());
        if (member != null) {
            member.session.leave(connection);
            if (member.session.isEmpty()) {
                remove(member.session);
            }
        }
    }

    /** A session ends now, whoever belongs to it. */
    synchronized void remove(ReplaySession session) {
        byConnection.values().removeIf(member -> member.session == session);
        byUser.values().forEach(sessions -> sessions.remove(session));
        byUser.values().removeIf(List::isEmpty);
        session.end();
    }

    /** A session's thread is done. */
    synchronized void ended() {
        running--;
        notifyAll();
    }

    /** How many run. */
    synchronized int running() {
        return running;
    }

    /** Ends all and waits a little for their threads. */
    synchronized void close() {
        closed = true;
        List<ReplaySession> all = new ArrayList<>();
        byUser.values().forEach(all::addAll);
        all.forEach(this::remove);
        long deadline = System.nanoTime() + 5_000_000_000L;
        try {
            while (running > 0 && System.nanoTime() < deadline) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
