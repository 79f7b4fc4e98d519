package org.outcry.market.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Session dates as numbers, {@code yyyymmdd}. */
public final class SessionDates {
    private SessionDates() {}

    public static int number(LocalDate date) {
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    }

    /** Throws {@link IllegalArgumentException} when the number is no date. */
    public static LocalDate date(int sessionDate) {
        try {
            return LocalDate.of(sessionDate / 10_000, sessionDate / 100 % 100, sessionDate % 100);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no date: " + sessionDate, e);
        }
    }
}
