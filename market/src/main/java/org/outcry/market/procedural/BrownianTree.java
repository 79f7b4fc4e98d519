package org.outcry.market.procedural;

/**
 * Brownian motion with unit variance a day on the variance clock, evaluated anywhere by Levy's midpoint construction.
 * Root lattice points are independent with a fixed variance, so that a price stays around its anchor for ever; inside a
 * root cell this is Brownian motion exactly. Correlated motions share factors: each node's normal is a fixed mix of the
 * factors' normals and its own. The last path from the root is kept. One thread.
 */
final class BrownianTree {
    /** Cells stop here (1.3 s of average time, a hundredth of the variance of a quiet minute); inside, linear. */
    private static final int LEAF_SHIFT = 28;
    /** Cells longer than this (about 23 minutes of average time) mix all factors, shorter ones the first and their own. */
    private static final int FACTOR_SHIFT = 38;

    private final int rootShift;
    private final double rootScale;
    private final int depth;
    private final long[] factorKeys;
    private final double[] loadings;
    private final double ownLoading;
    private final double ownLoadingBelow;
    private final long ownKey;

    private final double[] halfRoot;
    private final long[] cell;
    private final double[] left;
    private final double[] right;
    private boolean empty = true;

    BrownianTree(int rootShift, long[] factorKeys, double[] loadings, double ownLoading, long ownKey) {
        this.rootShift = rootShift;
        this.rootScale = Math.sqrt(0.5 * days(rootShift));
        this.depth = rootShift - LEAF_SHIFT;
        this.factorKeys = factorKeys.clone();
        this.loadings = loadings.clone();
        this.ownLoading = ownLoading;
        this.ownLoadingBelow = Math.sqrt(1 - loadings[0] * loadings[0]);
        this.ownKey = ownKey;
        halfRoot = new double[depth + 1];
        for (int level = 0; level <= depth; level++) {
            halfRoot[level] = Math.sqrt(days(rootShift - level)) / 2;
        }
        cell = new long[depth + 1];
        left = new double[depth + 1];
        right = new double[depth + 1];
    }

    private static double days(int shift) {
        return shift >= SeasonalClock.DAY_SHIFT
                ? (double) (1L << (shift - SeasonalClock.DAY_SHIFT))
                : 1.0 / (1L << (SeasonalClock.DAY_SHIFT - shift));
    }

    double at(long theta) {
        int level = shared(theta);
        for (; level < depth; level++) {
            descend(theta, level);
        }
        double fraction = (theta & ((1L << LEAF_SHIFT) - 1)) * (1.0 / (1L << LEAF_SHIFT));
        return left[depth] + (right[depth] - left[depth]) * fraction;
    }

    /** Deepest kept level whose cell holds theta. */
    private int shared(long theta) {
        long root = theta >> rootShift;
        if (empty || cell[0] != root) {
            empty = false;
            cell[0] = root;
            left[0] = normal(0, root) * rootScale;
            right[0] = normal(0, root + 1) * rootScale;
            return 0;
        }
        long different = (theta >> LEAF_SHIFT) ^ cell[depth];
        return different == 0 ? depth : depth - (64 - Long.numberOfLeadingZeros(different));
    }

    private void descend(long theta, int level) {
        double a = left[level];
        double b = right[level];
        double middle = (a + b) * 0.5 + normal(level + 1, cell[level]) * halfRoot[level];
        long child = theta >> (rootShift - level - 1);
        cell[level + 1] = child;
        if ((child & 1) == 0) {
            left[level + 1] = a;
            right[level + 1] = middle;
        } else {
            left[level + 1] = middle;
            right[level + 1] = b;
        }
    }

    private double normal(int level, long index) {
        long counter = (index << 6) | level;
        double z = loadings[0] * Mix.normal(Mix.next(factorKeys[0], counter));
        if (rootShift - level < FACTOR_SHIFT) {
            return z + ownLoadingBelow * Mix.normal(Mix.next(ownKey, counter));
        }
        for (int factor = 1; factor < loadings.length; factor++) {
            if (loadings[factor] != 0) {
                z += loadings[factor] * Mix.normal(Mix.next(factorKeys[factor], counter));
            }
        }
        return z + ownLoading * Mix.normal(Mix.next(ownKey, counter));
    }
}
