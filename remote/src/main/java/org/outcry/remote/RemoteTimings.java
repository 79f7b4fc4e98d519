package org.outcry.remote;

import java.time.Duration;

/**
 * How a remote environment is waited for.
 *
 * @param connect a connection, and the answer to its token, may take this long
 * @param heartbeat one is sent this often
 * @param silence a connection that was silent this long is dead
 * @param firstPause before the first new try; doubled after each further one, with jitter
 * @param longestPause where doubling ends
 * @param grace how long a whole picture may still lack a command that was sent before the gap
 * @param stale after a gap of this length what was known is nobody's answer any more
 */
public record RemoteTimings(
        Duration connect,
        Duration heartbeat,
        Duration silence,
        Duration firstPause,
        Duration longestPause,
        Duration grace,
        Duration stale) {
    /** As the protocol's documents advise. */
    public static final RemoteTimings DOCUMENTED = new RemoteTimings(
            Duration.ofSeconds(10),
            Duration.ofMillis(2_500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15));

    /** The same with another patience for what was known before a gap. */
    public RemoteTimings withStale(Duration other) {
        return new RemoteTimings(connect, heartbeat, silence, firstPause, longestPause, grace, other);
    }
}
