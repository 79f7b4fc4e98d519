package org.outcry.brokerage.marketdata.charts;

import java.util.SortedMap;
import java.util.TreeMap;
import org.outcry.engine.value.Side;

/**
 * One bar while it grows. What it says follows from its own trades alone: the first counts as up when the buyer took, a later one by
 * where it traded against the one before, and like that one at the same price. So a bar is the same wherever a computation begins.
 * One thread.
 */
final class ChartBar {
    /** What it is called by: its start, nanoseconds UTC, in whole milliseconds. */
    final long stampNanos;
    /** Session date {@code yyyymmdd}. */
    final int date;

    long openTicks;
    long highTicks;
    long lowTicks;
    long closeTicks;
    long upVolume;
    long downVolume;
    long upTicks;
    long downTicks;
    long bidVolume;
    long offerVolume;
    final SortedMap<Long, Long> volumes = new TreeMap<>();
    private final boolean withHistogram;
    private boolean up;
    private long latestTicks;

    ChartBar(long stampNanos, int date, boolean withHistogram) {
        this.stampNanos = stampNanos;
        this.date = date;
        this.withHistogram = withHistogram;
    }

    boolean isEmpty() {
        return upTicks + downTicks == 0;
    }

    long volume() {
        return upVolume + downVolume;
    }

    long trades() {
        return upTicks + downTicks;
    }

    void add(long priceTicks, int size, Side aggressor) {
        count(priceTicks, size, aggressor);
        if (trades() == 1) {
            openTicks = priceTicks;
            highTicks = priceTicks;
            lowTicks = priceTicks;
        } else {
            highTicks = Math.max(highTicks, priceTicks);
            lowTicks = Math.min(lowTicks, priceTicks);
        }
        closeTicks = priceTicks;
    }

    /** Counts a trade without moving the bar's prices; {@link #price} gives those. */
    void count(long priceTicks, int size, Side aggressor) {
        boolean buys = aggressor == Side.BUY;
        if (isEmpty()) {
            up = buys;
        } else if (priceTicks != latestTicks) {
            up = priceTicks > latestTicks;
        }
        latestTicks = priceTicks;
        if (up) {
            upVolume += size;
            upTicks++;
        } else {
            downVolume += size;
            downTicks++;
        }
        if (buys) {
            offerVolume += size;
        } else {
            bidVolume += size;
        }
        if (withHistogram) {
            volumes.merge(priceTicks, (long) size, Long::sum);
        }
    }

    void price(long open, long high, long low, long close) {
        openTicks = open;
        highTicks = high;
        lowTicks = low;
        closeTicks = close;
    }
}
