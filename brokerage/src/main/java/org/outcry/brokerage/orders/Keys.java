package org.outcry.brokerage.orders;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.outcry.ledger.api.CommandKey;

/**
 * Durable keys of commands. This protocol has none of its own: two calls are two orders, however alike. So every command gets a key
 * nobody had before, under which the ledger applies it once, whatever happens on the way.
 */
final class Keys {
    /** Of this process: what another one made never meets it. */
    private final long high = new SecureRandom().nextLong() | 1;

    private final AtomicLong low = new AtomicLong();

    CommandKey next() {
        return new CommandKey(high, low.incrementAndGet());
    }
}
