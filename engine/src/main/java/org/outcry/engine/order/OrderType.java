package org.outcry.engine.order;

/** How an order becomes marketable. */
public enum OrderType {
    /** Takes the far side at once. */
    MARKET,
    /** Trades at its limit or better. */
    LIMIT,
    /** Waits for its stop price, then acts as market. */
    STOP,
    /** Waits for its stop price, then acts as limit. */
    STOP_LIMIT,
    /** Market if touched: waits for its stop price from the favourable side, then acts as market. */
    MIT,
    /** Limit if touched: as {@link #MIT}, then acts as limit. */
    LIMIT_IF_TOUCHED,
    /** A stop whose price follows the market at {@code trailTicks}. */
    TRAILING_STOP,
    /** As {@link #TRAILING_STOP}, then acts as limit; the limit keeps its distance from the stop. */
    TRAILING_STOP_LIMIT;

    public boolean hasLimit() {
        return this == LIMIT || this == STOP_LIMIT || this == LIMIT_IF_TOUCHED || this == TRAILING_STOP_LIMIT;
    }

    public boolean hasTrigger() {
        return this != MARKET && this != LIMIT;
    }

    public boolean trails() {
        return this == TRAILING_STOP || this == TRAILING_STOP_LIMIT;
    }
}
