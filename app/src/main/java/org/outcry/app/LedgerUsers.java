package org.outcry.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.outcry.desk.FirstUser;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;

/** Opens users in the ledger, each with one paper account named after them. */
final class LedgerUsers {
    private static final long PATIENCE_SECONDS = 20;

    private LedgerUsers() {}

    static void open(Ledger ledger, String name) {
        Outcome user = submit(ledger, new Command.CreateUser(name));
        if (user.rejection() == Rejection.DUPLICATE_NAME) {
            return;
        }
        accepted(user, "user " + name);
        accepted(
                submit(
                        ledger,
                        new Command.OpenAccount(
                                "Sim-" + name,
                                user.id(),
                                FirstUser.TRADER.openingCashMicros(),
                                FirstUser.TRADER.settings())),
                "account Sim-" + name);
    }

    private static void accepted(Outcome outcome, String what) {
        if (!outcome.isAccepted()) {
            throw new UserFacingException("the ledger refused " + what + ": " + outcome.rejection());
        }
    }

    private static Outcome submit(Ledger ledger, Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                answer.completeExceptionally(new UserFacingException("the ledger answered " + failure + ": try again"));
            }
        });
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UserFacingException told
                    ? told
                    : new UserFacingException("the ledger failed", e);
        } catch (TimeoutException e) {
            throw new UserFacingException("the ledger did not answer in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException("interrupted", e);
        }
    }
}
