package org.outcry.gateway.operations;

import java.util.Optional;

/** One thing that must be well before this process may be called ready. Any thread; must not block. */
public interface HealthCheck {
    /** Short name, such as {@code ledger}. */
    String name();

    /** What is wrong, in words that are safe to show; empty when nothing is. */
    Optional<String> problem();

    /** What is said while there is no problem. */
    default String well() {
        return "ok";
    }
}
