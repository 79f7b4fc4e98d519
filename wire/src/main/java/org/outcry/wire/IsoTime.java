package org.outcry.wire;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** ISO 8601 times in UTC with a fixed number of fraction digits, written by hand because twenty thousand bars need it. Any thread. */
public final class IsoTime {
    private static final long SECOND = 1_000_000_000L;
    private static final int BEFORE_FRACTION = 20;
    private static final int NANO_DIGITS = 9;

    private IsoTime() {}

    /**
     * {@code 2026-11-04T14:16:40.117Z} for three digits.
     *
     * @param nanos nanoseconds UTC of the years 1000 to 9999
     * @param fractionDigits 1 to 9; what is finer is cut off
     */
    public static String utc(long nanos, int fractionDigits) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, SECOND), (int) Math.floorMod(nanos, SECOND), ZoneOffset.UTC);
        char[] text = new char[BEFORE_FRACTION + fractionDigits + 1];
        digits(text, 0, 4, time.getYear());
        text[4] = '-';
        digits(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, time.getHour());
        text[13] = ':';
        digits(text, 14, 2, time.getMinute());
        text[16] = ':';
        digits(text, 17, 2, time.getSecond());
        text[19] = '.';
        int fraction = time.getNano();
        for (int dropped = fractionDigits; dropped < NANO_DIGITS; dropped++) {
            fraction /= 10;
        }
        digits(text, BEFORE_FRACTION, fractionDigits, fraction);
        text[text.length - 1] = 'Z';
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
