package org.outcry.feed;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a ledger what it is to know before it trades, at most {@value #IN_FLIGHT} commands under way, and says what it would not take.
 * One thread at a time.
 */
public final class Definitions {
    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);
    private static final int IN_FLIGHT = 256;
    private static final long PATIENCE_SECONDS = 30;

    private final Ledger ledger;
    private final String origin;
    private final Semaphore slots = new Semaphore(IN_FLIGHT);
    private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());

    /** @param origin completes the sentence of a refusal, such as {@code from the catalogue} */
    public Definitions(Ledger ledger, String origin) {
        this.ledger = ledger;
        this.origin = origin;
    }

    /**
     * Sends a command, once there is room.
     *
     * @param must a refusal is trouble; else it is as good as an acceptance
     * @throws TimeoutException when there is no room within half a minute
     */
    public void submit(Command command, CommandKey key, boolean must) throws InterruptedException, TimeoutException {
        if (!slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("The ledger takes no commands");
        }
        ledger.submit(key, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                if (must && !outcome.isAccepted()) {
                    fail(command, outcome.rejection().name());
                }
                slots.release();
            }

            @Override
            public void onFailure(Failure failure) {
                fail(command, failure.name());
                slots.release();
            }
        });
    }

    private void fail(Command command, String why) {
        String kind = command.getClass().getSimpleName();
        trouble.compareAndSet(Optional.empty(), Optional.of("The ledger refused " + kind + " " + origin + ": " + why));
        LOG.warn("The ledger refused {}: {}", command, why);
    }

    /**
     * Waits until everything sent is answered.
     *
     * @throws TimeoutException when it is not within half a minute
     */
    public void await() throws InterruptedException, TimeoutException {
        if (!slots.tryAcquire(IN_FLIGHT, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("The ledger does not answer");
        }
        slots.release(IN_FLIGHT);
    }

    /**
     * Waits as {@link #await}, then ends the run.
     *
     * @throws IllegalStateException with the first refusal of what must be taken, if there was one since the last time
     */
    public void finish() throws InterruptedException, TimeoutException {
        await();
        Optional<String> failed = trouble.getAndSet(Optional.empty());
        if (failed.isPresent()) {
            throw new IllegalStateException(failed.get());
        }
    }
}
