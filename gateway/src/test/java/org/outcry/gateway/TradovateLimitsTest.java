package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.CallLimits;
import org.outcry.tradovate.door.Identity;

/** Section 3 of the reference with the numbers of the partner documentation, on a clock the test moves. */
class TradovateLimitsTest {
    private static final String WRONG = "{\"name\":\"trader\",\"password\":\"wrong\"%s}";

    private final AtomicLong nanos = new AtomicLong(1);
    private TestDomains domains;

    @BeforeEach
    void start() {
        domains = TestDomains.start(settings -> settings.withBudgetClock(nanos::get));
    }

    @AfterEach
    void stop() {
        domains.close();
    }

    private void pass(long amount, TimeUnit unit) {
        nanos.addAndGet(unit.toNanos(amount));
    }

    private JsonNode wrong(String ticket) {
        return domains.tokenReply(WRONG.formatted(ticket.isEmpty() ? "" : ",\"p-ticket\":\"" + ticket + "\""));
    }

    private void exhaust() {
        for (int i = 0; i < 5; i++) {
            assertTrue(wrong("").has("errorText"));
        }
    }

    @Test
    void theSixthFailureIsAPenaltyAndItsTicketIsGoodOnce() {
        exhaust();
        JsonNode penalty = wrong("");
        assertEquals(15, penalty.get("p-time").asInt());
        assertFalse(penalty.get("p-captcha").asBoolean());
        String ticket = penalty.get("p-ticket").asText();
        pass(16, TimeUnit.SECONDS);
        String right =
                "{\"name\":\"trader\",\"password\":\"" + TestDomains.PASSWORD + "\",\"p-ticket\":\"" + ticket + "\"}";
        assertTrue(domains.tokenReply(right).has("accessToken"));
        assertTrue(domains.tokenReply(right).has("p-ticket"));
    }

    @Test
    void anEarlyForeignOrForgedTicketIsALongerPenalty() {
        exhaust();
        String ticket = wrong("").get("p-ticket").asText();
        JsonNode early = wrong(ticket);
        assertEquals(30, early.get("p-time").asInt());
        pass(31, TimeUnit.SECONDS);
        assertEquals(60, wrong("x" + ticket.substring(1)).get("p-time").asInt());
    }

    @Test
    void failingAgainAfterTheWaitAsksForACaptchaThenWarnsThenLocks() {
        exhaust();
        String ticket = wrong("").get("p-ticket").asText();
        pass(16, TimeUnit.SECONDS);
        assertTrue(wrong(ticket).has("errorText"));
        JsonNode captcha = wrong("");
        assertTrue(captcha.get("p-captcha").asBoolean());
        assertEquals(3_600, captcha.get("p-time").asInt());
        HttpResponse<String> reply = null;
        int warned = 0;
        for (int i = 0; i < 20 && (reply == null || reply.statusCode() != 429); i++) {
            reply = domains.post(Domain.DEMO, "auth/accesstokenrequest", WRONG.formatted(""), "");
            warned += reply.statusCode() == 423 ? 1 : 0;
        }
        assertTrue(warned > 0);
        assertEquals(429, reply.statusCode());
        assertEquals("", reply.body());
        pass(61, TimeUnit.MINUTES);
        assertTrue(wrong("").has("errorText"));
    }

    @Test
    void renewalsAreCountedWhetherTheyFailOrNot() {
        String token = domains.token();
        for (int i = 0; i < 15; i++) {
            token = TestGateway.json(domains.get(Domain.DEMO, "auth/renewaccesstoken", token)
                            .body())
                    .get("accessToken")
                    .asText();
        }
        JsonNode penalty = TestGateway.json(
                domains.get(Domain.DEMO, "auth/renewaccesstoken", token).body());
        assertEquals(15, penalty.get("p-time").asInt());
        try (TestSocket socket = domains.authorized(Domain.DEMO, token)) {
            socket.send("auth/renewaccesstoken\n2\n\n");
            JsonNode bySocket = TestGateway.json(TestDomains.frame(socket).substring(1));
            assertEquals(200, bySocket.at("/0/s").asInt());
            assertTrue(bySocket.at("/0/d").has("p-ticket"), bySocket::toString);
        }
        pass(61, TimeUnit.MINUTES);
        assertTrue(TestGateway.json(
                        domains.get(Domain.DEMO, "auth/renewaccesstoken", token).body())
                .has("accessToken"));
    }

    @Test
    void aUserHasFiveThousandCallsAnHour() {
        String token = domains.token();
        try (TestSocket socket = domains.authorized(Domain.DEMO, token)) {
            for (int i = 0; i < 5_000; i++) {
                socket.send("account/list\n" + i + "\n\n");
                assertNotEquals("a[{\"s\":429,\"i\":" + i + "}]", TestDomains.frame(socket));
            }
            socket.send("account/list\n12\n\n");
            assertEquals("a[{\"s\":429,\"i\":12}]", TestDomains.frame(socket));
            HttpResponse<String> reply = domains.get(Domain.LIVE, "account/list", token);
            assertEquals(429, reply.statusCode());
            assertEquals("", reply.body());
            // A call made while it is locked begins the hour anew.
            pass(40, TimeUnit.MINUTES);
            assertEquals(429, domains.get(Domain.LIVE, "account/list", token).statusCode());
            pass(40, TimeUnit.MINUTES);
            assertEquals(429, domains.get(Domain.LIVE, "account/list", token).statusCode());
            pass(61, TimeUnit.MINUTES);
            assertEquals(200, domains.get(Domain.LIVE, "account/list", token).statusCode());
        }
    }

    @Test
    void aHundredFailuresOfOneOperationOrTwoHundredInAllLockTheUserOut() {
        domains.brokerage.answers.put("order/cancelorder", FakeBrokerage.done("{\"errorText\":\"no\"}"));
        String token = domains.token();
        try (TestSocket socket = domains.authorized(Domain.DEMO, token)) {
            fail(socket, "order/cancelorder\n7\n\n{\"orderId\":1}", 100);
            socket.send("account/list\n8\n\n");
            assertEquals("a[{\"s\":429,\"i\":8}]", TestDomains.frame(socket));
            pass(61, TimeUnit.MINUTES);
            fail(socket, "order/cancelorder\n7\n\n{\"orderId\":1}", 99);
            fail(socket, "order/nosuch\n7\n\n", 99);
            socket.send("account/list\n9\n\n");
            assertTrue(TestDomains.frame(socket).startsWith("a[{\"s\":200,\"i\":9,"));
            fail(socket, "account/item\n7\n\n", 2);
            socket.send("account/list\n10\n\n");
            assertEquals("a[{\"s\":429,\"i\":10}]", TestDomains.frame(socket));
        }
        // Somebody else goes on, and so does who signs in.
        assertEquals(
                200,
                domains.post(Domain.DEMO, "auth/accesstokenrequest", WRONG.formatted(""), "")
                        .statusCode());
    }

    private static void fail(TestSocket socket, String request, int times) {
        for (int i = 0; i < times; i++) {
            socket.send(request);
            String frame = TestDomains.frame(socket);
            assertTrue(frame.contains("errorText") || frame.startsWith("a[{\"s\":404,"), frame);
        }
    }

    @Test
    void aUsersOwnPropertiesSayHowOftenItMayCall() {
        domains.brokerage.trader.set(
                new Identity(410_077, "trader", "Active", false, true, false, false, new CallLimits(30, 20, 10)));
        String token = domains.token();
        assertEquals(10, calls(token));
        pass(61, TimeUnit.MINUTES);
        int calls = 0;
        for (int i = 0; i < 30; i++) {
            pass(2, TimeUnit.SECONDS);
            calls += domains.get(Domain.DEMO, "account/list", token).statusCode() == 200 ? 1 : 0;
        }
        assertEquals(20, calls);
        pass(61, TimeUnit.MINUTES);
        calls = 0;
        for (int i = 0; i < 40; i++) {
            pass(10, TimeUnit.SECONDS);
            calls += domains.get(Domain.DEMO, "account/list", token).statusCode() == 200 ? 1 : 0;
        }
        assertEquals(30, calls);
        // More than everybody's, once the change is told.
        pass(61, TimeUnit.MINUTES);
        domains.brokerage.trader.set(new Identity(
                410_077, "trader", "Active", false, true, false, false, new CallLimits(9_000, 9_000, 200)));
        domains.gateway.server.tokensChanged();
        for (int i = 0; i < 50; i++) {
            assertEquals(200, domains.get(Domain.DEMO, "account/list", token).statusCode());
        }
    }

    private int calls(String token) {
        int calls = 0;
        while (domains.get(Domain.DEMO, "account/list", token).statusCode() == 200) {
            calls++;
        }
        return calls;
    }

    @Test
    void anAdministratorReadsMarketDataOnFifteenDevices() {
        domains.brokerage.trader.set(
                new Identity(410_077, "trader", "Active", false, true, false, true, CallLimits.STANDARD));
        String token = domains.token();
        List<TestSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                sockets.add(domains.authorized(Domain.MD, token));
            }
            for (int i = 0; i < 5; i++) {
                sockets.add(domains.authorized(Domain.DEMO, token));
            }
            String told = TestDomains.frame(sockets.getFirst());
            assertTrue(told.contains("ConnectionQuotaReached"), told);
            for (TestSocket socket : sockets.subList(1, sockets.size())) {
                socket.send("[]");
                socket.send("nosuch/operation\n3\n\n");
                assertTrue(TestDomains.frame(socket).startsWith("a[{\"s\":404,\"i\":3,"));
            }
        } finally {
            sockets.forEach(TestSocket::close);
        }
    }

    @Test
    void anExpiredTokenSaysSo() {
        try (TestDomains brief = TestDomains.start(
                settings -> settings.withTradovate(settings.tradovate().withTokenMillis(1_500)))) {
            String token = brief.token();
            TestSocket socket = brief.socket(Domain.DEMO);
            assertEquals("o", socket.text());
            // A busy machine may need longer than the first tokens are good.
            while (!isAuthorized(socket, token)) {
                token = brief.token();
            }
            String expiring = token;
            TestGateway.await(
                    "expired",
                    () -> brief.get(Domain.DEMO, "account/list", expiring).statusCode() == 401);
            assertEquals(
                    "Expired Access Token",
                    brief.get(Domain.DEMO, "account/list", expiring).body());
            try (TestSocket late = brief.socket(Domain.DEMO)) {
                assertEquals("o", late.text());
                late.send("authorize\n1\n\n" + expiring);
                assertEquals("a[{\"s\":401,\"i\":1,\"d\":\"Expired Access Token\"}]", TestDomains.frame(late));
            }
            socket.send("account/list\n1\n\n");
            assertTrue(TestDomains.frame(socket).startsWith("a[{\"s\":200,\"i\":1,"));
            socket.close();
        }
    }

    private static boolean isAuthorized(TestSocket socket, String token) {
        socket.send("authorize\n1\n\n" + token);
        return TestDomains.frame(socket).equals("a[{\"s\":200,\"i\":1}]");
    }
}
