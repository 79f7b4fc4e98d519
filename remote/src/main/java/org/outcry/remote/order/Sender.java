package org.outcry.remote.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The way to the remote environment. One thread. */
public interface Sender {
    /** The picture is whole and follows: orders may be sent. */
    boolean ready();

    /** Sends a request; the listener hears once, on the same thread, also at once. */
    void send(Request request, Listener listener);

    /**
     * One request.
     *
     * @param body JSON; the sender may add members of its own
     * @param adds it may be held back when too many are sent; what only reduces never is
     */
    record Request(String endpoint, ObjectNode body, boolean adds) {}

    /** What became of a request. */
    interface Listener {
        void onReply(int status, JsonNode data);

        /** Sent, and the connection ended: done or not, nobody knows yet. */
        void onLost();

        /** Not sent: too many requests, or a penalty that is still to be waited for. */
        void onHeld();
    }
}
