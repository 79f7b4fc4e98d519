package org.outcry.gateway.tradovate;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.Profile;

/**
 * How often one may call at all: a user 5,000 times in any hour, minute or second, a stranger 1,000 times an hour or minute and 100
 * times a second from one address (documented). Whoever exceeds it is locked out for an hour, and a call made meanwhile begins the
 * hour anew. Any thread.
 */
final class CallRates {
    /** Documented for an hour, a minute and a second alike. */
    static final int USER_CALLS = 5_000;
    /** Documented for an hour and a minute. */
    static final int ANONYMOUS_CALLS = 1_000;
    /** Documented for a second. */
    static final int ANONYMOUS_PER_SECOND = 100;

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** At this many busy callers a new stranger is refused, so memory is bounded. */
    private static final int MAX_CALLERS = 100_000;

    private final boolean limited;
    private final LongSupplier nanoTime;
    private final long origin;
    private final Map<Object, Caller> callers = new HashMap<>();
    private long sweptAt;

    CallRates(Profile profile, LongSupplier nanoTime) {
        this.limited = profile == Profile.STRICT;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /** One caller's counters. */
    private static final class Caller {
        private final RollingCount hour = new RollingCount(HOUR);
        private final RollingCount second = new RollingCount(SECOND);
        private long lockedUntil;
        private long seenAt;
    }

    /** Counts a call of a user; false when it may not be made. */
    boolean admitUser(long userId) {
        return admit(userId, USER_CALLS, USER_CALLS);
    }

    /** Counts a call without a token; false when it may not be made. */
    boolean admitAnonymous(String address) {
        return admit(address, ANONYMOUS_CALLS, ANONYMOUS_PER_SECOND);
    }

    /** Locks an address out for an hour. */
    void lock(String address) {
        if (limited) {
            synchronized (callers) {
                long now = nanoTime.getAsLong() - origin;
                callers.computeIfAbsent(address, _ -> new Caller()).lockedUntil = now + HOUR;
            }
        }
    }

    private boolean admit(Object who, int perHour, int perSecond) {
        if (!limited) {
            return true;
        }
        synchronized (callers) {
            long now = nanoTime.getAsLong() - origin;
            sweep(now);
            Caller caller = callers.get(who);
            if (caller == null) {
                if (callers.size() >= MAX_CALLERS) {
                    return false;
                }
                caller = new Caller();
                callers.put(who, caller);
            }
            caller.seenAt = now;
            if (now < caller.lockedUntil || caller.hour.at(now) >= perHour || caller.second.at(now) >= perSecond) {
                caller.lockedUntil = now + HOUR;
                return false;
            }
            caller.hour.add(now);
            caller.second.add(now);
            return true;
        }
    }

    private void sweep(long now) {
        if (now - sweptAt > HOUR / 60) {
            sweptAt = now;
            callers.values().removeIf(caller -> now - caller.seenAt > HOUR && now > caller.lockedUntil);
        }
    }
}
