package org.outcry.wire;

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

    private static final long[] POWERS = powers();

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

    /**
     * Writes {@code unscaled / 10^scale} in ASCII from a place on, where {@link #MAX_CHARS} bytes must be free.
     *
     * @param scale 0 to 18
     * @return where the text ends
     */
    public static int write(long unscaled, int scale, byte[] buffer, int from) {
        if (unscaled < 0 || scale < 0 || scale > MAX_SCALE) {
            char[] text = new char[MAX_CHARS];
            int at = from;
            for (int i = write(unscaled, scale, text); i < text.length; i++) {
                buffer[at++] = (byte) text[i];
            }
            return at;
        }
        // Forward: the whole part, then the digits of the fraction up to its last that is not zero.
        long unit = POWERS[scale];
        long whole = unscaled / unit;
        long fraction = unscaled - whole * unit;
        int point = from + digits(whole);
        fill(buffer, from, point, whole);
        buffer[point] = '.';
        int shown = Math.max(1, scale);
        while (shown > 1 && fraction % 10 == 0) {
            fraction /= 10;
            shown--;
        }
        fill(buffer, point + 1, point + 1 + shown, fraction);
        return point + 1 + shown;
    }

    private static int digits(long value) {
        int count = 1;
        while (count <= MAX_SCALE && value >= POWERS[count]) {
            count++;
        }
        return count;
    }

    private static void fill(byte[] buffer, int from, int to, long value) {
        long rest = value;
        for (int i = to - 1; i >= from; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long[] powers() {
        long[] powers = new long[MAX_SCALE + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    public static String text(long unscaled, int scale) {
        char[] buffer = new char[MAX_CHARS];
        int at = write(unscaled, scale, buffer);
        return new String(buffer, at, buffer.length - at);
    }
}
