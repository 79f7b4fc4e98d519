package org.outcry.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An API key as it may be shown.
 *
 * @param cid client id
 * @param appId name of the key
 * @param ownPassword whether it has a password of its own besides the user's
 * @param denied areas it may not touch, as {@code Orders} or {@code Orders:Write}; empty for all areas
 * @param redirects addresses to which a consent may lead back
 */
public record ApiKey(
        long cid,
        String user,
        String appId,
        boolean ownPassword,
        Set<String> denied,
        List<String> redirects,
        Instant created) {
    public ApiKey {
        denied = Set.copyOf(denied);
        redirects = List.copyOf(redirects);
    }
}
