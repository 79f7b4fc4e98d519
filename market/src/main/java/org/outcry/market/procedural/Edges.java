package org.outcry.market.procedural;

/**
 * The market at whole minutes: variance clock, price and number of trades so far. Everything finer is built between two
 * such edges, everything coarser is a sum over them. One thread; cheap to make and much cheaper to walk along.
 */
final class Edges {
    /** Octaves from 42 s of average time to 256 days. */
    private static final int FASTEST = -11;

    private static final int SLOWEST = 8;
    private static final double SLOW_RHO = 0.62;
    private static final double FAST_RHO = 0.45;
    private static final double OWN_RHO = 0.28;
    /** Octaves of 8 days and more are shared by all families: wild months are wild everywhere. */
    private static final int GLOBAL_FROM = 3;

    private final ContractModel model;
    private final SeasonalClock variance;
    private final SeasonalClock own;
    private final WarpChain fast;
    private final WarpChain slowVariance;
    private final WarpChain slowVolume;
    private final WarpChain ownVolume;
    private final BrownianTree path;
    private final long beforeFront;
    private final long untilFront;

    Edges(ContractModel model, FamilyClocks clocks) {
        this.model = model;
        this.variance = clocks.variance();
        this.own = clocks.own();
        long family = model.familyKey();
        fast = chain(FASTEST, -1, FAST_RHO, family);
        slowVariance = chain(0, SLOWEST, SLOW_RHO, family);
        slowVolume = chain(0, SLOWEST, SLOW_RHO / 2, family);
        ownVolume = WarpChain.of(FASTEST, SLOWEST, new WarpChain.Octave() {
            @Override
            public double rho(int j) {
                return j < 0 ? OWN_RHO : SLOW_RHO / 2;
            }

            @Override
            public long key(int j) {
                return j < 0 ? Mix.key(model.ownKey(), Stream.OWN_WARP) : slowKey(j, family);
            }
        });
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
        beforeFront = volumeClock(inside(model.activity().frontFrom()));
        untilFront = volumeClock(inside(model.activity().frontUntil()));
    }

    private WarpChain chain(int fastest, int slowest, double rho, long family) {
        return WarpChain.of(fastest, slowest, new WarpChain.Octave() {
            @Override
            public double rho(int j) {
                return rho;
            }

            @Override
            public long key(int j) {
                return slowKey(j, family);
            }
        });
    }

    private long slowKey(int j, long family) {
        return j >= GLOBAL_FROM ? model.globalKey() : family;
    }

    private long inside(long minute) {
        return Math.clamp(minute, variance.firstMinute(), variance.lastMinute());
    }

    /** Variance that has passed for the family at the start of a minute, 2^-44 of an average day. */
    long theta(long minute) {
        return slowVariance.apply(fast.apply(variance.at(minute)));
    }

    /** Latent price in the parent's ticks at the start of a minute whose variance clock is {@code theta}. */
    double price(long minute, long theta) {
        double motion = model.sigma() * path.at(theta);
        double carry = model.carryPerMinute() * (model.monthMinute() - minute) + model.monthOffset();
        return model.scale() * StrictMath.exp(motion + carry);
    }

    /** Number of trades before the start of a minute. Additive by construction. */
    long trades(long minute) {
        long clock = volumeClock(minute);
        long weighted = ContractModel.Activity.BEFORE * Math.min(clock, beforeFront)
                + ContractModel.Activity.FRONT * (Math.clamp(clock, beforeFront, untilFront) - beforeFront)
                + ContractModel.Activity.AFTER * (Math.max(clock, untilFront) - untilFront);
        // weighted / 64 * tradesPerDay / 2^36, floored; the product needs more than 64 bits.
        return Math.multiplyHigh(weighted, (long) model.tradesPerDay() << 22);
    }

    private long volumeClock(long minute) {
        long shared = slowVolume.apply(fast.apply(variance.at(minute)));
        // 2^36 units a day: eight bits fewer, so that two centuries times 64 still fit.
        return (3 * (shared >> 3) + 5 * (ownVolume.apply(own.at(minute)) >> 3)) >> 8;
    }
}
