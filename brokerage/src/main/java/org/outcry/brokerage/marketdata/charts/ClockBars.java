package org.outcry.brokerage.marketdata.charts;

import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/** Bars of a length of time, counted from the first moment of their session; the last may be shorter. */
final class ClockBars extends BarMaker {
    private final long length;
    private long end;

    ClockBars(SessionCalendar calendar, long lengthNanos, boolean withHistogram) {
        super(calendar, withHistogram);
        this.length = lengthNanos;
    }

    @Override
    void on(Trade trade) {
        long start = sessionOpen() + (trade.sequence() - sessionOpen()) / length * length;
        ChartBar bar = bar(start);
        end = Math.min(sessionClose(), start + length);
        bar.add(trade.priceTicks(), trade.size(), trade.aggressor());
    }

    @Override
    void passed(long nanos) {
        if (nanos >= end) {
            finish();
        }
    }
}
