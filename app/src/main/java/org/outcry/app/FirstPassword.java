package org.outcry.app;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.outcry.gateway.access.CredentialStore;

/**
 * The password with which a newcomer signs in to the Tradovate domains: brought in {@code OUTCRY_PASSWORD}, or made once and kept in the
 * data directory, as {@link FirstToken} does with the token.
 */
final class FirstPassword {
    private static final String BROUGHT = "OUTCRY_PASSWORD";

    private FirstPassword() {}

    /**
     * Makes sure that the user has a password, and gives it when it may be shown; empty when it came from the environment, since
     * whoever set it knows it, or when the kept one was changed.
     */
    static Optional<String> settle(CredentialStore store, DataDirectory data, String user) {
        Optional<String> brought = brought();
        if (brought.isPresent()) {
            if (!store.isPassword(user, brought.get())) {
                store.setPassword(user, brought.get());
                data.forgetPassword();
            }
            return Optional.empty();
        }
        Optional<String> kept = data.password();
        if (store.hasPassword(user)) {
            return kept.filter(password -> store.isPassword(user, password));
        }
        byte[] random = new byte[15];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        store.setPassword(user, made);
        data.keepPassword(made);
        return Optional.of(made);
    }

    static Optional<String> brought() {
        return Optional.ofNullable(System.getenv(BROUGHT)).filter(secret -> !secret.isBlank());
    }
}
