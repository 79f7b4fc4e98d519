package org.outcry.market;

/** Statistics of one session up to a moment; {@code previousCloseTicks} is the last trade of the session before. */
public record SessionStatistics(
        int sessionDate,
        long openTicks,
        long highTicks,
        long lowTicks,
        long lastTicks,
        long previousCloseTicks,
        long volume) {}
