package org.outcry.market.procedural;

import java.time.LocalDate;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionMode;

/**
 * Calendar time to business time: how much variance or volume passes by the minute, from the shape of the day, weekends
 * and scheduled news. One unit is 2^-44 of an average weekday. All integers. Immutable; any thread.
 *
 * <p>A business day is named by the Chicago date on which it ends at 17:00. In {@link SessionMode#ALWAYS_OPEN} weekends and
 * the maintenance hour carry half the overnight density (our choice). In {@link SessionMode#REAL_HOURS} the same stretches carry
 * only the variance of a gap: 0.006 of a day for the hour, 0.05 for the weekend.
 */
final class SeasonalClock {
    /** 2^44 units are one average weekday. */
    static final int DAY_SHIFT = 44;

    static final long DAY = 1L << DAY_SHIFT;
    static final long MINUTE_NANOS = 60L * ChicagoTime.NANOS;
    /** Days covered: 1970-01-02 to 2169-12-31. */
    static final int FIRST_DAY = 2;

    static final int LAST_DAY = (int) LocalDate.of(2170, 1, 1).toEpochDay();
    static final int MINUTES_OF_DAY = 1440;
    private static final int ROLL_SECOND = 17 * 3600;
    private static final int MAINTENANCE = 60;

    private final DayTable days;
    private final int newsPermille;
    /** Business time from the start of a weekday to each of its minutes. */
    private final long[] curve = new long[MINUTES_OF_DAY + 1];
    /** What a whole weekend day carries. */
    private final long weekend;
    /** Business time from the first day to the start of each, without news of the day itself. */
    private final long[] before;

    /** The first minute of each business day, shared by all clocks. */
    static final class DayTable {
        private final long[] firstMinute = new long[LAST_DAY - FIRST_DAY + 2];
        private final NewsCalendar news;

        DayTable(NewsCalendar news) {
            this.news = news;
            for (int i = 0; i < firstMinute.length; i++) {
                firstMinute[i] = ChicagoTime.nanos(FIRST_DAY + i - 1L, ROLL_SECOND) / MINUTE_NANOS;
            }
        }

        /** Index of the business day a minute (since 1970-01-01 UTC) lies in. */
        int dayOf(long minute) {
            int day = (int) ((minute - firstMinute[0]) / MINUTES_OF_DAY);
            if (day + 1 < firstMinute.length && minute >= firstMinute[day + 1]) {
                return day + 1;
            }
            return minute < firstMinute[day] ? day - 1 : day;
        }

        long firstMinute() {
            return firstMinute[0];
        }

        long lastMinute() {
            return firstMinute[firstMinute.length - 1] - 1;
        }

        /** Monday is 0: 1970-01-02 was a Friday. */
        static int weekday(int day) {
            return (day + FIRST_DAY + 3) % 7;
        }

        NewsCalendar news() {
            return news;
        }
    }

    SeasonalClock(DayTable days, int[] weights, int newsPermille, SessionMode mode) {
        this.days = days;
        this.newsPermille = newsPermille;
        long[] sums = new long[MINUTES_OF_DAY + 1];
        long overnight = 0;
        for (int i = 0; i < MINUTES_OF_DAY; i++) {
            sums[i + 1] = sums[i] + weights[i];
            overnight += i < DayCurves.OVERNIGHT_MINUTES ? weights[i] : 0;
        }
        int shift = DAY_SHIFT - DayCurves.TOTAL_SHIFT;
        if (sums[MINUTES_OF_DAY] != 1L << DayCurves.TOTAL_SHIFT) {
            throw new IllegalStateException("a day curve sums to " + sums[MINUTES_OF_DAY]);
        }
        for (int i = 0; i <= MINUTES_OF_DAY; i++) {
            curve[i] = sums[i] << shift;
        }
        if (mode == SessionMode.REAL_HOURS) {
            long start = curve[MINUTES_OF_DAY - MAINTENANCE];
            for (int i = 1; i <= MAINTENANCE; i++) {
                curve[MINUTES_OF_DAY - MAINTENANCE + i] = start + DAY * 6 / 1000 * i / MAINTENANCE;
            }
            weekend = DAY * 25 / 1000;
        } else {
            weekend = (overnight << shift) / DayCurves.OVERNIGHT_MINUTES / 2 * MINUTES_OF_DAY;
        }
        before = new long[days.firstMinute.length];
        for (int day = 0; day + 1 < before.length; day++) {
            before[day + 1] = before[day] + mass(day);
        }
    }

    private long mass(int day) {
        return DayTable.weekday(day) >= 5
                ? weekend
                : curve[MINUTES_OF_DAY] + days.news.until(day, MINUTES_OF_DAY, newsPermille);
    }

    /** Business time at the start of a minute counted from 1970-01-01 UTC. */
    long at(long minute) {
        int day = days.dayOf(minute);
        long first = days.firstMinute[day];
        int elapsed = (int) (minute - first);
        if (DayTable.weekday(day) >= 5) {
            // A Sunday may have 23 or 25 hours.
            return before[day] + weekend * elapsed / (days.firstMinute[day + 1] - first);
        }
        return before[day] + curve[elapsed] + days.news.until(day, elapsed, newsPermille);
    }

    long firstMinute() {
        return days.firstMinute();
    }

    long lastMinute() {
        return days.lastMinute();
    }
}
