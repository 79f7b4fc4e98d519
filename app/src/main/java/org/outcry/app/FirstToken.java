package org.outcry.app;

import java.util.Optional;
import org.outcry.desk.FirstUser;
import org.outcry.gateway.access.AccessStore;
import org.outcry.gateway.access.IssuedToken;

/** The token a newcomer is shown: brought in {@code OUTCRY_TOKEN}, or made once and kept in the data directory. */
final class FirstToken {
    private static final String BROUGHT = "OUTCRY_TOKEN";
    private static final String MADE = "first";

    private FirstToken() {}

    /**
     * Makes sure that the user can sign in, and gives the secret to show; empty when it came from the environment, since
     * whoever set it knows it, or when the kept one was revoked.
     */
    static Optional<String> settle(AccessStore store, DataDirectory data, String user) {
        store.addUser(user);
        Optional<String> brought = brought();
        if (brought.isPresent()) {
            store.admit(user, BROUGHT, brought.get());
            return Optional.empty();
        }
        boolean known = store.tokens().stream()
                .anyMatch(token -> token.user().equals(user) && token.label().equals(MADE));
        if (known) {
            return data.token();
        }
        if (data.token().isPresent()) {
            return Optional.empty(); // revoked on purpose: a restart must not bring it back
        }
        IssuedToken issued = store.create(user, MADE);
        data.keepToken(issued.secret());
        return Optional.of(issued.secret());
    }

    /** Whether this is the token whose secret is kept in the data directory. */
    static boolean isFirst(AccessStore store, String id) {
        return store.tokens().stream()
                .anyMatch(token -> token.id().equals(id)
                        && token.label().equals(MADE)
                        && token.user().equals(FirstUser.TRADER.name()));
    }

    static Optional<String> brought() {
        return Optional.ofNullable(System.getenv(BROUGHT)).filter(secret -> !secret.isBlank());
    }
}
