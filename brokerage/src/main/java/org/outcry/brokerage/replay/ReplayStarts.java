package org.outcry.brokerage.replay;

import java.time.Instant;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.calendar.SessionCalendar;
import org.outcry.market.catalogue.Catalogue;

/** Which moments a replay may begin at: from 1990, before which nobody traded futures on screens, until now. */
final class ReplayStarts {
    static final long FIRST_NANOS = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final Catalogue catalogue;

    ReplayStarts(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static boolean isPast(long nanos, long presentNanos) {
        return nanos >= FIRST_NANOS && nanos <= presentNanos;
    }

    /**
     * The moment nearest to a wish at which a replay shows a market: the wish itself when anything is open, else the next opening of
     * any product, else the beginning of the last session. Empty when the wish is good.
     */
    Optional<Long> adjusted(long nanos, long presentNanos) {
        long within = Math.clamp(nanos, FIRST_NANOS, presentNanos);
        long next = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int calendarId : catalogue.calendarIds()) {
            SessionCalendar calendar = catalogue.calendar(calendarId);
            SessionWindow window = calendar.atOrNext(within);
            next = Math.min(next, Math.max(within, window.openNanos()));
            last = Math.max(last, calendar.previous(within).openNanos());
        }
        long open = next <= presentNanos ? next : last;
        return open == nanos ? Optional.empty() : Optional.of(open);
    }
}
