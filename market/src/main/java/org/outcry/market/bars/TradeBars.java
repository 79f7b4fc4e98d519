package org.outcry.market.bars;

import java.util.ArrayList;
import java.util.List;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;

/**
 * Bars that trades close, not clocks: a number of trades, a volume, or a range. They start anew with each session. A trade
 * is never split: a volume bar closes with the trade that reaches its volume, and a range bar before the trade that would
 * stretch it beyond its range. One thread.
 */
public final class TradeBars {
    private final BarPeriod period;
    private final BarBuilder bar = new BarBuilder();
    private final List<Bar> bars = new ArrayList<>();
    private long opened;
    private long latest;

    public TradeBars(BarPeriod period) {
        this.period = period;
    }

    public void add(long nanos, long priceTicks, int size) {
        if (period.kind() == BarPeriod.Kind.RANGE && bar.wouldExceed(priceTicks, period.size())) {
            close(latest);
        }
        if (bar.isEmpty()) {
            opened = nanos;
        }
        latest = nanos;
        bar.add(priceTicks, size);
        if (complete()) {
            close(nanos);
        }
    }

    /** Closes what is open at the end of a session. */
    public void end(long nanos) {
        if (!bar.isEmpty()) {
            close(nanos);
        }
    }

    /** The closed bars, oldest first. */
    public List<Bar> bars() {
        return bars;
    }

    private void close(long nanos) {
        bars.add(bar.bar(opened, nanos));
        bar.clear();
    }

    private boolean complete() {
        return switch (period.kind()) {
            case TICK -> bar.trades() >= period.size();
            case VOLUME -> bar.volume() >= period.size();
            case RANGE -> false;
            case SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR ->
                throw new IllegalStateException("closed by the clock: " + period);
        };
    }
}
