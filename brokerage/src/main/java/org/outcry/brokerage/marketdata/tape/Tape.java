package org.outcry.brokerage.marketdata.tape;

import java.util.ArrayList;
import java.util.List;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionCalendar;

/**
 * The market of one contract as it goes by: each event once, in order, up to a moment that moves on. Whatever is sent of a
 * contract is made from one walk, so quotes, volumes and bars agree. The market room's thread.
 */
public final class Tape {
    private final Listing listing;
    private final MarketData market;
    private final SessionCalendar calendar;
    private final List<Listener> listeners = new ArrayList<>();
    private final SessionFigures figures;
    private MarketSnapshot last;
    private long cursor;

    /** Hears a contract's market. */
    public interface Listener {
        void quote(MarketSnapshot market);

        void trade(Trade trade, MarketSnapshot market);

        /** Nothing else happened up to this moment. */
        default void reached(long nanos) {}
    }

    public Tape(Listing listing, MarketData market, SessionCalendar calendar, long nowNanos) {
        this.listing = listing;
        this.market = market;
        this.calendar = calendar;
        this.cursor = nowNanos;
        this.last = market.at(listing.contractId(), nowNanos);
        this.figures = new SessionFigures(market, calendar, listing.contractId(), nowNanos);
    }

    public Listing listing() {
        return listing;
    }

    public SessionCalendar calendar() {
        return calendar;
    }

    /** Every event up to here was heard, nanoseconds UTC. */
    public long cursor() {
        return cursor;
    }

    /** The market at {@link #cursor}. */
    public MarketSnapshot market() {
        return last;
    }

    public SessionFigures figures() {
        return figures;
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    public boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Goes on to a moment; a moment that is past changes nothing. */
    public void walk(long nowNanos) {
        if (nowNanos <= cursor) {
            return;
        }
        market.events(listing.contractId(), cursor, nowNanos, new MarketData.MarketEvents() {
            @Override
            public void onQuote(MarketSnapshot quote) {
                last = quote;
                figures.quote(quote);
                for (int i = 0; i < listeners.size(); i++) {
                    listeners.get(i).quote(quote);
                }
            }

            @Override
            public void onTrade(Trade trade, MarketSnapshot after) {
                last = after;
                figures.trade(trade);
                for (int i = 0; i < listeners.size(); i++) {
                    listeners.get(i).trade(trade, after);
                }
            }
        });
        cursor = nowNanos;
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).reached(nowNanos);
        }
    }
}
