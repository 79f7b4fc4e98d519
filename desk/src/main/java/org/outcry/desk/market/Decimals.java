package org.outcry.desk.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Decimal text of exact integers. Always one digit after the point at least, as the original's doubles print ({@code 24810.0}),
 * and no further trailing zeros.
 */
public final class Decimals {
    /** Longest text: sign, 19 digits, point, and up to 18 leading zeros of a small fraction. */
    public static final int MAX_CHARS = 40;

    private static final int MAX_SCALE = 18;

    private Decimals() {}

    /**
     * Writes {@code unscaled / 10^scale} into the end of the buffer.
     *
     * @param scale 0 to 18
     * @return where the text starts; it ends with the buffer
     */
    public static int write(long unscaled, int scale, char[] buffer) {
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale " + scale);
        }
        int at = buffer.length;
        // Negative remainders: Long.MIN_VALUE has no positive twin.
        long rest = unscaled < 0 ? unscaled : -unscaled;
        boolean printed = false;
        for (int digit = scale; digit > 0; digit--) {
            int value = (int) -(rest % 10);
            rest /= 10;
            if (value != 0 || printed || digit == 1) {
                buffer[--at] = (char) ('0' + value);
                printed = true;
            }
        }
        if (scale == 0) {
            buffer[--at] = '0';
        }
        buffer[--at] = '.';
        do {
            buffer[--at] = (char) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (unscaled < 0) {
            buffer[--at] = '-';
        }
        return at;
    }

    /** Micro-dollars for people, rounded up to the cent: {@code $1,234.50}. */
    public static String dollars(long micros) {
        BigDecimal cents = BigDecimal.valueOf(micros, 6).setScale(2, RoundingMode.CEILING);
        return (micros < 0 ? "-$" : "$") + String.format(Locale.ROOT, "%,.2f", cents.abs());
    }

    public static String text(long unscaled, int scale) {
        char[] buffer = new char[MAX_CHARS];
        int at = write(unscaled, scale, buffer);
        return new String(buffer, at, buffer.length - at);
    }
}
