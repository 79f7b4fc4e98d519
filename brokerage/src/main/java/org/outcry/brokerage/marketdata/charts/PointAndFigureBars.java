package org.outcry.brokerage.marketdata.charts;

import org.outcry.engine.value.Trade;
import org.outcry.market.calendar.SessionCalendar;

/**
 * Columns of boxes: a rising one grows with each box above it and ends when the price has come back three boxes from its top; then a
 * falling one begins a box below that top, and the other way round. A column goes from its first box to its last.
 */
final class PointAndFigureBars extends BarMaker {
    private static final int REVERSAL = 3;

    private final int box;
    private long top;
    private long bottom;
    private int direction;

    PointAndFigureBars(SessionCalendar calendar, int boxTicks, boolean withHistogram) {
        super(calendar, withHistogram);
        this.box = boxTicks;
    }

    @Override
    void on(Trade trade) {
        long price = trade.priceTicks();
        if (growing().isEmpty()) {
            top = below(price);
            bottom = top;
            direction = 0;
        } else if (direction >= 0 && price >= top + box) {
            top = below(price);
            direction = 1;
        } else if (direction <= 0 && price <= bottom - box) {
            bottom = above(price);
            direction = -1;
        } else if (direction > 0 && price <= top - (long) REVERSAL * box) {
            finish();
            top -= box;
            bottom = above(price);
            direction = -1;
        } else if (direction < 0 && price >= bottom + (long) REVERSAL * box) {
            finish();
            bottom += box;
            top = below(price);
            direction = 1;
        }
        ChartBar column = bar(trade.sequence());
        column.count(price, trade.size(), trade.aggressor());
        column.price(direction < 0 ? top : bottom, top, bottom, direction < 0 ? bottom : top);
    }

    private long below(long price) {
        return Math.floorDiv(price, box) * box;
    }

    private long above(long price) {
        return Math.ceilDiv(price, box) * box;
    }
}
