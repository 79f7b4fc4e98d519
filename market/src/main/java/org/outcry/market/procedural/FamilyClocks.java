package org.outcry.market.procedural;

import org.outcry.market.calendar.SessionMode;

/**
 * Business time for one kind of day: for variance, and for the part of volume that is a contract's own. Half of the
 * volume follows the variance of the family, which ties volume to volatility; the rest makes up the wanted shape of volume.
 */
record FamilyClocks(SeasonalClock variance, SeasonalClock own) {
    private static final int NEWS_IN_VARIANCE = 1000;
    /** Volume feels half of a release, which is what its shared half brings. */
    private static final int NEWS_IN_OWN = 0;

    static FamilyClocks of(DayCurves curves, DayShape shape, SeasonalClock.DayTable days, SessionMode mode) {
        int[] variance = curves.variance(shape);
        int[] volume = curves.volume(shape);
        int[] own = new int[variance.length];
        long wanted = 0;
        long given = 0;
        for (int i = 0; i < own.length; i++) {
            wanted += 2L * volume[i] - variance[i];
            // Never backwards: where volume is scarcer than its share of variance, the next minutes make up for it.
            own[i] = (int) Math.max(0, wanted - given);
            given += own[i];
        }
        own[own.length - 1] -= (int) (given - (1L << DayCurves.TOTAL_SHIFT));
        return new FamilyClocks(
                new SeasonalClock(days, variance, NEWS_IN_VARIANCE, mode),
                new SeasonalClock(days, own, NEWS_IN_OWN, mode));
    }
}
