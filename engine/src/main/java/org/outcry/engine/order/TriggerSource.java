package org.outcry.engine.order;

/** Which price a stop or if-touched order watches. */
public enum TriggerSource {
    /** Last trade (default). */
    LAST,
    /** The bid for orders to sell, the ask for orders to buy. */
    BID_ASK
}
