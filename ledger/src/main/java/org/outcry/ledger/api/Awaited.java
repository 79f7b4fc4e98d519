package org.outcry.ledger.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;

/** Waits for outcomes, for what a person asks of a ledger at a terminal. Never on a ledger's thread or an event loop. */
public final class Awaited {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Awaited() {}

    /**
     * Submits and waits.
     *
     * @throws Unanswered when there was no outcome in time, or the ledger said that there will be none
     */
    public static Outcome outcome(Ledger ledger, Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                answer.completeExceptionally(new Unanswered("the ledger answered " + failure + ": try again"));
            }
        });
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Unanswered told ? told : new Unanswered("the ledger failed", e);
        } catch (TimeoutException e) {
            throw new Unanswered("the ledger did not answer in " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted", e);
        }
    }

    /** No outcome; the message is safe to show. */
    public static final class Unanswered extends RuntimeException {
        private Unanswered(String message) {
            super(message);
        }

        private Unanswered(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
