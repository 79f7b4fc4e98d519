package org.outcry.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.outcry.tradovate.Domain;

/** A gateway with a fake brokerage behind its four domains, and a user who has a password. */
final class TestDomains implements AutoCloseable {
    static final String PASSWORD = "open sesame 1";

    final TestGateway gateway;
    final FakeBrokerage brokerage = new FakeBrokerage();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private TestDomains(TestGateway gateway) {
        this.gateway = gateway;
        gateway.server.attach(brokerage);
        gateway.server.credentials().setPassword("trader", PASSWORD);
    }

    static TestDomains start(UnaryOperator<GatewaySettings> change) {
        return new TestDomains(TestGateway.start(change));
    }

    static TestDomains strict() {
        return start(UnaryOperator.identity());
    }

    static TestDomains open() {
        return new TestDomains(TestGateway.open());
    }

    int port(Domain domain) {
        return gateway.server.port(domain);
    }

    HttpResponse<String> get(Domain domain, String path, String token) {
        return send(domain, "GET", path, "", token, Map.of());
    }

    HttpResponse<String> post(Domain domain, String path, String body, String token) {
        return send(domain, "POST", path, body, token, Map.of());
    }

    HttpResponse<String> send(
            Domain domain, String method, String path, String body, String token, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port(domain) + "/v1/" + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
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

    JsonNode tokenReply(String body) {
        return TestGateway.json(
                post(Domain.DEMO, "auth/accesstokenrequest", body, "").body());
    }

    /** Signs in with the password alone. */
    String token() {
        return token("trader", PASSWORD);
    }

    String token(String name, String password) {
        JsonNode reply = tokenReply("{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
        if (!reply.has("accessToken")) {
            throw new AssertionError("no token: " + reply);
        }
        return reply.get("accessToken").asText();
    }

    /** A socket that has not read its first frame. */
    TestSocket socket(Domain domain) {
        return TestSocket.withHeaders(port(domain), "/v1/websocket", "");
    }

    /** A socket that has signed in. */
    TestSocket authorized(Domain domain, String token) {
        TestSocket socket = socket(domain);
        expect("o", socket.text());
        socket.send("authorize\n1\n\n" + token);
        expect("a[{\"s\":200,\"i\":1}]", frame(socket));
        return socket;
    }

    /** The next frame that is no heartbeat. */
    static String frame(TestSocket socket) {
        String text = socket.text();
        while (text.equals("h")) {
            text = socket.text();
        }
        return text;
    }

    private static void expect(String expected, String was) {
        if (!expected.equals(was)) {
            throw new AssertionError("expected " + expected + " but was " + was);
        }
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
    }
}
