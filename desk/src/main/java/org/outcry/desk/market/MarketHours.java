package org.outcry.desk.market;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.catalogue.Catalogue;

/** When a calendar's market is open. Remembers the windows around the present of each calendar. Any thread. */
public final class MarketHours {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    /** Longest holiday closure of any product is five days; two weeks ahead always hold two windows. */
    private static final long AHEAD_NANOS = 14 * DAY_NANOS;

    private static final long BEHIND_NANOS = 2 * DAY_NANOS;

    private final Catalogue catalogue;
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();

    public MarketHours(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The window a moment lies in, empty when closed. */
    public Optional<SessionWindow> current(int calendarId, long timeNanos) {
        for (SessionWindow window : windows(calendarId, timeNanos)) {
            if (window.openNanos() <= timeNanos && timeNanos < window.closeNanos()) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    /** The first window that opens after a moment, empty when none is known within two weeks. */
    public Optional<SessionWindow> next(int calendarId, long timeNanos) {
        for (SessionWindow window : windows(calendarId, timeNanos)) {
            if (window.openNanos() > timeNanos) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    public boolean open(int calendarId, long timeNanos) {
        return current(calendarId, timeNanos).isPresent();
    }

    private List<SessionWindow> windows(int calendarId, long timeNanos) {
        Known cached = known.get(calendarId);
        if (cached == null || timeNanos < cached.fromNanos || timeNanos > cached.fromNanos + BEHIND_NANOS) {
            long from = timeNanos - DAY_NANOS;
            cached = new Known(from, catalogue.windows(calendarId, from, timeNanos + AHEAD_NANOS));
            known.put(calendarId, cached);
        }
        return cached.windows;
    }

    private record Known(long fromNanos, List<SessionWindow> windows) {}
}
