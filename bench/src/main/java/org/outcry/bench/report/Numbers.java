package org.outcry.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
    private Numbers() {}

    /** Three significant digits or whole thousands: {@code 1,234,567}, {@code 12.3}, {@code 0.456}. */
    public static String plain(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** A time with its unit: {@code 482 us}. */
    public static String time(double nanos) {
        if (nanos < 10_000) {
            return plain(nanos) + " ns";
        }
        if (nanos < 10_000_000) {
            return plain(nanos / 1_000) + " us";
        }
        return nanos < 10_000_000_000.0 ? plain(nanos / 1e6) + " ms" : plain(nanos / 1e9) + " s";
    }
}
