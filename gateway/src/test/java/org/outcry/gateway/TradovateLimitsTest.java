package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;

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
    void anExpiredTokenSaysSo() throws InterruptedException {
        try (TestDomains brief = TestDomains.start(
                settings -> settings.withTradovate(settings.tradovate().withTokenMillis(1_500)))) {
            String token = brief.token();
            TestSocket socket = brief.authorized(Domain.DEMO, token);
            TestGateway.await(
                    "expired",
                    () -> brief.get(Domain.DEMO, "account/list", token).statusCode() == 401);
            assertEquals(
                    "Expired Access Token",
                    brief.get(Domain.DEMO, "account/list", token).body());
            try (TestSocket late = brief.socket(Domain.DEMO)) {
                assertEquals("o", late.text());
                late.send("authorize\n1\n\n" + token);
                assertEquals("a[{\"s\":401,\"i\":1,\"d\":\"Expired Access Token\"}]", TestDomains.frame(late));
            }
            socket.send("account/list\n1\n\n");
            assertTrue(TestDomains.frame(socket).startsWith("a[{\"s\":200,\"i\":1,"));
            socket.close();
        }
    }
}
