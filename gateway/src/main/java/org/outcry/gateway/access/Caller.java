package org.outcry.gateway.access;

import java.util.function.LongSupplier;

/**
 * One user of this gateway as the doors see them: a name and the budgets all their tokens and sockets share. One object per user
 * for the life of the process. Any thread.
 */
public final class Caller {
    /** Requests in one go (documented burst). */
    public static final int REQUEST_BURST = 20;
    /** Requests a minute (documented). */
    public static final int REQUESTS_PER_MINUTE = 180;
    /** Subscribe, unsubscribe and streamPnl messages in one go. */
    public static final int SUBSCRIPTION_BURST = 5;
    /** Subscribe, unsubscribe and streamPnl messages a minute. */
    public static final int SUBSCRIPTIONS_PER_MINUTE = 20;

    private final String user;
    private final TokenBucket requests;
    private final TokenBucket subscriptions;
    private final EgressBudget egress;

    Caller(String user, Profile profile, LongSupplier nanoTime) {
        this.user = user;
        boolean strict = profile == Profile.STRICT;
        this.requests = strict
                ? TokenBucket.of(REQUEST_BURST, REQUESTS_PER_MINUTE, nanoTime)
                : TokenBucket.unlimited(REQUEST_BURST, nanoTime);
        this.subscriptions = strict
                ? TokenBucket.of(SUBSCRIPTION_BURST, SUBSCRIPTIONS_PER_MINUTE, nanoTime)
                : TokenBucket.unlimited(SUBSCRIPTION_BURST, nanoTime);
        this.egress = strict ? EgressBudget.of(nanoTime) : EgressBudget.unlimited(nanoTime);
    }

    public String user() {
        return user;
    }

    /** The budget REST requests and WebSocket RPC share. */
    public TokenBucket requests() {
        return requests;
    }

    /** The bytes of bulk answers. */
    public EgressBudget egress() {
        return egress;
    }

    /** The budget of subscription messages. */
    public TokenBucket subscriptions() {
        return subscriptions;
    }
}
