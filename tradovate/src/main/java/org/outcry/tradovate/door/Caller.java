package org.outcry.tradovate.door;

import java.util.Set;

/**
 * Who asks.
 *
 * @param userId the ledger's id of the user
 * @param sessionId the {@code UserSession} of the token
 * @param denied areas of the API the token's key may not touch, such as {@code Orders}; empty for a full token
 */
public record Caller(long userId, String name, long sessionId, Set<String> denied) {
    public Caller {
        denied = Set.copyOf(denied);
    }
}
