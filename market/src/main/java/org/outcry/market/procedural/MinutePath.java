package org.outcry.market.procedural;

import java.util.Arrays;

/**
 * One minute between two edges, on a grid of equal slots: the latent price as a Brownian bridge, the quotes it makes, how
 * many trades each slot prints, and on which side. It is small enough to be made whole, so highs and lows are found by
 * looking. Both the minute's bar and its events read this one path, which is why they cannot disagree. Reused from minute
 * to minute; one thread.
 *
 * <p>A slot opens with a quote made from the path at its start; its trades follow within the slot at that quote.
 */
final class MinutePath {
    static final int MAX_SLOTS = 512;
    static final int MIN_SLOTS = 16;
    private static final int BLOCKS = 8;
    /** How far the path may leave a tick before the quote follows, beyond the half tick of plain rounding. */
    static final double HYSTERESIS = 0.22;
    /** Variance of a uniform 16-bit lane is (2^32 - 1) / 12. */
    private static final double LANE = Math.sqrt(12 / (65_536.0 * 65_536.0 - 1));
    /** A bridge strays this many deviations once in 10^17 minutes; the bound is kept so that bars may skip minutes. */
    static final double REACH = 4.5;
    /** An average weekday minute on the variance clock. */
    private static final double AVERAGE_MINUTE = SeasonalClock.DAY / 1440.0;

    private static final int[] BURSTS = bursts();

    private final ContractModel model;
    private final long commonKey;
    private final long ownNoiseKey;
    private final long activityKey;
    private final long burstKey;
    private final long spreadKey;
    private final double commonLoading;
    private final double ownLoading;
    private final SignMemory signs;

    private int slots;
    private long firstTrade;
    private int trades;
    private double deviation;
    private double meanExtra;
    private double activity;
    private long spreadWords;
    private final double[] path = new double[MAX_SLOTS + 1];
    private final int[] tick = new int[MAX_SLOTS];
    private final int[] printed = new int[MAX_SLOTS + 1];
    private final double[] blockVariance = new double[BLOCKS];
    private final int[] blockActivity = new int[BLOCKS];
    private final long[] intensity = new long[MAX_SLOTS + 1];

    MinutePath(ContractModel model) {
        this.model = model;
        long family = model.familyKey();
        commonKey = Mix.key(family, Stream.COMMON_NOISE);
        ownNoiseKey = Mix.key(model.pathKey(), Stream.OWN_NOISE);
        activityKey = Mix.key(family, Stream.ACTIVITY);
        burstKey = Mix.key(model.ownKey(), Stream.BURST);
        boolean copies = model.tickRatio() == 1;
        spreadKey = Mix.key(copies ? model.pathKey() : model.ownKey(), Stream.SPREAD);
        commonLoading = model.family().loadings().common();
        ownLoading = Math.sqrt(1 - commonLoading * commonLoading);
        signs = new SignMemory(model.ownKey());
    }

    /** Weights of a slot's share of trades: most small, one in 256 about fifty times the median. */
    private static int[] bursts() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = 12 + 1024 / (256 - i);
        }
        return table;
    }

    /**
     * Makes the minute.
     *
     * @param minute minutes since 1970
     * @param start latent price at its start in the parent's ticks
     * @param end the same at its end
     * @param variance variance clock that passes, 2^-44 days
     * @param firstTrade trades before it
     * @param trades trades in it
     */
    void build(long minute, double start, double end, long variance, long firstTrade, int trades) {
        this.firstTrade = firstTrade;
        this.trades = trades;
        slots = slotsFor(variance);
        activity = variance / AVERAGE_MINUTE;
        meanExtra = model.extraSpread() * (activity < 1 ? 1.25 : 1) + 0.012 * activity;
        spreadWords = Mix.at(spreadKey, minute);
        deviation = start * model.sigma() * Math.sqrt(variance * (1.0 / SeasonalClock.DAY));
        split(Mix.at(activityKey, minute));
        bridge(Mix.key(commonKey, minute), Mix.key(ownNoiseKey, minute), start, end);
        quotes();
        allocate(Mix.key(burstKey, minute));
    }

    /** About 0.6 ticks of an index future a slot: 256 slots in an average regular minute, 32 in a quiet one. */
    static int slotsFor(long variance) {
        long wanted = variance >> 27;
        return wanted >= MAX_SLOTS / 2 ? MAX_SLOTS : Math.max(MIN_SLOTS, 2 * Integer.highestOneBit((int) wanted + 1));
    }

    /** Shares of the minute's eighths in its variance and trades, a cascade of three levels. */
    private void split(long word) {
        for (int block = 0; block < BLOCKS; block++) {
            double first = share(word);
            double second = share(word >>> (8 * (1 + (block >> 2))));
            double third = share(word >>> (8 * (3 + (block >> 1))));
            blockVariance[block] = ((block & 4) == 0 ? first : 1 - first)
                    * ((block & 2) == 0 ? second : 1 - second)
                    * ((block & 1) == 0 ? third : 1 - third);
            blockActivity[block] = 1 + (int) (blockVariance[block] * 1024);
        }
    }

    private static double share(long word) {
        return 0.25 + (word & 0xFF) * (0.5 / 255);
    }

    private void bridge(long common, long own, double start, double end) {
        int perBlock = slots / BLOCKS;
        double sum = 0;
        int slot = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double unit = deviation * Math.sqrt(blockVariance[block] / perBlock) * LANE;
            double ofCommon = unit * commonLoading;
            double ofOwn = unit * ownLoading;
            for (int i = 0; i < perBlock; i++) {
                path[slot] = sum;
                int lane = (slot & 3) << 4;
                double step = ofCommon * (((int) (word(common, slot) >>> lane) & 0xFFFF) - 32_767.5);
                if (ofOwn != 0) {
                    step += ofOwn * (((int) (word(own, slot) >>> lane) & 0xFFFF) - 32_767.5);
                }
                sum += step;
                slot++;
            }
        }
        path[slots] = sum;
        pin(start, end, perBlock);
    }

    private static long word(long key, int slot) {
        return Mix.at(key, slot >> 2);
    }

    /** Turns the free walk into a bridge, and keeps it within reach of its ends. */
    private void pin(double start, double end, int perBlock) {
        double error = end - start - path[slots];
        double top = Math.max(start, end) + REACH * deviation;
        double bottom = Math.max(1, Math.min(start, end) - REACH * deviation);
        double ratio = model.tickRatio();
        double passed = 0;
        int slot = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double step = blockVariance[block] / perBlock;
            for (int i = 0; i < perBlock; i++) {
                double price = start + path[slot] + passed * error;
                path[slot] = Math.min(top, Math.max(bottom, price)) * ratio;
                passed += step;
                slot++;
            }
        }
        path[slots] = end * ratio;
        deviation *= ratio;
    }

    private void quotes() {
        int at = (int) path[0];
        for (int slot = 0; slot < slots; slot++) {
            double beyond = path[slot] - at;
            if (beyond < -HYSTERESIS || beyond > 1 + HYSTERESIS) {
                at = (int) path[slot];
            }
            tick[slot] = at;
        }
    }

    private void allocate(long key) {
        if (trades == 0) {
            Arrays.fill(printed, 0, slots + 1, 0);
            return;
        }
        int perBlock = slots / BLOCKS;
        long sum = 0;
        int slot = 0;
        for (int block = 0; block < BLOCKS; block++) {
            int weight = blockActivity[block];
            for (int i = 0; i < perBlock; i++) {
                intensity[slot] = sum;
                sum += (long) weight * BURSTS[(int) (Mix.at(key, slot >> 3) >>> ((slot & 7) << 3)) & 0xFF];
                slot++;
            }
        }
        double ratio = trades / (double) sum;
        for (int i = 0; i < slots; i++) {
            printed[i] = (int) (intensity[i] * ratio);
        }
        printed[slots] = trades;
    }

    int slots() {
        return slots;
    }

    int trades() {
        return trades;
    }

    /** Trades before a slot, counted in the minute. */
    int printed(int slot) {
        return printed[slot];
    }

    double path(int slot) {
        return path[slot];
    }

    int tick(int slot) {
        return tick[slot];
    }

    /** Variance of this minute in average weekday minutes. */
    double activity() {
        return activity;
    }

    /** Ticks of spread beyond the first. */
    int extra(int slot) {
        double dither = ((int) Mix.mix(spreadWords + slot) & 0xFF) * (1.0 / 256);
        return (int) (meanExtra + dither);
    }

    /** The quote widens to the side that an even or odd tick says, so that it does not flicker. */
    int bid(int slot) {
        int extra = extra(slot);
        return tick[slot] - ((extra + (tick[slot] & 1)) >> 1);
    }

    int ask(int slot) {
        return bid(slot) + 1 + extra(slot);
    }

    /** True when a trade, counted in the minute, is a buy. */
    boolean buys(int slot, int trade) {
        return signs.buys(firstTrade + trade, recentMove(slot));
    }

    /** Standardised moves over the last moments, 3 s and 30 s; each ends with the slot itself, a quarter second ahead. */
    private double recentMove(int slot) {
        double now = path[slot + 1];
        int second = Math.max(0, slot - 15);
        int third = Math.max(0, slot - slots / 2);
        double unit = Math.sqrt(slots) / deviation;
        double moves = (now - path[Math.max(0, slot - 1)]) * 0.7072
                + (now - path[second]) * ROOTS[slot + 1 - second]
                + (now - path[third]) * ROOTS[slot + 1 - third];
        return deviation == 0 ? 0 : moves * unit * 0.45;
    }

    private static final double[] ROOTS = roots();

    private static double[] roots() {
        double[] roots = new double[MAX_SLOTS + 1];
        for (int i = 1; i < roots.length; i++) {
            roots[i] = 1 / Math.sqrt(i);
        }
        return roots;
    }

    // The minute's bar.

    int open() {
        int slot = 0;
        while (printed[slot + 1] == 0) {
            slot++;
        }
        return buys(slot, 0) ? ask(slot) : bid(slot);
    }

    int close() {
        int slot = slots - 1;
        while (printed[slot] == trades) {
            slot--;
        }
        return buys(slot, trades - 1) ? ask(slot) : bid(slot);
    }

    int high(int atLeast) {
        int best = atLeast;
        int wide = 1 + widest();
        for (int slot = 0; slot < slots; slot++) {
            if (tick[slot] + wide > best && printed[slot + 1] > printed[slot]) {
                int ask = ask(slot);
                if (ask > best) {
                    best = anyOn(slot, true) ? ask : Math.max(best, bid(slot));
                }
            }
        }
        return best;
    }

    int low(int atMost) {
        int best = atMost;
        int wide = widest();
        for (int slot = 0; slot < slots; slot++) {
            if (tick[slot] - wide < best && printed[slot + 1] > printed[slot]) {
                int bid = bid(slot);
                if (bid < best) {
                    best = anyOn(slot, false) ? bid : Math.min(best, ask(slot));
                }
            }
        }
        return best;
    }

    private int widest() {
        return (int) meanExtra + 1;
    }

    private boolean anyOn(int slot, boolean buy) {
        for (int trade = printed[slot]; trade < printed[slot + 1]; trade++) {
            if (buys(slot, trade) == buy) {
                return true;
            }
        }
        return false;
    }
}
