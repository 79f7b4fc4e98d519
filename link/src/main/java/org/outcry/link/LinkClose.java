package org.outcry.link;

/** Why a link ends: WebSocket close codes and reason texts. */
public enum LinkClose {
    /** The desk or the gateway stops; the desk dials again later. */
    GOING_AWAY(1001, "Going away"),
    /** A newer desk of the same user took over; this one must not dial again by itself. */
    REPLACED(1008, "Desk connected elsewhere"),
    /** A message above {@link LinkLimits#MAX_MESSAGE_BYTES}. */
    TOO_LARGE(1009, "Message too large"),
    /** Something that is not a message of this protocol, or not in this state; a bug at the other end. */
    BAD_MESSAGE(4400, "Bad message"),
    /** The token is no longer valid; dialling again is pointless until it is changed. */
    UNAUTHORIZED(4401, "Token revoked"),
    /** No common protocol version. */
    VERSION(4406, "Unsupported protocol version"),
    /** Nothing was heard for {@link LinkLimits#SILENCE_MILLIS}; the desk dials again at once. */
    SILENT(4408, "Link silent");

    private final int code;
    private final String reason;

    LinkClose(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
