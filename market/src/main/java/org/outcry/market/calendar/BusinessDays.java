package org.outcry.market.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Business days of the exchange: Monday to Friday without its {@link Holiday holidays}. Columbus and Veterans Day are
 * business days. Any thread.
 */
public final class BusinessDays {
    private BusinessDays() {}

    public static boolean contains(LocalDate date) {
        return Holiday.weekday(date) && Holiday.on(date).isEmpty();
    }

    /** The date itself, or the last business day before it. */
    public static LocalDate atOrBefore(LocalDate date) {
        LocalDate day = date;
        while (!contains(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    public static LocalDate atOrAfter(LocalDate date) {
        LocalDate day = date;
        while (!contains(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    public static LocalDate after(LocalDate date) {
        return atOrAfter(date.plusDays(1));
    }

    /** {@code n} business days before a date; the date itself does not count. {@code n} of 0 is the date itself. */
    public static LocalDate before(LocalDate date, int n) {
        LocalDate day = date;
        for (int i = 0; i < n; i++) {
            day = atOrBefore(day.minusDays(1));
        }
        return day;
    }

    /** The {@code n}-th business day of a month, counted from 1. */
    public static LocalDate nth(YearMonth month, int n) {
        LocalDate day = atOrAfter(month.atDay(1));
        for (int i = 1; i < n; i++) {
            day = after(day);
        }
        return day;
    }

    /** The {@code n}-th business day from the end of a month: 1 is the last. */
    public static LocalDate nthLast(YearMonth month, int n) {
        return before(month.atEndOfMonth().plusDays(1), n);
    }

    /** The weekday before a date: Friday before a Monday, holidays not regarded. */
    public static LocalDate weekdayBefore(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case MONDAY -> date.minusDays(3);
            case SUNDAY -> date.minusDays(2);
            case TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY -> date.minusDays(1);
        };
    }

    /**
     * Business day in London as well, for Fridays and the days just before them: English bank holidays that fall on
     * Mondays cannot be met there, so only Good Friday, Christmas, Boxing Day and New Year are known here.
     */
    public static boolean containsLondon(LocalDate date) {
        if (!Holiday.weekday(date) || date.equals(Holiday.easter(date.getYear()).minusDays(2))) {
            return false;
        }
        int day = date.getDayOfMonth();
        return switch (date.getMonth()) {
            case JANUARY -> day != 1 && !(day <= 3 && date.getDayOfWeek() == DayOfWeek.MONDAY);
            case DECEMBER ->
                day != 25
                        && day != 26
                        && !(day <= 28
                                && day >= 27
                                && (date.getDayOfWeek() == DayOfWeek.MONDAY
                                        || date.getDayOfWeek() == DayOfWeek.TUESDAY));
            default -> true;
        };
    }
}
