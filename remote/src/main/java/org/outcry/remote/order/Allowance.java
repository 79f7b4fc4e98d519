package org.outcry.remote.order;

import java.util.Optional;

/**
 * What a person has allowed a live account to do. Orders that only reduce a position are never limited by it.
 *
 * @param account its name; no other account of the environment is touched or shown
 * @param maxOrder contracts of one order
 * @param maxPosition contracts of one contract held at most, counting what working orders can still add
 */
public record Allowance(String account, int maxOrder, int maxPosition) {
    public Allowance {
        if (account.isBlank() || maxOrder < 1 || maxPosition < 1) {
            throw new IllegalArgumentException(
                    "--allow-live takes an account, --max-order and --max-position at least 1");
        }
    }

    /** The limit that an order would pass, with the contracts it may have; empty when it may go. */
    Optional<Passed> passed(int quantity, long reachable) {
        if (quantity > maxOrder) {
            return Optional.of(new Passed(true, maxOrder));
        }
        return reachable > maxPosition ? Optional.of(new Passed(false, maxPosition)) : Optional.empty();
    }

    /** Which of the two limits. */
    record Passed(boolean ofOrder, int limit) {}
}
