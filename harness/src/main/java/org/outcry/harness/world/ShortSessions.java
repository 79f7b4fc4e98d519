package org.outcry.harness.world;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.calendar.SessionWindow;

/** Sessions of seconds instead of a day, so that a short run crosses many of their ends. Dates count on day by day. */
public final class ShortSessions {
    private static final LocalDate FIRST_DATE = LocalDate.of(2026, 11, 23);

    private ShortSessions() {}

    /** Back-to-back windows with a break behind each, from a moment before {@code fromNanos} until past {@code toNanos}. */
    public static List<SessionWindow> between(long fromNanos, long toNanos, long lengthNanos, long breakNanos) {
        List<SessionWindow> windows = new ArrayList<>();
        LocalDate date = FIRST_DATE;
        long open = fromNanos - lengthNanos / 3;
        while (open <= toNanos) {
            int yyyymmdd = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
            windows.add(new SessionWindow(open, open + lengthNanos, yyyymmdd));
            open += lengthNanos + breakNanos;
            date = date.plusDays(1);
        }
        return windows;
    }
}
