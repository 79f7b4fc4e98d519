package org.outcry.market.procedural;

/**
 * The market at whole minutes: variance clock, price and number of trades so far. Everything finer is built between two
 * such edges, everything coarser is a sum over them. One thread; cheap to make and much cheaper to walk along.
 */
final class Edges {
    /** Octaves from 42 s of average time to 256 days; those of 45 minutes and more are sampled. */
    private static final int FASTEST = -11;

    private static final int SAMPLED = -5;
    private static final int SLOWEST = 8;
    /** Octaves of 8 days and more are shared by all families: wild months are wild everywhere. */
    private static final int GLOBAL_FROM = 3;

    private final ContractModel model;
    private final SeasonalClock variance;
    private final SeasonalClock own;
    private final WarpChain fast;
    private final SampledChain slowVariance;
    private final SampledChain slowVolume;
    private final WarpChain ownFast;
    private final SampledChain ownSlow;
    private final BrownianTree path;
    private final long beforeFront;
    private final long untilFront;

    private long minute;
    private long theta;
    private long trades;

    Edges(ContractModel model, FamilyClocks clocks) {
        this.model = model;
        this.variance = clocks.variance();
        this.own = clocks.own();
        long family = model.familyKey();
        Clustering rho = model.clustering();
        long ownKey = Mix.key(model.ownKey(), Stream.OWN_WARP);
        fast = chain(FASTEST, SAMPLED - 1, rho.fast(), 0, family);
        slowVariance = new SampledChain(chain(SAMPLED, SLOWEST, rho.fast(), rho.slow(), family), SAMPLED);
        slowVolume = new SampledChain(chain(SAMPLED, SLOWEST, rho.fast(), rho.slowVolume(), family), SAMPLED);
        ownFast = chain(FASTEST, SAMPLED - 1, rho.own(), 0, ownKey);
        double ownRho = rho.own();
        double slowRho = rho.slowVolume();
        ownSlow = new SampledChain(
                WarpChain.of(SAMPLED, SLOWEST, new WarpChain.Octave() {
                    @Override
                    public double rho(int j) {
                        return j < 0 ? ownRho : slowRho;
                    }

                    @Override
                    public long key(int j) {
                        return j < 0 ? ownKey : slowKey(j, family);
                    }
                }),
                SAMPLED);
        Family.Loadings loadings = model.family().loadings();
        path = new BrownianTree(
                model.family().rootShift(),
                new long[] {
                    Mix.key(family, Stream.FACTOR, 0),
                    Mix.key(family, Stream.FACTOR, 1),
                    Mix.key(family, Stream.FACTOR, 2)
                },
                new double[] {loadings.common(), loadings.second(), loadings.third()},
                loadings.own(),
                Mix.key(model.pathKey(), Stream.OWN_PATH));
        beforeFront = frontClock(model.activity().frontFrom());
        untilFront = frontClock(model.activity().frontUntil());
    }

    private WarpChain chain(int fastest, int slowest, double fastRho, double slowRho, long key) {
        return WarpChain.of(fastest, slowest, new WarpChain.Octave() {
            @Override
            public double rho(int j) {
                return j < 0 ? fastRho : slowRho;
            }

            @Override
            public long key(int j) {
                return slowKey(j, key);
            }
        });
    }

    private long slowKey(int j, long family) {
        return j >= GLOBAL_FROM ? model.globalKey() : family;
    }

    private long frontClock(long atMinute) {
        long inside = Math.clamp(atMinute, variance.firstMinute(), variance.lastMinute());
        return volumeClock(fast.apply(variance.at(inside)), inside);
    }

    /** Moves to the start of a minute. */
    void moveTo(long minute) {
        this.minute = minute;
        long shared = fast.apply(variance.at(minute));
        theta = slowVariance.apply(shared);
        trades = trades(shared, minute);
    }

    /** Variance that has passed for the family, 2^-44 of an average day. */
    long theta() {
        return theta;
    }

    /** Number of trades before the minute. Additive by construction. */
    long trades() {
        return trades;
    }

    /** Latent price in the parent's ticks. */
    double price() {
        double motion = model.sigma() * path.at(theta);
        double carry = model.carryPerMinute() * (model.monthMinute() - minute) + model.monthOffset();
        return model.scale() * StrictMath.exp(motion + carry);
    }

    /** Number of trades before the start of any minute. */
    long trades(long atMinute) {
        return trades(fast.apply(variance.at(atMinute)), atMinute);
    }

    private long trades(long shared, long atMinute) {
        long clock = volumeClock(shared, atMinute);
        long weighted = ContractModel.Activity.BEFORE * Math.min(clock, beforeFront)
                + ContractModel.Activity.FRONT * (Math.clamp(clock, beforeFront, untilFront) - beforeFront)
                + ContractModel.Activity.AFTER * (Math.max(clock, untilFront) - untilFront);
        // weighted / 64 * tradesPerDay / 2^36, floored; the product needs more than 64 bits.
        return Math.multiplyHigh(weighted, (long) model.tradesPerDay() << 22);
    }

    private long volumeClock(long shared, long atMinute) {
        // 2^36 units a day: eight bits fewer, so that two centuries times 64 still fit.
        return ((slowVolume.apply(shared) >> 1) + (ownSlow.apply(ownFast.apply(own.at(atMinute))) >> 1)) >> 8;
    }
}
