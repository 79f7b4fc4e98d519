package org.outcry.market.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChicagoTimeTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2025-03-09T07:59:59Z, 2025-03-09T01:59:59",
        "2025-03-09T08:00:00Z, 2025-03-09T03:00:00",
        "2025-11-02T06:59:59Z, 2025-11-02T01:59:59",
        "2025-11-02T07:00:00Z, 2025-11-02T01:00:00",
        "2026-03-08T08:00:00Z, 2026-03-08T03:00:00",
        "2026-11-01T07:00:00Z, 2026-11-01T01:00:00",
        "2027-03-14T08:00:00Z, 2027-03-14T03:00:00",
        "2027-11-07T07:00:00Z, 2027-11-07T01:00:00",
        "2006-04-02T08:00:00Z, 2006-04-02T03:00:00",
        "1975-02-23T08:00:00Z, 1975-02-23T03:00:00",
        "1970-01-01T00:00:00Z, 1969-12-31T18:00:00",
    })
    void wallClockAtTheEdges(Instant instant, LocalDateTime local) {
        assertEquals(local, ChicagoTime.dateTime(nanos(instant)));
    }

    /** The written-out rules against the tz database: twice a day, and each minute around every change. */
    @Test
    void agreesWithTheTimeZoneDatabase() {
        for (long second = 0; second < 7_200_000_000L; second += 43_200 - 1) {
            check(second);
        }
        for (int year = 1970; year <= 2200; year++) {
            checkAround(ChicagoTime.summerStart(year));
            checkAround(ChicagoTime.summerEnd(year));
        }
    }

    private static void checkAround(LocalDate date) {
        long midnight = date.toEpochDay() * ChicagoTime.DAY_SECONDS;
        for (long second = midnight; second < midnight + ChicagoTime.DAY_SECONDS; second += 60) {
            check(second);
            check(second - 1);
        }
    }

    private static void check(long second) {
        Instant instant = Instant.ofEpochSecond(second);
        assertEquals(
                CHICAGO.getRules().getOffset(instant).getTotalSeconds(),
                ChicagoTime.offsetSeconds(second),
                instant::toString);
    }

    @Test
    void wallClockToInstantAgreesWithTheTimeZoneDatabase() {
        for (LocalDate date = LocalDate.of(1970, 1, 2); date.getYear() < 2201; date = date.plusDays(1)) {
            for (int second : new int[] {0, 8 * 3600 + 1800, 16 * 3600, 17 * 3600}) {
                long expected = nanos(
                        date.atStartOfDay().plusSeconds(second).atZone(CHICAGO).toInstant());
                assertEquals(expected, ChicagoTime.nanos(date, second), date::toString);
            }
        }
    }

    @Test
    void midnightAtTheEndOfADayIsTheNextDaysMidnight() {
        LocalDate date = LocalDate.of(2026, 3, 7);
        assertEquals(ChicagoTime.nanos(date.plusDays(1), 0), ChicagoTime.nanos(date, ChicagoTime.DAY_SECONDS));
    }

    @Test
    void londonAgreesWithTheTimeZoneDatabaseSince1996() {
        for (LocalDate date = LocalDate.of(1996, 1, 1); date.getYear() < 2100; date = date.plusDays(1)) {
            long expected = nanos(date.atTime(16, 0).atZone(LONDON).toInstant());
            assertEquals(expected, ChicagoTime.londonNanos(date, 16 * 3600), date::toString);
        }
    }

    @Test
    void yearsBeyondNanosecondsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ChicagoTime.offsetSeconds(10_000_000_000L));
    }

    private static long nanos(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), ChicagoTime.NANOS);
    }
}
