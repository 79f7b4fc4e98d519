package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The stream as Server-Sent Events, as any client reads it: the JSON of each event in the order it came. */
final class EventLines implements Flow.Subscriber<String>, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_FRAMES = 10_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>(MAX_FRAMES);

    /** @param query with its question mark */
    EventLines(URI base, String token, String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/v1/api/stream" + query))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        http.sendAsync(request, BodyHandlers.fromLineSubscriber(this));
    }

    /** The next frame of that kind; others before it are dropped. */
    JsonNode frame(String what, long patienceNanos, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + patienceNanos;
        try {
            while (true) {
                JsonNode frame = frames.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new Mismatch("no event: " + what);
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

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith("data: ")) {
            try {
                frames.offer(JSON.readTree(line.substring("data: ".length())));
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + line, e);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        // Nobody hears a frame any more; whoever waits for one says so.
    }

    @Override
    public void onComplete() {
        // The same.
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
