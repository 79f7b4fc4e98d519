package org.outcry.market.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;

/**
 * The exchange holidays of CME Group by rule. A holiday is not a business day: nothing settles on it and no expiry rule
 * counts it. Saturday holidays are kept on Friday and Sunday ones on Monday, except New Year, which a Saturday swallows
 * (exchange calendars 2025 to 2027, read in the sources of docs/instruments.md). Earlier years: MLK since 1998,
 * Juneteenth since 2022.
 */
public enum Holiday {
    NEW_YEAR(true),
    MARTIN_LUTHER_KING(false),
    PRESIDENTS(false),
    GOOD_FRIDAY(true),
    MEMORIAL(false),
    JUNETEENTH(false),
    INDEPENDENCE(false),
    LABOR(false),
    THANKSGIVING(false),
    CHRISTMAS(true);

    private final boolean closesAll;

    Holiday(boolean closesAll) {
        this.closesAll = closesAll;
    }

    /** True when even the electronic market is closed until 17:00, false when it trades an abridged session. */
    public boolean closesAll() {
        return closesAll;
    }

    /** The holiday observed on a date. */
    public static Optional<Holiday> on(LocalDate date) {
        return switch (date.getMonth()) {
            case JANUARY -> {
                if ((date.getDayOfMonth() == 1 && weekday(date)) || movedToMonday(date, 1)) {
                    yield Optional.of(NEW_YEAR);
                }
                yield date.getYear() >= 1998
                        ? when(
                                MARTIN_LUTHER_KING,
                                date,
                                ChicagoTime.nth(date.getYear(), Month.JANUARY, DayOfWeek.MONDAY, 3))
                        : Optional.empty();
            }
            case FEBRUARY ->
                when(PRESIDENTS, date, ChicagoTime.nth(date.getYear(), Month.FEBRUARY, DayOfWeek.MONDAY, 3));
            case MARCH, APRIL -> when(GOOD_FRIDAY, date, easter(date.getYear()).minusDays(2));
            case MAY -> when(MEMORIAL, date, ChicagoTime.last(date.getYear(), Month.MAY, DayOfWeek.MONDAY));
            case JUNE -> date.getYear() >= 2022 && observed(date, 19) ? Optional.of(JUNETEENTH) : Optional.empty();
            case JULY -> observed(date, 4) ? Optional.of(INDEPENDENCE) : Optional.empty();
            case SEPTEMBER -> when(LABOR, date, ChicagoTime.nth(date.getYear(), Month.SEPTEMBER, DayOfWeek.MONDAY, 1));
            case NOVEMBER ->
                when(THANKSGIVING, date, ChicagoTime.nth(date.getYear(), Month.NOVEMBER, DayOfWeek.THURSDAY, 4));
            case DECEMBER -> observed(date, 25) ? Optional.of(CHRISTMAS) : Optional.empty();
            case AUGUST, OCTOBER -> Optional.empty();
        };
    }

    private static Optional<Holiday> when(Holiday holiday, LocalDate date, LocalDate observed) {
        return date.equals(observed) ? Optional.of(holiday) : Optional.empty();
    }

    private static boolean observed(LocalDate date, int dayOfMonth) {
        return (date.getDayOfMonth() == dayOfMonth && weekday(date))
                || movedToMonday(date, dayOfMonth)
                || (date.getDayOfMonth() == dayOfMonth - 1 && date.getDayOfWeek() == DayOfWeek.FRIDAY);
    }

    private static boolean movedToMonday(LocalDate date, int dayOfMonth) {
        return date.getDayOfMonth() == dayOfMonth + 1 && date.getDayOfWeek() == DayOfWeek.MONDAY;
    }

    static boolean weekday(LocalDate date) {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, Meeus, Astronomical Algorithms, ch. 8). */
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int inCentury = year % 100;
        int correction = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
        int shift = (golden + 11 * epact + 22 * weekday) / 451;
        int monthAndDay = epact + weekday - 7 * shift + 114;
        return LocalDate.of(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }
}
