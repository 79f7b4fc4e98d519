package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.gateway.access.IssuedKey;
import org.outcry.tradovate.Domain;

/** Sections 2.4 of both references: the consent page, codes, PKCE, refresh tokens. */
class TradovateConsentTest {
    private static final String REDIRECT = "https://app.example/back";
    /** The pair of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private TestDomains domains;
    private IssuedKey key;

    @BeforeEach
    void start() {
        domains = TestDomains.open();
        domains.gateway.server.access().addUser("other");
        domains.gateway.server.credentials().setPassword("other", "another password");
        key = domains.gateway
                .server
                .credentials()
                .createKey("trader", "<Robot>", Optional.empty(), Set.of("Risks"), List.of(REDIRECT));
    }

    @AfterEach
    void stop() {
        domains.close();
    }

    private String query(String more) {
        return "response_type=code&client_id=" + key.cid() + "&redirect_uri=" + encoded(REDIRECT) + "&state=s%26t"
                + more;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private TestHttp.Reply page(String query) {
        return TestHttp.to(domains.gateway.port())
                .exchange("GET /oauth?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private TestHttp.Reply submit(String fields, String origin) {
        return TestHttp.to(domains.gateway.port())
                .exchange("POST /oauth HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + fields.length()
                        + "\r\n\r\n" + fields);
    }

    private String code(String more) {
        TestHttp.Reply reply =
                submit(query(more) + "&name=other&password=another+password&decision=allow", "http://localhost");
        assertEquals(303, reply.status(), reply::body);
        String location = reply.head()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "location: ", 0, 10))
                .findFirst()
                .orElseThrow()
                .substring(10)
                .strip();
        assertTrue(location.startsWith(REDIRECT + "?code=") && location.endsWith("&state=s%26t"), location);
        return location.substring((REDIRECT + "?code=").length(), location.indexOf("&state"));
    }

    private JsonNode token(String body, String type) {
        return TestGateway.json(
                domains.send(Domain.LIVE, "POST", "auth/oauthtoken", body, "", Map.of("Content-Type", type))
                        .body());
    }

    private JsonNode exchange(String code, String more) {
        return token(
                "{\"grant_type\":\"authorization_code\",\"code\":\"" + code + "\",\"redirect_uri\":\"" + REDIRECT
                        + "\",\"client_id\":\"" + key.cid() + "\"" + more + "}",
                "application/json");
    }

    @Test
    void aCodeBecomesATokenOfTheUserWhoConsentedWithTheKeysLimits() {
        String code = code("");
        String secret = ",\"client_secret\":\"" + key.secret() + "\"";
        JsonNode reply = exchange(code, secret);
        assertEquals("bearer", reply.get("token_type").asText());
        assertTrue(reply.get("expires_in").asInt() > 0);
        assertEquals(1_209_600, reply.get("refresh_token_expires_in").asInt());
        String token = reply.get("access_token").asText();
        assertEquals(200, domains.get(Domain.DEMO, "account/list", token).statusCode());
        assertEquals("other", domains.brokerage.last().caller().name());
        assertEquals(
                401, domains.get(Domain.DEMO, "accountRiskStatus/list", token).statusCode());
        assertEquals("invalid_grant", exchange(code, secret).get("error").asText());
    }

    @Test
    void aFormIsReadAsJsonIs() {
        String body = "grant_type=authorization_code&code=" + code("") + "&redirect_uri=" + encoded(REDIRECT)
                + "&client_id=" + key.cid() + "&client_secret=" + encoded(key.secret());
        assertTrue(token(body, "application/x-www-form-urlencoded").has("access_token"));
    }

    @Test
    void aClientWithoutASecretProvesItselfByItsVerifier() {
        String challenge = "&code_challenge_method=S256&code_challenge=" + CHALLENGE;
        assertTrue(exchange(code(challenge), ",\"code_verifier\":\"" + VERIFIER + "\"")
                .has("access_token"));
        assertEquals(
                "invalid_grant",
                exchange(code(challenge), ",\"code_verifier\":\"wrong\"")
                        .get("error")
                        .asText());
        assertEquals(
                "invalid_grant",
                exchange(code(challenge), ",\"client_secret\":\"" + key.secret() + "\"")
                        .get("error")
                        .asText());
        assertEquals("invalid_client", exchange(code(""), "").get("error").asText());
        assertEquals(
                "invalid_client",
                exchange(code(""), ",\"client_secret\":\"wrong\"").get("error").asText());
    }

    @Test
    void aRefreshTokenIsGoodOnceAndItsReuseEndsTheConsent() {
        JsonNode first = exchange(code(""), ",\"client_secret\":\"" + key.secret() + "\"");
        String body = "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}";
        String oldest = first.get("refresh_token").asText();
        JsonNode second = token(body.formatted(oldest), "application/json");
        assertTrue(second.has("access_token"), second::toString);
        assertEquals(1, domains.brokerage.signIns.size());
        String newest = second.get("refresh_token").asText();
        assertEquals(
                "invalid_token",
                token(body.formatted(oldest), "application/json").get("error").asText());
        assertEquals(
                "invalid_token",
                token(body.formatted(newest), "application/json").get("error").asText());
        assertEquals(
                "unsupported_grant_type",
                token("{\"grant_type\":\"password\"}", "application/json")
                        .get("error")
                        .asText());
    }

    @Test
    void thePageShowsTheProgramAndLeadsNowhereElse() {
        TestHttp.Reply page = page(query(""));
        assertEquals(200, page.status());
        assertTrue(page.body().contains("Let &lt;Robot&gt; trade for you?"), page::body);
        assertTrue(page.head().contains("frame-ancestors 'none'"), page::head);
        assertFalse(page.body().contains("<Robot>"));
        assertEquals(
                400,
                page("response_type=code&client_id=" + key.cid() + "&redirect_uri=https%3A%2F%2Fevil.example")
                        .status());
        assertEquals(
                400,
                page("response_type=code&client_id=99999&redirect_uri=" + encoded(REDIRECT))
                        .status());
        TestHttp.Reply denied = submit(query("") + "&decision=deny", "http://localhost");
        assertTrue(denied.head().contains(REDIRECT + "?error=access_denied&state=s%26t"), denied::head);
        TestHttp.Reply wrong = submit(query("") + "&name=other&password=wrong&decision=allow", "http://localhost");
        assertTrue(wrong.body().contains("Incorrect username or password."), wrong::body);
        assertEquals(
                403,
                submit(query("") + "&decision=allow", "https://evil.example").status());
    }
}
