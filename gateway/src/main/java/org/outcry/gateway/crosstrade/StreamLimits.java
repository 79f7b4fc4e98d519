package org.outcry.gateway.crosstrade;

import org.outcry.gateway.access.Profile;

/**
 * The numbers of {@code /ws/stream}. Milliseconds.
 *
 * @param quoteIntervalMillis least time between two frames of one instrument; 0 means every quote
 * @param slowCloseMillis a socket whose send queue stayed full this long is closed
 * @param pingMillis a quiet socket is pinged this often
 * @param deadMillis a socket that was silent this long, pings included, is cut
 */
public record StreamLimits(long quoteIntervalMillis, long slowCloseMillis, long pingMillis, long deadMillis) {
    /** Largest message from a client, in bytes. */
    static final int MAX_MESSAGE_BYTES = 64 << 10;
    /** Requests of one socket that may be under way; then reading stops until one is answered. */
    static final int MAX_OPEN_CALLS = 32;
    /** Instruments one socket may be subscribed to. */
    static final int MAX_INSTRUMENTS = 100;
    /** Refusals in a row before the socket is closed (documented: more than ten). */
    static final int MAX_VIOLATIONS = 10;
    /** Bounds of the P&L interval. */
    static final long MIN_PNL_MILLIS = 1_000;

    static final long MAX_PNL_MILLIS = 3_600_000;

    /** The limits of a profile: four quotes a second of an instrument when strict. */
    public static StreamLimits of(Profile profile) {
        return new StreamLimits(profile == Profile.STRICT ? 250 : 0, 10_000, 30_000, 90_000);
    }
}
