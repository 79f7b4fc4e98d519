package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.outcry.gateway.access.IssuedToken;

/** The link as a desk on the network meets it, with timings faster than promised where a test waits for them. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // They mostly wait for silence, each beside a gateway of its own.
class LinkConversationTest {
    private static final String HELLO =
            "{\"type\":\"hello\",\"protocol\":1,\"version\":\"1.13.9\",\"desk\":\"Practice\"}";

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.open(30_000);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private TestSocket dial(String token) {
        TestSocket desk = TestSocket.open(gateway.port(), "/link", token);
        assertTrue(desk.isOpen(), desk.statusLine);
        return desk;
    }

    private TestSocket connect() {
        TestSocket desk = dial(gateway.token);
        assertEquals(
                TestGateway.json("{\"type\":\"welcome\",\"protocol\":1,\"user\":\"trader\"}"), welcome(desk, HELLO));
        return desk;
    }

    /** What is answered to a hello; a heartbeat may come before it. */
    private static JsonNode welcome(TestSocket desk, String hello) {
        desk.send(hello);
        return next(desk, "welcome");
    }

    private CompletableFuture<HttpResponse<String>> asking(String method, String path) {
        return CompletableFuture.supplyAsync(() -> gateway.send(method, path, "", gateway.token));
    }

    private static JsonNode next(TestSocket desk, String type) {
        return desk.json(message -> message.path("type").textValue().equals(type));
    }

    @Test
    void withoutADeskRestAndRpcSaySo() {
        HttpResponse<String> reply = gateway.get("/v1/api/accounts");
        assertEquals(408, reply.statusCode());
        assertEquals(
                TestGateway.json("{\"success\":false,\"error\":\"Add-on not connected\","
                        + "\"detail\":\"addon_not_connected: no desk of this user is connected\"}"),
                TestGateway.json(reply.body()));
        try (TestSocket socket = gateway.stream()) {
            JsonNode rpc = socket.ask("{\"action\":\"rpc\",\"id\":\"a\",\"api\":\"ListAccounts\"}");
            assertEquals("a", rpc.path("id").textValue());
            assertEquals("Add-on not connected", rpc.at("/data/error").textValue());
            assertEquals(false, rpc.at("/data/success").booleanValue());
            JsonNode subscribe = socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
            assertEquals("Add-on not connected", subscribe.path("error").textValue());
            assertEquals(
                    "pong", socket.ask("{\"action\":\"ping\"}").path("type").textValue());
        }
    }

    @Test
    void requestsGoDownAndRepliesComeUpByteForByte() {
        try (TestSocket desk = connect()) {
            CompletableFuture<HttpResponse<String>> reply =
                    asking("GET", "/v1/api/accounts/Sim101/orders?activeOnly=true");
            JsonNode request = next(desk, "request");
            assertEquals("trader", request.path("user").textValue());
            assertEquals("ListOrders", request.path("operation").textValue());
            assertEquals("0".repeat(32), request.path("key").textValue());
            assertEquals(
                    "{\"activeOnly\":true,\"account\":\"Sim101\"}",
                    request.path("args").toString());
            desk.send("{\"type\":\"reply\",\"id\":" + request.path("id")
                    + ",\"status\":200,\"body\": { \"orders\":[ ],\"a\":1.50 } }");
            assertEquals("{ \"orders\":[ ],\"a\":1.50 }", reply.join().body());
        }
    }

    @Test
    void aKilledDeskIsNoticedAtOnceAndItsTradeIsUnknown() {
        TestSocket desk = connect();
        CompletableFuture<HttpResponse<String>> trade = asking("POST", "/v1/api/accounts/Sim101/orders/o1/cancel");
        CompletableFuture<HttpResponse<String>> read = asking("GET", "/v1/api/accounts");
        for (int i = 0; i < 2; i++) {
            next(desk, "request");
        }
        long killed = System.nanoTime();
        desk.kill();
        JsonNode lost = TestGateway.json(trade.join().body());
        assertEquals(408, trade.join().statusCode());
        assertEquals("Add-on not connected", lost.path("error").textValue());
        assertTrue(lost.path("detail").textValue().startsWith("addon_lost: "), lost.toString());
        assertTrue(lost.path("detail").textValue().contains("outcome is unknown"), lost.toString());
        assertTrue(lost.path("detail").textValue().contains("orderId"), lost.toString());
        assertTrue(
                TestGateway.json(read.join().body()).path("detail").textValue().endsWith("nothing was changed"));
        assertTrue(TestGateway.json(gateway.get("/v1/api/accounts").body())
                .path("detail")
                .textValue()
                .startsWith("addon_not_connected"));
        // It was not by its silence that the loss was noticed.
        assertTrue(System.nanoTime() - killed < TimeUnit.MILLISECONDS.toNanos(TestGateway.FAST_LINK.silenceMillis()));
    }

    @Test
    void aSilentLinkIsGivenUpAfterItsTime() {
        gateway.close();
        gateway = TestGateway.start(settings -> settings.withTimings(
                TestGateway.IMPATIENT_LINK, TestGateway.FAST_STREAM, TestGateway.IMPATIENT_LINK.silenceMillis() * 20));
        TestSocket desk = connect();
        CompletableFuture<HttpResponse<String>> trade = asking("DELETE", "/v1/api/accounts/Sim101/orders/o1");
        next(desk, "request");
        // Nothing is sent from here on, as if the cable had been cut.
        assertTrue(
                TestGateway.json(trade.join().body()).path("detail").textValue().startsWith("addon_lost"));
        assertEquals("4408 Link silent", desk.closed());
        desk.close();
    }

    @Test
    void heartbeatsKeepALinkAlive() {
        try (TestSocket desk = connect()) {
            for (int i = 0; i < 10; i++) {
                assertEquals("heartbeat", desk.json().path("type").textValue());
                desk.send("{\"type\":\"heartbeat\"}");
            }
            assertEquals(
                    1,
                    TestGateway.json(gateway.get("/healthz").body())
                            .path("desks")
                            .intValue());
        }
    }

    @Test
    void aDeskThatDoesNotAnswerInTimeIsATimeout() {
        gateway.close();
        gateway = TestGateway.open(3_000);
        try (TestSocket desk = connect()) {
            CompletableFuture<HttpResponse<String>> trade = asking("DELETE", "/v1/api/accounts/Sim101/orders/o1");
            JsonNode request = next(desk, "request");
            while (!trade.isDone()) {
                desk.json();
                desk.send("{\"type\":\"heartbeat\"}");
            }
            JsonNode body = TestGateway.json(trade.join().body());
            assertEquals(408, trade.join().statusCode());
            assertEquals("Add-on did not answer in time", body.path("error").textValue());
            assertTrue(
                    body.path("detail").textValue().startsWith("addon_timeout: no answer within 3000 ms"),
                    body.toString());
            // The late answer is dropped and the link lives on.
            desk.send("{\"type\":\"reply\",\"id\":" + request.path("id") + ",\"status\":200,\"body\":{}}");
            TestGateway.await("an answer in time", () -> {
                CompletableFuture<HttpResponse<String>> read = asking("GET", "/v1/api/accounts");
                desk.send("{\"type\":\"reply\",\"id\":" + next(desk, "request").path("id")
                        + ",\"status\":200,\"body\":{\"b\":2}}");
                return read.join().body().equals("{\"b\":2}");
            });
        }
    }

    @Test
    void theNewestDeskOfAUserWins() {
        TestSocket first = connect();
        TestSocket second = connect();
        assertEquals("1008 Desk connected elsewhere", first.closed());
        CompletableFuture<HttpResponse<String>> reply = asking("GET", "/v1/api/accounts");
        second.send(
                "{\"type\":\"reply\",\"id\":" + next(second, "request").path("id") + ",\"status\":200,\"body\":{}}");
        assertEquals("{}", reply.join().body());
        first.close();
        second.close();
    }

    @Test
    void aUserWhoseOwnDeskIsLostIsNotServedByTheEmbeddedOne() {
        gateway.server.attach(new FakeDesk());
        assertEquals(200, gateway.get("/v1/api/accounts").statusCode());
        TestSocket desk = connect();
        desk.kill();
        TestGateway.await("the loss", () -> gateway.get("/v1/api/accounts").statusCode() == 408);
        assertEquals(
                200,
                gateway.send("GET", "/v1/api/accounts", "", gateway.newToken("other"))
                        .statusCode());
    }

    @Test
    void dialingWithoutAValidTokenAnswers401() {
        try (TestSocket desk = TestSocket.open(gateway.port(), "/link", "wrong")) {
            assertTrue(desk.statusLine.startsWith("HTTP/1.1 401"), desk.statusLine);
        }
    }

    @Test
    void whatIsNotTheProtocolIsRefusedWithItsCode() {
        for (String text : new String[] {
            "x",
            "[]",
            "{\"type\":\"quotes\",\"quotes\":[]}",
            "{\"type\":\"welcome\",\"protocol\":1,\"user\":\"a\"}",
            "{\"type\":\"event\",\"user\":\"trader\",\"account\":\"A\",\"kind\":\"orderUpdate\",\"epoch\":1,\"payload\":{}}"
        }) {
            try (TestSocket desk = dial(gateway.token)) {
                desk.send(text);
                assertEquals("4400 Bad message", desk.closed(), text);
            }
        }
        try (TestSocket desk = connect()) {
            desk.send(HELLO);
            assertEquals("4400 Bad message", desk.closed());
        }
        try (TestSocket desk = dial(gateway.token)) {
            desk.send(HELLO.replace("\"protocol\":1", "\"protocol\":2"));
            assertEquals("4406 Unsupported protocol version", desk.closed());
        }
    }

    @Test
    void aDeskThatNeverSaysHelloIsSentAway() {
        gateway.close();
        gateway = TestGateway.start(
                settings -> settings.withTimings(TestGateway.HASTY_LINK, TestGateway.FAST_STREAM, 3_000));
        try (TestSocket desk = dial(gateway.token)) {
            assertEquals("4408 Link silent", desk.closed());
        }
    }

    @Test
    void aRevokedTokenEndsItsLink() {
        IssuedToken issued = gateway.newIssued("trader");
        try (TestSocket desk = dial(issued.secret())) {
            welcome(desk, HELLO);
            gateway.server.access().revoke(issued.id());
            gateway.server.tokensChanged();
            assertEquals("4401 Token revoked", desk.closed());
        }
    }

    @Test
    void largeRepliesComeInFragments() {
        try (TestSocket desk = connect()) {
            CompletableFuture<HttpResponse<String>> reply = asking("GET", "/v1/api/accounts");
            String body = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
            byte[] text = ("{\"type\":\"reply\",\"id\":" + next(desk, "request").path("id")
                            + ",\"status\":200,\"body\":" + body + "}")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (int from = 0; from < text.length; from += 65_536) {
                int to = Math.min(text.length, from + 65_536);
                int first = (from == 0 ? 0x01 : 0x00) | (to == text.length ? 0x80 : 0);
                desk.frame(first, java.util.Arrays.copyOfRange(text, from, to));
            }
            assertEquals(body, reply.join().body());
        }
    }

    @Test
    void quotesAndEventsReachTheSocketsOfItsUserAndAReturningDeskIsAskedAgain() {
        TestSocket desk = connect();
        try (TestSocket socket = gateway.stream()) {
            socket.send("{\"action\":\"subscribe\",\"instruments\":[\"ES\"],\"events\":[\"orders\"]}");
            JsonNode resolve = next(desk, "request");
            assertEquals("ResolveInstruments", resolve.path("operation").textValue());
            desk.send("{\"type\":\"reply\",\"id\":" + resolve.path("id")
                    + ",\"status\":200,\"body\":{\"success\":true,\"resolved\":{\"ES\":\"ES 12-26\"}}}");
            assertEquals("[\"ES 12-26\"]", socket.json().path("instruments").toString());
            assertEquals("syncing", socket.json().path("state").textValue());
            assertEquals(
                    "[\"ES 12-26\"]",
                    next(desk, "wantQuotes").path("instruments").toString());
            assertEquals("[\"trader\"]", next(desk, "wantEvents").path("users").toString());
            answerEmptyResolve(desk);
            assertEquals("ready", socket.json().path("state").textValue());
            desk.send("{\"type\":\"quotes\",\"quotes\":[{\"instrument\":\"ES 12-26\",\"quote\":{\"bid\":1.50}}]}");
            assertEquals("{\"type\":\"marketData\",\"quotes\":[{\"bid\":1.50}]}", socket.text());
            desk.send(
                    "{\"type\":\"event\",\"user\":\"trader\",\"account\":\"A\",\"kind\":\"orderUpdate\",\"epoch\":1,\"payload\":{\"x\":1}}");
            assertEquals(3, socket.json().path("seq").intValue());

            desk.kill();
            assertEquals("disconnected", socket.json().path("state").textValue());
            try (TestSocket back = connect()) {
                assertEquals("syncing", socket.json().path("state").textValue());
                // What happened while no desk was there is not known to anybody.
                assertEquals(
                        TestGateway.json("{\"type\":\"resync\",\"origin\":\"nt8\",\"seq\":6,\"accounts\":[]}"),
                        socket.json());
                assertEquals(
                        "[\"ES 12-26\"]",
                        next(back, "wantQuotes").path("instruments").toString());
                answerEmptyResolve(back);
                assertEquals("ready", socket.json().path("state").textValue());
                back.send("{\"type\":\"quotes\",\"quotes\":[{\"instrument\":\"ES 12-26\",\"quote\":{\"bid\":2}}]}");
                assertEquals("{\"type\":\"marketData\",\"quotes\":[{\"bid\":2}]}", socket.text());
            }
        }
    }

    private static void answerEmptyResolve(TestSocket desk) {
        JsonNode resolve = next(desk, "request");
        assertEquals("{\"instruments\":[]}", resolve.path("args").toString());
        desk.send("{\"type\":\"reply\",\"id\":" + resolve.path("id")
                + ",\"status\":200,\"body\":{\"success\":true,\"resolved\":{}}}");
    }

    @Test
    void aDeskTooOldForAFunctionIsNotAskedForIt() {
        try (TestSocket desk = dial(gateway.token);
                TestSocket socket = gateway.stream()) {
            welcome(desk, HELLO.replaceAll("\"version\":\"[^\"]*\"", "\"version\":\"1.13.1\""));
            JsonNode refused = socket.ask("{\"action\":\"rpc\",\"id\":1,\"api\":\"GetOrderLifecycle\","
                            + "\"args\":{\"account\":\"A\",\"orderId\":\"x\"}}")
                    .path("data");
            assertEquals("Unknown API command", refused.path("error").textValue());
            CompletableFuture<HttpResponse<String>> rest = asking("GET", "/v1/api/accounts/A/orders/x/lifecycle");
            assertEquals(400, rest.join().statusCode());
            CompletableFuture<HttpResponse<String>> known = asking("GET", "/v1/api/accounts");
            JsonNode request = next(desk, "request");
            assertEquals("ListAccounts", request.path("operation").textValue());
            desk.send("{\"type\":\"reply\",\"id\":" + request.path("id") + ",\"status\":200,\"body\":{}}");
            assertEquals("{}", known.join().body());
        }
    }

    @Test
    void aSilentLinkIsStalledUntilItIsHeardAgainAndThenGone() {
        gateway.close();
        gateway = TestGateway.start(
                settings -> settings.withTimings(TestGateway.IMPATIENT_LINK, TestGateway.FAST_STREAM, 10_000));
        try (TestSocket desk = connect();
                TestSocket socket = gateway.stream()) {
            socket.send("{\"action\":\"subscribe\",\"events\":[\"orders\"]}");
            answerEmptyResolve(desk);
            socket.json(frame -> frame.path("state").asText().equals("ready"));
            assertEquals("stalled", socket.json().path("state").textValue());
            desk.send("{\"type\":\"heartbeat\"}");
            assertEquals("ready", socket.json().path("state").textValue());
            assertEquals("stalled", socket.json().path("state").textValue());
            assertEquals("disconnected", socket.json().path("state").textValue());
            assertEquals(
                    "Add-on not connected",
                    socket.ask("{\"action\":\"rpc\",\"id\":1,\"api\":\"ListAccounts\"}")
                            .path("data")
                            .path("error")
                            .textValue());
        }
    }
}
