package org.outcry.brokerage.marketdata.charts;

import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/**
 * Turns the trades of a contract, in order, into bars. Bars begin anew with each session and never reach over its end. A bar is told
 * of once, when it is complete; the one that grows can be looked at. One thread at a time.
 */
abstract class BarMaker extends Source<ChartBar> {
    static final long MILLI = 1_000_000L;

    private final SessionCalendar calendar;
    private final boolean withHistogram;
    private Optional<ChartBar> growing = Optional.empty();
    private long latestStamp = Long.MIN_VALUE;
    private int date;
    private long open;
    private long close = Long.MIN_VALUE;

    BarMaker(SessionCalendar calendar, boolean withHistogram) {
        this.calendar = calendar;
        this.withHistogram = withHistogram;
    }

    @Override
    final Optional<ChartBar> growing() {
        return growing;
    }

    @Override
    final void quote(MarketSnapshot market) {
        // Bars are made of trades alone.
    }

    @Override
    final void trade(Trade trade, MarketSnapshot market) {
        trade(trade);
    }

    final void trade(Trade trade) {
        advance(trade.sequence());
        if (trade.sequence() >= close) {
            enter(trade.sequence());
        }
        on(trade);
        grew();
    }

    @Override
    final void advance(long nanos) {
        if (nanos >= close) {
            if (close != Long.MIN_VALUE) {
                finish();
                sessionEnds();
            }
            close = Long.MIN_VALUE;
        } else {
            passed(nanos);
        }
    }

    private void enter(long nanos) {
        date = calendar.sessionDate(nanos);
        List<SessionWindow> windows = calendar.session(date);
        SessionWindow first = windows.getFirst();
        open = first.openNanos();
        close = windows.getLast().closeNanos();
        sessionBegins();
    }

    /** First moment of the session under way. */
    final long sessionOpen() {
        return open;
    }

    final long sessionClose() {
        return close;
    }

    /** The bar that grows, or a new one: its stamp is at least a millisecond after the last one's, so that no two are called the same. */
    final ChartBar bar(long startNanos) {
        if (growing.isEmpty()) {
            long stamp = Math.max(Math.floorDiv(startNanos, MILLI) * MILLI, latestStamp + MILLI);
            latestStamp = stamp;
            growing = Optional.of(new ChartBar(stamp, date, withHistogram));
        }
        return growing.get();
    }

    /** Completes the bar that grows, if there is one. */
    final void finish() {
        if (growing.isPresent()) {
            ChartBar bar = growing.get();
            growing = Optional.empty();
            complete(bar);
        }
    }

    abstract void on(Trade trade);

    /** A moment of the session has passed. */
    void passed(long nanos) {}

    void sessionBegins() {}

    void sessionEnds() {}
}
