package org.outcry.gateway.tradovate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.outcry.gateway.access.AccessException;
import org.outcry.gateway.access.ApiKey;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.gateway.access.KeptSession;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Identity;
import org.outcry.tradovate.door.SignIn;
import org.outcry.wire.JsonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with name and password, renewing, and changing the password. A password alone is enough; a key adds its limits and may
 * bring a password of its own. Everything here runs on the bounded pool of {@link HashingPool}; any thread may ask.
 */
final class SignIns {
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final String WRONG =
            "Incorrect username or password. Please try again, noting that passwords are case-sensitive.";
    /** The wire always has milliseconds: one client cuts fixed places. */
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** Passwords here do not expire; the documented field says a day far away. */
    private static final long PASSWORD_DAYS = 3_650;

    private static final long BROKERAGE_SECONDS = 5;

    private final CredentialStore store;
    private final LoginSessions sessions;
    private final SessionTokens tokens;
    private final KnownUsers users;
    private final HashingPool pool;
    private final Clock clock;
    private final long tokenMillis;
    private final Members members;

    SignIns(
            CredentialStore store,
            LoginSessions sessions,
            SessionTokens tokens,
            KnownUsers users,
            HashingPool pool,
            Clock clock,
            long tokenMillis) {
        this.store = store;
        this.sessions = sessions;
        this.tokens = tokens;
        this.users = users;
        this.pool = pool;
        this.clock = clock;
        this.tokenMillis = tokenMillis;
        this.members = new Members(store, pool);
    }

    Members members() {
        return members;
    }

    /** Whose password that is, and by which key. */
    record Proven(Identity identity, Optional<ApiKey> key) {
        Set<String> denied() {
            return key.map(ApiKey::denied).orElse(Set.of());
        }

        long cid() {
            return key.map(ApiKey::cid).orElse(0L);
        }
    }

    /** {@code auth/accesstokenrequest}. */
    void accessToken(Brokerage brokerage, ObjectNode arguments, Origin origin, Consumer<Answer> answer) {
        pool.run(answer, () -> {
            Optional<Proven> proven = prove(
                    brokerage,
                    arguments.path("name").asText(),
                    arguments.path("password").asText(),
                    arguments.path("cid").asText(""),
                    arguments.path("sec").asText(""));
            if (proven.isEmpty()) {
                return failure(WRONG);
            }
            Identity identity = proven.get().identity();
            if (!identity.status().equals("Active")) {
                return failure("This user may not sign in: " + identity.status());
            }
            return token(identity, open(brokerage, proven.get(), origin, arguments));
        });
    }

    /** Who has that name and password; empty when nobody does. Takes as long either way. On the pool. */
    Optional<Proven> prove(Brokerage brokerage, String name, String password, String cid, String secret) {
        Optional<Identity> identity = await(brokerage.user(name));
        String user = identity.map(Identity::name).orElse("");
        Optional<ApiKey> key = secret.isEmpty()
                ? Optional.empty()
                : store.key(cid, secret).filter(found -> found.user().equals(user));
        boolean proven = store.isPassword(user, password)
                || (key.isPresent() && store.isKeyPassword(key.get().cid(), password));
        if (proven && identity.isPresent()) {
            return Optional.of(new Proven(identity.get(), key));
        }
        identity.ifPresent(known -> brokerage.signInFailed(known.userId()));
        return Optional.empty();
    }

    /** Opens a session. On the pool. */
    LoginSession open(Brokerage brokerage, Proven proven, Origin origin, ObjectNode arguments) {
        Identity identity = proven.identity();
        users.learn(identity);
        long session = await(brokerage.signedIn(
                identity.userId(),
                new SignIn(
                        origin.address(),
                        arguments
                                .path("appId")
                                .asText(proven.key().map(ApiKey::appId).orElse("")),
                        arguments.path("appVersion").asText(""),
                        arguments.path("deviceId").asText(""),
                        proven.cid(),
                        origin.userAgent())));
        long now = clock.millis();
        LOG.atInfo()
                .addKeyValue("user", identity.name())
                .addKeyValue("session", session)
                .addKeyValue("cid", proven.cid())
                .log("Signed in");
        return sessions.open(new KeptSession(
                session,
                identity.userId(),
                identity.name(),
                proven.cid(),
                proven.denied(),
                origin.address(),
                now,
                now + tokenMillis));
    }

    /** {@code auth/renewaccesstoken}. */
    void renew(Brokerage brokerage, LoginSession session, Consumer<Answer> answer) {
        pool.run(answer, () -> {
            Optional<Identity> identity = await(brokerage.user(session.caller().name()));
            long expires = clock.millis() + tokenMillis;
            if (identity.isEmpty() || !sessions.extend(session, expires)) {
                return new Answer.Refused(408, "Session is closed");
            }
            return token(identity.get(), session);
        });
    }

    /** {@code user/modifypassword}: sets the caller's own password; other sessions end, this one goes on with a new token. */
    void modifyPassword(Brokerage brokerage, LoginSession session, ObjectNode arguments, Consumer<Answer> answer) {
        pool.run(answer, () -> {
            String user = session.caller().name();
            long meant = arguments.path("userId").asLong(session.userId());
            if (meant != session.userId()) {
                return new Answer.Refused(401, "Access is denied");
            }
            Optional<Identity> identity = await(brokerage.user(user));
            if (identity.isEmpty()
                    || !store.isPassword(user, arguments.path("currentPassword").asText())) {
                return failure(WRONG);
            }
            try {
                store.setPassword(user, arguments.path("password").asText());
            } catch (AccessException e) {
                return failure(e.getMessage());
            }
            sessions.survive(session);
            sessions.reload();
            if (!sessions.extend(session, clock.millis() + tokenMillis)) {
                return new Answer.Refused(408, "Session is closed");
            }
            return token(identity.get(), session);
        });
    }

    /** {@code user/modifycredentials}: names of users never change, so it sets the password of one who keeps its name. */
    void modifyCredentials(Brokerage brokerage, LoginSession session, ObjectNode arguments, Consumer<Answer> answer) {
        if (arguments.path("name").asText().equalsIgnoreCase(session.caller().name())) {
            modifyPassword(brokerage, session, arguments, answer);
        } else {
            answer.accept(failure("User name cannot be changed"));
        }
    }

    /** The documented reply with a fresh token of the session. */
    Answer token(Identity identity, LoginSession session) {
        users.learn(identity);
        long expires = clock.millis() + tokenMillis;
        ObjectNode reply = JsonText.newObject();
        reply.put("accessToken", tokens.access(session.id(), identity.userId(), expires));
        reply.put("mdAccessToken", tokens.marketData(session.id(), identity.userId(), expires));
        reply.put("expirationTime", MILLIS.format(Instant.ofEpochMilli(expires)));
        reply.put(
                "passwordExpirationTime",
                MILLIS.format(Instant.ofEpochMilli(expires).plusSeconds(TimeUnit.DAYS.toSeconds(PASSWORD_DAYS))));
        reply.put("userStatus", identity.status());
        reply.put("userId", identity.userId());
        reply.put("name", identity.name());
        reply.put("hasLive", identity.hasLive());
        reply.put("hasSimPlus", false);
        reply.put("showKIDs", false);
        reply.put("outdatedTaC", false);
        reply.put("hasFunded", identity.hasFunded());
        reply.put("hasMarketData", identity.hasMarketData());
        reply.put("outdatedLiquidationPolicy", false);
        return new Answer.Done(JsonText.write(reply));
    }

    static Answer failure(String text) {
        return new Answer.Done(JsonText.write(JsonText.newObject().put("errorText", text)));
    }

    /** Waits for the brokerage, on the pool. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(BROKERAGE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashingPool.Unanswered(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new HashingPool.Unanswered(e);
        }
    }
}
