package org.outcry.engine;

import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;

/**
 * What the engine wants to hear about one contract: the feed submits a market whenever {@link #touchedBy} says so, and
 * nothing else can change an order. Immutable; a new version replaces it after any command that changes it.
 *
 * <p>Price bounds are inclusive: {@link Prices#NONE} stands for "never".
 *
 * @param contractId contract watched
 * @param version grows by one with each change
 * @param sinceSequence the feed examines every market event after this sequence again when it sees this version;
 *     {@link Long#MAX_VALUE} when nothing joined that could have missed one
 * @param askAtOrBelow a resting buy limit or a bid/ask trigger acts when the ask is here or lower
 * @param bidAtOrAbove the same for sells and the bid
 * @param askAtOrAbove a bid/ask buy stop acts when the ask is here or higher
 * @param bidAtOrBelow a bid/ask sell stop
 * @param lastAtOrBelow sell stops, buy if-touched, trailing moves of buys, liquidation prices of longs
 * @param lastAtOrAbove the mirror
 * @param tradesAtOrBelow trades by sellers at or below this price eat the queue ahead of resting buys
 * @param tradesAtOrAbove trades by buyers at or above this price eat the queue ahead of resting sells
 * @param dueNanos submit the market of this instant when business time reaches it; {@link Long#MAX_VALUE} for none.
 *     Only a market that holds at or after it serves what waits;
 * one that holds longer serves all that falls due meanwhile
 * @param marked somebody holds a position: sample marks
 */
public record Watch(
        int contractId,
        long version,
        long sinceSequence,
        long askAtOrBelow,
        long bidAtOrAbove,
        long askAtOrAbove,
        long bidAtOrBelow,
        long lastAtOrBelow,
        long lastAtOrAbove,
        long tradesAtOrBelow,
        long tradesAtOrAbove,
        long dueNanos,
        boolean marked) {

    /** The same watch for a feed that skipped an older version with this sequence. */
    public Watch since(long olderSequence) {
        return resumedAfter(Math.min(sinceSequence, olderSequence));
    }

    /** The same watch for a feed that begins behind this sequence. */
    public Watch resumedAfter(long sequence) {
        return new Watch(
                contractId,
                version,
                sequence,
                askAtOrBelow,
                bidAtOrAbove,
                askAtOrAbove,
                bidAtOrBelow,
                lastAtOrBelow,
                lastAtOrAbove,
                tradesAtOrBelow,
                tradesAtOrAbove,
                dueNanos,
                marked);
    }

    /** True when this market could change an order. */
    public boolean touchedBy(MarketSnapshot market) {
        return market.quoted()
                && ((askAtOrBelow != Prices.NONE && market.askTicks() <= askAtOrBelow)
                        || (bidAtOrAbove != Prices.NONE && market.bidTicks() >= bidAtOrAbove)
                        || (askAtOrAbove != Prices.NONE && market.askTicks() >= askAtOrAbove)
                        || (bidAtOrBelow != Prices.NONE && market.bidTicks() <= bidAtOrBelow)
                        || lastTouches(market.lastTicks()));
    }

    /** True when this trade could change an order. */
    public boolean touchedBy(Trade trade) {
        return lastTouches(trade.priceTicks())
                || switch (trade.aggressor()) {
                    case SELL -> tradesAtOrBelow != Prices.NONE && trade.priceTicks() <= tradesAtOrBelow;
                    case BUY -> tradesAtOrAbove != Prices.NONE && trade.priceTicks() >= tradesAtOrAbove;
                };
    }

    private boolean lastTouches(long lastTicks) {
        return lastTicks != Prices.NONE
                && ((lastAtOrBelow != Prices.NONE && lastTicks <= lastAtOrBelow)
                        || (lastAtOrAbove != Prices.NONE && lastTicks >= lastAtOrAbove));
    }
}
