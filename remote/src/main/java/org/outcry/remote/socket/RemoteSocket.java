package org.outcry.remote.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Replies and events are told on the owner's thread in the order in which they came; so is the end, once, after
 * everything that was heard. Whoever waits for a reply then hears that it is lost.
 *
 * <p>{@link #request} and {@link #beat} belong to the owner's thread, {@link #abort} to any.
 */
public final class RemoteSocket {
    /** Messages that may wait for the owner; beyond, the connection is given up and everything is read again. */
    private static final int MAX_WAITING = 65_536;
    /** Longest message; a synchronisation may be large. */
    private static final int MAX_CHARS = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RemoteSocket.class);
    /** Prices come as decimals and must stay them. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Owner owner;
    private final String name;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final StringBuilder partial = new StringBuilder();
    private volatile long heardNanos = System.nanoTime();
    private volatile Optional<WebSocket> socket = Optional.empty();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture("");
    private long lastId;
    private boolean over;

    /** Whose connection it is. */
    public interface Owner {
        /** Runs on the owner's one thread, in order. */
        void run(Runnable work);

        /** Something happened: {@code kind} is the protocol's {@code e}. */
        void onEvent(String kind, JsonNode data);

        /** The connection is over; nothing more is told. */
        void onEnd(String reason);
    }

    /** What became of a request. */
    public interface ReplyListener {
        /** @param data missing when the reply had none */
        void onReply(int status, JsonNode data);

        /** The connection ended first: done or not, nobody knows. */
        void onLost();
    }

    private record Waiting(String endpoint, ReplyListener listener) {}

    private RemoteSocket(String name, Owner owner) {
        this.name = name;
        this.owner = owner;
    }

    /**
     * Opens a socket and waits for it to be open; then the token has to be sent with {@link #authorize}.
     *
     * @param name of the socket in logs
     * @throws java.util.concurrent.CompletionException when it cannot be opened in time
     */
    public static RemoteSocket open(HttpClient http, URI uri, Duration patience, String name, Owner owner) {
        RemoteSocket opened = new RemoteSocket(name, owner);
        WebSocket socket = http.newWebSocketBuilder()
                .connectTimeout(patience)
                .buildAsync(uri, opened.new Ear())
                .orTimeout(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .join();
        opened.socket = Optional.of(socket);
        return opened;
    }

    /** Sends the token; the answer is the status of the reply, 200 when it is good. On the owner's thread. */
    public CompletableFuture<Integer> authorize(String token) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        request("authorize", "", token, new ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                answer.complete(status);
            }

            @Override
            public void onLost() {
                answer.completeExceptionally(
                        new IllegalStateException("the connection ended before it was authorized"));
            }
        });
        return answer;
    }

    /**
     * Sends a request.
     *
     * @param query parameters as in an address, "" for none
     * @param body JSON text, "" for none
     */
    public void request(String endpoint, String query, String body, ReplyListener listener) {
        if (over) {
            listener.onLost();
            return;
        }
        long id = ++lastId;
        waiting.put(id, new Waiting(endpoint, listener));
        send(endpoint + "\n" + id + "\n" + query + "\n" + body);
    }

    /** Sends a heartbeat, and ends the connection when the other side has been silent for that long. */
    public void beat(Duration silence) {
        if (over) {
            return;
        }
        if (System.nanoTime() - heardNanos > silence.toNanos()) {
            abort("nothing was heard for " + silence.toMillis() + " ms");
            return;
        }
        send("[]");
    }

    /** Nothing can be sent on it any more. Any thread. */
    public boolean ended() {
        return ended.get();
    }

    /** Ends the connection without ceremony. */
    public void abort(String reason) {
        socket.ifPresent(WebSocket::abort);
        end(reason);
    }

    /** One after another: the JDK's client takes one message at a time. */
    private void send(String frame) {
        WebSocket open = socket.orElseThrow();
        sending = sending.handle((_, failure) -> failure)
                .thenCompose(failure -> failure == null ? open.sendText(frame, true) : failed(failure));
        sending.whenComplete((_, failure) -> {
            if (failure != null) {
                abort("could not send: " + failure.getClass().getSimpleName());
            }
        });
    }

    private static CompletionStage<WebSocket> failed(Throwable failure) {
        return CompletableFuture.failedStage(failure);
    }

    private void end(String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        LOG.info("event=remote_socket_ended socket={} reason=\"{}\"", name, reason);
        owner.run(() -> {
            over = true;
            Map<Long, Waiting> lost = new HashMap<>(waiting);
            waiting.clear();
            lost.values().forEach(wait -> wait.listener.onLost());
            owner.onEnd(reason);
        });
    }

    private void frame(String frame) {
        heardNanos = System.nanoTime();
        switch (frame.isEmpty() ? ' ' : frame.charAt(0)) {
            case 'a' -> messages(frame.substring(1));
            case 'c' -> abort("closed by the other side: " + frame.substring(1));
            default -> {
                // 'o' and 'h' say that it lives, which was noted; what is unknown says no more.
            }
        }
    }

    private void messages(String array) {
        JsonNode all;
        try {
            all = JSON.readTree(array);
        } catch (JsonProcessingException e) {
            LOG.warn("event=remote_frame_unreadable socket={} characters={}", name, array.length());
            abort("a frame was no JSON");
            return;
        }
        for (JsonNode message : all) {
            if (queued.incrementAndGet() > MAX_WAITING) {
                abort("more than " + MAX_WAITING + " messages wait");
                return;
            }
            owner.run(() -> {
                queued.decrementAndGet();
                if (!over) {
                    message(message);
                }
            });
        }
    }

    private void message(JsonNode message) {
        if (message.has("e")) {
            owner.onEvent(message.path("e").asText(), message.path("d"));
            return;
        }
        Waiting wait = waiting.remove(message.path("i").asLong());
        if (wait == null) {
            LOG.debug("event=remote_reply_unasked socket={} message_id={}", name, message.path("i"));
            return;
        }
        LOG.debug("event=remote_reply socket={} endpoint={} status={}", name, wait.endpoint, message.path("s"));
        JsonNode data = message.has("d") ? message.path("d") : MissingNode.getInstance();
        wait.listener.onReply(message.path("s").asInt(), data);
    }

    /** On the client's threads, one call at a time. */
    private final class Ear implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (partial.length() + data.length() > MAX_CHARS) {
                abort("a message was longer than " + MAX_CHARS + " characters");
                return null;
            }
            partial.append(data);
            if (last) {
                String whole = partial.toString();
                partial.setLength(0);
                frame(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            end("closed with " + status + (reason.isEmpty() ? "" : " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            end("broken: " + failure.getClass().getSimpleName());
        }
    }
}
