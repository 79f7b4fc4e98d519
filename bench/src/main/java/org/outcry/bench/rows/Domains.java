package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.outcry.bench.Run;
import org.outcry.bench.load.WebSocketCaller;
import org.outcry.bench.process.Product;
import org.outcry.tradovate.Domain;

/** The product's Tradovate domains as a signed-in client sees them. One thread. */
final class Domains {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Product product;
    private final String token;

    Domains(Product product) throws IOException {
        this.product = product;
        JsonNode reply = Run.JSON.readTree(
                send("auth/accesstokenrequest", "{\"name\":\"trader\",\"password\":\"" + Product.PASSWORD + "\"}", ""));
        this.token = reply.path("accessToken").asText();
        if (token.isEmpty()) {
            throw new IllegalStateException("not signed in: " + reply);
        }
    }

    String token() {
        return token;
    }

    /** One call of the demo domain outside any measurement. */
    JsonNode call(String path, String body) throws IOException {
        return Run.JSON.readTree(send(path, body, token));
    }

    byte[] bytes(String path) throws IOException {
        return send(path, "", token);
    }

    private byte[] send(String path, String body, String bearer) throws IOException {
        InetSocketAddress address = product.address(Domain.DEMO);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + address.getPort() + "/v1/" + path))
                .timeout(Duration.ofSeconds(40));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + response.statusCode() + " "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a read of the demo domain for the load client. */
    byte[] request(String path) {
        return ("GET /v1/" + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + product.address(Domain.DEMO).getPort() + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    URI socket(Domain domain) {
        return URI.create("ws://127.0.0.1:" + product.address(domain).getPort() + "/v1/websocket");
    }

    /** A socket that has signed in. */
    WebSocketCaller open(Domain domain) throws IOException {
        WebSocketCaller socket = WebSocketCaller.open(socket(domain), Map.of());
        expect(socket, "o");
        socket.send("authorize\n1\n\n" + token);
        expect(socket, "a[{\"s\":200,\"i\":1}]");
        return socket;
    }

    private static void expect(WebSocketCaller socket, String wanted) throws IOException {
        String text = text(socket);
        if (!text.equals(wanted)) {
            throw new IOException("expected " + wanted + " but was " + text);
        }
    }

    /** The next frame that is no heartbeat. */
    static String text(WebSocketCaller socket) throws IOException {
        String text = new String(socket.receive(), StandardCharsets.UTF_8);
        while (text.equals("h")) {
            text = new String(socket.receive(), StandardCharsets.UTF_8);
        }
        return text;
    }

    /** Reads on until a frame holds a text; throws when one says that something was refused. */
    static String await(WebSocketCaller socket, String wanted) throws IOException {
        while (true) {
            String text = text(socket);
            if (text.contains("errorText") || text.contains("failureReason") || text.contains("\"violations\"")) {
                throw new IOException("refused: " + text);
            }
            if (text.contains(wanted)) {
                return text;
            }
        }
    }

    /** Account {@code Sim101}. */
    long account() throws IOException {
        for (JsonNode account : call("account/list", "")) {
            if (account.path("name").asText().equals("Sim101")) {
                return account.path("id").asLong();
            }
        }
        throw new IllegalStateException("no Sim101");
    }

    /** The contract in front of a product: its name. */
    String front(String product) throws IOException {
        return call("contract/suggest?t=" + product + "&l=1", "")
                .path(0)
                .path("name")
                .asText();
    }
}
