package org.outcry.desk.dialer;

import java.net.URI;
import org.outcry.link.LinkLimits;

/**
 * Where and how to dial; milliseconds.
 *
 * @param gateway {@code ws://} or {@code wss://} with host, port and path
 * @param token sent as bearer token, never logged
 * @param firstPauseMillis pause after the first failed attempt; doubled after each further one
 * @param longestPauseMillis where doubling ends
 * @param heartbeatMillis a heartbeat is sent this often
 * @param silenceMillis a link that was silent this long is dead
 */
public record DialSettings(
        URI gateway,
        String token,
        long firstPauseMillis,
        long longestPauseMillis,
        long heartbeatMillis,
        long silenceMillis) {
    public DialSettings {
        String scheme = String.valueOf(gateway.getScheme());
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException("The gateway's address must start with ws:// or wss://");
        }
        if (gateway.getHost() == null) {
            throw new IllegalArgumentException("The gateway's address has no host");
        }
    }

    /** Pauses of 1, 2, 4 ... 30 seconds. */
    public static DialSettings of(URI gateway, String token) {
        return new DialSettings(gateway, token, 1_000, 30_000, LinkLimits.HEARTBEAT_MILLIS, LinkLimits.SILENCE_MILLIS);
    }

    boolean secure() {
        return gateway.getScheme().equals("wss");
    }

    int port() {
        if (gateway.getPort() > 0) {
            return gateway.getPort();
        }
        return secure() ? 443 : 80;
    }

    String path() {
        return gateway.getRawPath() == null || gateway.getRawPath().isEmpty() ? "/link" : gateway.getRawPath();
    }

    /** Without the token: records print their fields. */
    @Override
    public String toString() {
        return "DialSettings[" + gateway + "]";
    }
}
