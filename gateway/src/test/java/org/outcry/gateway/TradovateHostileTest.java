package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;

/** Nothing sent to the four domains is answered with a 5xx, with words of ours that are nobody's business, or by going away. */
class TradovateHostileTest {
    private static final long SEED = 4_480_211;
    private static final List<Domain> DOMAINS = List.of(Domain.DEMO, Domain.LIVE, Domain.MD, Domain.REPLAY);

    private static TestDomains domains;
    private static String token;

    @BeforeAll
    static void start() {
        domains = TestDomains.open();
        token = domains.token();
    }

    @AfterAll
    static void stop() {
        domains.close();
    }

    private static String head(String line) {
        return line + "\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";
    }

    private static void sound(String request, int status, String text) {
        String shown = request.substring(0, Math.min(300, request.length()));
        assertTrue(status < 500 || (status == 501 && !text.contains("errorText")), () -> status + " for " + shown);
        for (String ours :
                List.of("Exception", "java.", "org.outcry", "outcry-gateway", "sqlite", TestDomains.PASSWORD)) {
            assertFalse(text.contains(ours), () -> ours + " in " + text + " for " + shown);
        }
    }

    @Test
    void requestsNoLibraryWouldSend() {
        List<String> requests = List.of(
                head("GET /v1/account/%zz HTTP/1.1") + "\r\n",
                head("GET /v1/%ff%fe/list HTTP/1.1") + "\r\n",
                head("GET /v1/account/item?id=%ed%a0%80&id=%zz&=&&id HTTP/1.1") + "\r\n",
                head("GET /v1/account/item?id=99999999999999999999999 HTTP/1.1") + "\r\n",
                head("GET /v1/account/item?id=1e999999999 HTTP/1.1") + "\r\n",
                head("GET /v1/order/items?ids=" + "1,".repeat(3_000) + " HTTP/1.1") + "\r\n",
                head("GET /v1/../../etc/passwd HTTP/1.1") + "\r\n",
                head("GET /v1 HTTP/1.1") + "\r\n",
                head("GET /v1/ HTTP/1.1") + "\r\n",
                head("GET //v1//account//list HTTP/1.1") + "\r\n",
                head("GET http://evil.example/v1/account/list HTTP/1.1") + "\r\n",
                head("GET /v1/" + "a".repeat(20_000) + " HTTP/1.1") + "\r\n",
                head("GET /v1/account/list HTTP/1.1") + "X: " + "a".repeat(40_000) + "\r\n\r\n",
                head("POST /v1/order/placeorder HTTP/1.1") + "Content-Length: -1\r\n\r\n",
                head("POST /v1/order/placeorder HTTP/1.1") + "Content-Length: 300000\r\n\r\n" + "{".repeat(300_000),
                head("POST /v1/order/placeorder HTTP/1.1") + "Content-Length: 100000\r\n\r\n" + "[".repeat(100_000),
                head("POST /v1/order/placeorder HTTP/1.1") + "Content-Length: 3\r\n\r\n\u00ff\u00fe\u00fd",
                head("POST /v1/auth/oauthtoken HTTP/1.1")
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\ngrant_type=%",
                head("BREW /v1/account/list HTTP/1.1") + "\r\n",
                head("OPTIONS * HTTP/1.1") + "\r\n",
                head("GET /v1/websocket HTTP/1.1") + "\r\n",
                head("GET /v1/websocket HTTP/1.1") + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "GET /v1/account/list HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer\r\n\r\n",
                "GET /v1/account/list HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + "A".repeat(99)
                        + "\r\n\r\n",
                "GET /v1/account/list HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET /v1/account/list HTTP/1.1\r\n\r\n",
                "\r\n\r\n\u0001\u0002\u0003");
        // Beside each other, since one of them is waited for in vain on each.
        CompletableFuture.allOf(Stream.of(Domain.values())
                        .map(domain -> CompletableFuture.runAsync(
                                () -> {
                                    for (String request : requests) {
                                        TestHttp.Reply reply = TestHttp.hasty(domains.port(domain))
                                                .exchange(request);
                                        sound(request, reply.status(), reply.head() + reply.body());
                                    }
                                },
                                Thread::startVirtualThread))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void bodiesOfEveryEndpointThatAreNearlyRight() {
        Random random = new Random(SEED);
        System.err.println("TradovateHostileTest seed " + SEED);
        List<Endpoint> endpoints = Schema.standard().endpoints().stream()
                .filter(endpoint -> !endpoint.path().equals("auth/renewaccesstoken"))
                .filter(endpoint -> !endpoint.entity().equals("auth")
                        && !endpoint.operation().startsWith("modify"))
                .toList();
        for (int i = 0; i < 1_200; i++) {
            Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
            Domain domain = DOMAINS.get(random.nextInt(DOMAINS.size()));
            String body = NearlyRight.body(endpoint, random);
            var reply = domains.post(domain, endpoint.path() + "?" + NearlyRight.query(endpoint, random), body, token);
            sound(endpoint.path() + " " + body, reply.statusCode(), reply.body());
        }
    }

    @Test
    void framesOfEveryKind() {
        Random random = new Random(SEED);
        List<String> frames = new ArrayList<>(List.of(
                "",
                "\n\n\n\n",
                "\n1\n\n",
                "a\n1",
                "authorize",
                "authorize\n1\n\n" + "x".repeat(100_000),
                "x".repeat(200_000),
                "account/list\n" + "9".repeat(30) + "\n\n",
                "account/list\n1e5\n\n",
                "account/list\n01\n\n",
                "order/placeorder\n1\n\n" + "{\"a\":".repeat(20_000),
                "order/placeorder\n1\n\n{\"price\":1e999999999}",
                "order/placeorder\n1\n\n{\"price\":" + "9".repeat(500) + "}",
                "order/placeorder\n1\n\n{\"a\":\"\\ud800\"}",
                "md/subscribeQuote\n1\n\n\"",
                "md/subscribeQuote\n1\n\n\"\\ud800\"",
                "md/subscribeQuote\n1\n\n{\"symbol\":{}}",
                "md/getChart\n1\n\n{\"symbol\":[],\"chartDescription\":1,\"timeRange\":null}",
                "md/cancelChart\n1\n\nnotANumber",
                "user/syncrequest\n1\n\n{\"users\":[[[]]],\"shardingExpression\":[]}",
                "replay/initializeclock\n1\n\n{\"startTimestamp\":\"-999999999-01-01T00:00Z\",\"speed\":99999}",
                "[[[[[[[[[[",
                "{}",
                "h",
                "\u0000\u0001\u0002"));
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            frames.add("order/placeorder\n" + i + "\n" + random.nextInt() + "\n"
                    + new String(noise, StandardCharsets.ISO_8859_1));
        }
        for (Domain domain : Domain.values()) {
            try (TestSocket socket = domains.authorized(domain, token)) {
                for (String frame : frames) {
                    byte[] utf8 = frame.getBytes(StandardCharsets.UTF_8);
                    if (utf8.length <= 60_000) {
                        socket.send(frame);
                    } else {
                        pieces(socket, utf8);
                    }
                }
                socket.send("authorize\n77777\n\n" + token);
                String reply = TestDomains.frame(socket);
                while (!reply.equals("a[{\"s\":200,\"i\":77777}]")) {
                    JsonNode message = TestGateway.json(reply.substring(1)).get(0);
                    sound(reply, message.get("s").asInt(), message.path("d").toString());
                    reply = TestDomains.frame(socket);
                }
            }
        }
    }

    private static void pieces(TestSocket socket, byte[] utf8) {
        for (int from = 0; from < utf8.length; from += 50_000) {
            int to = Math.min(utf8.length, from + 50_000);
            boolean last = to == utf8.length;
            socket.frame((last ? 0x80 : 0) | (from == 0 ? 1 : 0), java.util.Arrays.copyOfRange(utf8, from, to));
        }
    }

    @Test
    void whatIsNoTextEndsTheSocketInTheWordsOfTheLayerBelow() {
        try (TestSocket broken = domains.authorized(Domain.DEMO, token)) {
            broken.frame(0x81, new byte[] {(byte) 0xff, (byte) 0xfe});
            assertEquals("1007 Invalid UTF-8", broken.closed());
        }
        try (TestSocket binary = domains.authorized(Domain.DEMO, token)) {
            binary.frame(0x82, new byte[] {1});
            assertEquals("1003 Text frames only", binary.closed());
        }
        try (TestSocket large = domains.authorized(Domain.DEMO, token)) {
            pieces(large, new byte[300_000]);
            assertEquals("1009 Message too large", large.closed());
        }
    }

    @Test
    void nonsenseWithoutEndIsEnded() {
        try (TestSocket socket = domains.authorized(Domain.DEMO, token)) {
            for (int i = 0; i < 150; i++) {
                socket.send("nonsense");
            }
            String reply = TestDomains.frame(socket);
            while (reply.startsWith("a[")) {
                reply = TestDomains.frame(socket);
            }
            assertEquals("c[3000,\"Too many messages without sense\"]", reply);
        }
    }
}
