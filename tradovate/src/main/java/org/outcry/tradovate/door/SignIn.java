package org.outcry.tradovate.door;

/**
 * Where a session comes from.
 *
 * @param address of the client, without port
 * @param clientAppId number of the API key, 0 for a password alone
 * @param userAgent as the client says, "" when it does not
 */
public record SignIn(
        String address, String appId, String appVersion, String deviceId, long clientAppId, String userAgent) {}
