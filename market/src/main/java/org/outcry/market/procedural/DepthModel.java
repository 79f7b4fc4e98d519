package org.outcry.market.procedural;

/**
 * Displayed sizes: a hump away from the touch, larger at round prices, thinner when volatile, and a noise that belongs to
 * the price, so that a level keeps its size while the touch moves. The touch leans with the path: a bid about to rise is
 * thick and its ask thin. Immutable; any thread.
 */
final class DepthModel {
    static final int LEVELS = 10;
    /** Percent of the touch at each level. */
    private static final int[] SHAPE = {100, 130, 155, 170, 175, 170, 160, 150, 140, 130};

    private static final long[] PERIODS = {700_000_000L, 5_300_000_000L, 47_000_000_000L};
    private static final double[] FACTORS = factors();

    private final long key;
    private final int touch;
    private final int wholeTicks;

    DepthModel(ContractModel model) {
        key = Mix.key(model.ownKey(), Stream.DEPTH);
        touch = model.touch();
        wholeTicks = model.wholeTicks();
    }

    /** exp(0.29 z) for z = -8 .. 8 in steps of 1/16: the three noises together have a log deviation of about 0.45. */
    private static double[] factors() {
        double[] table = new double[257];
        for (int i = 0; i < table.length; i++) {
            table[i] = StrictMath.exp(0.29 * (i - 128) / 16.0);
        }
        return table;
    }

    /**
     * Sizes of one side from the touch outwards.
     *
     * @param ask whether it is the ask side
     * @param best its best price in ticks
     * @param timeNanos when
     * @param lean 0 to 1: how thick the touch is
     * @param liquidity factor of all sizes
     */
    int[] side(boolean ask, long best, long timeNanos, double lean, double liquidity) {
        int[] sizes = new int[LEVELS];
        long sideKey = ask ? key : ~key;
        long[] cells = new long[PERIODS.length];
        double[] parts = new double[PERIODS.length];
        for (int i = 0; i < PERIODS.length; i++) {
            cells[i] = Math.floorDiv(timeNanos, PERIODS[i]);
            parts[i] = Math.floorMod(timeNanos, PERIODS[i]) / (double) PERIODS[i];
        }
        for (int level = 0; level < LEVELS; level++) {
            long price = ask ? best + level : best - level;
            double size = touch * liquidity * SHAPE[level] / 100 * noise(Mix.key(sideKey, price), cells, parts);
            if (level == 0) {
                size *= 0.3 + 1.4 * lean;
            }
            if (Math.floorMod(price, (long) wholeTicks) == 0) {
                size *= 1.5;
            }
            sizes[level] = Math.max(1, (int) size);
        }
        return sizes;
    }

    private static double noise(long key, long[] cells, double[] parts) {
        double z = 0;
        for (int i = 0; i < cells.length; i++) {
            long counter = (cells[i] << 2) | i;
            double from = Mix.normal(Mix.at(key, counter));
            double to = Mix.normal(Mix.at(key, counter + 4));
            z += from + (to - from) * parts[i];
        }
        return FACTORS[(int) (Math.clamp(z, -8.0, 8.0) * 16) + 128];
    }
}
