package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.link.Operation;
import org.outcry.link.Parameter;

/** REST as any client speaks it. One thread. */
final class RestClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final URI base;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    RestClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    Reply call(Operation.Route route, Operation operation, ObjectNode args) {
        return call(route, operation, args, Optional.empty());
    }

    Reply call(Operation.Route route, Operation operation, ObjectNode args, Optional<String> idempotencyKey) {
        ObjectNode body = args.deepCopy();
        String path = route.path();
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters()) {
            String marker = "{" + parameter.name() + "}";
            if (path.contains(marker)) {
                path = path.replace(
                        marker, encoded(body.path(parameter.name()).asText()).replace("+", "%20"));
                body.remove(parameter.name());
            } else if (parameter.in() == Parameter.In.QUERY && body.has(parameter.name())) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.name())
                        .append('=')
                        .append(encoded(body.path(parameter.name()).asText()));
                body.remove(parameter.name());
            }
        }
        boolean bodiless = route.body() == Operation.Route.Body.NONE;
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + token);
        idempotencyKey.ifPresent(key -> headers.put("Idempotency-Key", key));
        return send(route.method(), path + query, bodiless ? "" : body.toString(), headers);
    }

    /** Sends anything; an empty body is none. */
    Reply send(String method, String pathAndQuery, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            JsonNode json = JSON.readTree(response.body());
            Map<String, String> found = new HashMap<>();
            response.headers().map().forEach((name, values) -> found.put(name, String.join(", ", values)));
            return new Reply(
                    response.statusCode(),
                    json,
                    found,
                    response.headers().firstValue("Idempotency-Replayed").isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + pathAndQuery, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
