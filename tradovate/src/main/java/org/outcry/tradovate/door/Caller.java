package org.outcry.tradovate.door;

import java.util.Set;

/**
 * Who asks.
 *
 * @param userId the ledger's id of the user
 * @param sessionId the {@code UserSession} of the token
 * @param denied areas of the API the token's key may not touch: tags of the schema file such as {@code Orders}, or {@code Orders:Write}
 *     for an area it may only read; empty for a full token. The door refuses calls by it; a synchronisation leaves the arrays of a
 *     denied area empty
 */
public record Caller(long userId, String name, long sessionId, Set<String> denied) {
    public Caller {
        denied = Set.copyOf(denied);
    }
}
