package org.outcry.brokerage.marketdata.charts;

import java.util.Optional;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/** The book at the end of each stretch of minutes of the clock in which the market is open. */
final class BookSource extends Source<BookShot> {
    private final SessionCalendar calendar;
    private final long length;
    private Optional<BookShot> growing = Optional.empty();

    BookSource(SessionCalendar calendar, long lengthNanos, MarketSnapshot now) {
        this.calendar = calendar;
        this.length = lengthNanos;
        take(now, now.timeNanos());
    }

    static long stamp(long nanos, long length) {
        return Math.floorDiv(nanos, length) * length;
    }

    private void take(MarketSnapshot market, long nanos) {
        if (market.quoted()) {
            growing = Optional.of(new BookShot(stamp(nanos, length), calendar.sessionDate(nanos), market));
            grew();
        }
    }

    @Override
    void quote(MarketSnapshot market) {
        advance(market.sequence());
        take(market, market.sequence());
    }

    @Override
    void trade(Trade trade, MarketSnapshot market) {
        advance(trade.sequence());
        take(market, trade.sequence());
    }

    @Override
    void advance(long nanos) {
        if (growing.isPresent() && nanos >= growing.get().stampNanos() + length) {
            BookShot shot = growing.get();
            growing = Optional.empty();
            complete(shot);
        }
    }

    @Override
    Optional<BookShot> growing() {
        return growing;
    }
}
