package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.gateway.tradovate.SocketLimits;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Connection;

/** Section 12 of the reference to the byte, and section 21: what real clients send, and what their parsers need. */
class TradovateSocketTest {
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
        domains.brokerage.held.clear();
    }

    private static TestSocket authorized(Domain domain) {
        return domains.authorized(domain, token);
    }

    private static String ask(TestSocket socket, String text) {
        socket.send(text);
        return TestDomains.frame(socket);
    }

    @Test
    void theWorkedSession() {
        try (TestSocket socket = domains.socket(Domain.DEMO)) {
            assertEquals("o", socket.text());
            assertEquals("a[{\"s\":200,\"i\":1}]", ask(socket, "authorize\n1\n\n" + token));
            domains.brokerage.answers.put("user/syncrequest", FakeBrokerage.done("{\"users\":[]}"));
            assertEquals(
                    "a[{\"s\":200,\"i\":2,\"d\":{\"users\":[]}}]",
                    ask(socket, "user/syncrequest\n2\n\n{\"users\":[410077]}"));
            socket.send("[]");
            domains.brokerage.answers.put("order/placeorder", FakeBrokerage.done("{\"orderId\":88000300}"));
            assertEquals(
                    "a[{\"s\":200,\"i\":3,\"d\":{\"orderId\":88000300}}]",
                    ask(
                            socket,
                            "order/placeorder\n3\n\n{\"accountId\":700123,\"accountSpec\":\"DEMO700123\",\"action\":\"Buy\","
                                    + "\"symbol\":\"MESZ6\",\"orderQty\":1,\"orderType\":\"Market\",\"isAutomated\":true}"));
            Connection connection = domains.brokerage.last().connection().orElseThrow();
            connection.event(FakeBrokerage.utf8("{\"e\":\"props\",\"d\":{}}"));
            assertEquals("a[{\"e\":\"props\",\"d\":{}}]", TestDomains.frame(socket));
            assertEquals("h", socket.text());
        }
    }

    @Test
    void anAuthorizeMayBeTriedAgain() {
        try (TestSocket socket = domains.socket(Domain.LIVE)) {
            assertEquals("o", socket.text());
            assertEquals("a[{\"s\":401,\"i\":0,\"d\":\"Access is denied\"}]", ask(socket, "account/list\n0\n\n"));
            assertEquals("a[{\"s\":401,\"i\":1,\"d\":\"Access is denied\"}]", ask(socket, "authorize\n1\n\nwrong"));
            assertEquals("a[{\"s\":200,\"i\":2}]", ask(socket, "authorize\n2\n\n" + token));
        }
    }

    /** Rows 1 and 7; needs b, d and i: pipelined requests are answered after the authorize. */
    @Test
    void whoHasSignedInIsToldOnceToTheBrokerage() {
        domains.brokerage.opened.clear();
        try (TestSocket socket = domains.socket(Domain.REPLAY)) {
            assertEquals("o", socket.text());
            assertTrue(ask(socket, "authorize\n1\n\nnobody").contains("401"));
            assertEquals(List.of(), domains.brokerage.opened);
            ask(socket, "authorize\n2\n\n" + token);
            ask(socket, "authorize\n3\n\n" + token);
            TestGateway.await("opened", () -> domains.brokerage.opened.size() == 1);
            assertEquals(Domain.REPLAY, domains.brokerage.opened.getFirst().domain());
        }
    }

    @Test
    void requestsBehindTheAuthorizeWaitForIt() {
        try (TestSocket socket = domains.socket(Domain.DEMO)) {
            domains.brokerage.answers.put("account/list", FakeBrokerage.done("[]"));
            socket.send("authorize\n0\n\n\"" + token.replace("/", "\\/") + "\"\n");
            socket.send("account/list\n1\n\n");
            assertEquals("o", socket.text());
            assertEquals("a[{\"s\":200,\"i\":0}]", TestDomains.frame(socket));
            assertEquals("a[{\"s\":200,\"i\":1,\"d\":[]}]", TestDomains.frame(socket));
        }
    }

    /** Rows 2 to 6, and a slash or a version before the path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "account/list\n7",
                "account/list\n7\n",
                "account/list\n7\n\n",
                "Account/LIST\n7\nundefined\nundefined",
                "/v1/account/list\n7\n\n{}",
                "account/list/\n7\n\n",
                "account/list\r\n7\r\n\r\n",
            })
    void framesOfManyShapesAreRead(String frame) {
        try (TestSocket socket = authorized(Domain.DEMO)) {
            domains.brokerage.answers.put("account/list", FakeBrokerage.done("[]"));
            assertEquals("a[{\"s\":200,\"i\":7,\"d\":[]}]", ask(socket, frame));
        }
    }

    /** Rows 3 and 5. */
    @Test
    void aBodyMayHaveLineFeedsInFrontAndWithin() {
        try (TestSocket socket = authorized(Domain.DEMO)) {
            ask(socket, "order/cancelorder\n8\n\n\n{\n  \"orderId\": 5\n}");
            assertEquals(5, domains.brokerage.last().arguments().get("orderId").asLong());
        }
    }

    /** Row 6. */
    @Test
    void idsAreSaidBackAsGiven() {
        try (TestSocket socket = authorized(Domain.DEMO)) {
            domains.brokerage.answers.put("account/list", FakeBrokerage.done("[]"));
            for (String id : List.of("0", "5", "5", "1789396205", "9007199254740993", "-1")) {
                assertEquals("a[{\"s\":200,\"i\":" + id + ",\"d\":[]}]", ask(socket, "account/list\n" + id + "\n\n"));
            }
            assertTrue(ask(socket, "account/list\nseven\n\n").startsWith("a[{\"s\":400,\"i\":0,\"d\":\""));
            assertTrue(ask(socket, "account/list").startsWith("a[{\"s\":400,\"i\":0,\"d\":\""));
        }
    }

    /** Row 8. */
    @Test
    void aTokenRequestBySocketNeitherNeedsATokenNorMakesASecondOpenFrame() {
        try (TestSocket socket = domains.socket(Domain.DEMO)) {
            assertEquals("o", socket.text());
            assertTrue(ask(socket, "auth/accessTokenRequest\n1\n\nbare").startsWith("a[{\"s\":400,\"i\":1,\"d\":\""));
            String reply = ask(
                    socket,
                    "auth/accessTokenRequest\n2\n\n{\"name\":\"trader\",\"password\":\"" + TestDomains.PASSWORD
                            + "\"}");
            assertTrue(reply.startsWith("a[{\"s\":200,\"i\":2,\"d\":{\"accessToken\":\""), reply);
        }
    }

    /** Rows 14 and 15. */
    @Test
    void aSymbolComesAsJsonAsTextOrAsAnId() {
        try (TestSocket socket = authorized(Domain.MD)) {
            for (String body : List.of("{\"symbol\":\"ESZ6\"}", "ESZ6", "\"esz6\"")) {
                ask(socket, "md/subscribeQuote\n4\n\n" + body);
                assertEquals(
                        "\"ESZ6\"",
                        domains.brokerage.last().arguments().get("symbol").toString());
            }
            for (String body : List.of("{\"symbol\":3900417}", "{\"symbol\":\"3900417\"}", "3900417")) {
                ask(socket, "md/subscribeDOM\n4\n\n" + body);
                assertEquals(
                        "3900417",
                        domains.brokerage.last().arguments().get("symbol").toString());
            }
            ask(socket, "md/cancelChart\n4\n\n{\"subscriptionId\":31}");
            assertEquals(
                    31,
                    domains.brokerage.last().arguments().get("subscriptionId").asInt());
        }
    }

    /** Quirk 29: parameters of a read are looked for on the third line alone. */
    @Test
    void parametersStandOnTheThirdLine() {
        try (TestSocket socket = authorized(Domain.DEMO)) {
            ask(socket, "contract/item\n2\nid=3900417\n");
            assertEquals(
                    "{\"id\":3900417}", domains.brokerage.last().arguments().toString());
            ask(socket, "order/items\n2\nids=1%2C2,3\n");
            assertEquals(
                    "{\"ids\":[1,2,3]}", domains.brokerage.last().arguments().toString());
            assertEquals(
                    "a[{\"s\":404,\"i\":3,\"d\":\"Not found: contract/item\"}]",
                    ask(socket, "contract/item\n3\n\n{\"id\":3900417}"));
        }
    }

    /** Need d: what is not a 200 has a text, but for 429. */
    @Test
    void refusalsAreTexts() {
        try (TestSocket socket = authorized(Domain.DEMO)) {
            assertEquals(
                    "a[{\"s\":404,\"i\":5,\"d\":\"Not found: quote/subscribe\"}]",
                    ask(socket, "quote/subscribe\n5\n\n"));
            domains.brokerage.answers.put("order/item", new Answer.Refused(404, "Not found: order/item"));
            assertEquals(
                    "a[{\"s\":404,\"i\":6,\"d\":\"Not found: order/item\"}]", ask(socket, "order/item\n6\nid=1\n"));
            domains.brokerage.answers.put("order/list", new Answer.Refused(429, "never shown"));
            assertEquals("a[{\"s\":429,\"i\":7}]", ask(socket, "order/list\n7\n\n"));
            assertEquals(
                    "a[{\"s\":200,\"i\":8,\"d\":{\"violations\":[{\"constraint\":\"orderId\",\"value\":0,"
                            + "\"description\":\"Order Id should be greater than 0\"}]}}]",
                    ask(socket, "order/cancelorder\n8\n\n{\"orderId\":0}"));
        }
    }

    @Test
    void whatBelongsElsewhereNamesTheDomain() {
        try (TestSocket demo = authorized(Domain.DEMO);
                TestSocket live = authorized(Domain.LIVE);
                TestSocket md = authorized(Domain.MD)) {
            String elsewhere =
                    "a[{\"s\":200,\"i\":1,\"d\":{\"errorText\":\"This endpoint should be called on localhost:%d\"}}]";
            assertEquals(
                    elsewhere.formatted(domains.port(Domain.DEMO)),
                    ask(live, "cashBalance/changeDemoBalance\n1\n\n{\"accountId\":1,\"cashChange\":1}"));
            assertEquals(
                    elsewhere.formatted(domains.port(Domain.LIVE)),
                    ask(demo, "user/addTradovateSubscription\n1\n\n{\"tradovateSubscriptionPlanId\":1}"));
            assertEquals(elsewhere.formatted(domains.port(Domain.MD)), ask(demo, "md/subscribeQuote\n1\n\nESZ6"));
            assertEquals(
                    elsewhere.formatted(domains.port(Domain.REPLAY)),
                    ask(demo, "replay/changespeed\n1\n\n{\"speed\":0}"));
            assertEquals("a[{\"s\":404,\"i\":2,\"d\":\"Not found: account/list\"}]", ask(md, "account/list\n2\n\n"));
        }
    }

    /** Need a: one message in a frame, however many there are at once. */
    @Test
    void manyEventsAreManyFramesInOrder() {
        try (TestSocket socket = authorized(Domain.DEMO)) {
            ask(socket, "account/list\n1\n\n");
            Connection connection = domains.brokerage.last().connection().orElseThrow();
            for (int i = 0; i < 2_000; i++) {
                connection.event(FakeBrokerage.utf8("{\"e\":\"props\",\"d\":" + i + "}"));
            }
            for (int i = 0; i < 2_000; i++) {
                assertEquals("a[{\"e\":\"props\",\"d\":" + i + "}]", TestDomains.frame(socket));
            }
        }
    }

    /** A change that is told right after the state it changes arrives after it. */
    @Test
    void eventsNeverOvertakeTheAnswerBeforeThem() {
        List<Consumer<Answer>> held = domains.brokerage.hold("user/syncrequest");
        try (TestSocket socket = authorized(Domain.DEMO)) {
            socket.send("user/syncrequest\n2\n\n{}");
            TestGateway.await("the call", () -> !held.isEmpty());
            Connection connection = domains.brokerage.last().connection().orElseThrow();
            held.getFirst()
                    .accept(new Answer.Split(
                            List.of(FakeBrokerage.utf8("{\"users\":[]}"), FakeBrokerage.utf8("{\"last\":true}"))));
            connection.event(FakeBrokerage.utf8("{\"e\":\"props\",\"d\":1}"));
            assertEquals("a[{\"s\":200,\"i\":2,\"d\":{\"users\":[]}}]", TestDomains.frame(socket));
            assertEquals("a[{\"s\":200,\"i\":2,\"d\":{\"last\":true}}]", TestDomains.frame(socket));
            assertEquals("a[{\"e\":\"props\",\"d\":1}]", TestDomains.frame(socket));
        }
    }

    @Test
    void theEndOfASocketIsTold() {
        TestSocket socket = authorized(Domain.DEMO);
        ask(socket, "account/list\n1\n\n");
        Connection connection = domains.brokerage.last().connection().orElseThrow();
        assertEquals(Domain.DEMO, connection.domain());
        assertEquals("trader", connection.caller().name());
        socket.kill();
        TestGateway.await("closed", () -> domains.brokerage.closed.contains(connection));
        connection.event(FakeBrokerage.utf8("{}"));
    }

    @Test
    void aSlowReaderIsClosedWhenItsQueueIsFullAndNothingIsLeftOutBefore() {
        try (TestSocket socket = TestSocket.slow(domains.port(Domain.DEMO), "/v1/websocket", "unused")) {
            assertEquals("o", socket.text());
            ask(socket, "authorize\n1\n\n" + token);
            ask(socket, "account/list\n2\n\n");
            Connection connection = domains.brokerage.last().connection().orElseThrow();
            byte[] event = FakeBrokerage.utf8("{\"e\":\"props\",\"d\":\"" + "x".repeat(64 << 10) + "\"}");
            // Until the system takes no more either, what is queued may leave at any moment.
            TestGateway.await("not told while it is not drained", () -> {
                AtomicBoolean told = new AtomicBoolean();
                connection.event(event);
                boolean drained = connection.isDrained();
                connection.whenDrained(() -> told.set(true));
                return !drained && !told.get();
            });
            TestGateway.await("closed", () -> {
                connection.event(event);
                return domains.brokerage.closed.contains(connection);
            });
        }
    }

    @Test
    void marketDataGoesOnWhenTheQueueIsShortAgain() {
        try (TestSocket socket = authorized(Domain.MD)) {
            ask(socket, "md/subscribeQuote\n1\n\nESZ6");
            Connection connection = domains.brokerage.last().connection().orElseThrow();
            byte[] event = FakeBrokerage.utf8("{\"e\":\"md\",\"d\":\"" + "x".repeat(512 << 10) + "\"}");
            int sent = 0;
            while (connection.isDrained() && sent < 13) {
                connection.event(event);
                sent++;
            }
            List<Integer> told = new ArrayList<>();
            connection.whenDrained(() -> {
                synchronized (told) {
                    told.add(1);
                }
            });
            IntStream.range(0, sent).forEach(_ -> TestDomains.frame(socket));
            TestGateway.await("told once", () -> {
                synchronized (told) {
                    return told.size() == 1;
                }
            });
            assertTrue(connection.isDrained());
        }
    }

    /** What one of them ends a socket for, the other never gets to see: a busy machine needs its time to sign in. */
    private static TestDomains silenceOf(int authorizeMillis, int idleMillis) {
        return TestDomains.start(settings -> settings.withTradovate(settings.tradovate()
                .withSockets(new SocketLimits(authorizeMillis, 100, idleMillis, 5_000, 1_000, 1 << 20, 50, 5))));
    }

    @Test
    void silenceIsClosedInTheProtocolsWords() {
        try (TestDomains hasty = silenceOf(300, 60_000);
                TestDomains patient = silenceOf(60_000, 600);
                TestSocket stranger = hasty.socket(Domain.DEMO);
                TestSocket quiet = patient.authorized(Domain.DEMO, patient.token())) {
            assertEquals("o", stranger.text());
            assertEquals("c[3000,\"Not authorized in time\"]", TestDomains.frame(stranger));
            assertEquals("h", quiet.text());
            assertEquals("c[3000,\"Idle\"]", TestDomains.frame(quiet));
            assertEquals("3000 Idle", quiet.closed());
        }
    }

    @Test
    void theOldestOfTooManySocketsGivesWay() {
        try (TestDomains few = TestDomains.start(settings -> settings.withTradovate(settings.tradovate()
                .withSockets(new SocketLimits(10_000, 2_500, 30_000, 5_000, 1_000, 1 << 20, 2, 5))))) {
            String own = few.token();
            try (TestSocket first = few.authorized(Domain.DEMO, own);
                    TestSocket second = few.authorized(Domain.MD, own);
                    TestSocket third = few.authorized(Domain.DEMO, own)) {
                assertTrue(TestDomains.frame(first).contains("\"reasonCode\":\"ConnectionQuotaReached\""));
                assertTrue(TestDomains.frame(first).startsWith("c[3000,"));
                ask(second, "md/subscribeQuote\n1\n\nESZ6");
                ask(third, "account/list\n1\n\n");
            }
        }
    }

    @Test
    void theServersEndIsTold() {
        TestDomains ending = TestDomains.strict();
        try (TestSocket socket = ending.authorized(Domain.DEMO, ending.token())) {
            ending.close();
            assertEquals(
                    "a[{\"e\":\"shutdown\",\"d\":{\"reasonCode\":\"Maintenance\",\"reason\":\"The server is stopping\"}}]",
                    TestDomains.frame(socket));
            JsonNode close = TestGateway.json(TestDomains.frame(socket).substring(1));
            assertEquals(3_000, close.get(0).asInt());
        }
    }
}
