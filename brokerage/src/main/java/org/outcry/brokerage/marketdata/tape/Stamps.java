package org.outcry.brokerage.marketdata.tape;

import java.time.LocalDate;

/** Times of market data: always with milliseconds, {@code 2026-09-14T14:30:05.117Z}, digit by digit. Any thread. */
public final class Stamps {
    private static final long MILLI = 1_000_000L;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int LENGTH = 24;

    private Stamps() {}

    /** Nanoseconds UTC of the years 1000 to 9999, cut to milliseconds. */
    public static String of(long nanos) {
        long millis = Math.floorDiv(nanos, MILLI);
        long day = Math.floorDiv(millis, DAY_MILLIS);
        int ofDay = (int) (millis - day * DAY_MILLIS);
        LocalDate date = LocalDate.ofEpochDay(day);
        char[] text = new char[LENGTH];
        digits(text, 0, 4, date.getYear());
        text[4] = '-';
        digits(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, ofDay / 3_600_000);
        text[13] = ':';
        digits(text, 14, 2, ofDay / 60_000 % 60);
        text[16] = ':';
        digits(text, 17, 2, ofDay / 1_000 % 60);
        text[19] = '.';
        digits(text, 20, 3, ofDay % 1_000);
        text[23] = 'Z';
        return new String(text);
    }

    private static void digits(char[] text, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
