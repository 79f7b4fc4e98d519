package org.outcry.brokerage.marketdata.charts;

import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/** Every trade as it is. */
final class TickSource extends Source<Tick> {
    private final SessionCalendar calendar;
    private int date;
    private long holdsUntil = Long.MIN_VALUE;

    TickSource(SessionCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    void quote(MarketSnapshot market) {
        // Only trades are shown.
    }

    @Override
    void trade(Trade trade, MarketSnapshot market) {
        if (trade.sequence() >= holdsUntil) {
            SessionWindow window = calendar.atOrNext(trade.sequence());
            date = window.sessionDate();
            holdsUntil = window.closeNanos();
        }
        complete(new Tick(trade, market, date));
    }

    @Override
    void advance(long nanos) {
        // A trade is complete at once.
    }

    @Override
    Optional<Tick> growing() {
        return Optional.empty();
    }
}
