package org.outcry.remote.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one user of a remote environment. A token is used until it has to be renewed, for sockets of every domain and
 * after every reconnection: each sign-in is a session, and a third one closes the oldest.
 *
 * <p>A penalty ticket is waited for and sent back. What waiting cannot cure (wrong password, a captcha, a lock-out) is {@link
 * Refused}: asking on would make it worse. Blocking; one thread at a time, off every event loop.
 */
public final class Tokens {
    /** Tickets waited for in a row before giving up. */
    private static final int MAX_TICKETS = 5;

    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);
    /** The shorter of the two that the documents name, for when clocks disagree so much that a new token seems to have ended. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(80);

    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final int OK = 200;
    private static final int LOCKED = 423;
    private static final int TOO_MANY = 429;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final HttpClient http;
    private final URI rest;
    private final Credentials credentials;
    private final String appVersion;
    private final InstantSource clock;
    private Optional<Token> current = Optional.empty();
    private Optional<Refused> refused = Optional.empty();

    /**
     * @param rest base address, ending in {@code /v1}
     * @param clock ours, for answers that do not say what time it is over there
     */
    public Tokens(HttpClient http, URI rest, Credentials credentials, String appVersion, InstantSource clock) {
        this.http = http;
        this.rest = rest;
        this.credentials = credentials;
        this.appVersion = appVersion;
        this.clock = clock;
    }

    /**
     * A token and its user.
     *
     * @param renewNanos {@link System#nanoTime()} from when it should be renewed
     * @param endNanos when it ends
     */
    public record Token(String secret, String marketDataSecret, long userId, long renewNanos, long endNanos) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Token[user " + userId + "]";
        }

        boolean due() {
            return System.nanoTime() - renewNanos >= 0;
        }

        boolean ended() {
            return System.nanoTime() - endNanos >= 0;
        }
    }

    /** Signing in has no prospect until a person has done something. The message is safe to show. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    /** The present token, a renewed one or a new one. What was refused once is not asked for again. */
    public synchronized Token token() throws IOException, InterruptedException {
        if (refused.isPresent()) {
            throw refused.get();
        }
        try {
            return present();
        } catch (Refused hopeless) {
            refused = Optional.of(hopeless);
            throw hopeless;
        }
    }

    private Token present() throws IOException, InterruptedException {
        if (current.isPresent() && !current.get().due()) {
            return current.get();
        }
        if (current.isPresent() && !current.get().ended()) {
            Optional<Token> renewed = renew(current.get());
            if (renewed.isPresent()) {
                current = renewed;
                return renewed.get();
            }
        }
        current = Optional.of(signIn());
        return current.get();
    }

    /** The other side no longer takes it. */
    public synchronized void drop(Token token) {
        if (current.filter(token::equals).isPresent()) {
            current = Optional.empty();
        }
    }

    /** How long until the present token should be renewed; zero when there is none. */
    public synchronized Duration untilRenewal() {
        return current.map(token -> Duration.ofNanos(Math.max(0, token.renewNanos - System.nanoTime())))
                .orElse(Duration.ZERO);
    }

    /** Empty when the other side does not renew it; then a sign-in has to do. */
    private Optional<Token> renew(Token token) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(at("auth/renewaccesstoken"))
                        .timeout(REQUEST_PATIENCE)
                        .header("Authorization", "Bearer " + token.secret)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode body = read(answer);
        if (answer.statusCode() != OK || !body.has("accessToken")) {
            LOG.warn("event=remote_token_not_renewed status={}", answer.statusCode());
            return Optional.empty();
        }
        LOG.info("event=remote_token_renewed");
        return Optional.of(token(answer, body, token.userId));
    }

    private Token signIn() throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode()
                .put("name", credentials.name())
                .put("password", credentials.password())
                .put("appId", "Outcry")
                .put("appVersion", appVersion)
                .put("deviceId", credentials.deviceId());
        if (!credentials.clientId().isEmpty()) {
            request.put("cid", credentials.clientId()).put("sec", credentials.secret());
        }
        for (int tickets = 0; tickets <= MAX_TICKETS; tickets++) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(at("auth/accesstokenrequest"))
                            .timeout(REQUEST_PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode body = read(answer);
            if (answer.statusCode() == OK && body.has("accessToken")) {
                LOG.info("event=remote_signed_in user={}", credentials.name());
                return token(answer, body, 0);
            }
            if (answer.statusCode() == TOO_MANY || answer.statusCode() == LOCKED) {
                throw new Refused("signing in is locked (" + answer.statusCode() + "): wait an hour, then start again");
            }
            if (answer.statusCode() != OK) {
                throw new IOException("signing in was answered " + answer.statusCode());
            }
            if (!body.has("p-ticket")) {
                throw new Refused(
                        "signing in was refused: " + body.path("errorText").asText("no reason given"));
            }
            if (body.path("p-captcha").asBoolean()) {
                throw new Refused("signing in asks for a captcha: wait an hour, sign in by hand, then start again");
            }
            long seconds = Math.max(1, body.path("p-time").asLong());
            LOG.warn("event=remote_penalty seconds={}", seconds);
            Thread.sleep(Duration.ofSeconds(seconds));
            request.put("p-ticket", body.path("p-ticket").asText());
        }
        throw new Refused(
                "signing in was penalised " + MAX_TICKETS + " times in a row: wait an hour, then start again");
    }

    private Token token(HttpResponse<String> answer, JsonNode body, long knownUser) throws IOException {
        long now = System.nanoTime();
        Duration life = life(answer, body);
        // A quarter of an hour before the end as its documents say; a token that lives shorter is renewed after two
        // thirds.
        Duration renewAfter = life.compareTo(RENEW_BEFORE.multipliedBy(3)) > 0
                ? life.minus(RENEW_BEFORE)
                : life.multipliedBy(2).dividedBy(3);
        String secret = body.path("accessToken").asText();
        return new Token(
                secret,
                body.path("mdAccessToken").asText(secret),
                body.path("userId").asLong(knownUser),
                now + renewAfter.toNanos(),
                now + life.toNanos());
    }

    /** Measured by the clock over there where it is told: by ours alone a token could seem to end while it is made. */
    private Duration life(HttpResponse<String> answer, JsonNode body) throws IOException {
        Instant end;
        try {
            end = Instant.parse(body.path("expirationTime").asText());
        } catch (DateTimeParseException e) {
            throw new IOException("the token's expirationTime cannot be read", e);
        }
        Duration life = Duration.between(there(answer).orElseGet(clock::instant), end);
        if (life.isPositive()) {
            return life.compareTo(LONGEST_LIFE) < 0 ? life : LONGEST_LIFE;
        }
        LOG.warn("event=remote_clocks_differ seconds={}", -life.toSeconds());
        return USUAL_LIFE;
    }

    /** The time over there, to the second; empty when the answer does not tell it. */
    private static Optional<Instant> there(HttpResponse<String> answer) {
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private URI at(String path) {
        return URI.create(rest + "/" + path);
    }

    /** Whatever is not 200 speaks in plain words. */
    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        boolean json = answer.statusCode() == OK && !answer.body().isBlank();
        return json ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    }
}
