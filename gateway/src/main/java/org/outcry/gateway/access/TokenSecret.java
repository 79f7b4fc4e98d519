package org.outcry.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Bearer secrets: how they are made, what they may look like, and the only form in which they are kept. */
final class TokenSecret {
    /** Secrets brought from outside must be at least as long as 192 bits in base64. */
    static final int MIN_LENGTH = 32;

    static final int MAX_LENGTH = 256;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TokenSecret::newDigest);

    private TokenSecret() {}

    /** 32 random bytes in URL-safe base64, 43 characters. */
    static String generate() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What is stored and compared. A plain hash is enough: the secret has 256 random bits, so there is nothing to guess slowly.
     */
    static byte[] hash(String secret) {
        return SHA_256.get().digest(secret.getBytes(StandardCharsets.ISO_8859_1));
    }

    static boolean isAcceptable(String secret) {
        return secret.length() >= MIN_LENGTH
                && secret.length() <= MAX_LENGTH
                && secret.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
