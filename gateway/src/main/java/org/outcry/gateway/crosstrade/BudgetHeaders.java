package org.outcry.gateway.crosstrade;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.outcry.gateway.access.Caller;
import org.outcry.gateway.access.TokenBucket;
import org.outcry.link.Refusal;
import org.outcry.wire.Bytes;

/** The budget as clients see it: headers on every answer to a known user, and the body of a refusal. */
final class BudgetHeaders {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
    private static final CharSequence REMAINING = HttpHeaders.createOptimized("X-RateLimit-Remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");
    private static final CharSequence PER_MINUTE =
            HttpHeaders.createOptimized(Integer.toString(Caller.REQUESTS_PER_MINUTE));
    private static final CharSequence[] SMALL = small();

    private BudgetHeaders() {}

    /**
     * Adds the three headers to an answer that has none of them yet.
     *
     * @param left whole tokens left, 0 to {@link Caller#REQUEST_BURST}
     */
    static void add(MultiMap headers, TokenBucket bucket, long left) {
        headers.add(LIMIT, PER_MINUTE)
                .add(REMAINING, SMALL[Math.clamp(left, 0, Caller.REQUEST_BURST)])
                .add(RESET, SMALL[Math.clamp(seconds(bucket.nanosUntilFull()), 0, SMALL.length - 1)]);
    }

    /** The body of a 429 and of a rate-limited RPC. */
    static byte[] refusal(long waitNanos) {
        return refusal(Refusal.RATE_LIMIT_EXCEEDED, waitNanos);
    }

    /** The body of a 429 for bytes instead of requests. */
    static byte[] egressRefusal(long waitNanos) {
        return refusal(Refusal.EGRESS_LIMITED, waitNanos);
    }

    private static byte[] refusal(String error, long waitNanos) {
        return new Bytes(96)
                .ascii("{\"success\":false,\"error\":\"" + error + "\",\"retryAfter\":")
                .number(retryAfter(waitNanos))
                .ascii("}")
                .toArray();
    }

    /** Whole seconds to wait, at least 1. */
    static long retryAfter(long waitNanos) {
        return Math.max(1, seconds(waitNanos));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }

    private static CharSequence[] small() {
        CharSequence[] texts = new CharSequence[Caller.REQUEST_BURST + 1];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = HttpHeaders.createOptimized(Integer.toString(i));
        }
        return texts;
    }
}
