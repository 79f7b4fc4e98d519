package org.outcry.engine.risk;

/**
 * Limits of an account that act by themselves. Money is micro-dollars, a percentage millionths of a percent; {@link #NONE} switches a
 * limit off. Profit and loss count fees, and the open profit against that at the start of the day or week.
 *
 * <p>Source: the partner reference, section 9.1; margin used is that of positions against net liquidation (our reading).
 *
 * @param dailyLossPercentAlert of the net liquidation value the day began with
 * @param flattenNanos instant at which everything is closed once, nanoseconds UTC
 * @param drawdown how far net liquidation may fall below its highest
 * @param drawdownLimit where the floor stops following
 * @param changesLocked the trader may not change these
 * @param doNotUnlock a lock by a limit lasts until an administrator lifts it
 */
public record AutoLiquidation(
        long marginPercentAlert,
        long marginPercentLiquidateOnly,
        long marginPercentLiquidate,
        long dailyLossPercentAlert,
        long dailyLossPercentLiquidateOnly,
        long dailyLossPercentLiquidate,
        long dailyLossAlert,
        long dailyLossLiquidateOnly,
        long dailyLossLiquidate,
        long weeklyLossLiquidate,
        long dailyProfitLiquidate,
        long weeklyProfitLiquidate,
        long flattenNanos,
        long drawdown,
        long drawdownLimit,
        DrawdownMode drawdownMode,
        boolean changesLocked,
        boolean doNotUnlock) {
    public static final long NONE = Long.MIN_VALUE;

    /** Nothing is limited. */
    public static final AutoLiquidation OFF = new AutoLiquidation(
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            DrawdownMode.END_OF_DAY,
            false,
            false);

    /** Of two limits the one that is reached first. */
    public static long stricter(long one, long other) {
        return one == NONE ? other : other == NONE ? one : Math.min(one, other);
    }
}
