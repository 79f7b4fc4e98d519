package org.outcry.market.procedural;

import java.util.function.Consumer;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData.MarketEvents;
import org.outcry.market.bars.BarBuilder;

/**
 * Everything that happens in one minute of one contract: a quote at a hashed moment early in each slot, then the slot's
 * trades. Immutable; any thread.
 */
final class MinuteEvents {
    private final int contractId;
    private final DepthModel depth;
    private final double liquidity;
    private final long startNanos;
    private final long slotNanos;
    private final long quoteKey;

    private final int[] bid;
    private final int[] ask;
    private final double[] lean;
    private final int[] printed;

    private final long[] tradeNanos;
    private final int[] tradePrice;
    private final int[] tradeSize;
    private final boolean[] tradeBuys;
    /** Contracts of this minute's first i trades. */
    private final long[] traded;

    private final long lastBefore;
    private final int lastSizeBefore;
    private final long volumeBefore;

    /** What was true just before the minute. */
    record Before(long lastTicks, int lastSize, long volume) {}

    MinuteEvents(ContractModel model, DepthModel depth, long minute, MinutePath path, long firstTrade, Before before) {
        this.contractId = model.contract().contractId();
        this.depth = depth;
        this.startNanos = minute * SeasonalClock.MINUTE_NANOS;
        int slots = path.slots();
        this.slotNanos = SeasonalClock.MINUTE_NANOS / slots;
        // A micro's quotes change at the very moments of its mini's.
        this.quoteKey = Mix.key(model.quoteKey(), Stream.QUOTE_OFFSET, minute);
        this.liquidity = liquidity(path.activity());
        this.lastBefore = before.lastTicks();
        this.lastSizeBefore = before.lastSize();
        this.volumeBefore = before.volume();
        bid = new int[slots];
        ask = new int[slots];
        lean = new double[slots];
        printed = new int[slots + 1];
        int trades = path.trades();
        tradeNanos = new long[trades];
        tradePrice = new int[trades];
        tradeSize = new int[trades];
        tradeBuys = new boolean[trades];
        traded = new long[trades + 1];
        long offsetKey = Mix.key(model.ownKey(), Stream.OFFSETS);
        for (int slot = 0; slot < slots; slot++) {
            bid[slot] = path.bid(slot);
            ask[slot] = path.ask(slot);
            double beyond = path.path(slot) - path.tick(slot) + MinutePath.HYSTERESIS;
            lean[slot] = Math.clamp(beyond / (1 + 2 * MinutePath.HYSTERESIS), 0.0, 1.0);
            printed[slot] = path.printed(slot);
            int count = path.printed(slot + 1) - printed[slot];
            for (int i = 0; i < count; i++) {
                int trade = printed[slot] + i;
                boolean buys = path.buys(slot, trade);
                tradeBuys[trade] = buys;
                tradePrice[trade] = buys ? ask[slot] : bid[slot];
                tradeSize[trade] = model.sizes().size(model.ownKey(), firstTrade + trade);
                traded[trade + 1] = traded[trade] + tradeSize[trade];
                tradeNanos[trade] = tradeTime(slot, i, count, Mix.at(offsetKey, firstTrade + trade));
            }
        }
        printed[slots] = trades;
    }

    /** Depth falls with volatility: an average regular minute has 2.4 times the variance of an average weekday minute. */
    private static double liquidity(double activity) {
        return 1 / Math.sqrt(0.5 + 0.2 * activity);
    }

    /** Trades share the last three quarters of their slot evenly, each somewhere in its part: strictly later than the one before. */
    private long tradeTime(int slot, int index, int count, long word) {
        long begin = startNanos + slot * slotNanos + slotNanos / 4 + 2;
        double span = (slotNanos - slotNanos / 4 - 2) / (double) count;
        return begin + (long) (index * span) + (long) (Mix.uniform(word) * (span - 1));
    }

    private long quoteNanos(int slot) {
        long offset = slot == 0 ? 0 : 1 + Math.floorMod(Mix.at(quoteKey, slot), slotNanos / 4);
        return startNanos + slot * slotNanos + offset;
    }

    /** The market at a moment of this minute. */
    MarketSnapshot at(long timeNanos) {
        int slot = slot(timeNanos);
        int done = done(slot, timeNanos);
        long sequence = done == printed[slot] ? quoteNanos(slot) : tradeNanos[done - 1];
        return snapshot(slot, done, sequence, timeNanos);
    }

    /** The last trade's price at a moment of this minute. */
    long lastTicks(long timeNanos) {
        return lastTicks(done(slot(timeNanos), timeNanos));
    }

    private long lastTicks(int done) {
        return done == 0 ? lastBefore : tradePrice[done - 1];
    }

    /** The slot whose quote is in force. */
    private int slot(long timeNanos) {
        int slot = (int) ((timeNanos - startNanos) / slotNanos);
        return timeNanos < quoteNanos(slot) ? slot - 1 : slot;
    }

    /** Trades of this minute up to a moment of that slot. */
    private int done(int slot, long timeNanos) {
        int done = printed[slot];
        while (done < printed[slot + 1] && tradeNanos[done] <= timeNanos) {
            done++;
        }
        return done;
    }

    /** Events with a sequence in {@code (after, until]}. */
    void forEach(long after, long until, MarketEvents consumer) {
        long from = Math.max(after + 1, startNanos);
        int slot = (int) Math.min(bid.length - 1L, (from - startNanos) / slotNanos);
        for (; slot < bid.length; slot++) {
            long quoted = quoteNanos(slot);
            if (quoted > until) {
                return;
            }
            if (quoted > after) {
                consumer.onQuote(snapshot(slot, printed[slot], quoted, quoted));
            }
            for (int trade = printed[slot]; trade < printed[slot + 1]; trade++) {
                long time = tradeNanos[trade];
                if (time > until) {
                    return;
                }
                if (time > after) {
                    Side aggressor = tradeBuys[trade] ? Side.BUY : Side.SELL;
                    consumer.onTrade(
                            new Trade(time, tradePrice[trade], tradeSize[trade], aggressor),
                            snapshot(slot, trade + 1, time, time));
                }
            }
        }
    }

    /** Trades with a sequence in {@code (after, until]}, without the books around them. */
    void forEachTrade(long after, long until, Consumer<Trade> consumer) {
        for (int trade = 0; trade < tradeNanos.length && tradeNanos[trade] <= until; trade++) {
            if (tradeNanos[trade] > after) {
                consumer.accept(new Trade(
                        tradeNanos[trade],
                        tradePrice[trade],
                        tradeSize[trade],
                        tradeBuys[trade] ? Side.BUY : Side.SELL));
            }
        }
    }

    private MarketSnapshot snapshot(int slot, int done, long sequence, long timeNanos) {
        long quoted = quoteNanos(slot);
        int[] bids = depth.side(false, bid[slot], quoted, lean[slot], liquidity);
        int[] asks = depth.side(true, ask[slot], quoted, 1 - lean[slot], liquidity);
        for (int trade = done; trade < printed[slot + 1]; trade++) {
            if (tradeBuys[trade]) {
                asks[0] += tradeSize[trade];
            } else {
                bids[0] += tradeSize[trade];
            }
        }
        return new MarketSnapshot(
                contractId,
                sequence,
                timeNanos,
                bid[slot],
                ask[slot],
                lastTicks(done),
                done == 0 ? lastSizeBefore : tradeSize[done - 1],
                volumeBefore + traded[done],
                Depth.of(bids),
                Depth.of(asks));
    }

    /** What is true just after the minute. */
    Before after() {
        int done = tradeNanos.length;
        return new Before(
                lastTicks(done), done == 0 ? lastSizeBefore : tradeSize[done - 1], volumeBefore + traded[done]);
    }

    int trades() {
        return tradeNanos.length;
    }

    long tradeNanos(int trade) {
        return tradeNanos[trade];
    }

    long tradePrice(int trade) {
        return tradePrice[trade];
    }

    int tradeSize(int trade) {
        return tradeSize[trade];
    }

    /** Adds the trades in {@code [from, until)} to a bar. */
    void addTo(BarBuilder bar, long from, long until) {
        for (int trade = 0; trade < tradeNanos.length && tradeNanos[trade] < until; trade++) {
            if (tradeNanos[trade] >= from) {
                bar.add(tradePrice[trade], tradeSize[trade]);
            }
        }
    }
}
