package org.outcry.ledger.cluster;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Looks for work a few times more, then sleeps: a millisecond while there is something to do now and then, longer when only
 * heartbeats are left. The {@link Bell} ends a sleep when there may be work, so that nobody has to look for it all the time: four
 * threads that spin for a hundred rounds after each command cost more than the command.
 *
 * <p>One thread idles; any thread wakes it.
 */
final class DrowsyIdleStrategy implements IdleStrategy {
    private static final int SPINS = 12;
    /** The system's timers are no finer than this. */
    private static final long SHORTEST_PARK_NANOS = 50_000;

    private static final long SHORT_PARK_NANOS = 1_000_000;
    /** Five threads that wake a thousand times a second cost an idle machine seven per cent of a core; a quarter as often, two. */
    private static final long LONG_PARK_NANOS = 4_000_000;
    /** Each unit of work keeps it alert for this many parks; heartbeats alone never keep it alert for long. */
    private static final int ALERT_PARKS = 8;

    private static final int MOST_ALERT = 1_000;

    private final Bell bell;
    private final AtomicReference<Thread> sleeper = new AtomicReference<>();
    private volatile boolean rung;
    private int spins;
    private int alert;
    private long parkNanos = SHORTEST_PARK_NANOS;

    /** @param bell rung after work; whoever adds this to it has it woken */
    DrowsyIdleStrategy(Bell bell) {
        this.bell = bell;
    }

    @Override
    public void idle(int workCount) {
        if (workCount > 0) {
            alert = Math.min(alert + ALERT_PARKS, MOST_ALERT);
            reset();
            bell.ring(this);
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (rung) {
            // Woken for what may be another's work: looks once, and does not begin to spin again.
            rung = false;
        } else if (spins < SPINS) {
            spins++;
            Thread.onSpinWait();
        } else if (alert > 0) {
            alert--;
            sleep(parkNanos);
            parkNanos = Math.min(2 * parkNanos, SHORT_PARK_NANOS);
        } else {
            sleep(LONG_PARK_NANOS);
        }
    }

    private void sleep(long nanos) {
        sleeper.set(Thread.currentThread());
        // Rung before it lay down, it would not be woken any more.
        if (!rung) {
            LockSupport.parkNanos(nanos);
        }
        sleeper.set(null);
        rung = false;
    }

    /** Any thread. */
    void wake() {
        if (!rung) {
            rung = true;
        }
        Thread asleep = sleeper.get();
        if (asleep != null && sleeper.compareAndSet(asleep, null)) {
            LockSupport.unpark(asleep);
        }
    }

    @Override
    public void reset() {
        spins = 0;
        parkNanos = SHORTEST_PARK_NANOS;
    }

    @Override
    public String alias() {
        return "drowsy";
    }
}
