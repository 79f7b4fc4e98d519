package org.outcry.link;

/** The numbers both ends of a link keep. */
public final class LinkLimits {
    /** Version of the protocol described in {@code docs/protocol/link.md}. */
    public static final int PROTOCOL = 1;
    /** Largest WebSocket message in bytes; larger than one frame means continuation frames. */
    public static final int MAX_MESSAGE_BYTES = 16 << 20;
    /** Largest single WebSocket frame in bytes. */
    public static final int MAX_FRAME_BYTES = 64 << 10;
    /** Requests a gateway keeps open on one link; one more is answered "busy". */
    public static final int MAX_OUTSTANDING = 1024;
    /** Instruments a gateway asks quotes of on one link. */
    public static final int MAX_INSTRUMENTS = 1000;
    /** Each end sends a heartbeat this often. */
    public static final long HEARTBEAT_MILLIS = 5_000;
    /** A gateway that heard nothing for this long tells its clients that the link is stalled. */
    public static final long STALLED_MILLIS = 15_000;
    /** An end that heard nothing for this long treats the link as dead. */
    public static final long SILENCE_MILLIS = 20_000;
    /** A desk that has not said hello this long after the upgrade is closed. */
    public static final long HELLO_MILLIS = 5_000;

    private LinkLimits() {}
}
