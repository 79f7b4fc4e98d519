package org.outcry.tradovate.door;

/**
 * What a sign-in tells of a user.
 *
 * @param status a {@code UserStatus}
 * @param hasLive owns a live account
 * @param hasMarketData may subscribe to market data
 * @param isAdministrator administers an organization
 */
public record Identity(
        long userId,
        String name,
        String status,
        boolean hasLive,
        boolean hasMarketData,
        boolean hasFunded,
        boolean isAdministrator,
        CallLimits limits) {

    /** A user like most: no administrator, the documented limits. */
    public Identity(
            long userId, String name, String status, boolean hasLive, boolean hasMarketData, boolean hasFunded) {
        this(userId, name, status, hasLive, hasMarketData, hasFunded, false, CallLimits.STANDARD);
    }
}
