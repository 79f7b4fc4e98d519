package org.outcry.market;

/** One bar; {@code closeNanos} is its stamp (NinjaTrader stamps bars with their close). Prices in ticks. */
public record Bar(
        long openNanos,
        long closeNanos,
        long openTicks,
        long highTicks,
        long lowTicks,
        long closeTicks,
        long volume,
        long trades) {}
