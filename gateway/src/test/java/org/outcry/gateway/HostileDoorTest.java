package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing a stranger or a client sends is answered with a 5xx, and the gateway serves on. */
class HostileDoorTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.open();
        gateway.server.attach(new FakeDesk());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static TestHttp.Reply send(String request) {
        return TestHttp.hasty(gateway.port()).exchange(request);
    }

    /** 501 is Vert.x's answer to an HTTP version nobody speaks; anything else from 500 up would be ours. */
    private static boolean isSound(TestHttp.Reply reply) {
        return reply.status() < 500 || (reply.status() == 501 && !reply.head().startsWith("HTTP/1.1"));
    }

    private static String head(String line) {
        return line + "\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.token + "\r\n";
    }

    @Test
    void requestsNoLibraryWouldSend() {
        List<String> requests = List.of(
                head("GET /v1/api/accounts/%zz HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts/%ff%fe HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts/%00 HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts/%ed%a0%80 HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts/A/position?instrument=%e2%82 HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts/A/position?%%%=&&&==& HTTP/1.1") + "\r\n",
                head("GET /v1/api/../../etc/passwd HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts/../x HTTP/1.1") + "\r\n",
                head("GET http://evil.example/v1/api/accounts HTTP/1.1") + "\r\n",
                head("GET /" + "a".repeat(20_000) + " HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts HTTP/1.1") + "X: " + "a".repeat(40_000) + "\r\n\r\n",
                head("GET /v1/api/accounts HTTP/1.1") + "X-\u0000: a\r\n\r\n",
                head("POST /v1/api/market/bars HTTP/1.1") + "Content-Length: -1\r\n\r\n",
                head("POST /v1/api/market/bars HTTP/1.1") + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
                head("POST /v1/api/market/bars HTTP/1.1") + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                head("POST /v1/api/market/bars HTTP/1.1")
                        + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
                head("BREW /v1/api/accounts HTTP/1.1") + "\r\n",
                head("OPTIONS * HTTP/1.1") + "\r\n",
                head("CONNECT localhost:1 HTTP/1.1") + "\r\n",
                head("GET /v1/api/accounts HTTP/9.9") + "\r\n",
                head("GET /ws/stream HTTP/1.1") + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                head("GET /ws/stream HTTP/1.1")
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: a\r\n\r\n",
                head("POST /ws/stream HTTP/1.1")
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a\r\n\r\n",
                head("GET /link HTTP/1.1") + "\r\n",
                "\r\n\r\n\u0001\u0002\u0003",
                "GET\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        for (String request : requests) {
            TestHttp.Reply reply = send(request);
            assertTrue(isSound(reply), request + " -> " + reply);
        }
        assertEquals(200, gateway.get("/v1/api/accounts").statusCode());
    }

    @Test
    void hostileBodies() {
        List<String> bodies = List.of(
                "{\"instrument\":\"ES\",\"quantity\":1e999999999}",
                "{\"instrument\":\"ES\",\"quantity\":1e-99999999999999}",
                "{\"instrument\":\"ES\",\"quantity\":" + "9".repeat(10_000) + "}",
                "{\"instrument\":\"ES\",\"percent\":NaN}",
                "{\"instrument\":\"\\ud800\"}",
                "{\"instrument\":\"ES\",\"instrument\":\"NQ\"}",
                "{\"instrument\":" + "[".repeat(30_000),
                "{\"a\":".repeat(10_000),
                "\u0000",
                "\u00ff\u00fe{}",
                "{\"instrument\":\"\u00c3(\"}");
        for (String body : bodies) {
            TestHttp.Reply reply = TestHttp.to(gateway.port())
                    .exchange(head("POST /v1/api/accounts/A/positions/close HTTP/1.1") + "Content-Length: "
                            + body.length() + "\r\n\r\n" + body);
            assertEquals(400, reply.status(), body.substring(0, Math.min(60, body.length())) + " -> " + reply);
            assertEquals(
                    "Invalid request",
                    TestGateway.json(reply.body()).path("error").textValue());
        }
    }

    @Test
    void damagedRequestsNeverGiveAServerError() {
        long seed = Long.getLong("outcry.seed", 7_411_203L);
        System.out.println("HostileDoorTest seed " + seed);
        Random random = new Random(seed);
        String body = "{\"instrument\":\"ES 12-26\",\"action\":\"Buy\",\"quantity\":2,\"orderType\":\"Limit\","
                + "\"timeInForce\":\"Gtc\",\"limitPrice\":24810.25,\"ocoId\":\"a\"}";
        String sound =
                head("POST /v1/api/accounts/Sim101/orders/place?x=1 HTTP/1.1") + "Content-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        assertEquals(200, TestHttp.to(gateway.port()).exchange(sound).status());
        int bodyStart = sound.indexOf("{");
        for (int i = 0; i < 400; i++) {
            StringBuilder damaged = new StringBuilder(sound);
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                // Three in four into the body: damage to the head mostly just ends the connection.
                int from = random.nextInt(4) == 0 ? 0 : bodyStart;
                damaged.setCharAt(from + random.nextInt(sound.length() - from), (char) random.nextInt(256));
            }
            // Half-closing would need another client; a request that waits for more bytes is cut by the blank line
            // here.
            TestHttp.Reply reply = send(damaged + "\r\n\r\n" + " ".repeat(64));
            assertTrue(isSound(reply), "seed " + seed + " round " + i + " " + damaged + " -> " + reply);
        }
        assertEquals(200, gateway.get("/v1/api/accounts").statusCode());
    }

    @Test
    void damagedMessagesNeverSilenceASocket() {
        long seed = Long.getLong("outcry.seed", 99_120_077L);
        System.out.println("HostileDoorTest seed " + seed);
        Random random = new Random(seed);
        String sound =
                "{\"action\":\"rpc\",\"id\":\"r1\",\"api\":\"PlaceOrder\",\"args\":{\"account\":\"A\",\"quantity\":2}}";
        try (TestSocket socket = gateway.stream()) {
            for (int i = 0; i < 3_000; i++) {
                StringBuilder damaged = new StringBuilder(sound);
                for (int hits = random.nextInt(4); hits >= 0; hits--) {
                    damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
                }
                assertTrue(socket.ask(damaged.toString()).isObject(), "seed " + seed + " round " + i);
            }
            assertEquals(
                    "pong", socket.ask("{\"action\":\"ping\"}").path("type").textValue());
        }
    }
}
