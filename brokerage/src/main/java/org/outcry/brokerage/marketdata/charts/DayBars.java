package org.outcry.brokerage.marketdata.charts;

import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.calendar.SessionCalendar;

/**
 * Bars of whole sessions. What rose and what fell is told by the hours of a session, counted from its first moment: an hour that does
 * not end below where it began counts as up with all it traded, on the offer. So years of days need no look at their trades.
 */
final class DayBars extends BarMaker {
    static final long HOUR_NANOS = 3_600_000_000_000L;

    private long hour;
    private long hourOpen;
    private long hourVolume;
    private long hourTrades;
    private boolean hourUp;

    DayBars(SessionCalendar calendar) {
        super(calendar, false);
    }

    @Override
    void sessionBegins() {
        hour = -1;
    }

    @Override
    void on(Trade trade) {
        ChartBar bar = bar(sessionOpen());
        long price = trade.priceTicks();
        if (bar.isEmpty()) {
            bar.price(price, price, price, price);
        } else {
            bar.price(bar.openTicks, Math.max(bar.highTicks, price), Math.min(bar.lowTicks, price), price);
        }
        long at = (trade.sequence() - sessionOpen()) / HOUR_NANOS;
        if (at != hour) {
            hour = at;
            hourOpen = price;
            hourVolume = 0;
            hourTrades = 0;
        } else {
            count(bar, hourUp, -hourVolume, -hourTrades);
        }
        hourVolume += trade.size();
        hourTrades++;
        hourUp = price >= hourOpen;
        count(bar, hourUp, hourVolume, hourTrades);
    }

    private static void count(ChartBar bar, boolean up, long volume, long trades) {
        if (up) {
            bar.upVolume += volume;
            bar.offerVolume += volume;
            bar.upTicks += trades;
        } else {
            bar.downVolume += volume;
            bar.bidVolume += volume;
            bar.downTicks += trades;
        }
    }

    /** Adds an hour that is over. */
    static void add(ChartBar day, Bar hour) {
        count(day, hour.closeTicks() >= hour.openTicks(), hour.volume(), hour.trades());
    }
}
