package org.outcry.link;

import org.outcry.wire.Bytes;

/**
 * The one shape of a refusal on the CrossTrade wire, made by gateway and desk alike: {@code success} false, {@code error} the
 * exact string clients match on, {@code detail} for people. The catalogue is in {@code docs/protocol/crosstrade.md}.
 */
public final class Refusal {
    /** Generic 400 of almost every page. */
    public static final String INVALID_REQUEST = "Invalid request";
    /** 408 and WebSocket: no desk of this user is connected. */
    public static final String ADDON_NOT_CONNECTED = "Add-on not connected";
    /** 408: the desk is connected and did not answer in time. */
    public static final String ADDON_TIMEOUT = "Add-on did not answer in time";
    /** 429. */
    public static final String RATE_LIMIT_EXCEEDED = "Rate limit exceeded";
    /** 429: too many bytes of bars and executions. */
    public static final String EGRESS_LIMITED = "egress_limited";
    /** 422: another request was made under this idempotency key. */
    public static final String IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused";
    /** 409: the request under this idempotency key is still under way. */
    public static final String REQUEST_IN_PROGRESS = "request_in_progress";
    /** 404: no request was made under this idempotency key. */
    public static final String REQUEST_NOT_FOUND = "request_not_found";
    /** The desk does not know the function. */
    public static final String UNKNOWN_API_COMMAND = "Unknown API command";

    private Refusal() {}

    /** A refusal with its HTTP status. */
    public static DeskReply reply(int status, String error, String detail) {
        return new DeskReply(status, body(error, detail));
    }

    /**
     * A queue is full. In the words of the protocol: come back in a second, as with any other 429; nothing was done.
     *
     * @param what which queue, for people
     */
    public static DeskReply busy(String what) {
        return new DeskReply(
                429,
                new Bytes(128)
                        .ascii("{\"success\":false,\"error\":\"" + RATE_LIMIT_EXCEEDED + "\",\"detail\":")
                        .quoted("busy: " + what + "; nothing was done, try again")
                        .ascii(",\"retryAfter\":1}")
                        .toArray());
    }

    /** The JSON of a refusal. */
    public static byte[] body(String error, String detail) {
        return new Bytes(96)
                .ascii("{\"success\":false,\"error\":")
                .quoted(error)
                .ascii(",\"detail\":")
                .quoted(detail)
                .ascii("}")
                .toArray();
    }
}
