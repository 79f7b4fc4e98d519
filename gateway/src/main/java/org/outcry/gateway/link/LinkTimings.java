package org.outcry.gateway.link;

import org.outcry.link.LinkLimits;

/**
 * How a gateway watches over its links; milliseconds.
 *
 * @param heartbeatMillis a heartbeat is sent this often
 * @param silenceMillis a link that was silent this long is dead
 * @param helloMillis a desk must have said hello by then
 */
public record LinkTimings(long heartbeatMillis, long silenceMillis, long helloMillis) {
    /** What {@code docs/protocol/link.md} promises. */
    public static final LinkTimings PROMISED =
            new LinkTimings(LinkLimits.HEARTBEAT_MILLIS, LinkLimits.SILENCE_MILLIS, LinkLimits.HELLO_MILLIS);

    public LinkTimings {
        if (heartbeatMillis < 1 || silenceMillis <= heartbeatMillis || helloMillis < 1) {
            throw new IllegalArgumentException("silence must be longer than a heartbeat, and all positive");
        }
    }
}
