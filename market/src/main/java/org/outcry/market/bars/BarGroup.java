package org.outcry.market.bars;

import java.time.LocalDate;
import org.outcry.market.BarPeriod;

/**
 * Which session dates share a bar of days or longer: a number that grows by one from bar to bar. Counted from 1970, so
 * that a bar never depends on where a request starts.
 */
public final class BarGroup {
    private BarGroup() {}

    /** True for kinds made of whole sessions. */
    public static boolean ofSessions(BarPeriod.Kind kind) {
        return switch (kind) {
            case DAY, WEEK, MONTH, YEAR -> true;
            case TICK, SECOND, MINUTE, HOUR, RANGE, VOLUME -> false;
        };
    }

    /** Group of a session date {@code yyyymmdd}. */
    public static long of(BarPeriod period, int sessionDate) {
        int year = sessionDate / 10_000;
        int month = sessionDate / 100 % 100;
        return switch (period.kind()) {
            case DAY -> Math.floorDiv(weekdays(year, month, sessionDate % 100), period.size());
            case WEEK -> Math.floorDiv(weekdays(year, month, sessionDate % 100), 5L * period.size());
            case MONTH -> Math.floorDiv(year * 12L + month - 1, period.size());
            case YEAR -> Math.floorDiv((long) year, period.size());
            case TICK, SECOND, MINUTE, HOUR, RANGE, VOLUME ->
                throw new IllegalArgumentException(period.kind() + " bars are not made of sessions");
        };
    }

    /** Weekdays since Monday 1969-12-29. */
    private static long weekdays(int year, int month, int day) {
        long days = LocalDate.of(year, month, day).toEpochDay() + 3;
        return Math.floorDiv(days, 7L) * 5 + Math.min(4, Math.floorMod(days, 7));
    }
}
