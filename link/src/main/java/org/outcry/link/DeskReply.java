package org.outcry.link;

/**
 * The desk's answer. The body is the finished JSON of the answer in UTF-8, sent on as it is; whoever makes a reply gives the
 * bytes away and nobody writes to them again.
 */
public final class DeskReply {
    private final int status;
    private final byte[] body;

    /**
     * @param status HTTP status for REST; WebSocket clients see the body alone
     * @param body one JSON value
     */
    public DeskReply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body;
    }
}
