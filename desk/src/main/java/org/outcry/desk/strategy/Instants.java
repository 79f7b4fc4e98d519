package org.outcry.desk.strategy;

import java.time.Instant;

/** Business nanoseconds as the strategy interface shows them. */
final class Instants {
    private static final long SECOND = 1_000_000_000L;

    private Instants() {}

    static Instant of(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
