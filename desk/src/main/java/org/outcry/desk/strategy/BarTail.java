package org.outcry.desk.strategy;

import java.util.ArrayList;
import java.util.List;
import org.outcry.desk.market.Listing;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.strategy.Bar;

/** Bars of one contract and size for one strategy: those before now, and each new one once. One thread. */
final class BarTail {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long EPOCH = 0;

    private final MarketData market;
    private final Listing listing;
    private final BarPeriod period;
    private long afterNanos;

    BarTail(MarketData market, Listing listing, BarPeriod period, long startNanos) {
        this.market = market;
        this.listing = listing;
        this.period = period;
        this.afterNanos = startNanos;
    }

    /** What has closed since the last call. */
    List<Bar> next(long nowNanos, int most) {
        if (nowNanos <= afterNanos) {
            return List.of();
        }
        List<org.outcry.market.Bar> closed =
                market.bars(listing.contractId(), period, afterNanos, nowNanos, Integer.MAX_VALUE);
        List<org.outcry.market.Bar> taken = closed.subList(0, Math.min(most, closed.size()));
        // Whatever is left is asked for again; with none left, all until now is known to hold no further bar.
        afterNanos = taken.size() < closed.size() ? taken.getLast().closeNanos() : nowNanos;
        return bars(taken);
    }

    /** The last that closed, oldest first. */
    List<Bar> before(long nowNanos, int count) {
        List<org.outcry.market.Bar> found = List.of();
        long span = DAY_NANOS;
        long from;
        do {
            // Hours without trading and bars without a length of their own make any span a guess.
            from = Math.max(EPOCH, nowNanos - span);
            found = market.bars(listing.contractId(), period, from, nowNanos, count);
            span *= 4;
        } while (found.size() < count && span > 0 && span / DAY_NANOS <= MOST_DAYS && from > EPOCH);
        return bars(found);
    }

    /** How far back a history is looked for. */
    private static final long MOST_DAYS = 20_000;

    private List<Bar> bars(List<org.outcry.market.Bar> found) {
        List<Bar> bars = new ArrayList<>(found.size());
        for (org.outcry.market.Bar bar : found) {
            bars.add(new Bar(
                    Instants.of(bar.closeNanos()),
                    listing.grid().average(bar.openTicks(), 1),
                    listing.grid().average(bar.highTicks(), 1),
                    listing.grid().average(bar.lowTicks(), 1),
                    listing.grid().average(bar.closeTicks(), 1),
                    bar.volume()));
        }
        return bars;
    }
}
