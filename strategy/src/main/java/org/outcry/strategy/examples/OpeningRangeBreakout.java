package org.outcry.strategy.examples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.outcry.strategy.Bar;
import org.outcry.strategy.OrderRequest;
import org.outcry.strategy.OrderRequest.Side;
import org.outcry.strategy.Parameter;
import org.outcry.strategy.Strategy;
import org.outcry.strategy.StrategyContext;

/**
 * Watches the high and low of the first minutes of the day session, then enters once a day in the direction in which a bar closes
 * outside of them, with a target and a stop. Start it with bars of minutes.
 */
public final class OpeningRangeBreakout implements Strategy {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Parameter("Chicago time at which the range begins, HH:mm.")
    public String open = "08:30";

    @Parameter(min = 1, max = 600, value = "Minutes of the range.")
    public int minutes = 15;

    @Parameter(min = 1, max = 1_000, value = "Contracts.")
    public int quantity = 1;

    @Parameter(min = 0, max = 100_000, value = "Profit target in ticks; 0 for none.")
    public int targetTicks = 40;

    @Parameter(min = 0, max = 100_000, value = "Protective stop in ticks; 0 for none.")
    public int stopTicks = 20;

    private LocalTime begin = LocalTime.MIN;
    private LocalTime end = LocalTime.MAX;
    private LocalDate day = LocalDate.MIN;
    private BigDecimal high = BigDecimal.ZERO;
    private BigDecimal low = BigDecimal.ZERO;
    private boolean known;
    private boolean entered;

    @Override
    public void onStart(StrategyContext context) {
        begin = LocalTime.parse(open);
        end = begin.plusMinutes(minutes);
        if (!end.isAfter(begin)) {
            throw new IllegalArgumentException("the range must end on the day it begins, got " + open);
        }
        // Enough one-minute bars for the day so far; a day already decided is left alone.
        for (Bar bar : context.history(1_440)) {
            see(bar);
        }
    }

    @Override
    public void onBar(StrategyContext context, Bar bar) {
        int side = see(bar);
        if (side != 0 && context.position() == 0) {
            context.place(OrderRequest.market(side > 0 ? Side.BUY : Side.SELL, quantity)
                    .withExits(targetTicks, stopTicks));
        }
    }

    /** Takes the bar in; 1 or -1 when it is the first of its day to close above or below the range. */
    private int see(Bar bar) {
        ZonedDateTime time = bar.time().atZone(CHICAGO);
        if (!time.toLocalDate().equals(day)) {
            day = time.toLocalDate();
            known = false;
            entered = false;
        }
        LocalTime clock = time.toLocalTime();
        if (clock.isAfter(begin) && !clock.isAfter(end)) {
            high = known ? high.max(bar.high()) : bar.high();
            low = known ? low.min(bar.low()) : bar.low();
            known = true;
        } else if (known && !entered && clock.isAfter(end)) {
            int side = bar.close().compareTo(high) > 0 ? 1 : bar.close().compareTo(low) < 0 ? -1 : 0;
            entered = side != 0;
            return side;
        }
        return 0;
    }
}
