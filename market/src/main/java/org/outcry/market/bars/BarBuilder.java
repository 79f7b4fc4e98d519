package org.outcry.market.bars;

import org.outcry.market.Bar;

/** Adds trades and finer bars, in order, into one bar. One thread. */
public final class BarBuilder {
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long trades;

    public void clear() {
        volume = 0;
        trades = 0;
    }

    public boolean isEmpty() {
        return trades == 0;
    }

    public void add(long priceTicks, int size) {
        add(priceTicks, priceTicks, priceTicks, priceTicks, size, 1);
    }

    /** Adds what a finer bar holds; nothing when it has no trades. */
    public void add(long openTicks, long highTicks, long lowTicks, long closeTicks, long moreVolume, long moreTrades) {
        if (moreTrades == 0) {
            return;
        }
        if (trades == 0) {
            open = openTicks;
            high = highTicks;
            low = lowTicks;
        } else {
            high = Math.max(high, highTicks);
            low = Math.min(low, lowTicks);
        }
        close = closeTicks;
        volume += moreVolume;
        trades += moreTrades;
    }

    /** Adds trades that lie within what the bar holds already; {@link #closeAt} must follow if they are the last. */
    public void addWithin(long moreVolume, long moreTrades) {
        volume += moreVolume;
        trades += moreTrades;
    }

    /** Says where the latest trade was. */
    public void closeAt(long priceTicks) {
        close = priceTicks;
    }

    /** Adds what another builder holds. */
    public void add(BarBuilder other) {
        add(other.open, other.high, other.low, other.close, other.volume, other.trades);
    }

    public void add(Bar bar) {
        add(bar.openTicks(), bar.highTicks(), bar.lowTicks(), bar.closeTicks(), bar.volume(), bar.trades());
    }

    /** True when a trade at this price would make the bar span more ticks than {@code range}. */
    public boolean wouldExceed(long priceTicks, int range) {
        return trades > 0 && Math.max(high, priceTicks) - Math.min(low, priceTicks) > range;
    }

    public long volume() {
        return volume;
    }

    public long trades() {
        return trades;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public Bar bar(long openNanos, long closeNanos) {
        return new Bar(openNanos, closeNanos, open, high, low, close, volume, trades);
    }
}
