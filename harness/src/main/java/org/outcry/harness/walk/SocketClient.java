package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The stream as any client speaks it: answers by their id, everything else in the order it came. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 40;
    private static final int MAX_FRAMES = 10_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CompletableFuture<Reply>> open = new ConcurrentHashMap<>();
    /** Frames that answer no request. */
    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>(MAX_FRAMES);

    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    SocketClient(URI base, String token) {
        URI stream = URI.create(base.toString().replaceFirst("^http", "ws") + "/ws/stream");
        this.socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(stream, this)
                .join();
    }

    Reply call(String api, ObjectNode args) {
        return await(start(api, args, Optional.empty()));
    }

    /** Sends an rpc message without waiting. */
    CompletableFuture<Reply> start(String api, ObjectNode args, Optional<String> idempotencyKey) {
        String id = "w" + ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode()
                .put("action", "rpc")
                .put("id", id)
                .put("api", api)
                .set("args", args);
        idempotencyKey.ifPresent(key -> message.put("idempotencyKey", key));
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        open.put(id, answer);
        send(message.toString());
        return answer;
    }

    static Reply await(CompletableFuture<Reply> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Mismatch("no answer over WebSocket: " + e);
        }
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    /** The next frame of that kind; others before it are dropped. */
    JsonNode frame(String what, long patienceNanos, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + patienceNanos;
        try {
            while (true) {
                JsonNode frame = frames.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new Mismatch("no frame: " + what);
                }
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Code and reason of the end, once the server has ended it. */
    CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            heard(whole);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(failure.toString());
    }

    private void end(String how) {
        ended.complete(how);
        open.values().forEach(answer -> answer.completeExceptionally(new Mismatch("the socket ended: " + how)));
    }

    private void heard(String whole) {
        try {
            JsonNode json = JSON.readTree(whole);
            CompletableFuture<Reply> answer =
                    json.has("data") || "error".equals(json.path("type").asText())
                            ? open.remove(json.path("id").asText())
                            : null;
            if (answer == null) {
                frames.offer(json);
            } else if (json.has("data")) {
                answer.complete(new Reply(
                        0, json.path("data"), Map.of(), json.path("replayed").asBoolean()));
            } else {
                answer.complete(new Reply(0, json, Map.of(), false));
            }
        } catch (IOException e) {
            end("not JSON: " + whole);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
