package org.outcry.market.procedural;

/**
 * Scheduled releases: business time added to the minutes after them. On 35 % of weekdays one release at 07:30 Chicago
 * (08:30 New York), and eight times a year a central bank decision at 13:00; which days and how large is drawn from the
 * seed. Two thirds of a release passes in its first minute, the rest decays over 25. Immutable; any thread.
 */
final class NewsCalendar {
    private static final int MORNING = 870;
    private static final int AFTERNOON = 1200;
    private static final int LENGTH = 25;
    /** Thousandths of a release that have passed at each minute after it. */
    private static final int[] PASSED = passed();

    private final long key;

    NewsCalendar(long key) {
        this.key = key;
    }

    private static int[] passed() {
        int[] sums = new int[LENGTH + 1];
        // 660 in the first minute, then 340 in a triangle of 24 steps: 24 + 23 + ... + 1 = 300.
        for (int i = 1; i <= LENGTH; i++) {
            int triangle = (i - 1) * 24 - (i - 1) * (i - 2) / 2;
            sums[i] = 660 + triangle * 340 / 300;
        }
        return sums;
    }

    /** Extra business time of a weekday up to a minute since its 17:00 start, and how much of a release is felt. */
    long until(int day, int minuteOfDay, int permille) {
        if (minuteOfDay <= MORNING) {
            return 0;
        }
        long word = Mix.at(key, day);
        long total = part(morning(word), minuteOfDay - MORNING) + part(afternoon(word), minuteOfDay - AFTERNOON);
        return total / 1000 * permille;
    }

    private static long part(long mass, int minutes) {
        return minutes <= 0 ? 0 : mass / 1000 * PASSED[Math.min(minutes, LENGTH)];
    }

    private static long morning(long word) {
        int draw = (int) (word & 0xFFFF) % 1000;
        if (draw >= 350) {
            return 0;
        }
        int thousandths = draw < 122 ? 20 : draw < 228 ? 60 : draw < 298 ? 150 : 350;
        return SeasonalClock.DAY / 1000 * thousandths;
    }

    private static long afternoon(long word) {
        // 8 of 261 weekdays.
        return ((word >>> 16) & 0xFFFF) % 261 < 8 ? SeasonalClock.DAY / 1000 * 550 : 0;
    }
}
