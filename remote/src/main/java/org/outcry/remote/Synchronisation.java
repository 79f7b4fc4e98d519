package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.outcry.remote.signin.Tokens.Token;
import org.outcry.remote.socket.RemoteSocket;

/**
 * Reads the whole state over a connection that has just been opened; changes follow it by themselves. A penalty is waited for. A
 * connection that does not tell the state in time is given up. On the ledger's thread.
 */
final class Synchronisation {
    private static final List<String> KINDS = List.of(
            "user",
            "account",
            "cashBalance",
            "marginSnapshot",
            "position",
            "order",
            "orderVersion",
            "command",
            "commandReport",
            "executionReport",
            "fill",
            "fillFee",
            "fillPair",
            "contract");
    private static final String ENDPOINT = "user/syncrequest";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int DISPLACED = 408;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RemoteTimings timings;
    private final Penalties penalties;
    private final Later later;
    private final Consumer<Token> refused;

    /** Runs something on the ledger's thread after a while. */
    interface Later {
        void run(Runnable work, long delayNanos);
    }

    /** @param refused hears of a token that the other side does not take any more */
    Synchronisation(RemoteTimings timings, Penalties penalties, Later later, Consumer<Token> refused) {
        this.timings = timings;
        this.penalties = penalties;
        this.later = later;
        this.refused = refused;
    }

    /** @param then hears the state, unless the connection ends first */
    void read(RemoteSocket opened, Token token, Consumer<JsonNode> then) {
        if (opened.ended()) {
            return; // the ticket is for the connection after it
        }
        long wait = penalties.waitNanos(ENDPOINT);
        if (wait > 0) {
            later.run(() -> read(opened, token, then), wait);
            return;
        }
        ObjectNode body = JSON.createObjectNode();
        body.putArray("users").add(token.userId());
        ArrayNode kinds = body.putArray("entityTypes");
        KINDS.forEach(kinds::add);
        penalties.take(ENDPOINT).ifPresent(ticket -> body.put("p-ticket", ticket));
        Answer answer = new Answer(opened, token, then);
        later.run(answer::late, 3 * timings.connect().toNanos());
        opened.request(ENDPOINT, "", body.toString(), answer);
    }

    private final class Answer implements RemoteSocket.ReplyListener {
        private final RemoteSocket opened;
        private final Token token;
        private final Consumer<JsonNode> then;
        private boolean over;

        private Answer(RemoteSocket opened, Token token, Consumer<JsonNode> then) {
            this.opened = opened;
            this.token = token;
            this.then = then;
        }

        @Override
        public void onReply(int status, JsonNode data) {
            over = true;
            if (penalties.note(ENDPOINT, status, data)) {
                if (penalties.silent()) {
                    opened.abort("too many requests");
                } else {
                    read(opened, token, then);
                }
            } else if (status != OK || !data.path("accounts").isArray()) {
                // A third session displaces the first: its token is good for nothing, however long it would last.
                if (status == UNAUTHORIZED || status == DISPLACED) {
                    refused.accept(token);
                }
                opened.abort("the synchronisation was answered " + status);
            } else {
                then.accept(data);
            }
        }

        @Override
        public void onLost() {
            over = true; // the end of the connection is told by itself
        }

        private void late() {
            if (!over) {
                opened.abort("the state was not told in time");
            }
        }
    }
}
