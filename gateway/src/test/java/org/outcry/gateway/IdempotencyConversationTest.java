package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;

/** {@code Idempotency-Key}: what a repeat hears, over both doors, while the desk answers, is silent, is lost, or refuses. */
class IdempotencyConversationTest {
    private static final String PLACE = "/v1/api/accounts/Sim101/orders/place";
    private static final String ORDER =
            "{\"instrument\":\"ES\",\"action\":\"BUY\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";
    private static final String SAME_ORDER = "{\"timeInForce\":\"DAY\", \"quantity\":\"1\", \"orderType\":\"MARKET\","
            + " \"action\":\"BUY\", \"instrument\":\"ES\"}";
    private TestGateway gateway;
    private FakeDesk desk;

    @BeforeEach
    void open() {
        gateway = TestGateway.open();
        desk = new FakeDesk();
        gateway.server.attach(desk);
        answerPlace(200, "{\"orderId\":\"5d20\",\"success\":true}");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private void answerPlace(int status, String body) {
        desk.answer("PlaceOrder", status, body);
    }

    private HttpResponse<String> place(String key, String body) {
        return gateway.send("POST", PLACE, body, gateway.token, Map.of("Idempotency-Key", key));
    }

    private static boolean isReplayed(HttpResponse<String> response) {
        return response.headers().firstValue("Idempotency-Replayed").orElse("").equals("true");
    }

    private JsonNode look(String key) {
        return TestGateway.json(gateway.get("/v1/api/requests/" + key).body());
    }

    private List<DeskRequest> placed() {
        return desk.asked("PlaceOrder");
    }

    @Test
    void aRepeatGetsTheStoredReplyAndTheDeskIsNotAskedAgain() {
        HttpResponse<String> first = place("a-1", ORDER);
        answerPlace(200, "{\"orderId\":\"other\",\"success\":true}");
        HttpResponse<String> repeat = place("a-1", SAME_ORDER);
        assertEquals(200, repeat.statusCode());
        assertEquals(first.body(), repeat.body());
        assertFalse(isReplayed(first));
        assertTrue(isReplayed(repeat));
        assertEquals(1, placed().size());
        assertFalse(isReplayed(place("a-2", ORDER)));
        assertEquals(2, placed().size());
    }

    @Test
    void aRefusalIsAnAnswerTooAndIsRepeated() {
        answerPlace(400, "{\"success\":false,\"error\":\"max_positions_reached\",\"detail\":\"x\"}");
        place("r-1", ORDER);
        answerPlace(200, "{\"success\":true}");
        HttpResponse<String> repeat = place("r-1", ORDER);
        assertEquals(400, repeat.statusCode());
        assertTrue(repeat.body().contains("max_positions_reached"));
        assertTrue(isReplayed(repeat));
    }

    @Test
    void anotherBodyOrFunctionUnderTheSameKeyIsRefused() {
        place("b-1", ORDER);
        HttpResponse<String> other = place("b-1", ORDER.replace(":1,", ":2,"));
        assertEquals(422, other.statusCode());
        assertEquals(
                "idempotency_key_reused",
                TestGateway.json(other.body()).path("error").textValue());
        HttpResponse<String> cancel = gateway.send(
                "POST", "/v1/api/accounts/Sim101/orders/cancel", "{}", gateway.token, Map.of("Idempotency-Key", "b-1"));
        assertEquals(422, cancel.statusCode());
        assertEquals(1, desk.requests.size());
    }

    @Test
    void theSameKeyOfAnotherUserIsAnotherKey() {
        place("u-1", ORDER);
        HttpResponse<String> theirs =
                gateway.send("POST", PLACE, ORDER, gateway.newToken("another"), Map.of("Idempotency-Key", "u-1"));
        assertFalse(isReplayed(theirs));
        assertEquals(2, placed().size());
        assertNotEquals(placed().get(0).keyHigh(), placed().get(1).keyHigh());
    }

    @Test
    void aLostAnswerIsSettledByARepeatUnderTheSameEngineKey() {
        desk.on("PlaceOrder", (request, listener) -> listener.onLost());
        HttpResponse<String> lost = place("l-1", ORDER);
        assertEquals(408, lost.statusCode());
        assertEquals("unknown", look("l-1").path("state").textValue());
        assertEquals(422, place("l-1", ORDER.replace(":1,", ":2,")).statusCode());
        answerPlace(200, "{\"orderId\":\"5d20\",\"success\":true}");
        HttpResponse<String> settled = place("l-1", ORDER);
        assertEquals(200, settled.statusCode());
        assertFalse(isReplayed(settled));
        assertEquals(2, placed().size());
        assertEquals(placed().get(0).keyHigh(), placed().get(1).keyHigh());
        assertEquals(placed().get(0).keyLow(), placed().get(1).keyLow());
        assertEquals("done", look("l-1").path("state").textValue());
    }

    @Test
    void answersThatSayNotNowAreNotKept() {
        for (int status : new int[] {409, 429, 500, 503}) {
            answerPlace(status, "{\"success\":false,\"error\":\"later\"}");
            assertEquals(status, place("n-" + status, ORDER).statusCode());
            answerPlace(200, "{\"success\":true}");
            assertEquals(200, place("n-" + status, ORDER).statusCode(), "after " + status);
        }
    }

    @Test
    void aRepeatWhileTheFirstIsUnderWayWaitsForItAndTooManyAreToldSo() {
        List<DeskLink.Listener> held = new CopyOnWriteArrayList<>();
        desk.on("PlaceOrder", (request, listener) -> held.add(listener));
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> place("w-1", ORDER));
        TestGateway.await("the desk is asked", () -> held.size() == 1);
        assertEquals("in_progress", look("w-1").path("state").textValue());
        assertEquals(422, place("w-1", ORDER.replace(":1,", ":2,")).statusCode());
        List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 9; i++) {
            Thread.ofVirtual().start(() -> answers.add(place("w-1", ORDER)));
        }
        TestGateway.await("one too many is told so", () -> answers.size() == 1);
        assertEquals(409, answers.getFirst().statusCode());
        assertEquals(
                "request_in_progress",
                TestGateway.json(answers.getFirst().body()).path("error").textValue());
        held.getFirst()
                .onReply(new DeskReply(200, "{\"orderId\":\"x\",\"success\":true}".getBytes(StandardCharsets.UTF_8)));
        TestGateway.await("all are answered", () -> answers.size() == 9);
        assertFalse(isReplayed(first.join()));
        assertEquals(
                8,
                answers.stream().filter(IdempotencyConversationTest::isReplayed).count());
        assertEquals(1, placed().size());
    }

    @Test
    void theWebSocketTakesTheKeyInItsMessageAndSharesItWithRest() {
        try (TestSocket socket = gateway.stream()) {
            String rpc = "{\"action\":\"rpc\",\"id\":1,\"api\":\"PlaceOrder\",\"idempotencyKey\":\"ws-1\",\"args\":"
                    + ORDER.replace("{", "{\"account\":\"Sim101\",") + "}";
            assertEquals("{\"id\":1,\"data\":{\"orderId\":\"5d20\",\"success\":true}}", askText(socket, rpc));
            assertEquals(
                    "{\"id\":1,\"data\":{\"orderId\":\"5d20\",\"success\":true},\"replayed\":true}",
                    askText(socket, rpc));
            assertTrue(isReplayed(place("ws-1", ORDER)));
            assertEquals(1, placed().size());
            assertEquals(
                    "Invalid request",
                    socket.ask(rpc.replace("\"ws-1\"", "17"))
                            .path("data")
                            .path("error")
                            .textValue());
            assertEquals(
                    "done",
                    socket.ask("{\"action\":\"rpc\",\"id\":2,\"api\":\"GetRequest\",\"args\":{\"key\":\"ws-1\"}}")
                            .path("data")
                            .path("state")
                            .textValue());
        }
    }

    private static String askText(TestSocket socket, String text) {
        socket.send(text);
        return socket.text();
    }

    @Test
    void aKeyIsOneToOneHundredAndTwentyEightVisibleCharacters() {
        for (String bad : List.of("a b", "x".repeat(129))) {
            HttpResponse<String> refused = place(bad, ORDER);
            assertEquals(400, refused.statusCode(), bad);
            assertTrue(refused.body().contains("Idempotency-Key"), refused.body());
        }
        assertEquals(200, place("x".repeat(128), ORDER).statusCode());
        assertEquals(1, placed().size());
    }

    @Test
    void whatBecameOfARequestIsAnsweredWithoutADesk() {
        place("q-1", ORDER);
        JsonNode done = look("q-1");
        assertEquals("q-1", done.path("key").textValue());
        assertEquals("PlaceOrder", done.path("operation").textValue());
        assertEquals(200, done.path("status").intValue());
        assertEquals("5d20", done.path("reply").path("orderId").textValue());
        assertTrue(done.path("success").booleanValue());
        HttpResponse<String> unknown = gateway.get("/v1/api/requests/never");
        assertEquals(404, unknown.statusCode());
        assertEquals(
                "request_not_found",
                TestGateway.json(unknown.body()).path("error").textValue());
        assertEquals(
                404,
                gateway.send("GET", "/v1/api/requests/q-1", "", gateway.newToken("spy"))
                        .statusCode());
    }

    @Test
    void readsIgnoreTheKey() {
        for (int i = 0; i < 2; i++) {
            gateway.send("GET", "/v1/api/accounts", "", gateway.token, Map.of("Idempotency-Key", "read"));
        }
        assertEquals(2, desk.asked("ListAccounts").size());
        assertEquals(404, gateway.get("/v1/api/requests/read").statusCode());
    }

    @Test
    void repliesAndKeysSurviveARestartOfTheGateway() {
        place("s-1", ORDER);
        desk.on("PlaceOrder", (request, listener) -> listener.onLost());
        place("s-2", ORDER);
        gateway.restart();
        FakeDesk next = new FakeDesk();
        gateway.server.attach(next);
        HttpResponse<String> repeat = place("s-1", ORDER);
        assertTrue(isReplayed(repeat));
        assertEquals("{\"orderId\":\"5d20\",\"success\":true}", repeat.body());
        assertEquals(422, place("s-2", ORDER.replace(":1,", ":2,")).statusCode());
        place("s-2", ORDER);
        assertEquals(1, next.asked("PlaceOrder").size());
        assertEquals(
                placed().getLast().keyHigh(),
                next.asked("PlaceOrder").getFirst().keyHigh());
    }
}
