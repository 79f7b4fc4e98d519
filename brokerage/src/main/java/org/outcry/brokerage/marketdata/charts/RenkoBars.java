package org.outcry.brokerage.marketdata.charts;

import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/**
 * Bricks of one height on a grid of that height. A brick is laid when a trade reaches the next line beyond the last brick; so to turn,
 * the price has to come back two. Where one trade lays several, the first holds what was traded. The last of a session is what there
 * is of it.
 */
final class RenkoBars extends BarMaker {
    private final int size;
    private long top = Prices.NONE;
    private long bottom;

    RenkoBars(SessionCalendar calendar, int sizeTicks, boolean withHistogram) {
        super(calendar, withHistogram);
        this.size = sizeTicks;
    }

    @Override
    void sessionBegins() {
        top = Prices.NONE;
    }

    @Override
    void on(Trade trade) {
        long price = trade.priceTicks();
        if (top == Prices.NONE) {
            top = Math.floorDiv(price, size) * size;
            bottom = top;
        }
        ChartBar brick = bar(trade.sequence());
        brick.count(price, trade.size(), trade.aggressor());
        long open = Math.clamp(price, bottom, top);
        brick.price(open, Math.max(open, price), Math.min(open, price), price);
        while (price >= top + size) {
            bottom = top;
            top += size;
            lay(trade, bottom, top);
        }
        while (price <= bottom - size) {
            top = bottom;
            bottom -= size;
            lay(trade, top, bottom);
        }
    }

    private void lay(Trade trade, long open, long close) {
        bar(trade.sequence()).price(open, Math.max(open, close), Math.min(open, close), close);
        finish();
    }
}
