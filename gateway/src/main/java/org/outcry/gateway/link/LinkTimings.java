package org.outcry.gateway.link;

import org.outcry.link.LinkLimits;

/**
 * How a gateway watches over its links; milliseconds.
 *
 * @param heartbeatMillis a heartbeat is sent this often
 * @param stalledMillis clients hear that a link is stalled when it was silent this long
 * @param silenceMillis a link that was silent this long is dead
 * @param helloMillis a desk must have said hello by then
 */
public record LinkTimings(long heartbeatMillis, long stalledMillis, long silenceMillis, long helloMillis) {
    /** What {@code docs/protocol/link.md} promises. */
    public static final LinkTimings PROMISED = new LinkTimings(
            LinkLimits.HEARTBEAT_MILLIS, LinkLimits.STALLED_MILLIS, LinkLimits.SILENCE_MILLIS, LinkLimits.HELLO_MILLIS);

    public LinkTimings {
        if (heartbeatMillis < 1
                || stalledMillis <= heartbeatMillis
                || silenceMillis <= stalledMillis
                || helloMillis < 1) {
            throw new IllegalArgumentException(
                    "silence must be longer than a stall, that longer than a heartbeat, and all positive");
        }
    }
}
