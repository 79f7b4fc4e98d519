package org.outcry.gateway.crosstrade;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.outcry.link.DeskEvent;

/**
 * The windows of all users who have asked for events with the open profile; without it there are none. A window goes on hearing for
 * {@value #KEPT_MINUTES} minutes after the user's last connection has ended. At most {@value #MAX_WINDOWS} users have one; a user
 * beyond that is told to read again instead of what was missed. Any thread.
 */
final class EventWindows {
    static final int MAX_WINDOWS = 256;
    static final int KEPT_MINUTES = 15;

    private final boolean kept;
    private final LongSupplier nanoTime;
    private final Function<String, Optional<DeskStreams>> desks;
    private final Map<String, EventWindow> windows = new ConcurrentHashMap<>();

    /** @param desks the streams of the desk that serves a user now */
    EventWindows(boolean kept, LongSupplier nanoTime, Function<String, Optional<DeskStreams>> desks) {
        this.kept = kept;
        this.nanoTime = nanoTime;
        this.desks = desks;
    }

    /** A user asks for events. */
    void open(String user) {
        if (!kept) {
            return;
        }
        EventWindow known = windows.get(user);
        if (known != null) {
            known.touch(nanoTime.getAsLong());
        } else if (windows.size() < MAX_WINDOWS
                && windows.putIfAbsent(user, new EventWindow(nanoTime.getAsLong())) == null) {
            desks.apply(user).ifPresent(desk -> desk.wantEvents(user, true));
        }
    }

    Optional<EventWindow> of(String user) {
        return Optional.ofNullable(windows.get(user));
    }

    /** An event of a user came; a window nobody has wanted for long is given up instead. */
    void add(DeskEvent event, boolean connected) {
        EventWindow window = windows.get(event.user());
        if (window == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (connected) {
            window.touch(now);
        } else if (window.idleNanos(now) > TimeUnit.MINUTES.toNanos(KEPT_MINUTES)) {
            windows.remove(event.user());
            desks.apply(event.user()).ifPresent(desk -> desk.wantEvents(event.user(), false));
            return;
        }
        window.add(event);
    }

    /** Events of these users may be missing. */
    void gap(Predicate<String> users) {
        windows.forEach((user, window) -> {
            if (users.test(user)) {
                window.clear();
            }
        });
    }

    /** A desk serves these users from now on; it is asked for their events. */
    void attached(Predicate<String> users, DeskStreams desk) {
        gap(users);
        windows.keySet().stream().filter(users).forEach(user -> desk.wantEvents(user, true));
    }
}
