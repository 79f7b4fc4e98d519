package org.outcry.market.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionClockTest {
    @ParameterizedTest(name = "{0} {1} at {2}")
    @CsvSource(delimiter = '|', textBlock = """
            REAL_HOURS  | EQ | 2026-11-20T10:00:00 | Current Session | Until Close | 2026-11-19 17:00:00 | 2026-11-20 16:00:00 | 2026-11-22 17:00:00 | 06:00:00
            REAL_HOURS  | EQ | 2026-11-20T16:00:00 | Next Session    | Until Open  | 2026-11-22 17:00:00 | 2026-11-23 16:00:00 | 2026-11-23 17:00:00 | 49:00:00
            REAL_HOURS  | EQ | 2026-11-26T11:59:59 | Current Session | Until Close | 2026-11-25 17:00:00 | 2026-11-26 12:00:00 | 2026-11-26 17:00:00 | 00:00:01
            REAL_HOURS  | LS | 2026-11-20T07:00:00 | Next Session    | Until Open  | 2026-11-20 08:30:00 | 2026-11-20 13:05:00 | 2026-11-23 08:30:00 | 01:30:00
            ALWAYS_OPEN | EQ | 2026-11-21T10:00:00 | Current Session | Until Close | 2026-11-20 17:00:00 | 2026-11-23 17:00:00 | 2026-11-23 17:00:00 | 55:00:00
            """)
    void states(
            SessionMode mode,
            SessionGroup group,
            LocalDateTime chicago,
            String label,
            String action,
            String start,
            String end,
            String upcoming,
            String countdown) {
        long nanos =
                ChicagoTime.nanos(chicago.toLocalDate(), chicago.toLocalTime().toSecondOfDay());
        SessionClock.State state = new SessionClock(SessionCalendar.of(mode, group)).at(nanos);
        assertEquals(label.equals("Current Session"), state.open());
        assertEquals(label, state.label());
        assertEquals(action, state.action());
        assertEquals(start, SessionClock.local(state.session().openNanos()));
        assertEquals(end, SessionClock.local(state.session().closeNanos()));
        assertEquals(upcoming, SessionClock.local(state.upcoming().openNanos()));
        assertEquals(countdown, state.countdown());
    }
}
