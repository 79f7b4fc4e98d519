package org.outcry.market.calendar;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.outcry.engine.calendar.SessionWindow;

/**
 * What a front end says about trading hours at an instant: open or closed, until when, and what comes next. Times are
 * nanoseconds UTC; local text is Chicago wall clock. Any thread.
 */
public record SessionClock(SessionCalendar calendar) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /**
     * The state at an instant.
     *
     * @param open whether orders match
     * @param label {@code Current Session} or {@code Next Session}: which window {@code session} is
     * @param action {@code Until Close} or {@code Until Open}: what the countdown runs to
     * @param session the window open now, or the next one to open
     * @param upcoming the window behind {@code session}
     * @param secondsRemaining whole seconds until {@code action}, rounded up
     */
    public record State(
            boolean open,
            String label,
            String action,
            SessionWindow session,
            SessionWindow upcoming,
            long secondsRemaining) {
        /** Hours may pass 99 over a holiday weekend. */
        public String countdown() {
            return String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d",
                    secondsRemaining / 3600,
                    secondsRemaining / 60 % 60,
                    secondsRemaining % 60);
        }
    }

    public State at(long nanos) {
        SessionWindow session = calendar.atOrNext(nanos);
        SessionWindow upcoming = calendar.atOrNext(session.closeNanos());
        boolean open = session.openNanos() <= nanos;
        long until = (open ? session.closeNanos() : session.openNanos()) - nanos;
        return new State(
                open,
                open ? "Current Session" : "Next Session",
                open ? "Until Close" : "Until Open",
                session,
                upcoming,
                Math.ceilDiv(until, ChicagoTime.NANOS));
    }

    public boolean isOpen(long nanos) {
        return calendar.isOpen(nanos);
    }

    /** Chicago wall clock as {@code yyyy-MM-dd HH:mm:ss}. */
    public static String local(long nanos) {
        return LOCAL.format(localDateTime(nanos));
    }

    public static LocalDateTime localDateTime(long nanos) {
        return ChicagoTime.dateTime(nanos);
    }
}
