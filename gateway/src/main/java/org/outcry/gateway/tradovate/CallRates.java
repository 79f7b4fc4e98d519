package org.outcry.gateway.tradovate;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.Profile;
import org.outcry.tradovate.door.CallLimits;

/**
 * How often one may call at all: a user 5,000 times in any hour, minute or second unless its properties say otherwise, a stranger 1,000
 * times an hour or minute and 100 times a second from one address (documented). A user whose calls fail 100 times at one operation, or
 * 200 times in all, within an hour exceeds it, too (reported; strangers are not counted, so that an old token locks nobody out). Whoever
 * exceeds it is locked out for an hour, and a call made meanwhile begins the hour anew. Any thread.
 */
final class CallRates {
    /** Documented. */
    private static final CallLimits ANONYMOUS = new CallLimits(1_000, 1_000, 100);
    /** Failed calls of one operation in an hour. */
    static final int FAILURES_OF_ONE = 100;
    /** Failed calls in an hour. */
    static final int FAILURES = 200;

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** At this many busy callers a new stranger is refused, so memory is bounded. */
    private static final int MAX_CALLERS = 100_000;

    private final boolean limited;
    private final LongSupplier nanoTime;
    private final KnownUsers users;
    private final long origin;
    private final Map<Object, Caller> callers = new HashMap<>();
    private long sweptAt;

    CallRates(Profile profile, LongSupplier nanoTime, KnownUsers users) {
        this.limited = profile == Profile.STRICT;
        this.nanoTime = nanoTime;
        this.users = users;
        this.origin = nanoTime.getAsLong();
    }

    /** One caller's counters. */
    private static final class Caller {
        private final RollingCount hour = new RollingCount(HOUR);
        private final RollingCount minute = new RollingCount(MINUTE);
        private final RollingCount second = new RollingCount(SECOND);
        /** By operation; one entry for each that failed, and the sum under no name. */
        private final Map<String, RollingCount> failures = new HashMap<>();

        private long lockedUntil;
        private long seenAt;

        private int failed(String path, long now) {
            RollingCount count = failures.computeIfAbsent(path, _ -> new RollingCount(HOUR));
            count.add(now);
            return count.at(now);
        }

        private boolean isOver(CallLimits limits, long now) {
            return hour.at(now) >= limits.perHour()
                    || minute.at(now) >= limits.perMinute()
                    || second.at(now) >= limits.perSecond();
        }
    }

    /** Counts a call of a user; false when it may not be made. */
    boolean admitUser(long userId) {
        return admit(userId, users.limits(userId));
    }

    /** Counts a call without a token; false when it may not be made. */
    boolean admitAnonymous(String address) {
        return admit(address, ANONYMOUS);
    }

    /**
     * A call of a user failed.
     *
     * @param path of an operation that exists, so that their number is bounded
     */
    void failed(long userId, String path) {
        if (!limited) {
            return;
        }
        synchronized (callers) {
            long now = nanoTime.getAsLong() - origin;
            Caller caller = callers.get(userId);
            if (caller == null) {
                return;
            }
            boolean manyOfOne = caller.failed(path, now) >= FAILURES_OF_ONE;
            boolean many = caller.failed("", now) >= FAILURES;
            if (manyOfOne || many) {
                caller.lockedUntil = now + HOUR;
            }
        }
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

    private boolean admit(Object who, CallLimits limits) {
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
            if (now < caller.lockedUntil || caller.isOver(limits, now)) {
                caller.lockedUntil = now + HOUR;
                return false;
            }
            caller.hour.add(now);
            caller.minute.add(now);
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
