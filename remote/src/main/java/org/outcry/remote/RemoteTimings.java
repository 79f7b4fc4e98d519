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
 */
public record RemoteTimings(
        Duration connect,
        Duration heartbeat,
        Duration silence,
        Duration firstPause,
        Duration longestPause,
        Duration grace) {
    /** As the protocol's documents advise. */
    public static final RemoteTimings DOCUMENTED = new RemoteTimings(
            Duration.ofSeconds(10),
            Duration.ofMillis(2_500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2));
}
