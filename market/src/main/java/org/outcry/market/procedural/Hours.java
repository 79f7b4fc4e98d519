package org.outcry.market.procedural;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.calendar.SessionCalendar;

/** When a contract trades: its calendar's windows up to its last trade, within the years the market covers. Any thread. */
final class Hours {
    private final SessionCalendar calendar;
    private final long firstNanos;
    private final long lastNanos;

    Hours(SessionCalendar calendar, long firstNanos, long lastNanos) {
        this.calendar = calendar;
        this.firstNanos = firstNanos;
        this.lastNanos = lastNanos;
    }

    long firstNanos() {
        return firstNanos;
    }

    /** The window a moment lies in. */
    Optional<SessionWindow> at(long nanos) {
        if (nanos < firstNanos || nanos >= lastNanos) {
            return Optional.empty();
        }
        return calendar.at(nanos).flatMap(this::clip);
    }

    /** The last window that closed at or before a moment. */
    Optional<SessionWindow> closedBefore(long nanos) {
        if (nanos <= firstNanos) {
            return Optional.empty();
        }
        if (nanos >= lastNanos) {
            Optional<SessionWindow> last = calendar.at(lastNanos - 1).flatMap(this::clip);
            if (last.isPresent()) {
                return last;
            }
            return clip(calendar.previous(lastNanos));
        }
        return clip(calendar.previous(nanos));
    }

    /** The window a moment lies in, or the next one; empty after the last trade. */
    Optional<SessionWindow> atOrNext(long nanos) {
        if (nanos >= lastNanos) {
            return Optional.empty();
        }
        return clip(calendar.atOrNext(Math.max(nanos, firstNanos)));
    }

    /** All windows of a session date. */
    List<SessionWindow> session(int sessionDate) {
        List<SessionWindow> windows = new ArrayList<>();
        for (SessionWindow window : calendar.session(sessionDate)) {
            clip(window).ifPresent(windows::add);
        }
        return windows;
    }

    private Optional<SessionWindow> clip(SessionWindow window) {
        long open = Math.max(window.openNanos(), firstNanos);
        long close = Math.min(window.closeNanos(), lastNanos);
        if (close <= open) {
            return Optional.empty();
        }
        return Optional.of(
                open == window.openNanos() && close == window.closeNanos()
                        ? window
                        : new SessionWindow(open, close, window.sessionDate()));
    }
}
