package org.outcry.gateway.tradovate;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.outcry.gateway.access.SigningKey;

/**
 * Access tokens: which session, until when, and our signature, in 99 URL-safe characters. Nothing in them is secret but the signature;
 * whether the session still stands is asked of {@link LoginSessions}. Any thread.
 */
final class SessionTokens {
    private static final byte VERSION = 1;
    private static final byte ACCESS = 1;
    private static final byte MARKET_DATA = 2;
    private static final int TEXT_BYTES = 2 + 8 + 8 + 8 + 16;
    private static final int LENGTH = 99;

    private final SigningKey key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SessionTokens(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** What a token says. */
    sealed interface Read {
        /** Signed by us and of age. */
        record Valid(long session, long userId, long expires) implements Read {}

        /** Signed by us, too old. */
        record Expired() implements Read {}

        /** Anything else. */
        record Foreign() implements Read {}
    }

    String access(long session, long userId, long expires) {
        return make(ACCESS, session, userId, expires);
    }

    /** A token for market data; as good as the other on every domain (documented). */
    String marketData(long session, long userId, long expires) {
        return make(MARKET_DATA, session, userId, expires);
    }

    Read read(String token) {
        if (token.length() != LENGTH) {
            return new Read.Foreign();
        }
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new Read.Foreign();
        }
        if (signed.length != TEXT_BYTES + SigningKey.SIGNATURE_BYTES || !key.isSigned(signed) || signed[0] != VERSION) {
            return new Read.Foreign();
        }
        ByteBuffer text = ByteBuffer.wrap(signed, 2, TEXT_BYTES - 2);
        Read.Valid valid = new Read.Valid(text.getLong(), text.getLong(), text.getLong());
        return valid.expires() > clock.millis() ? valid : new Read.Expired();
    }

    private String make(byte kind, long session, long userId, long expires) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        byte[] text = ByteBuffer.allocate(TEXT_BYTES)
                .put(VERSION)
                .put(kind)
                .putLong(session)
                .putLong(userId)
                .putLong(expires)
                .put(nonce)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(text));
    }
}
