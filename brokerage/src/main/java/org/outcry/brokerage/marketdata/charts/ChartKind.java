package org.outcry.brokerage.marketdata.charts;

import org.outcry.market.calendar.SessionCalendar;

/** How each kind of chart is computed and packed. Any thread. */
final class ChartKind {
    private static final int BARS_A_PACKET = 500;

    private ChartKind() {}

    /** The packer of a chart's bars. */
    static Packer<ChartBar> bars(ChartRequest request) {
        return new Packer<>(
                BARS_A_PACKET,
                bar -> bar.date,
                bars -> ChartJson.bars(bars, request.listing().grid()));
    }

    static BarMaker maker(ChartRequest.Description description, SessionCalendar calendar) {
        int size = description.size();
        boolean histogram = description.withHistogram();
        return switch (description.elements()) {
            case TRADES -> TradeBars.ofTrades(calendar, size, histogram);
            case VOLUME -> TradeBars.ofVolume(calendar, size, histogram);
            case RANGE -> TradeBars.ofRange(calendar, size, histogram);
            case ORDER_FLOW_RANGE -> TradeBars.ofOrderFlowRange(calendar, size, histogram);
            case MOMENTUM_RANGE -> TradeBars.ofMomentum(calendar, size, histogram);
            case RENKO -> new RenkoBars(calendar, size, histogram);
            case POINT_AND_FIGURE -> new PointAndFigureBars(calendar, size, histogram);
            case SESSION, MINUTES, TRADE, BOOK ->
                throw new IllegalArgumentException(description.elements() + " bars are not made of trades here");
        };
    }
}
