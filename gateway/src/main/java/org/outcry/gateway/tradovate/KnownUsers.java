package org.outcry.gateway.tradovate;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.tradovate.door.CallLimits;
import org.outcry.tradovate.door.Identity;

/** What the brokerage last said of each user who has a session here: read at every sign-in and renewal, and at a start. Any thread. */
final class KnownUsers {
    private final Map<Long, Identity> byId = new ConcurrentHashMap<>();

    void learn(Identity identity) {
        byId.put(identity.userId(), identity);
    }

    CallLimits limits(long userId) {
        return Optional.ofNullable(byId.get(userId)).map(Identity::limits).orElse(CallLimits.STANDARD);
    }

    boolean isAdministrator(long userId) {
        return Optional.ofNullable(byId.get(userId))
                .map(Identity::isAdministrator)
                .orElse(false);
    }
}
