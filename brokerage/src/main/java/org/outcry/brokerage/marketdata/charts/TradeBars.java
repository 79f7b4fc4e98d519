package org.outcry.brokerage.marketdata.charts;

import java.util.function.BiPredicate;
import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/** Bars that trades close: each holds whole trades, and closes before the one that would be too much or with the one that is enough. */
final class TradeBars extends BarMaker {
    private final BiPredicate<ChartBar, Trade> tooMuch;
    private final BiPredicate<ChartBar, Trade> enough;

    private TradeBars(
            SessionCalendar calendar,
            boolean withHistogram,
            BiPredicate<ChartBar, Trade> tooMuch,
            BiPredicate<ChartBar, Trade> enough) {
        super(calendar, withHistogram);
        this.tooMuch = tooMuch;
        this.enough = enough;
    }

    /** A number of trades. */
    static TradeBars ofTrades(SessionCalendar calendar, int size, boolean withHistogram) {
        return new TradeBars(calendar, withHistogram, (bar, trade) -> false, (bar, trade) -> bar.trades() >= size);
    }

    /** Closes with the trade that reaches a volume. */
    static TradeBars ofVolume(SessionCalendar calendar, int size, boolean withHistogram) {
        return new TradeBars(calendar, withHistogram, (bar, trade) -> false, (bar, trade) -> bar.volume() >= size);
    }

    /** Closes before the trade that would stretch it over more ticks than its range. */
    static TradeBars ofRange(SessionCalendar calendar, int size, boolean withHistogram) {
        return new TradeBars(
                calendar,
                withHistogram,
                (bar, trade) ->
                        Math.max(bar.highTicks, trade.priceTicks()) - Math.min(bar.lowTicks, trade.priceTicks()) > size,
                (bar, trade) -> false);
    }

    /** Closes with the trade that completes its range, so that the flow that made an extreme is in the bar that has it. */
    static TradeBars ofOrderFlowRange(SessionCalendar calendar, int size, boolean withHistogram) {
        return new TradeBars(
                calendar, withHistogram, (bar, trade) -> false, (bar, trade) -> bar.highTicks - bar.lowTicks >= size);
    }

    /** Closes with the trade that comes back so many ticks from the bar's farthest point: the move has lost its momentum. */
    static TradeBars ofMomentum(SessionCalendar calendar, int size, boolean withHistogram) {
        return new TradeBars(
                calendar,
                withHistogram,
                (bar, trade) -> false,
                (bar, trade) -> (bar.highTicks - trade.priceTicks() >= size && bar.highTicks > bar.openTicks)
                        || (trade.priceTicks() - bar.lowTicks >= size && bar.lowTicks < bar.openTicks));
    }

    @Override
    void on(Trade trade) {
        ChartBar bar = bar(trade.sequence());
        if (!bar.isEmpty() && tooMuch.test(bar, trade)) {
            finish();
            bar = bar(trade.sequence());
        }
        bar.add(trade.priceTicks(), trade.size(), trade.aggressor());
        if (enough.test(bar, trade)) {
            finish();
        }
    }
}
