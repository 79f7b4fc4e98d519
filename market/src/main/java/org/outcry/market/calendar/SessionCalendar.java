package org.outcry.market.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;

/**
 * The windows of one calendar, in order and without overlap, for the years 1970 to 2250. Instants are nanoseconds UTC,
 * session dates {@code yyyymmdd}. Immutable to callers; any thread.
 */
public sealed interface SessionCalendar permits AlwaysOpenCalendar, RealHoursCalendar {
    int calendarId();

    /** The first window that closes after an instant: the one it lies in, or the next. */
    SessionWindow atOrNext(long nanos);

    /** The last window that closes at or before an instant. */
    SessionWindow previous(long nanos);

    /** All windows of a session date in order; empty when it is none. */
    List<SessionWindow> session(int sessionDate);

    static SessionCalendar of(SessionMode mode, SessionGroup group) {
        return switch (mode) {
            case ALWAYS_OPEN -> new AlwaysOpenCalendar(group.calendarId());
            case REAL_HOURS -> new RealHoursCalendar(group);
        };
    }

    /** The window an instant lies in (its open belongs to it, its close does not); empty when the market is closed. */
    default Optional<SessionWindow> at(long nanos) {
        SessionWindow window = atOrNext(nanos);
        return window.openNanos() <= nanos ? Optional.of(window) : Optional.empty();
    }

    default boolean isOpen(long nanos) {
        return atOrNext(nanos).openNanos() <= nanos;
    }

    /** The first window that opens after an instant. */
    default SessionWindow next(long nanos) {
        SessionWindow window = atOrNext(nanos);
        return window.openNanos() > nanos ? window : atOrNext(window.closeNanos());
    }

    /** Session date an instant belongs to; while closed, that of the next window. */
    default int sessionDate(long nanos) {
        return atOrNext(nanos).sessionDate();
    }

    /** Windows that close in {@code (fromNanos, toNanos]}. */
    default List<SessionWindow> closing(long fromNanos, long toNanos) {
        List<SessionWindow> windows = new ArrayList<>();
        for (SessionWindow window = atOrNext(fromNanos);
                window.closeNanos() <= toNanos;
                window = atOrNext(window.closeNanos())) {
            windows.add(window);
        }
        return windows;
    }
}
