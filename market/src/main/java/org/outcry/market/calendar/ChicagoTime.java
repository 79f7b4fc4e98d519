package org.outcry.market.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * Chicago and London wall-clock time by written-out rules, so that every Java release and machine agrees; the tz
 * database is not asked. Chicago: second Sunday of March to first Sunday of November since 2007, first Sunday of April to
 * last Sunday of October 1987 to 2006, last Sundays of April and October 1967 to 1986 (with 1974 and 1975 early), changes
 * at 02:00 local (US Energy Policy Act 2005 and Uniform Time Act). Instants are nanoseconds UTC, years 1970 to 2261; any
 * thread.
 */
public final class ChicagoTime {
    /** IANA name of the zone these rules describe. */
    public static final String ZONE = "America/Chicago";
    /** Windows name of the zone, as NinjaTrader writes it. */
    public static final String WINDOWS_ZONE = "Central Standard Time";

    static final int FIRST_YEAR = 1969;
    static final int LAST_YEAR = 2262;

    public static final long NANOS = 1_000_000_000L;
    public static final int DAY_SECONDS = 86_400;
    private static final int STANDARD = -6 * 3600;
    private static final int SUMMER = -5 * 3600;

    /** Epoch seconds at which each year's summer time starts and ends. */
    private static final long[] STARTS = new long[LAST_YEAR - FIRST_YEAR + 1];

    private static final long[] ENDS = new long[LAST_YEAR - FIRST_YEAR + 1];

    static {
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            STARTS[year - FIRST_YEAR] = summerStart(year).toEpochDay() * DAY_SECONDS + 2 * 3600 - STANDARD;
            ENDS[year - FIRST_YEAR] = summerEnd(year).toEpochDay() * DAY_SECONDS + 2 * 3600 - SUMMER;
        }
    }

    private ChicagoTime() {}

    static LocalDate summerStart(int year) {
        if (year >= 2007) {
            return nth(year, Month.MARCH, DayOfWeek.SUNDAY, 2);
        }
        if (year >= 1987) {
            return nth(year, Month.APRIL, DayOfWeek.SUNDAY, 1);
        }
        return switch (year) {
            case 1974 -> LocalDate.of(1974, 1, 6);
            case 1975 -> LocalDate.of(1975, 2, 23);
            default -> last(year, Month.APRIL, DayOfWeek.SUNDAY);
        };
    }

    static LocalDate summerEnd(int year) {
        return year >= 2007
                ? nth(year, Month.NOVEMBER, DayOfWeek.SUNDAY, 1)
                : last(year, Month.OCTOBER, DayOfWeek.SUNDAY);
    }

    static LocalDate nth(int year, Month month, DayOfWeek day, int n) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
    }

    static LocalDate last(int year, Month month, DayOfWeek day) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(day));
    }

    /** Seconds to add to UTC for Chicago's wall clock: -18,000 in summer, -21,600 in winter. */
    public static int offsetSeconds(long epochSecond) {
        // 31,556,952 s is the Gregorian mean year; near New Year it may name the neighbour, where winter holds anyway.
        int year = (int) (1970 + Math.floorDiv(epochSecond, 31_556_952L));
        int index = year - FIRST_YEAR;
        if (index < 0 || index >= STARTS.length) {
            throw new IllegalArgumentException("no Chicago time for year " + year);
        }
        return epochSecond >= STARTS[index] && epochSecond < ENDS[index] ? SUMMER : STANDARD;
    }

    /** Chicago wall-clock seconds since 1970-01-01 00:00 there: day number and second of day in one number. */
    public static long localSeconds(long nanos) {
        long epochSecond = Math.floorDiv(nanos, NANOS);
        return epochSecond + offsetSeconds(epochSecond);
    }

    /** Chicago calendar date as days since 1970-01-01. */
    public static long epochDay(long nanos) {
        return Math.floorDiv(localSeconds(nanos), DAY_SECONDS);
    }

    public static LocalDate date(long nanos) {
        return LocalDate.ofEpochDay(epochDay(nanos));
    }

    /** Seconds since Chicago midnight on the wall clock, 0 to 86,399. */
    public static int secondOfDay(long nanos) {
        return Math.floorMod(localSeconds(nanos), DAY_SECONDS);
    }

    public static LocalDateTime dateTime(long nanos) {
        return LocalDateTime.ofEpochSecond(localSeconds(nanos), (int) Math.floorMod(nanos, NANOS), ZoneOffset.UTC);
    }

    /**
     * The instant a Chicago wall clock shows a date and second of day (0 to 86,400). The hour that spring skips reads as
     * one hour later; the hour that autumn repeats is its first passing.
     */
    public static long nanos(LocalDate date, int secondOfDay) {
        return nanos(date.toEpochDay(), secondOfDay);
    }

    /** As {@link #nanos(LocalDate, int)}, the date given as days since 1970-01-01. */
    public static long nanos(long epochDay, int secondOfDay) {
        long local = epochDay * DAY_SECONDS + secondOfDay;
        boolean summer = offsetSeconds(local - SUMMER) == SUMMER;
        return Math.multiplyExact(local - (summer ? SUMMER : STANDARD), NANOS);
    }

    /** The instant a London wall clock shows a date and time; last Sundays of March and October, 01:00 UTC. */
    public static long londonNanos(LocalDate date, int secondOfDay) {
        long change = 3600;
        long utc = date.toEpochDay() * DAY_SECONDS + secondOfDay;
        long start = last(date.getYear(), Month.MARCH, DayOfWeek.SUNDAY).toEpochDay() * DAY_SECONDS + change;
        long end = last(date.getYear(), Month.OCTOBER, DayOfWeek.SUNDAY).toEpochDay() * DAY_SECONDS + change;
        return Math.multiplyExact(utc >= start + 3600 && utc < end + 3600 ? utc - 3600 : utc, NANOS);
    }
}
