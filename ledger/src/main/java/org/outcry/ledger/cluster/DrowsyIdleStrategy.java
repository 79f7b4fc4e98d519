package org.outcry.ledger.cluster;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Backs off to parks of a millisecond while there is something to do now and then, and to longer ones when only heartbeats
 * are left. Five threads that wake a thousand times a second cost an idle machine seven per cent of a core; woken a quarter
 * as often, under two. The price is paid once, by the first command after a rest: a few milliseconds.
 *
 * <p>One thread.
 */
final class DrowsyIdleStrategy implements IdleStrategy {
    private static final long LONG_PARK_NANOS = 4_000_000;
    /** Each unit of work keeps it alert for this many parks; heartbeats alone never keep it alert for long. */
    private static final int ALERT_PARKS = 8;

    private static final int MOST_ALERT = 1_000;

    private static final int SPINS = 100;
    private static final int YIELDS = 10;
    private static final long SHORTEST_PARK_NANOS = 1_000;
    private static final long SHORT_PARK_NANOS = 1_000_000;
    /** Calls of the back-off until it parks at its longest: spins, yields, and parks that double from 1 us to 1 ms. */
    private static final int STEPS_TO_PARK = SPINS + YIELDS + 12;

    private final BackoffIdleStrategy backoff =
            new BackoffIdleStrategy(SPINS, YIELDS, SHORTEST_PARK_NANOS, SHORT_PARK_NANOS);
    private int alert;
    private int steps;

    @Override
    public void idle(int workCount) {
        if (workCount > 0) {
            alert = Math.min(alert + ALERT_PARKS, MOST_ALERT);
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (steps < STEPS_TO_PARK) {
            steps++;
            backoff.idle();
        } else if (alert > 0) {
            alert--;
            backoff.idle();
        } else {
            LockSupport.parkNanos(LONG_PARK_NANOS);
        }
    }

    @Override
    public void reset() {
        steps = 0;
        backoff.reset();
    }

    @Override
    public String alias() {
        return "drowsy";
    }
}
