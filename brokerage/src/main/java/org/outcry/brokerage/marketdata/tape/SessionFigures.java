package org.outcry.brokerage.marketdata.tape;

import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.market.calendar.SessionCalendar;

/**
 * Open, high, low and volume of the session under way, carried from trade to trade: asking the market anew for each quote would add
 * up the whole session each time. Always equal to what the market would answer. The market room's thread.
 */
public final class SessionFigures {
    private final MarketData market;
    private final SessionCalendar calendar;
    private final int contractId;
    private int date;
    private long open;
    private long high;
    private long low;
    private long previousClose;
    private long volume;
    /** From here on another session may have begun. */
    private long holdsUntil;

    SessionFigures(MarketData market, SessionCalendar calendar, int contractId, long nowNanos) {
        this.market = market;
        this.calendar = calendar;
        this.contractId = contractId;
        read(nowNanos);
    }

    private void read(long nanos) {
        SessionStatistics session = market.session(contractId, nanos);
        date = session.sessionDate();
        open = session.openTicks();
        high = session.highTicks();
        low = session.lowTicks();
        previousClose = session.previousCloseTicks();
        volume = session.volume();
        SessionWindow window = calendar.atOrNext(nanos);
        holdsUntil = window.openNanos() <= nanos ? window.closeNanos() : nanos;
    }

    public void quote(MarketSnapshot quote) {
        if (quote.sequence() >= holdsUntil) {
            read(quote.sequence());
        }
    }

    public void trade(Trade trade) {
        if (trade.sequence() >= holdsUntil) {
            read(trade.sequence());
            return;
        }
        long price = trade.priceTicks();
        open = open == Prices.NONE ? price : open;
        high = high == Prices.NONE ? price : Math.max(high, price);
        low = low == Prices.NONE ? price : Math.min(low, price);
        volume += trade.size();
    }

    /** Session date {@code yyyymmdd}. */
    public int date() {
        return date;
    }

    public long openTicks() {
        return open;
    }

    public long highTicks() {
        return high;
    }

    public long lowTicks() {
        return low;
    }

    /** Last trade of the session before: what the day settles against. */
    public long previousCloseTicks() {
        return previousClose;
    }

    public long volume() {
        return volume;
    }
}
