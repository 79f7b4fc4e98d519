package org.outcry.market.procedural;

import java.util.Locale;

/** One measured fact and the range in which a trader would not notice that the market is made up. */
record Row(String name, double value, double low, double high) {
    boolean accepted() {
        return value >= low && value <= high;
    }

    /** A single seed may miss by a third of the width. */
    boolean tolerable() {
        double slack = (high - low) / 3;
        return value >= low - slack && value <= high + slack;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%-34s %9.4f  %8.3f .. %-8.3f %s", name, value, low, high, accepted() ? "" : "MISS");
    }
}
