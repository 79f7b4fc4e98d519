package org.outcry.gateway.tradovate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.outcry.gateway.access.ApiKey;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.gateway.access.KeptSession;
import org.outcry.gateway.access.RefreshGrant;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Identity;
import org.outcry.wire.JsonText;

/**
 * OAuth 2.0 with codes: a consent becomes a code, good once and for ten minutes; a code becomes an access token and a refresh token; a
 * refresh token is good once and becomes the next pair. PKCE with S256 (RFC 7636) stands in for a client that can keep no secret. Failures
 * are answers with status 200 (documented). Any thread may ask; the work is done on the pool.
 */
final class Consents {
    /** Documented life of a refresh token. */
    private static final long REFRESH_SECONDS = 1_209_600;

    private static final long CODE_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final int MAX_CODES = 10_000;

    private final CredentialStore store;
    private final LoginSessions sessions;
    private final SessionTokens tokens;
    private final SignIns signIns;
    private final HashingPool pool;
    private final Clock clock;
    private final long tokenMillis;
    private final SecureRandom random = new SecureRandom();

    private final Map<String, Consent> codes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Consent> eldest) {
            return size() > MAX_CODES;
        }
    };

    Consents(
            CredentialStore store,
            LoginSessions sessions,
            SessionTokens tokens,
            SignIns signIns,
            HashingPool pool,
            Clock clock,
            long tokenMillis) {
        this.store = store;
        this.sessions = sessions;
        this.tokens = tokens;
        this.signIns = signIns;
        this.pool = pool;
        this.clock = clock;
        this.tokenMillis = tokenMillis;
    }

    /** What a user agreed to. */
    private record Consent(Identity identity, long cid, String redirect, String challenge, long expires) {}

    /** A code for a user's consent. */
    String code(Identity identity, ApiKey key, String redirect, String challenge) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (codes) {
            codes.put(code, new Consent(identity, key.cid(), redirect, challenge, clock.millis() + CODE_MILLIS));
        }
        return code;
    }

    /** {@code auth/oauthtoken}. */
    void token(Brokerage brokerage, ObjectNode arguments, Origin origin, Consumer<Answer> answer) {
        pool.run(answer, () -> switch (arguments.path("grant_type").asText()) {
            case "authorization_code" -> fromCode(brokerage, arguments, origin);
            case "refresh_token" -> fromRefresh(brokerage, arguments, origin);
            default -> refuse("unsupported_grant_type", "authorization_code and refresh_token are served");
        });
    }

    private Answer fromCode(Brokerage brokerage, ObjectNode arguments, Origin origin) {
        Optional<Consent> found;
        synchronized (codes) {
            // Taken whatever comes of it: a code is good for one try.
            found = Optional.ofNullable(codes.remove(arguments.path("code").asText()));
        }
        Client client = client(arguments);
        if (found.isEmpty()
                || found.get().expires() < clock.millis()
                || !found.get().redirect().equals(arguments.path("redirect_uri").asText(""))
                || !Long.toString(found.get().cid()).equals(client.id())) {
            return refuse("invalid_grant", "the code is unknown, used, too old, or not this client's");
        }
        Consent consent = found.get();
        Optional<ApiKey> key = store.key(consent.cid());
        boolean secret = !client.secret().isEmpty() && isSecret(client);
        boolean verified = !consent.challenge().isEmpty()
                && challenge(arguments.path("code_verifier").asText("")).equals(consent.challenge());
        if (key.isEmpty()
                || (!client.secret().isEmpty() && !secret)
                || (client.secret().isEmpty() && consent.challenge().isEmpty())) {
            return refuse("invalid_client", "client_id and client_secret do not belong together");
        }
        if (!consent.challenge().isEmpty() && !verified) {
            return refuse("invalid_grant", "code_verifier is not the one of the challenge");
        }
        LoginSession session =
                signIns.open(brokerage, new SignIns.Proven(consent.identity(), key), origin, JsonText.newObject());
        long expires = clock.millis() + REFRESH_SECONDS * 1_000;
        return reply(session, store.grant(consent.identity().name(), consent.cid(), session.id(), expires));
    }

    private Answer fromRefresh(Brokerage brokerage, ObjectNode arguments, Origin origin) {
        Client client = client(arguments);
        if (!client.secret().isEmpty() && !isSecret(client)) {
            return refuse("invalid_client", "client_id and client_secret do not belong together");
        }
        Optional<RefreshGrant> found =
                store.spend(arguments.path("refresh_token").asText(""));
        if (found.isEmpty()
                || (!client.id().isEmpty()
                        && !client.id().equals(Long.toString(found.get().cid())))) {
            return refuse("invalid_token", "the refresh token is unknown, used, too old, or not this client's");
        }
        RefreshGrant grant = found.get();
        Optional<ApiKey> key = store.key(grant.cid());
        Optional<Identity> identity = SignIns.await(brokerage.user(grant.user()));
        if (key.isEmpty() || identity.isEmpty() || !identity.get().status().equals("Active")) {
            return refuse("invalid_token", "the consent has ended");
        }
        long now = clock.millis();
        LoginSession session = sessions.find(grant.session())
                .filter(known -> sessions.extend(known, now + tokenMillis))
                .orElseGet(() ->
                        signIns.open(brokerage, new SignIns.Proven(identity.get(), key), origin, JsonText.newObject()));
        return reply(session, store.next(grant, session.id(), now + REFRESH_SECONDS * 1_000));
    }

    private Answer reply(LoginSession session, String refresh) {
        KeptSession kept = session.kept();
        ObjectNode reply = JsonText.newObject();
        reply.put("access_token", tokens.access(kept.id(), kept.userId(), clock.millis() + tokenMillis));
        reply.put("token_type", "bearer");
        reply.put("expires_in", tokenMillis / 1_000);
        reply.put("refresh_token", refresh);
        reply.put("refresh_token_expires_in", REFRESH_SECONDS);
        return new Answer.Done(JsonText.write(reply));
    }

    private static Answer refuse(String error, String description) {
        return new Answer.Done(
                JsonText.write(JsonText.newObject().put("error", error).put("error_description", description)));
    }

    /** Which program asks. */
    private record Client(String id, String secret) {}

    /** By its own fields, or packed as HTTP's basic authentication has them. */
    private static Client client(ObjectNode arguments) {
        String id = arguments.path("client_id").asText("");
        String secret = arguments.path("client_secret").asText("");
        String packed = arguments.path("httpAuth").asText("");
        if (!packed.isEmpty()) {
            String text = packed.regionMatches(true, 0, "basic ", 0, 6)
                    ? packed.substring(6).strip()
                    : packed;
            try {
                String[] parts = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split(":", 2);
                if (parts.length == 2) {
                    return new Client(id.isEmpty() ? parts[0] : id, secret.isEmpty() ? parts[1] : secret);
                }
            } catch (IllegalArgumentException notPacked) {
                return new Client(id, "not readable");
            }
        }
        return new Client(id, secret);
    }

    private boolean isSecret(Client client) {
        return store.key(client.id(), client.secret()).isPresent();
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
