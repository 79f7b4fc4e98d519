package org.outcry.market.procedural;

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
    static final int MIN_SLOTS = 32;
    private static final int BLOCKS = 8;
    /** How far the path may leave a tick before the quote follows, beyond the half tick of plain rounding. */
    static final double HYSTERESIS = 0.22;
    /** Bits of how far above the next higher tick, and below the end of a lower one, a price may stay: see {@link #kept}. */
    private static final long HIGHER = Double.doubleToRawLongBits(HYSTERESIS);

    private static final long LOWER = Double.doubleToRawLongBits(1 + HYSTERESIS - 1);
    /** Variance of a uniform 16-bit lane is (2^32 - 1) / 12. */
    private static final double LANE = Math.sqrt(12 / (65_536.0 * 65_536.0 - 1));
    /** A bridge strays this many deviations once in 10^10 minutes; the bound is kept so that long bars may skip minutes. */
    static final double REACH = 3.5;
    /** An average weekday minute on the variance clock. */
    private static final double AVERAGE_MINUTE = SeasonalClock.DAY / 1440.0;

    /** Ticks of spread for each average minute's worth of variance: news widens it. */
    private static final double CALM = 0.007;

    private static final double[] BURSTS = bursts();

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
    /** What turns a move over one slot into a standard one, times the weight of the path in a sign. */
    private double moveUnit;

    private double activity;
    private long spreadWords;
    private final double[] path = new double[MAX_SLOTS + 1];
    private final int[] tick = new int[MAX_SLOTS];
    private final int[] printed = new int[MAX_SLOTS + 1];
    /** The slots that print a trade, ascending. */
    private final int[] active = new int[MAX_SLOTS + 1];

    private int actives;
    private final double[] blockVariance = new double[BLOCKS];
    private final double[] intensity = new double[MAX_SLOTS + 1];

    MinutePath(ContractModel model) {
        this.model = model;
        long family = model.familyKey();
        commonKey = Mix.key(family, Stream.COMMON_NOISE);
        ownNoiseKey = Mix.key(model.pathKey(), Stream.OWN_NOISE);
        activityKey = Mix.key(family, Stream.ACTIVITY);
        burstKey = Mix.key(model.ownKey(), Stream.BURST);
        spreadKey = Mix.key(model.quoteKey(), Stream.SPREAD);
        commonLoading = model.family().loadings().common();
        ownLoading = Math.sqrt(1 - commonLoading * commonLoading);
        signs = new SignMemory(model.ownKey());
    }

    /** Weights of a slot's share of trades: most small, one in 256 about fifty times the median. */
    private static double[] bursts() {
        double[] table = new double[256];
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
        meanExtra = model.extraSpread() * (activity < 1 ? 1.25 : 1) + CALM * activity;
        spreadWords = Mix.at(spreadKey, minute);
        deviation = start * model.sigma() * Math.sqrt(variance * (1.0 / SeasonalClock.DAY));
        split(Mix.at(activityKey, minute));
        double intensity = walk(Mix.key(commonKey, minute), Mix.key(ownNoiseKey, minute), Mix.key(burstKey, minute));
        pin(start, end, trades / intensity);
        moveUnit = deviation == 0 ? 0 : 0.45 * Math.sqrt(slots) / deviation;
    }

    /** True when no trade of such a minute can lie above {@code high} or below {@code low}, whatever its path. */
    boolean staysWithin(double start, double end, long variance, long low, long high) {
        double reach = REACH * start * model.sigma() * Math.sqrt(variance * (1.0 / SeasonalClock.DAY));
        int spread = 3 + (int) (model.extraSpread() * 1.25 + CALM * (variance / AVERAGE_MINUTE));
        return (Math.max(start, end) + reach) * model.tickRatio() + HYSTERESIS + spread <= high
                && (Math.min(start, end) - reach) * model.tickRatio() - HYSTERESIS - spread >= low;
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
        }
    }

    private static double share(long word) {
        return 0.25 + (word & 0xFF) * (0.5 / 255);
    }

    /**
     * A free walk of uniform steps, four to a random word, and the cumulative intensity of trades: bursts within blocks that
     * share their activity with the variance. One loop makes both, because each alone waits for its own sums.
     *
     * @return the intensity of the whole minute
     */
    private double walk(long common, long own, long bursts) {
        // Locals, so that the compiler need not fear that one array is another.
        double[] path = this.path;
        double[] intensity = this.intensity;
        int words = slots / BLOCKS / 4;
        double perSlot = 1.0 / (4 * words);
        double place = 0;
        double trading = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double weight = blockVariance[block];
            double unit = deviation * Math.sqrt(weight * perSlot) * LANE;
            double ofCommon = unit * commonLoading;
            double ofOwn = unit * ownLoading;
            double centre = (ofCommon + ofOwn) * 32_767.5;
            int begin = block * words;
            for (int word = begin; word < begin + words; word++) {
                long c = Mix.next(common, word);
                long o = Mix.next(own, word);
                double first = ofCommon * (int) (c & 0xFFFF) + ofOwn * (int) (o & 0xFFFF) - centre;
                double second = ofCommon * (int) ((c >>> 16) & 0xFFFF) + ofOwn * (int) ((o >>> 16) & 0xFFFF) - centre;
                double third = ofCommon * (int) ((c >>> 32) & 0xFFFF) + ofOwn * (int) ((o >>> 32) & 0xFFFF) - centre;
                double fourth = ofCommon * (int) (c >>> 48) + ofOwn * (int) (o >>> 48) - centre;
                int slot = word << 2;
                path[slot] = place;
                path[slot + 1] = place + first;
                path[slot + 2] = place + (first + second);
                path[slot + 3] = place + (first + second + third);
                place += first + second + (third + fourth);
                // Eight slots share a word of bursts, a byte each.
                int b = (int) (Mix.next(bursts, slot & ~7) >>> ((word & 1) << 5));
                intensity[slot] = trading;
                trading += weight * BURSTS[b & 0xFF];
                intensity[slot + 1] = trading;
                trading += weight * BURSTS[(b >>> 8) & 0xFF];
                intensity[slot + 2] = trading;
                trading += weight * BURSTS[(b >>> 16) & 0xFF];
                intensity[slot + 3] = trading;
                trading += weight * BURSTS[b >>> 24];
            }
        }
        path[slots] = place;
        return trading;
    }

    /**
     * Turns the free walk into a bridge, keeps it within reach of its ends, lets the quotes follow it, and deals the trades
     * out to the slots.
     */
    private void pin(double start, double end, double perIntensity) {
        double[] path = this.path;
        double[] intensity = this.intensity;
        int[] tick = this.tick;
        int[] printed = this.printed;
        int[] active = this.active;
        int perBlock = slots / BLOCKS;
        double perSlot = 1.0 / perBlock;
        double ratio = model.tickRatio();
        double error = (end - start - path[slots]) * ratio;
        double origin = start * ratio;
        double top = (Math.max(start, end) + REACH * deviation) * ratio;
        double bottom = Math.max(1, (Math.min(start, end) - REACH * deviation) * ratio);
        double passed = 0;
        int at = (int) origin;
        int found = 0;
        int latest = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double step = blockVariance[block] * perSlot * error;
            double begin = origin + passed;
            int firstSlot = block * perBlock;
            for (int i = 0; i < perBlock; i++) {
                int slot = firstSlot + i;
                double price = begin + i * step + path[slot] * ratio;
                if (price > top) {
                    price = top;
                } else if (price < bottom) {
                    price = bottom;
                }
                path[slot] = price;
                int whole = (int) price;
                double above = price - whole;
                // Besides the tick below it, a price near a tick may keep one neighbour. No branch: chance cannot be
                // guessed.
                int neighbour = whole + (int) (kept(1 - above, HIGHER) - kept(above, LOWER));
                at = at == neighbour ? at : whole;
                tick[slot] = at;
                int before = (int) (intensity[slot] * perIntensity);
                printed[slot] = before;
                active[found] = slot - 1;
                found += before > latest ? 1 : 0;
                latest = before;
            }
            passed += perBlock * step;
        }
        path[slots] = end * ratio;
        printed[slots] = trades;
        active[found] = slots - 1;
        actives = trades > latest ? found + 1 : found;
        deviation *= ratio;
    }

    /** 1 when a distance, which is not negative, is at most {@code bits} as a double, else 0: such doubles are ordered as their bits are. */
    private static long kept(double distance, long bits) {
        return (Double.doubleToRawLongBits(distance) - bits - 1) >>> 63;
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
        double moves = (now - path[Math.max(0, slot - 1)]) * ROOTS[2]
                + (now - path[second]) * ROOTS[slot + 1 - second]
                + (now - path[third]) * ROOTS[slot + 1 - third];
        return moves * moveUnit;
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
        return price(active[0], 0);
    }

    int close() {
        return price(active[actives - 1], trades - 1);
    }

    private int price(int slot, int trade) {
        return buys(slot, trade) ? ask(slot) : bid(slot);
    }

    /** Highest trade, which is at least {@code atLeast}. Looks at the highest quotes first, so that few signs are needed. */
    int high(int atLeast) {
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < actives; i++) {
            highest = Math.max(highest, tick[active[i]]);
        }
        int best = atLeast;
        int wide = 1 + widest();
        for (int from = highest; from + wide > best; from--) {
            for (int i = 0; i < actives; i++) {
                int slot = active[i];
                if (tick[slot] == from) {
                    int ask = ask(slot);
                    if (ask > best) {
                        best = anyOn(slot, true) ? ask : Math.max(best, bid(slot));
                    }
                }
            }
        }
        return best;
    }

    /** Lowest trade, which is at most {@code atMost}. */
    int low(int atMost) {
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < actives; i++) {
            lowest = Math.min(lowest, tick[active[i]]);
        }
        int best = atMost;
        int wide = widest();
        for (int from = lowest; from - wide < best; from++) {
            for (int i = 0; i < actives; i++) {
                int slot = active[i];
                if (tick[slot] == from) {
                    int bid = bid(slot);
                    if (bid < best) {
                        best = anyOn(slot, false) ? bid : Math.min(best, ask(slot));
                    }
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
