package org.outcry.brokerage.marketdata;

import org.outcry.brokerage.marketdata.tape.MarketJson;
import org.outcry.brokerage.marketdata.tape.Tape;
import org.outcry.engine.value.MarketSnapshot;

/** Best prices, last trade and the session's figures. */
final class QuoteChannel extends Channel {
    private final Tape tape;
    private MarketSnapshot told;
    private long toldVolume;

    QuoteChannel(Tape tape) {
        this.tape = tape;
        this.told = tape.market();
        this.toldVolume = tape.figures().volume();
    }

    @Override
    boolean hasChanged() {
        MarketSnapshot now = tape.market();
        long volume = tape.figures().volume();
        boolean changed = now.bidTicks() != told.bidTicks()
                || now.askTicks() != told.askTicks()
                || now.lastTicks() != told.lastTicks()
                || volume != toldVolume
                || now.bids().size(0) != told.bids().size(0)
                || now.asks().size(0) != told.asks().size(0);
        told = now;
        toldVolume = volume;
        return changed;
    }

    @Override
    byte[] change() {
        return whole();
    }

    @Override
    byte[] whole() {
        return MarketJson.quote(tape);
    }
}
