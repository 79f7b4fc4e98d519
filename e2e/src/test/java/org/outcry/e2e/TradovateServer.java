package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.outcry.contract.DomainContract;

/** A running product with the four domains of its Tradovate door, signed in as its first user. */
final class TradovateServer implements AutoCloseable {
    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private static final long MANY_DOLLARS = 100_000_000;

    final Product product;
    final String token;

    private TradovateServer(Product product, String token) {
        this.product = product;
        this.token = token;
    }

    /** Over a product that has printed its banner. */
    static TradovateServer over(Product product) throws Exception {
        return new TradovateServer(product, signIn(product, printed(product, "password")));
    }

    /** The address of a domain, without its {@code /v1}. */
    String domain(String name) {
        return printed(product, name).replaceAll("/v1$", "");
    }

    static String printed(Product product, String word) {
        try {
            for (String line : product.text().split("\n")) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 1 && words[0].equals(word)) {
                    return words[1];
                }
            }
            throw new AssertionError("no " + word + " in " + product.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signIn(Product product, String password) throws Exception {
        ObjectNode body = Product.JSON.createObjectNode().put("name", "trader").put("password", password);
        JsonNode answer =
                Product.JSON.readTree(send(printed(product, "demo") + "/auth/accesstokenrequest", "", body.toString())
                        .body());
        assertTrue(answer.has("accessToken"), answer::toString);
        return answer.path("accessToken").asText();
    }

    /** A POST, or a GET without a body; without a token as a stranger. */
    static HttpResponse<String> send(String url, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.POST(BodyPublishers.ofString(body));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** What a domain answers by REST; single quotes stand for double ones. */
    JsonNode rest(String domain, String path, String body) throws Exception {
        HttpResponse<String> answer = send(domain(domain) + "/v1/" + path, token, body.replace('\'', '"'));
        assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
        JsonNode reply = Product.JSON.readTree(answer.body());
        DomainContract.reply(path.split("\\?", 2)[0], 200, reply);
        return reply;
    }

    JsonNode demo(String path) throws Exception {
        return rest("demo", path, "");
    }

    JsonNode demo(String path, String body) throws Exception {
        return rest("demo", path, body);
    }

    /** The name of a root's front contract, such as {@code MESZ6}. */
    String front(String root) throws Exception {
        return demo("contract/suggest?t=" + root + "&l=1").get(0).path("name").asText();
    }

    /** A socket of a domain, authorised. */
    TradovateSocket socket(String domain) throws Exception {
        TradovateSocket socket = TradovateSocket.open(domain(domain));
        assertEquals("o", socket.frame());
        socket.send("authorize\n0\n\n" + token);
        assertEquals("a[{\"s\":200,\"i\":0}]", socket.frame());
        return socket;
    }

    /** A fresh demo account with more than enough money. */
    long account() throws Exception {
        return account(MANY_DOLLARS);
    }

    long account(long dollars) throws Exception {
        JsonNode opened = demo("user/opendemoaccount", "{'initialBalance':" + dollars + "}");
        assertTrue(opened.has("accountId"), opened::toString);
        return opened.path("accountId").asLong();
    }

    /** A trader alone with a fresh account, synchronised to it. */
    Trader trader() throws Exception {
        return trader("MES");
    }

    Trader trader(String root) throws Exception {
        long account = account();
        TradovateSocket socket = socket("demo");
        JsonNode state = socket.call("user/syncrequest", "{'accounts':[" + account + "]}");
        return new Trader(this, socket, account, front(root), state);
    }

    /** The last trade of a contract. */
    BigDecimal last(String symbol) throws Exception {
        try (TradovateSocket socket = socket("md")) {
            socket.call("md/subscribeQuote", "{'symbol':'" + symbol + "'}");
            return socket.event("md", d -> d.at("/quotes/0/entries/Trade").has("price"))
                    .at("/quotes/0/entries/Trade/price")
                    .decimalValue();
        }
    }

    @Override
    public void close() {
        product.close();
    }

    /** One account, what its owner trades and the socket that tells of it. */
    record Trader(TradovateServer server, TradovateSocket socket, long account, String symbol, JsonNode state)
            implements AutoCloseable {

        /** Members of an order for this account and contract, without braces. */
        String order(String action, int quantity, String type) {
            return "'accountId':" + account + ",'symbol':'" + symbol + "','action':'" + action + "','orderQty':"
                    + quantity + ",'orderType':'" + type + "','isAutomated':true";
        }

        /** A whole order. */
        JsonNode place(String action, int quantity, String type, String more) throws Exception {
            return socket.call("order/placeorder", "{" + order(action, quantity, type) + more + "}");
        }

        /** So many points away from the last trade, on the contract's grid. */
        BigDecimal away(int points) throws Exception {
            return server.last(symbol).add(BigDecimal.valueOf(points));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** One server for all classes that ask for it; it ends with the last of them. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TradovateServer.class;
        }

        @Override
        public TradovateServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                    .server();
        }
    }

    /** The shared one and its directory. */
    private record Running(TradovateServer server, Path directory) implements AutoCloseable {
        static Running start() {
            try {
                Path directory = Files.createTempDirectory("outcry-tradovate-");
                Product product = Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open");
                return new Running(over(product), directory);
            } catch (Exception e) {
                throw new IllegalStateException("no server to talk to", e);
            }
        }

        @Override
        public void close() {
            try {
                assertEquals(0, server.product.stop());
                try (Stream<Path> files = Files.walk(directory)) {
                    List<Path> deepestFirst =
                            files.sorted(Comparator.reverseOrder()).toList();
                    for (Path file : deepestFirst) {
                        Files.delete(file);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                server.close();
            }
        }
    }
}
