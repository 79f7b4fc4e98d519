package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.gateway.access.IssuedKey;
import org.outcry.tradovate.Domain;

/** Section 2 of the reference: token request, its reply, renewal, sessions, keys. */
class TradovateSignInTest {
    private TestDomains domains;

    @BeforeEach
    void start() {
        domains = TestDomains.strict();
    }

    @AfterEach
    void stop() {
        domains.close();
    }

    @Test
    void theReplyHasEveryDocumentedField() {
        JsonNode reply = domains.tokenReply("{\"name\":\"Trader\",\"password\":\"" + TestDomains.PASSWORD
                + "\",\"appId\":\"Sample App\",\"appVersion\":\"1.0\",\"deviceId\":\"d-1\",\"cid\":8,\"sec\":\"any\"}");
        assertTrue(reply.get("accessToken").asText().matches("[A-Za-z0-9_-]{68,170}"), reply::toString);
        assertTrue(reply.get("mdAccessToken").asText().matches("[A-Za-z0-9_-]{68,170}"), reply::toString);
        assertTrue(
                reply.get("expirationTime").asText().matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertEquals("Active", reply.get("userStatus").asText());
        assertEquals(410_077, reply.get("userId").asLong());
        assertEquals("trader", reply.get("name").asText());
        for (String field :
                List.of("hasLive", "hasSimPlus", "showKIDs", "outdatedTaC", "hasFunded", "outdatedLiquidationPolicy")) {
            assertFalse(reply.get(field).asBoolean(true), field);
        }
        assertTrue(reply.get("hasMarketData").asBoolean());
        assertEquals("Sample App", domains.brokerage.signIns.getFirst().appId());
        assertEquals("d-1", domains.brokerage.signIns.getFirst().deviceId());
    }

    @Test
    void aPasswordAloneIsEnoughWhateverTheKeyFieldsSay() {
        for (String key :
                List.of("", ",\"cid\":\"\",\"sec\":\"\"", ",\"cid\":0,\"sec\":null", ",\"cid\":7,\"sec\":\"x\"")) {
            JsonNode reply = domains.tokenReply(
                    "{\"name\":\"trader\",\"password\":\"" + TestDomains.PASSWORD + "\"" + key + "}");
            assertTrue(reply.has("accessToken"), () -> key + " " + reply);
        }
    }

    @Test
    void wrongCredentialsAreAnErrorTextInA200() {
        for (String name : List.of("trader", "nobody")) {
            HttpResponse<String> reply = domains.post(
                    Domain.LIVE, "auth/accessTokenRequest", "{\"name\":\"" + name + "\",\"password\":\"wrong\"}", "");
            assertEquals(200, reply.statusCode());
            assertEquals(
                    "{\"errorText\":\"Incorrect username or password. Please try again, noting that passwords are"
                            + " case-sensitive.\"}",
                    reply.body());
        }
        assertEquals(List.of(410_077L), domains.brokerage.failed);
        JsonNode missing = domains.tokenReply("{\"name\":\"trader\"}");
        assertEquals(
                "Password should be specified",
                missing.at("/violations/0/description").asText());
    }

    @Test
    void aTokenIsGoodOnEveryDomain() {
        JsonNode reply = domains.tokenReply("{\"name\":\"trader\",\"password\":\"" + TestDomains.PASSWORD + "\"}");
        for (String field : List.of("accessToken", "mdAccessToken")) {
            String token = reply.get(field).asText();
            for (Domain domain : List.of(Domain.DEMO, Domain.LIVE, Domain.REPLAY)) {
                assertEquals(200, domains.get(domain, "account/list", token).statusCode(), domain + " " + field);
            }
            for (Domain domain : Domain.values()) {
                domains.authorized(domain, token).close();
            }
        }
    }

    @Test
    void withoutATokenAccessIsDenied() {
        HttpResponse<String> none = domains.get(Domain.DEMO, "account/list", "");
        assertEquals(401, none.statusCode());
        assertEquals("Access is denied", none.body());
        assertEquals(401, domains.get(Domain.DEMO, "account/list", "nonsense").statusCode());
        String token = domains.token();
        char last = token.charAt(token.length() - 5);
        String forged = token.substring(0, token.length() - 5)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 4);
        assertEquals(401, domains.get(Domain.DEMO, "account/list", forged).statusCode());
    }

    @Test
    void renewingKeepsTheSessionByGetAndByPost() {
        String first = domains.token();
        JsonNode renewed = TestGateway.json(
                domains.get(Domain.DEMO, "auth/renewAccessToken", first).body());
        String second = renewed.get("accessToken").asText();
        assertNotEquals(first, second);
        assertEquals(410_077, renewed.get("userId").asLong());
        assertTrue(TestGateway.json(domains.post(Domain.LIVE, "auth/renewaccesstoken", "", second)
                        .body())
                .has("accessToken"));
        assertEquals(1, domains.brokerage.signIns.size());
        assertEquals(200, domains.get(Domain.DEMO, "account/list", first).statusCode());
    }

    @Test
    void aThirdSessionClosesTheOldest() {
        String oldest = domains.token();
        TestSocket socket = domains.authorized(Domain.DEMO, oldest);
        String second = domains.token();
        String third = domains.token();
        assertEquals(
                "a[{\"e\":\"shutdown\",\"d\":{\"reasonCode\":\"ConnectionQuotaReached\",\"reason\":\"A newer session took"
                        + " its place\"}}]",
                TestDomains.frame(socket));
        assertEquals("c[3000,\"A newer session took its place\"]", TestDomains.frame(socket));
        assertEquals("3000 A newer session took its place", socket.closed());
        assertEquals(408, domains.get(Domain.DEMO, "account/list", oldest).statusCode());
        assertEquals(200, domains.get(Domain.DEMO, "account/list", second).statusCode());
        assertEquals(200, domains.get(Domain.DEMO, "account/list", third).statusCode());
        TestGateway.await("the end is told", () -> domains.brokerage.signedOut.size() == 1);
    }

    @Test
    void sessionsOutliveTheProcess() {
        String displaced = domains.token();
        String second = domains.token();
        String token = domains.token();
        domains.gateway.restart();
        domains.gateway.server.attach(domains.brokerage);
        assertEquals(200, domains.get(Domain.DEMO, "account/list", token).statusCode());
        assertEquals(200, domains.get(Domain.DEMO, "account/list", second).statusCode());
        HttpResponse<String> closed = domains.get(Domain.DEMO, "account/list", displaced);
        assertEquals(408, closed.statusCode());
        assertEquals("Session is closed", closed.body());
        // It holds no place any more: one sign-in closes one session.
        domains.token();
        assertEquals(408, domains.get(Domain.DEMO, "account/list", second).statusCode());
        assertEquals(200, domains.get(Domain.DEMO, "account/list", token).statusCode());
    }

    @Test
    void aKeyMayHaveAPasswordAndLimitsOfItsOwn() {
        IssuedKey key = domains.gateway
                .server
                .credentials()
                .createKey("trader", "Bot", Optional.of("bot password"), Set.of("Orders:Write", "Risks"), List.of());
        String body = "{\"name\":\"trader\",\"password\":\"bot password\",\"cid\":" + key.cid() + ",\"sec\":\"%s\"}";
        assertTrue(domains.tokenReply(body.formatted("wrong")).has("errorText"));
        String token = domains.tokenReply(body.formatted(key.secret()))
                .get("accessToken")
                .asText();
        assertEquals(200, domains.get(Domain.DEMO, "order/list", token).statusCode());
        HttpResponse<String> refused = domains.post(Domain.DEMO, "order/cancelorder", "{\"orderId\":1}", token);
        assertEquals(401, refused.statusCode());
        assertEquals("Access is denied", refused.body());
        assertEquals(
                401, domains.get(Domain.DEMO, "accountRiskStatus/list", token).statusCode());
        assertEquals(
                Set.of("Orders:Write", "Risks"),
                domains.brokerage.last().caller().denied());
        assertEquals(key.cid(), domains.brokerage.signIns.getLast().clientAppId());
        domains.gateway.server.credentials().revokeKey(key.cid());
        domains.gateway.server.tokensChanged();
        assertEquals(401, domains.get(Domain.DEMO, "order/list", token).statusCode());
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() {
        String other = domains.token();
        String own = domains.token();
        String body = "{\"password\":\"a new password\",\"currentPassword\":\"%s\"}";
        assertTrue(domains.post(Domain.DEMO, "user/modifypassword", body.formatted("wrong"), own)
                .body()
                .contains("errorText"));
        JsonNode changed = TestGateway.json(
                domains.post(Domain.DEMO, "user/modifypassword", body.formatted(TestDomains.PASSWORD), own)
                        .body());
        assertTrue(changed.has("accessToken"), changed::toString);
        assertEquals(200, domains.get(Domain.DEMO, "account/list", own).statusCode());
        assertEquals(401, domains.get(Domain.DEMO, "account/list", other).statusCode());
        assertTrue(domains.tokenReply("{\"name\":\"trader\",\"password\":\"" + TestDomains.PASSWORD + "\"}")
                .has("errorText"));
        domains.token("trader", "a new password");
    }
}
