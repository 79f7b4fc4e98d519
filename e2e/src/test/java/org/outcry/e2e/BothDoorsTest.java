package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session of the Tradovate reference over real sockets, and one account seen through both doors. */
class BothDoorsTest {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @TempDir
    Path directory;

    @Test
    void oneAccountIsSeenThroughBothDoors() throws Exception {
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0")) {
            String demo = printed(product, "demo").replaceAll("/v1$", "");
            Rest rest = new Rest(demo, signIn(demo, printed(product, "password")));
            String symbol =
                    rest.get("contract/suggest?t=MES&l=1").get(0).path("name").asText();
            try (Socket socket = Socket.open(demo)) {
                assertEquals("o", socket.next());
                socket.send("authorize\n1\n\n" + rest.token);
                assertEquals(200, socket.answer(1).path("s").asInt());
                socket.send("user/syncrequest\n2\n\n{}");
                JsonNode state = socket.answer(2).path("d");
                assertTrue(state.path("users").isArray());
                long account = account(state, "Sim101");

                long first = bought(socket, account, symbol);
                JsonNode position = product.await(
                                "/v1/api/accounts/Sim101/positions",
                                answer -> !answer.path("positions").isEmpty())
                        .path("positions")
                        .get(0);
                assertEquals("Long", position.path("marketPosition").asText());
                BigDecimal price = rest.get("fill/deps?masterid=" + first)
                        .get(0)
                        .path("price")
                        .decimalValue();
                herePlacedThereCanceled(product, socket, account, symbol, price.subtract(BigDecimal.valueOf(25)));
                therePlacedHereCanceled(product, socket, price.subtract(BigDecimal.valueOf(25)));
            }
            assertEquals(0, product.stop());
        }
    }

    /** A market order with everything that comes of it, in its order. */
    private static long bought(Socket socket, long account, String symbol) throws Exception {
        socket.send("order/placeorder\n3\n\n{\"accountId\":" + account
                + ",\"accountSpec\":\"Sim101\",\"action\":\"Buy\",\"symbol\":\"" + symbol
                + "\",\"orderQty\":1,\"orderType\":\"Market\",\"isAutomated\":true}");
        long order = socket.answer(3).at("/d/orderId").asLong();
        assertTrue(order > 0);
        socket.event(change -> change.path("entityType").asText().equals("cashBalance"));
        List<String> told = new ArrayList<>();
        for (JsonNode change : socket.changes) {
            told.add(change.path("entityType").asText() + " "
                    + change.path("eventType").asText());
        }
        List<String> wanted = List.of(
                "order Created",
                "command Created",
                "orderVersion Created",
                "commandReport Created",
                "command Updated",
                "order Updated",
                "order Updated",
                "marginSnapshot Updated",
                "commandReport Created",
                "command Updated",
                "order Updated",
                "executionReport Created",
                "fill Created",
                "executionReport Created",
                "order Updated",
                "position Created");
        assertTrue(inOrder(told, wanted), told::toString);
        return order;
    }

    /** Whether these come in this order, whatever comes between them. */
    private static boolean inOrder(List<String> told, List<String> wanted) {
        int at = 0;
        for (String one : told) {
            at += at < wanted.size() && one.equals(wanted.get(at)) ? 1 : 0;
        }
        return at == wanted.size();
    }

    private static void herePlacedThereCanceled(
            Product product, Socket socket, long account, String symbol, BigDecimal price) throws Exception {
        String leg = "\"action\":\"Buy\",\"orderType\":\"Limit\",\"price\":";
        socket.send("order/placeoco\n4\n\n{\"accountId\":" + account + ",\"symbol\":\"" + symbol
                + "\",\"orderQty\":1,\"clOrdId\":\"both-doors\"," + leg + price + ",\"other\":{" + leg
                + price.subtract(BigDecimal.TEN) + "}}");
        JsonNode placed = socket.answer(4).path("d");
        product.await(
                "/v1/api/accounts/Sim101/orders/both-doors",
                order -> order.path("orderState").asText().equals("Working"));
        JsonNode canceled = product.post("/v1/api/accounts/Sim101/orders/both-doors/cancel", "{}");
        assertTrue(canceled.path("success").asBoolean(), canceled::toString);
        socket.event(order(placed.path("orderId").asLong(), "Canceled"));
        // One cancels the other.
        socket.event(order(placed.path("ocoId").asLong(), "Canceled"));
    }

    private static void therePlacedHereCanceled(Product product, Socket socket, BigDecimal price) throws Exception {
        JsonNode placed = product.post("/v1/api/accounts/Sim101/orders/place", """
                {"instrument":"MES","action":"BUY","quantity":1,"orderType":"LIMIT","limitPrice":%s,"timeInForce":"DAY",\
                "orderId":"from-there"}""".formatted(price));
        assertTrue(placed.path("success").asBoolean(), placed::toString);
        JsonNode command =
                socket.event(change -> change.path("entityType").asText().equals("command")
                        && change.at("/entity/clOrdId").asText().equals("from-there"));
        long order = command.at("/entity/orderId").asLong();
        socket.event(order(order, "Working"));
        socket.send("order/cancelorder\n5\n\n{\"orderId\":" + order + "}");
        assertTrue(socket.answer(5).at("/d/commandId").asLong() > 0);
        product.await(
                "/v1/api/accounts/Sim101/orders/from-there",
                answer -> answer.path("orderState").asText().startsWith("Cancel"));
    }

    private static Predicate<JsonNode> order(long id, String status) {
        return change -> change.path("entityType").asText().equals("order")
                && change.at("/entity/id").asLong() == id
                && change.at("/entity/ordStatus").asText().equals(status);
    }

    private static long account(JsonNode state, String name) {
        for (JsonNode account : state.path("accounts")) {
            if (account.path("name").asText().equals(name)) {
                return account.path("id").asLong();
            }
        }
        throw new AssertionError("no " + name + " in " + state.path("accounts"));
    }

    private static String printed(Product product, String word) throws Exception {
        for (String line : product.text().split("\n")) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 1 && words[0].equals(word)) {
                return words[1];
            }
        }
        throw new AssertionError("no " + word + " in " + product.text());
    }

    private static String signIn(String base, String password) throws Exception {
        ObjectNode body = Product.JSON.createObjectNode().put("name", "trader").put("password", password);
        JsonNode token = Product.JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(base + "/v1/auth/accesstokenrequest"))
                                .timeout(Duration.ofSeconds(40))
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString())
                .body());
        assertTrue(token.has("accessToken"), token::toString);
        return token.path("accessToken").asText();
    }

    private record Rest(String base, String token) {
        JsonNode get(String path) throws Exception {
            return Product.JSON.readTree(HTTP.send(
                            HttpRequest.newBuilder(URI.create(base + "/v1/" + path))
                                    .header("Authorization", "Bearer " + token)
                                    .timeout(Duration.ofSeconds(40))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        }
    }

    /** A socket of the API; answers and events are taken as they come. */
    private static final class Socket implements AutoCloseable, WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        /** Every change told, in order. */
        private final List<JsonNode> changes = new ArrayList<>();

        private final List<JsonNode> answers = new ArrayList<>();
        private int seen;
        private WebSocket socket;

        static Socket open(String base) {
            Socket opened = new Socket();
            opened.socket = HTTP.newWebSocketBuilder()
                    .buildAsync(URI.create(base.replaceFirst("^http", "ws") + "/v1/websocket"), opened)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            return opened;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                frames.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        void send(String frame) {
            socket.sendText(frame, true).orTimeout(20, TimeUnit.SECONDS).join();
        }

        String next() throws InterruptedException {
            String frame = frames.poll(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing comes any more after " + changes);
            }
            return frame;
        }

        private void take() throws Exception {
            String frame = next();
            if (frame.equals("h")) {
                send("[]");
                return;
            }
            assertTrue(frame.startsWith("a["), frame);
            for (JsonNode message : Product.JSON.readTree(frame.substring(1))) {
                if (message.has("s")) {
                    answers.add(message);
                } else if (message.path("e").asText().equals("props")) {
                    changes.add(message.path("d"));
                }
            }
        }

        JsonNode answer(int id) throws Exception {
            while (true) {
                for (JsonNode answer : answers) {
                    if (answer.path("i").asInt() == id) {
                        return answer;
                    }
                }
                take();
            }
        }

        /** The next change of this kind behind the one that was asked for last. */
        JsonNode event(Predicate<JsonNode> wanted) throws Exception {
            while (true) {
                while (seen < changes.size()) {
                    JsonNode change = changes.get(seen);
                    seen++;
                    if (wanted.test(change)) {
                        return change;
                    }
                }
                take();
            }
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
