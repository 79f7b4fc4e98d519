package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;

/** REST of the four domains: sections 1.2, 4 and 21 of the reference, and which domain owns what. */
class TradovateRestTest {
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

    @BeforeEach
    void forget() {
        domains.brokerage.answers.clear();
    }

    private static JsonNode asked(HttpResponse<String> reply) {
        assertEquals(200, reply.statusCode(), reply.body());
        return TestGateway.json(reply.body());
    }

    /** Rows 9 and 10, and section 1.2: method, case, trailing slash, empty query, body type. */
    @Test
    void whatClientsWriteDifferentlyMeansTheSame() {
        for (String method : List.of("GET", "POST", "PUT")) {
            for (String path : List.of("account/item?id=7", "Account/ITEM/?id=7", "account/item?id=7&")) {
                JsonNode reply = asked(domains.send(Domain.DEMO, method, path, "", token, Map.of()));
                assertEquals("account/item", reply.get("path").asText());
                assertEquals("{\"id\":7}", reply.get("arguments").toString());
            }
        }
        assertEquals(
                "account/list",
                asked(domains.get(Domain.LIVE, "account/list?", token))
                        .get("path")
                        .asText());
        for (Map<String, String> headers : List.of(
                Map.of("Content-Type", "text/plain;charset=UTF-8"),
                Map.of("Content-Type", "application/json"),
                Map.<String, String>of())) {
            JsonNode reply = asked(
                    domains.send(Domain.DEMO, "GET", "order/cancelorder", "{\"orderId\":5,\"x\":1}", token, headers));
            assertEquals("{\"orderId\":5}", reply.get("arguments").toString());
        }
        assertEquals(
                "{\"ids\":[1,2,3]}",
                asked(domains.get(Domain.DEMO, "order/items?ids=1%2C2,3", token))
                        .get("arguments")
                        .toString());
    }

    @Test
    void answersComeAsTheBrokerageGaveThem() {
        domains.brokerage.answers.put("order/item", new Answer.Refused(404, "Not found: order/item"));
        HttpResponse<String> reply = domains.get(Domain.DEMO, "order/item?id=1", token);
        assertEquals(404, reply.statusCode());
        assertEquals("Not found: order/item", reply.body());
        domains.brokerage.answers.put("order/list", FakeBrokerage.done("[{\"price\":100.0}]"));
        HttpResponse<String> list = domains.get(Domain.DEMO, "order/list", token);
        assertEquals("[{\"price\":100.0}]", list.body());
        assertEquals(
                "application/json", list.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void aBrokenRuleIsA200AndReachesNobody() {
        int before = domains.brokerage.calls.size();
        JsonNode reply = asked(domains.post(
                Domain.DEMO,
                "order/placeorder",
                "{\"action\":\"Buy\",\"symbol\":\"ESZ6\",\"orderQty\":0,\"orderType\":\"Market\"}",
                token));
        assertEquals(
                "{\"violations\":[{\"constraint\":\"orderQty\",\"value\":0,\"description\":\"Order Qty should be greater"
                        + " than 0\"}]}",
                reply.toString());
        assertEquals(
                400, domains.post(Domain.DEMO, "order/placeorder", "{", token).statusCode());
        assertEquals(
                400, domains.post(Domain.DEMO, "order/placeorder", "[1]", token).statusCode());
        assertEquals(before, domains.brokerage.calls.size());
    }

    @Test
    void unknownPathsAndSocketOperationsAreNotFound() {
        for (String path : List.of(
                "nothing/list", "order/nothing", "order", "", "user/syncrequest", "md/subscribeQuote", "authorize")) {
            assertEquals(404, domains.post(Domain.DEMO, path, "{}", token).statusCode(), path);
        }
        for (String path : List.of("account/list", "auth/me", "auth/accesstokenrequest")) {
            assertEquals(404, domains.post(Domain.MD, path, "{}", token).statusCode(), path);
        }
    }

    @Test
    void whatBelongsToOneDomainNamesIt() {
        Map<Domain, List<String>> elsewhere = Map.of(
                Domain.DEMO, List.of("user/createEvaluationUsers", "auth/oauthtoken"),
                Domain.LIVE, List.of("cashBalance/changeDemoBalance", "account/resetDemoAccountState"),
                Domain.REPLAY, List.of("fundTransaction/adjustcash"));
        elsewhere.forEach((domain, paths) -> paths.forEach(path -> {
            Domain home = domain == Domain.DEMO ? Domain.LIVE : Domain.DEMO;
            assertEquals(
                    "This endpoint should be called on localhost:" + domains.port(home),
                    asked(domains.post(domain, path, "{}", token))
                            .get("errorText")
                            .asText());
        }));
        assertEquals(
                "This endpoint should be called on localhost:" + domains.port(Domain.REPLAY),
                asked(domains.post(Domain.DEMO, "replay/changespeed", "{\"speed\":100}", token))
                        .get("errorText")
                        .asText());
        assertEquals(
                "replay/checkreplaysession",
                asked(domains.post(
                                Domain.DEMO,
                                "replay/checkreplaysession",
                                "{\"startTimestamp\":\"2026-03-04T14:30Z\"}",
                                token))
                        .get("path")
                        .asText());
    }

    @Test
    void replaysRunAtMostFourfoldUnlessTheProfileIsOpen() {
        String fast = "{\"speed\":401,\"pauseAt\":\"2026-03-04T14:30Z\"}";
        try (TestDomains strict = TestDomains.strict()) {
            assertEquals(
                    "{\"violations\":[{\"constraint\":\"speed\",\"value\":401,"
                            + "\"description\":\"Speed should be between 0 and 400\"}]}",
                    asked(strict.post(Domain.REPLAY, "replay/changespeed", fast, strict.token()))
                            .toString());
        }
        JsonNode passed = asked(domains.post(Domain.REPLAY, "replay/changespeed", fast, token));
        assertEquals("replay/changespeed", passed.path("path").asText());
    }

    @Test
    void theDocumentedHostNamesSayTheDomainOnAnyPort() {
        for (int port : new int[] {domains.gateway.port(), domains.port(Domain.MD)}) {
            TestHttp.Reply reply = TestHttp.to(port)
                    .exchange("POST /v1/cashBalance/changedemobalance HTTP/1.1\r\nHost: live.tradovateapi.com\r\n"
                            + "Authorization: Bearer " + token + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertTrue(
                    reply.body().contains("This endpoint should be called on demo.tradovateapi.com"),
                    () -> reply.head() + reply.body());
        }
        TestHttp.Reply foreign = TestHttp.to(domains.port(Domain.DEMO))
                .exchange("GET /v1/account/list HTTP/1.1\r\nHost: rebound.example\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n");
        assertEquals(403, foreign.status());
    }

    @Test
    void configuredNamesSayTheDomainAndAreSaid() {
        try (TestDomains named = TestDomains.start(settings -> settings.withTradovate(settings.tradovate()
                .withNames(Map.of(
                        Domain.DEMO, List.of("demo.desk.example"), Domain.LIVE, List.of("live.desk.example")))))) {
            TestHttp.Reply reply = TestHttp.to(named.gateway.port())
                    .exchange("POST /v1/user/createevaluationusers HTTP/1.1\r\nHost: demo.desk.example\r\n"
                            + "Authorization: Bearer " + named.token() + "\r\nContent-Length: 0\r\n\r\n");
            assertTrue(reply.body().contains("This endpoint should be called on live.desk.example"), reply::body);
        }
    }

    @Test
    void anyOriginMayCall() {
        String origin = "Origin: https://app.example\r\n";
        TestHttp http = TestHttp.to(domains.port(Domain.DEMO));
        TestHttp.Reply preflight = http.exchange("OPTIONS /v1/order/placeorder HTTP/1.1\r\nHost: localhost\r\n" + origin
                + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n\r\n");
        assertEquals(204, preflight.status());
        TestHttp.Reply call = http.exchange("GET /v1/account/list HTTP/1.1\r\nHost: localhost\r\n" + origin
                + "Authorization: Bearer " + token + "\r\n\r\n");
        assertEquals(200, call.status());
        for (TestHttp.Reply reply : List.of(preflight, call)) {
            assertTrue(
                    reply.head()
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("access-control-allow-origin: https://app.example"),
                    reply::head);
            assertFalse(reply.head().toLowerCase(java.util.Locale.ROOT).contains("set-cookie"), reply::head);
        }
    }

    @Test
    void aGatewayWithoutAccountsSaysSo() {
        try (TestGateway alone = TestGateway.strict()) {
            TestHttp.Reply reply = TestHttp.to(alone.server.port(Domain.DEMO))
                    .exchange(
                            "POST /v1/auth/accesstokenrequest HTTP/1.1\r\nHost: localhost\r\nContent-Length: 32\r\n\r\n"
                                    + "{\"name\":\"trader\",\"password\":\"x\"}");
            assertEquals(200, reply.status());
            assertTrue(
                    reply.body().startsWith("{\"errorText\":\"This gateway has no accounts of its own"), reply::body);
            try (TestSocket socket = TestSocket.withHeaders(alone.server.port(Domain.DEMO), "/v1/websocket", "")) {
                assertEquals("o", socket.text());
                assertEquals(
                        "a[{\"e\":\"shutdown\",\"d\":{\"reasonCode\":\"Maintenance\",\"reason\":\"There are no"
                                + " accounts here\"}}]",
                        socket.text());
                assertEquals("c[3000,\"There are no accounts here\"]", socket.text());
            }
        }
    }
}
