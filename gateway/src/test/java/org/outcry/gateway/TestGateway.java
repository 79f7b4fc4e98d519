package org.outcry.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.outcry.gateway.access.IssuedToken;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.crosstrade.StreamLimits;
import org.outcry.gateway.link.LinkTimings;

/** A real gateway on a port of its own with a fresh directory, and a plain client for it. */
final class TestGateway implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Frequent heartbeats; silence is only noticed after longer than any other wait, however busy the machine. */
    static final LinkTimings FAST_LINK = new LinkTimings(100, 10_000, 20_000, 30_000);
    /** For tests that wait until silence is noticed. */
    static final LinkTimings IMPATIENT_LINK = new LinkTimings(100, 1_500, 5_000, 30_000);
    /** For a desk that never says hello. */
    static final LinkTimings HASTY_LINK = new LinkTimings(100, 10_000, 20_000, 1_000);

    static final StreamLimits FAST_STREAM = new StreamLimits(250, 600, 10_000, 30_000);

    GatewayServer server;
    final String token;
    private final Path data;
    private final GatewaySettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private TestGateway(GatewaySettings settings, Path data) {
        this.settings = settings;
        this.server = GatewayServer.start(settings);
        this.data = data;
        this.token = newToken("trader");
    }

    static TestGateway strict() {
        return start(UnaryOperator.identity());
    }

    static TestGateway open() {
        return open(3_000);
    }

    /** One that gives desks so long to answer. */
    static TestGateway open(long patienceMillis) {
        return start(settings -> settings.withProfile(Profile.OPEN)
                .withTimings(FAST_LINK, new StreamLimits(0, 600, 10_000, 30_000), patienceMillis));
    }

    static TestGateway start(UnaryOperator<GatewaySettings> change) {
        try {
            Path data = Files.createTempDirectory("outcry-gateway");
            GatewaySettings settings = GatewaySettings.on(0, data).withTimings(FAST_LINK, FAST_STREAM, 3_000);
            return new TestGateway(change.apply(settings), data);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String newToken(String user) {
        return newIssued(user).secret();
    }

    IssuedToken newIssued(String user) {
        server.access().addUser(user);
        IssuedToken issued = server.access().create(user, "test");
        server.tokensChanged();
        return issued;
    }

    /** Stops the server and starts another on the same data; tokens stay, desks and sockets are gone. */
    void restart() {
        server.close();
        server = GatewayServer.start(settings);
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "", token);
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body, token);
    }

    HttpResponse<String> send(String method, String path, String body, String bearer) {
        return send(method, path, body, bearer, Map.of());
    }

    HttpResponse<String> send(String method, String path, String body, String bearer, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    TestSocket stream() {
        return TestSocket.open(port(), "/ws/stream", token);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Waited " + PATIENCE + " for: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
