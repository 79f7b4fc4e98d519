package org.outcry.gateway.access;

import java.util.Set;

/**
 * A session as it outlives the process.
 *
 * @param id the ledger's id of the session
 * @param cid key that opened it, 0 for a password alone
 * @param opened milliseconds since 1970 UTC
 * @param expires when its newest token ends, milliseconds since 1970 UTC
 */
public record KeptSession(
        long id, long userId, String user, long cid, Set<String> denied, String address, long opened, long expires) {
    public KeptSession {
        denied = Set.copyOf(denied);
    }
}
