package org.outcry.desk.market;

/** Which price open positions are valued at. */
public enum PriceBasis {
    /** The last trade (default). */
    LAST,
    /** Longs at the bid, shorts at the ask. */
    BID_ASK
}
