package org.outcry.strategy.examples;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.outcry.strategy.Bar;
import org.outcry.strategy.OrderRequest;
import org.outcry.strategy.OrderRequest.Side;
import org.outcry.strategy.Parameter;
import org.outcry.strategy.Strategy;
import org.outcry.strategy.StrategyContext;

/**
 * Long while the average of the last {@link #fast} closes is above that of the last {@link #slow}, short while it is below. It
 * trades when the averages cross, not when it starts.
 */
public final class MovingAverageCross implements Strategy {
    @Parameter(min = 1, max = 10_000, value = "Bars of the fast average.")
    public int fast = 10;

    @Parameter(min = 2, max = 10_000, value = "Bars of the slow average.")
    public int slow = 30;

    @Parameter(min = 1, max = 1_000, value = "Contracts.")
    public int quantity = 1;

    private final Deque<BigDecimal> closes = new ArrayDeque<>();
    private int trend;

    @Override
    public void onStart(StrategyContext context) {
        if (fast >= slow) {
            throw new IllegalArgumentException("fast must be below slow, got " + fast + " and " + slow);
        }
        context.history(slow).forEach(bar -> closes.addLast(bar.close()));
        trend = trend();
    }

    @Override
    public void onBar(StrategyContext context, Bar bar) {
        closes.addLast(bar.close());
        if (closes.size() > slow) {
            closes.removeFirst();
        }
        int now = trend();
        if (now == 0 || now == trend) {
            return;
        }
        boolean crossed = trend != 0;
        trend = now;
        if (crossed && context.workingOrders().isEmpty()) {
            int wanted = now * quantity - context.position();
            if (wanted != 0) {
                context.place(OrderRequest.market(wanted > 0 ? Side.BUY : Side.SELL, Math.abs(wanted)));
            }
        }
    }

    /** 1 when the fast average is above the slow one, -1 when below, 0 when equal or not known yet. */
    private int trend() {
        if (closes.size() < slow) {
            return 0;
        }
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal last = BigDecimal.ZERO;
        int index = 0;
        for (BigDecimal close : closes) {
            all = all.add(close);
            if (index++ >= slow - fast) {
                last = last.add(close);
            }
        }
        // Averages compared without dividing, so that equal means equal.
        return last.multiply(BigDecimal.valueOf(slow)).compareTo(all.multiply(BigDecimal.valueOf(fast)));
    }
}
