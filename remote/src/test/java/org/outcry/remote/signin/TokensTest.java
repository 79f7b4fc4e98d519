package org.outcry.remote.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in against a server that answers as it is told. */
class TokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Asked(String path, JsonNode body, String authorization, long atNanos) {}

    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private Tokens tokens;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        tokens = fresh();
    }

    private Tokens fresh() {
        URI rest = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        return new Tokens(
                http, rest, new Credentials("alice", "secret", "7", "shh", "device"), "1", InstantSource.system());
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestURI().getPath(),
                JSON.readTree(body.isEmpty() ? "{}" : body),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                System.nanoTime()));
        Answer next;
        synchronized (answers) {
            next = answers.isEmpty() ? new Answer(404, "") : answers.removeFirst();
        }
        byte[] bytes = next.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void will(int status, String body) {
        synchronized (answers) {
            answers.add(new Answer(status, body));
        }
    }

    private static String token(String secret, Duration life) {
        return "{\"accessToken\":\"%s\",\"mdAccessToken\":\"md-%s\",\"userId\":12,\"expirationTime\":\"%s\"}"
                .formatted(secret, secret, Instant.now().plus(life));
    }

    @Test
    void aTokenIsKeptUntilItIsDue() throws Exception {
        will(200, token("one", Duration.ofMinutes(90)));
        Tokens.Token first = tokens.token();
        assertEquals("one", first.secret());
        assertEquals("md-one", first.marketDataSecret());
        assertEquals(12, first.userId());
        assertEquals(first, tokens.token());
        assertEquals(1, asked.size());
        JsonNode body = asked.getFirst().body;
        assertEquals("alice", body.path("name").asText());
        assertEquals("7", body.path("cid").asText());
        assertEquals("shh", body.path("sec").asText());
        long minutes = tokens.untilRenewal().toMinutes();
        assertTrue(minutes >= 70 && minutes <= 75, "renewed in " + minutes + " minutes");
    }

    @Test
    void aTokenThatIsDueIsRenewedAndKeepsItsUser() throws Exception {
        will(200, token("short", Duration.ofMillis(300)));
        Tokens.Token first = tokens.token();
        due();
        will(
                200,
                "{\"accessToken\":\"long\",\"expirationTime\":\""
                        + Instant.now().plusSeconds(5_400) + "\"}");
        Tokens.Token second = tokens.token();
        assertEquals("long", second.secret());
        // On a machine that slept meanwhile the first has ended, and a sign-in took the renewal's place.
        if (asked.getLast().path.endsWith("renewaccesstoken")) {
            assertEquals("Bearer " + first.secret(), asked.getLast().authorization);
            assertEquals(12, second.userId());
        }
    }

    @Test
    void aRenewalThatIsRefusedBecomesASignIn() throws Exception {
        will(200, token("short", Duration.ofSeconds(1)));
        tokens.token();
        due();
        will(401, "Expired Access Token");
        will(200, token("new", Duration.ofMinutes(90)));
        assertEquals("new", tokenAtLast().secret());
        assertTrue(asked.getLast().path.endsWith("accesstokenrequest"));
    }

    private void due() {
        while (!tokens.untilRenewal().isZero()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** On a machine that slept meanwhile the token has ended, and the refusal met a sign-in, which may be tried again. */
    private Tokens.Token tokenAtLast() throws Exception {
        try {
            return tokens.token();
        } catch (IOException slept) {
            return tokens.token();
        }
    }

    @Test
    void aTicketIsWaitedForAndSentBack() throws Exception {
        will(200, "{\"p-ticket\":\"8f2c\",\"p-time\":1,\"p-captcha\":false}");
        will(200, token("late", Duration.ofMinutes(90)));
        assertEquals("late", tokens.token().secret());
        assertEquals("8f2c", asked.getLast().body.path("p-ticket").asText());
        assertFalse(asked.getFirst().body.has("p-ticket"));
        assertTrue(asked.getLast().atNanos - asked.getFirst().atNanos >= 1_000_000_000L);
    }

    /** Both connections of a desk ask; the second must not make it worse. */
    @Test
    void aCaptchaAWrongPasswordAndALockEndTheTrying() {
        will(200, "{\"p-ticket\":\"8f2c\",\"p-time\":3600,\"p-captcha\":true}");
        assertRefused(fresh(), "captcha");
        will(200, "{\"errorText\":\"Incorrect username or password.\"}");
        assertRefused(fresh(), "Incorrect");
        will(429, "Too many requests");
        assertRefused(fresh(), "hour");
        assertEquals(3, asked.size());
    }

    private static void assertRefused(Tokens tokens, String why) {
        for (int i = 0; i < 2; i++) {
            String message = assertThrows(Tokens.Refused.class, tokens::token).getMessage();
            assertTrue(message.contains(why), message);
        }
    }

    /** A clock of ours that goes hours ahead must not make each new token look ended: every use would be another sign-in. */
    @Test
    void clocksThatDifferDoNotEndAToken() throws Exception {
        URI rest = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        InstantSource ahead = () -> Instant.now().plus(Duration.ofHours(3));
        tokens = new Tokens(http, rest, new Credentials("alice", "secret", "", "", "device"), "1", ahead);
        will(200, token("good", Duration.ofMinutes(90)));
        tokens.token();
        long minutes = tokens.untilRenewal().toMinutes();
        assertTrue(minutes >= 70 && minutes <= 75, "renewed in " + minutes + " minutes, by their clock");

        tokens.drop(tokens.token());
        will(200, token("ended at birth", Duration.ofMinutes(-30)));
        tokens.token();
        tokens.token();
        assertEquals(2, asked.size());
        assertTrue(tokens.untilRenewal().toMinutes() >= 60, "a usual life is supposed");
    }

    @Test
    void aTokenForEverIsLookedAtAgainWithinADay() throws Exception {
        will(200, "{\"accessToken\":\"old\",\"userId\":12,\"expirationTime\":\"+99999-01-01T00:00:00Z\"}");
        tokens.token();
        assertTrue(tokens.untilRenewal().toHours() <= 24);
    }

    @Test
    void aFaultOverThereMayBeTriedAgain() {
        will(502, "<html>Bad Gateway</html>");
        IOException fault = assertThrows(IOException.class, () -> tokens.token());
        assertEquals("signing in was answered 502", fault.getMessage());
    }

    @Test
    void nothingPrintsASecret() {
        Credentials credentials = new Credentials("alice", "secret", "7", "shh", "device");
        Tokens.Token token = new Tokens.Token("hidden", "hidden too", 1, 0, 0);
        String printed = credentials + " " + token;
        for (String secret : List.of("secret", "shh", "hidden")) {
            assertFalse(printed.contains(secret), printed);
        }
    }
}
