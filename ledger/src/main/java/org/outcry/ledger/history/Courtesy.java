package org.outcry.ledger.history;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How history makes room for trading while it reads the log again. History is needed by nobody soon, the log keeps what it
 * lacks; so it stands aside in a flood and takes a quarter of the time while the ledger is merely busy. What bounds its lag
 * is {@link #PATIENT_BYTES}: with that much waiting, it works whatever the ledger does. One thread.
 */
final class Courtesy {
    /** While the replica applies more than this in a second, history waits altogether; some ten thousand commands. */
    static final long FLOOD_BYTES_A_SECOND = 4 << 20;
    /** While the replica applies more than this in a second, history takes a quarter of the time at most. */
    static final long BUSY_BYTES_A_SECOND = 256 << 10;
    /** Unless this much of the log is waiting. */
    static final long PATIENT_BYTES = 1L << 30;

    private static final long STAND_ASIDE_NANOS = 100_000_000;
    private static final long LONGEST_REST_NANOS = 500_000_000;

    private final LongSupplier appliedPosition;
    private final LongSupplier durablePosition;
    private final BooleanSupplier closing;
    private long since;
    private long appliedThen;

    Courtesy(LongSupplier appliedPosition, LongSupplier durablePosition, BooleanSupplier closing) {
        this.appliedPosition = appliedPosition;
        this.durablePosition = durablePosition;
        this.closing = closing;
    }

    /** Between two pieces of work: returns at once, after a rest, or when the flood is over. */
    void giveWay() {
        while (!closing.getAsBoolean()) {
            long applied = appliedPosition.getAsLong();
            long worked = Math.max(1, System.nanoTime() - since);
            long rate = (applied - appliedThen) * 1_000 / Math.max(1, worked / 1_000_000);
            if (applied - durablePosition.getAsLong() >= PATIENT_BYTES || rate <= BUSY_BYTES_A_SECOND) {
                break;
            }
            if (rate <= FLOOD_BYTES_A_SECOND) {
                LockSupport.parkNanos(Math.min(3 * worked, LONGEST_REST_NANOS));
                break;
            }
            begin();
            LockSupport.parkNanos(STAND_ASIDE_NANOS);
        }
        begin();
    }

    /** Counts from now. */
    void begin() {
        since = System.nanoTime();
        appliedThen = appliedPosition.getAsLong();
    }
}
