package org.outcry.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void agreesWithACountOfTokens() {
        long seed = 31_337;
        System.out.println("TokenBucketTest seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            long capacity = 1L + random.nextInt(30);
            long perMinute = 1L + random.nextInt(600);
            TokenBucket bucket = TokenBucket.of(capacity, perMinute, clock::get);
            long interval = Math.ceilDiv(60_000_000_000L, perMinute);
            // The slow reference: tokens in units of nanoseconds of refill.
            long tokens = capacity * interval;
            for (int i = 0; i < 2_000; i++) {
                long step = random.nextInt(4) == 0 ? random.nextLong(interval * 3) : random.nextLong(interval / 8 + 1);
                clock.addAndGet(step);
                tokens = Math.min(capacity * interval, tokens + step);
                assertEquals(tokens / interval, bucket.left());
                long taken = bucket.take();
                if (tokens >= interval) {
                    tokens -= interval;
                    assertEquals(tokens / interval, taken);
                } else {
                    assertEquals(tokens - interval, taken, "the wait until the next token");
                }
                assertEquals(capacity * interval - tokens, bucket.nanosUntilFull());
            }
        }
    }

    @Test
    void neverGrantsMoreThanBurstPlusRefillInAnyWindow() {
        Random random = new Random(5);
        TokenBucket bucket = TokenBucket.of(20, 180, clock::get);
        ArrayDeque<Long> granted = new ArrayDeque<>();
        long started = clock.get();
        for (int i = 0; i < 100_000; i++) {
            clock.addAndGet(random.nextInt(40_000_000));
            if (bucket.take() >= 0) {
                long now = clock.get() - started;
                granted.add(now);
                while (now - granted.peek() > 60_000_000_000L) {
                    granted.remove();
                }
                assertTrue(granted.size() <= 201, "within a minute: " + granted.size());
            }
        }
    }

    @Test
    void waitingAsLongAsToldIsEnough() {
        TokenBucket bucket = TokenBucket.of(5, 20, clock::get);
        for (int i = 4; i >= 0; i--) {
            assertEquals(i, bucket.take());
        }
        long wait = -bucket.take();
        assertEquals(3_000_000_000L, wait);
        clock.addAndGet(wait - 1);
        assertEquals(-1, bucket.take());
        clock.addAndGet(1);
        assertEquals(0, bucket.take());
    }

    @Test
    void unlimitedNeverEmpties() {
        TokenBucket bucket = TokenBucket.unlimited(20, clock::get);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(20, bucket.take());
        }
        assertEquals(0, bucket.nanosUntilFull());
    }

    @Test
    void upgradesSlideWithTheirWindow() {
        UpgradeLimiter limiter = new UpgradeLimiter(Profile.STRICT, clock::get);
        for (int i = 0; i < 5; i++) {
            assertEquals(0, limiter.admit("a"));
            clock.addAndGet(1_000_000_000L);
        }
        assertEquals(55_000_000_000L, limiter.admit("a"));
        assertEquals(0, limiter.admit("b"));
        clock.addAndGet(55_000_000_000L);
        assertEquals(0, limiter.admit("a"));
        assertEquals(1_000_000_000L, limiter.admit("a"));
        clock.addAndGet(200_000_000_000L);
        for (int i = 0; i < 5; i++) {
            assertEquals(0, limiter.admit("a"));
        }
        assertTrue(limiter.admit("a") > 0);
    }
}
