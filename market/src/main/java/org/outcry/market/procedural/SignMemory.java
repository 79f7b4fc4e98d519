package org.outcry.market.procedural;

/**
 * Which side takes: a long memory over the number of the trade (orders are split), chance, and the recent path. Long
 * memory is a sum of slowly changing normals whose variances fall with a power of how long they last. One thread: the
 * slow ones are kept.
 */
final class SignMemory {
    private static final int LEVELS = 8;
    private static final double MEMORY = Math.sqrt(0.45);
    private static final double CHANCE = Math.sqrt(0.30);
    private static final double PATH = Math.sqrt(0.25);

    private static final double[] WEIGHTS = weights();

    private final long[] keys = new long[LEVELS];
    private final long[] phases = new long[LEVELS];
    private final long[] cells = new long[LEVELS];
    private final double[] values = new double[LEVELS];
    private final long noise;

    SignMemory(long key) {
        for (int level = 0; level < LEVELS; level++) {
            keys[level] = Mix.key(key, Stream.SIGN, level);
            phases[level] = Mix.key(key, Stream.SIGN, level + 100L) >>> 44;
            cells[level] = Long.MIN_VALUE;
        }
        noise = Mix.key(key, Stream.SIGN_NOISE);
    }

    /** Level l lasts 4^(l+1) / 2 trades; its variance is proportional to length^-0.47, which is 0.52 a level. */
    private static double[] weights() {
        double[] weights = new double[LEVELS];
        double sum = 0;
        double variance = 1;
        for (int level = 0; level < LEVELS; level++) {
            weights[level] = variance;
            sum += variance;
            variance *= 0.52;
        }
        for (int level = 0; level < LEVELS; level++) {
            weights[level] = Math.sqrt(weights[level] / sum) * MEMORY;
        }
        return weights;
    }

    /** True when trade number {@code trade} is a buy; {@code path} is the standardised recent move. */
    boolean buys(long trade, double path) {
        double z = PATH * path + CHANCE * Mix.normal(Mix.next(noise, trade));
        for (int level = 0; level < LEVELS; level++) {
            long cell = (trade + phases[level]) >> (2 * level + 1);
            if (cell != cells[level]) {
                cells[level] = cell;
                values[level] = Mix.normal(Mix.next(keys[level], cell)) * WEIGHTS[level];
            }
            z += values[level];
        }
        return z >= 0;
    }
}
