package org.outcry.market.procedural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData;
import org.outcry.market.MarketData.MarketEvents;

/** Writes down everything a market says of one contract, and checks that each event is legal as it comes. */
final class Tape implements MarketEvents {
    final List<MarketSnapshot> markets = new ArrayList<>();
    final List<Trade> trades = new ArrayList<>();
    private MarketSnapshot latest = MarketSnapshot.UNKNOWN;

    static Tape of(MarketData market, int contractId, long after, long until) {
        Tape tape = new Tape();
        market.events(contractId, after, until, tape);
        return tape;
    }

    @Override
    public void onQuote(MarketSnapshot market) {
        take(market);
    }

    @Override
    public void onTrade(Trade trade, MarketSnapshot market) {
        assertEquals(trade.sequence(), market.sequence());
        assertEquals(trade.priceTicks(), market.lastTicks());
        assertEquals(trade.size(), market.lastSize());
        assertTrue(trade.size() >= 1, "size " + trade);
        assertEquals(trade.aggressor() == Side.BUY ? market.askTicks() : market.bidTicks(), trade.priceTicks());
        if (latest.quoted()) {
            int shown = trade.aggressor() == Side.BUY
                    ? latest.asks().size(0)
                    : latest.bids().size(0);
            assertTrue(shown >= trade.size(), "traded more than was shown: " + trade + " " + latest);
            assertEquals(latest.volume() + trade.size(), market.volume());
        }
        trades.add(trade);
        take(market);
    }

    private void take(MarketSnapshot market) {
        assertTrue(market.sequence() > latest.sequence(), "sequence stands still: " + latest + " " + market);
        assertEquals(market.sequence(), market.timeNanos());
        if (market.quoted()) {
            assertTrue(market.bidTicks() < market.askTicks() && market.bidTicks() > 0, "crossed: " + market);
            assertEquals(DepthModel.LEVELS, market.bids().levels());
            for (int level = 0; level < DepthModel.LEVELS; level++) {
                assertTrue(market.bids().size(level) >= 1 && market.asks().size(level) >= 1, "empty level");
            }
        }
        markets.add(market);
        latest = market;
    }
}
