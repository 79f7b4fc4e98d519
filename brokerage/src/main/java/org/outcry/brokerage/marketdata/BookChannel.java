package org.outcry.brokerage.marketdata;

import org.outcry.brokerage.marketdata.tape.MarketJson;
import org.outcry.brokerage.marketdata.tape.Tape;
import org.outcry.engine.value.MarketSnapshot;

/** Every level shown, whole each time. */
final class BookChannel extends Channel {
    private final Tape tape;
    private MarketSnapshot told;

    BookChannel(Tape tape) {
        this.tape = tape;
        this.told = tape.market();
    }

    @Override
    boolean hasChanged() {
        MarketSnapshot now = tape.market();
        boolean changed = now.bidTicks() != told.bidTicks()
                || now.askTicks() != told.askTicks()
                || !now.bids().equals(told.bids())
                || !now.asks().equals(told.asks());
        told = now;
        return changed;
    }

    @Override
    byte[] change() {
        return whole();
    }

    @Override
    byte[] whole() {
        return MarketJson.book(tape);
    }
}
