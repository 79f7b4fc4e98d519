package org.outcry.gateway.crosstrade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Desks;
import org.outcry.gateway.access.Profile;

/** All sockets of the gateway by user, and what desks have to say to them. Any thread. */
final class Streams implements Desks.Watcher {
    private final Desks desks;
    private final Profile profile;
    private final StreamLimits limits;
    private final LongSupplier nanoTime;
    private final Map<String, List<StreamSession>> sessions = new ConcurrentHashMap<>();
    private final Map<AttachedDesk, DeskStreams> streams = new ConcurrentHashMap<>();

    Streams(Desks desks, Profile profile, StreamLimits limits, LongSupplier nanoTime) {
        this.desks = desks;
        this.profile = profile;
        this.limits = limits;
        this.nanoTime = nanoTime;
        desks.watch(this);
    }

    StreamLimits limits() {
        return limits;
    }

    /** The streams of the desk that serves a user now. */
    Optional<DeskStreams> of(String user) {
        return desks.of(user).map(streams::get);
    }

    /** A socket is open. When one per user is the rule, it takes the place of the one before. */
    void add(StreamSession session) {
        if (profile == Profile.STRICT) {
            List<StreamSession> before = sessions.put(session.user(), List.of(session));
            if (before != null) {
                before.forEach(StreamSession::takenOver);
            }
            return;
        }
        sessions.merge(
                session.user(),
                List.of(session),
                (open, one) -> Stream.concat(open.stream(), one.stream()).toList());
    }

    /** A socket is gone. */
    void remove(StreamSession session) {
        sessions.computeIfPresent(session.user(), (user, open) -> {
            List<StreamSession> left =
                    open.stream().filter(other -> other != session).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** Does something with every socket, each on its own event loop. */
    void forEach(Consumer<StreamSession> action) {
        sessions.values().forEach(open -> open.forEach(session -> session.execute(() -> action.accept(session))));
    }

    /** Sockets open now. */
    int count() {
        return sessions.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void onAttached(AttachedDesk desk) {
        streams.put(desk, new DeskStreams(desk, limits, nanoTime));
        served(desk, session -> session.wishes().deskChanged());
    }

    @Override
    public void onDetached(AttachedDesk desk) {
        streams.remove(desk);
        served(desk, session -> session.wishes().deskChanged());
    }

    @Override
    public void onQuote(AttachedDesk desk, String instrument, byte[] quoteJson) {
        DeskStreams known = streams.get(desk);
        if (known != null) {
            known.onQuote(instrument, quoteJson);
        }
    }

    @Override
    public void onEvent(
            AttachedDesk desk, String user, String account, String kind, long epochMillis, byte[] payloadJson) {
        Optional<EventKind> known = EventKind.ofType(kind);
        if (known.isEmpty()) {
            return;
        }
        for (StreamSession session : sessions.getOrDefault(user, List.of())) {
            session.execute(() -> session.wishes().event(known.get(), account, epochMillis, payloadJson));
        }
    }

    private void served(AttachedDesk desk, Consumer<StreamSession> action) {
        if (desk.user().isPresent()) {
            sessions.getOrDefault(desk.user().get(), List.of())
                    .forEach(session -> session.execute(() -> action.accept(session)));
        } else {
            forEach(action);
        }
    }
}
