package org.outcry.engine.value;

/**
 * The market of one contract at one instant: best prices, last trade, session volume and the depth shown.
 *
 * @param contractId catalogue id of the contract
 * @param sequence strictly increasing for each contract with every market event (a quote change or a trade), and a
 *     function of the market alone: the same event always has the same sequence. The procedural market uses the
 *     nanosecond of the event
 * @param timeNanos when this was the market, nanoseconds UTC; {@code sequence <= timeNanos} for the procedural market
 * @param bidTicks best bid in ticks, {@link Prices#NONE} when there is none
 * @param askTicks best ask in ticks, {@link Prices#NONE} when there is none
 * @param lastTicks last trade in ticks, {@link Prices#NONE} before the first
 * @param lastSize contracts of the last trade
 * @param volume contracts traded in the session so far
 * @param bids sizes from the best bid downwards; {@code bids.size(0)} is the size at the best bid
 * @param asks sizes from the best ask upwards
 */
public record MarketSnapshot(
        int contractId,
        long sequence,
        long timeNanos,
        long bidTicks,
        long askTicks,
        long lastTicks,
        int lastSize,
        long volume,
        Depth bids,
        Depth asks) {

    /** What an order carries when nobody knew the market; it then waits for the first market the feed supplies. */
    public static final MarketSnapshot UNKNOWN =
            new MarketSnapshot(0, 0, 0, Prices.NONE, Prices.NONE, Prices.NONE, 0, 0, Depth.EMPTY, Depth.EMPTY);

    /** The same market at another instant, between whose and this one's nothing happened. */
    public MarketSnapshot at(long nanos) {
        return new MarketSnapshot(
                contractId, sequence, nanos, bidTicks, askTicks, lastTicks, lastSize, volume, bids, asks);
    }

    /** True when both sides are quoted, so that orders can be priced against it. */
    public boolean quoted() {
        return bidTicks != Prices.NONE && askTicks != Prices.NONE;
    }
}
