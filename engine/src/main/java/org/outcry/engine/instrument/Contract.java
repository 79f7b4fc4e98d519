package org.outcry.engine.instrument;

/**
 * One expiry of a product.
 *
 * @param contractId {@link #id(int, int, int)}: catalogue ids stay below the engine's own sequence
 * @param productId its product
 * @param name exchange name with a two-digit year, such as {@code ESZ26}
 * @param year contract month's year
 * @param month contract month, 1 to 12
 * @param lastTradeNanos last instant it trades, nanoseconds UTC; then open positions settle and orders expire
 */
public record Contract(int contractId, int productId, String name, int year, int month, long lastTradeNanos) {

    /** Catalogue id of a contract: unique for years 1970 to 2310, stable for ever, below 2^24. */
    public static int id(int productId, int year, int month) {
        return (productId << 12) | ((year - 1970) * 12 + (month - 1));
    }
}
