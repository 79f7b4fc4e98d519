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
import org.outcry.link.DeskEvent;

/** All sockets of the gateway by user, and what desks have to say to them. Any thread. */
final class Streams implements Desks.Watcher {
    private final Desks desks;
    private final Profile profile;
    private final StreamLimits limits;
    private final LongSupplier nanoTime;
    private final Map<String, List<StreamReader>> sessions = new ConcurrentHashMap<>();
    private final Map<AttachedDesk, DeskStreams> streams = new ConcurrentHashMap<>();
    private final EventWindows windows;
    private final KeptWishes kept;

    Streams(Desks desks, Profile profile, StreamLimits limits, LongSupplier nanoTime) {
        this.desks = desks;
        this.profile = profile;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.windows = new EventWindows(profile == Profile.OPEN, nanoTime, this::of);
        this.kept = new KeptWishes(nanoTime);
        desks.watch(this);
    }

    StreamLimits limits() {
        return limits;
    }

    /** Whether what goes beyond the documented stream is offered: cursors, kept subscriptions. */
    boolean isOpen() {
        return profile == Profile.OPEN;
    }

    EventWindows windows() {
        return windows;
    }

    KeptWishes kept() {
        return kept;
    }

    /** The streams of the desk that serves a user now. */
    Optional<DeskStreams> of(String user) {
        return desks.of(user).map(streams::get);
    }

    /** A socket is open. When one per user is the rule, it takes the place of the one before. */
    void add(StreamReader session) {
        if (profile == Profile.STRICT) {
            List<StreamReader> before = sessions.put(session.user(), List.of(session));
            if (before != null) {
                before.forEach(StreamReader::takenOver);
            }
            return;
        }
        sessions.merge(
                session.user(),
                List.of(session),
                (open, one) -> Stream.concat(open.stream(), one.stream()).toList());
    }

    /** A socket is gone. */
    void remove(StreamReader session) {
        sessions.computeIfPresent(session.user(), (user, open) -> {
            List<StreamReader> left =
                    open.stream().filter(other -> !other.equals(session)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** Does something with every socket, each on its own event loop. */
    void forEach(Consumer<StreamReader> action) {
        sessions.values().forEach(open -> open.forEach(session -> session.execute(() -> action.accept(session))));
    }

    /** Sockets open now. */
    int count() {
        return sessions.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void onAttached(AttachedDesk desk) {
        DeskStreams fresh = new DeskStreams(desk, limits, nanoTime);
        streams.put(desk, fresh);
        windows.attached(user -> isServed(desk, user), fresh);
        served(desk, session -> session.wishes().deskChanged());
    }

    @Override
    public void onDetached(AttachedDesk desk) {
        streams.remove(desk);
        windows.gap(user -> isServed(desk, user));
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
    public void onEvent(AttachedDesk desk, DeskEvent event) {
        Optional<EventKind> known = EventKind.ofType(event.kind());
        if (known.isEmpty()) {
            return;
        }
        if (event.dropped() > 0) {
            // The desk does not say whose they were.
            windows.gap(user -> isServed(desk, user));
            served(desk, reader -> reader.wishes().missed(event.dropped()));
        }
        // Into the window first: who comes in between is either told out of it or is among the readers.
        windows.add(event, sessions.containsKey(event.user()));
        for (StreamReader reader : sessions.getOrDefault(event.user(), List.of())) {
            reader.execute(() -> reader.wishes().event(known.get(), event));
        }
    }

    @Override
    public void onStalled(AttachedDesk desk, boolean stalled) {
        served(desk, reader -> reader.wishes().stalled(stalled));
    }

    private static boolean isServed(AttachedDesk desk, String user) {
        return desk.user().isEmpty() || desk.user().get().equals(user);
    }

    private void served(AttachedDesk desk, Consumer<StreamReader> action) {
        if (desk.user().isPresent()) {
            sessions.getOrDefault(desk.user().get(), List.of())
                    .forEach(session -> session.execute(() -> action.accept(session)));
        } else {
            forEach(action);
        }
    }
}
