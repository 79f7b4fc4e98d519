package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.remote.socket.RemoteSocket;

/**
 * Single rows that are asked for: a contract that was never told, an order that is gone. Each is asked for until it is answered, with
 * growing pauses; all are given up with their connection, since the next picture asks again for what it still needs. On the ledger's
 * thread.
 */
final class Lookups {
    /** One more is not asked for; the next whole picture asks again. */
    private static final int MAX_WAITING = 10_000;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;

    private final RemoteTimings timings;
    private final Penalties penalties;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private Optional<RemoteSocket> socket = Optional.empty();

    /** Who hears the answer: a row, or that there is none. */
    interface Answered {
        void on(int status, JsonNode data);
    }

    private static final class Waiting {
        private final String endpoint;
        private final String query;
        private final Answered then;
        private boolean sent;
        private long tryNanos;
        private long pauseNanos;

        private Waiting(String endpoint, String query, Answered then, long pauseNanos) {
            this.endpoint = endpoint;
            this.query = query;
            this.then = then;
            this.pauseNanos = pauseNanos;
        }
    }

    Lookups(RemoteTimings timings, Penalties penalties) {
        this.timings = timings;
        this.penalties = penalties;
    }

    void opened(RemoteSocket opened) {
        waiting.clear();
        socket = Optional.of(opened);
    }

    void closed() {
        waiting.clear();
        socket = Optional.empty();
    }

    /** Asks for a row, unless it is being asked for; not while there is no connection. */
    void ask(String endpoint, String query, Answered then) {
        String key = endpoint + "?" + query;
        if (socket.isPresent() && !waiting.containsKey(key) && waiting.size() < MAX_WAITING) {
            Waiting row =
                    new Waiting(endpoint, query, then, timings.firstPause().toNanos());
            waiting.put(key, row);
            send(key, row);
        }
    }

    /** Time passes. */
    void tick() {
        long now = System.nanoTime();
        for (Map.Entry<String, Waiting> row : new ArrayList<>(waiting.entrySet())) {
            if (!row.getValue().sent && now - row.getValue().tryNanos >= 0) {
                send(row.getKey(), row.getValue());
            }
        }
    }

    private void send(String key, Waiting row) {
        long wait = penalties.waitNanos(row.endpoint);
        if (wait > 0 || socket.isEmpty()) {
            row.tryNanos = System.nanoTime() + wait;
            return;
        }
        row.sent = true;
        // A ticket has no place in a query; waiting for it has to do.
        penalties.take(row.endpoint);
        socket.get().request(row.endpoint, row.query, "", new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                boolean held = penalties.note(row.endpoint, status, data);
                boolean refused = status >= BAD_REQUEST && status < FAULT && status != TIMEOUT && status != TOO_MANY;
                if (!held && (status == OK || refused)) {
                    waiting.remove(key, row);
                    row.then.on(status, data);
                } else {
                    row.sent = false;
                    row.tryNanos = System.nanoTime() + row.pauseNanos;
                    row.pauseNanos = Math.min(timings.longestPause().toNanos(), 2 * row.pauseNanos);
                }
            }

            @Override
            public void onLost() {
                // Given up with the connection.
            }
        });
    }
}
