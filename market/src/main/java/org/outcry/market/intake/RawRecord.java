package org.outcry.market.intake;

import java.util.Optional;

/**
 * One record as a file has it, filled anew for each by its source. Prices are billionths of a point, {@link #NO_PRICE} where there
 * is none.
 */
final class RawRecord {
    static final long NO_PRICE = Long.MAX_VALUE;

    enum Aggressor {
        BUY,
        SELL,
        UNKNOWN
    }

    /** Nanoseconds UTC. */
    long nanos;
    /** Empty when the record names no contract. */
    String symbol = "";

    boolean quote;
    long bid;
    long bidSize;
    long ask;
    long askSize;

    boolean trade;
    long price;
    long size;
    Aggressor aggressor = Aggressor.UNKNOWN;

    /** Set when the source could not read the record. */
    Optional<Reason> problem = Optional.empty();

    void clear() {
        nanos = Long.MIN_VALUE;
        symbol = "";
        quote = false;
        bid = NO_PRICE;
        bidSize = 0;
        ask = NO_PRICE;
        askSize = 0;
        trade = false;
        price = NO_PRICE;
        size = 0;
        aggressor = Aggressor.UNKNOWN;
        problem = Optional.empty();
    }
}
