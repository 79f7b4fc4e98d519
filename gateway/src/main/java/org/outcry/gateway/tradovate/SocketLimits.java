package org.outcry.gateway.tradovate;

/**
 * Numbers of the sockets.
 *
 * @param authorizeMillis a socket that has not signed in by then is closed (our choice; unpublished)
 * @param heartbeatMillis silence of ours after which a heartbeat is sent (documented: about 2.5 s)
 * @param idleMillis silence of the client after which its socket is closed (our choice; at least 15 s by the reference)
 * @param blockedMillis time a client may leave its events unread
 * @param queueEvents events that may wait for one socket
 * @param queueBytes bytes of events that may wait for one socket
 * @param perUser open sockets of one user (documented: 50)
 * @param addresses network addresses from which one user may have sockets (documented as 5, doubtfully)
 */
public record SocketLimits(
        long authorizeMillis,
        long heartbeatMillis,
        long idleMillis,
        long blockedMillis,
        int queueEvents,
        int queueBytes,
        int perUser,
        int addresses) {
    /** Largest message a client may send, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 256 << 10;

    /** Requests of one socket that may be under way; more wait unread. */
    public static final int MAX_OPEN_CALLS = 64;

    /** Messages without sense after which a socket is closed. */
    public static final int MAX_NONSENSE = 100;

    /** As documented. */
    public static final SocketLimits STANDARD = new SocketLimits(10_000, 2_500, 30_000, 30_000, 32_768, 8 << 20, 50, 5);
}
