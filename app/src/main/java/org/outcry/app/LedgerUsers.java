package org.outcry.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.outcry.desk.FirstUser;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.LedgerViews;

/** Opens users in the ledger, each with one paper account named after them. */
final class LedgerUsers {
    private static final long PATIENCE_SECONDS = 20;

    private LedgerUsers() {}

    static void open(Ledger ledger, String name) {
        String account = "Sim-" + name;
        long userId = user(ledger, name);
        if (ledger.views().account(userId, account).isPresent()) {
            return;
        }
        accepted(
                submit(
                        ledger,
                        new Command.OpenAccount(
                                account, userId, FirstUser.TRADER.openingCashMicros(), FirstUser.TRADER.settings())),
                "account " + account);
    }

    /** A user that is there already may lack the account: a create that was cut short is completed by its repeat. */
    private static long user(Ledger ledger, String name) {
        Optional<LedgerViews.UserView> known = ledger.views().user(name);
        if (known.isPresent()) {
            return known.get().userId();
        }
        Outcome created = submit(ledger, new Command.CreateUser(name));
        accepted(created, "user " + name);
        return created.id();
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
