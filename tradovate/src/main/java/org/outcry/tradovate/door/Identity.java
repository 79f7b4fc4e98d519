package org.outcry.tradovate.door;

/**
 * What a sign-in tells of a user.
 *
 * @param status a {@code UserStatus}
 * @param hasLive owns a live account
 * @param hasMarketData may subscribe to market data
 */
public record Identity(
        long userId, String name, String status, boolean hasLive, boolean hasMarketData, boolean hasFunded) {}
