package org.outcry.engine.order;

/** Where an order is in its life. Partially filled orders stay {@link #WORKING}. */
public enum OrderStatus {
    /** Just created; seen in its first event only. */
    UNKNOWN,
    /** Passed risk, on its way (entry latency) or waiting for a market. */
    PENDING_NEW,
    /** Resting, or waiting for its trigger. */
    WORKING,
    /** Held: a bracket leg before its entry fills, or an activation time ahead. */
    SUSPENDED,
    FILLED,
    CANCELED,
    REJECTED,
    EXPIRED;

    public boolean terminal() {
        return this == FILLED || this == CANCELED || this == REJECTED || this == EXPIRED;
    }
}
