package org.outcry.engine.order;

/** How long an order lives. */
public enum TimeInForce {
    /** Until the session date of its product ends. */
    DAY,
    /** Until canceled, or until the contract stops trading. */
    GTC,
    /** Until {@code expireNanos}. */
    GTD,
    /** Takes what is there, the rest is canceled. */
    IOC,
    /** Takes all at once or is canceled whole. */
    FOK
}
