package org.outcry.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.outcry.contract.Contract;

/** A WebSocket client of {@code /ws/stream} that keeps what it hears. */
final class StreamClient implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private StreamClient(String url, String token) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(Duration.ofSeconds(20))
                .buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/ws/stream"), this)
                .join();
    }

    static StreamClient connect(Product product) {
        return new StreamClient(product.url(), product.token());
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                heard.add(Product.JSON.readTree(partial.toString()));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    void send(String json) {
        socket.sendText(json, true).join();
    }

    /** The first message that matches; others before it are passed over. */
    JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
        while (true) {
            JsonNode message = heard.poll(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("the expected message never came; closed: " + closed);
            }
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    JsonNode rpc(String id, String api, String args) throws InterruptedException {
        send("{\"action\":\"rpc\",\"id\":\"%s\",\"api\":\"%s\",\"args\":%s}".formatted(id, api, args));
        JsonNode data = await(message -> message.path("id").asText().equals(id)).path("data");
        Contract.rpc(api, data);
        return data;
    }

    /** Close code and reason, once the server closed. */
    String awaitClose() throws Exception {
        return closed.get(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
