package org.outcry.bench.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.outcry.bench.Run;
import org.outcry.bench.process.Product;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.TriggerSource;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.view.AccountView;

/** Data directories of the product in a state a row needs. */
final class TestData {
    private static final AccountSettings SWIFT =
            new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.LAST, 0, true, true, 0, 0, 100);
    private static final long MILLION_DOLLARS_MICROS = 1_000_000_000_000L;

    private TestData() {}

    /** A copy of a directory that the product has made and left cleanly; each kind is made once in a run. */
    static Path started(Run run, String name) throws IOException {
        return copied(run, name, template(run));
    }

    private static Path template(Run run) throws IOException {
        return run.once("template", directory -> {
            run.step("making a data directory");
            try (Product product = Product.start(run.home(), directory.resolve("data"))) {
                product.child().stop();
            }
        });
    }

    private static Path copied(Run run, String name, Path made) throws IOException {
        Path data = run.fresh(name).resolve("data");
        copy(made.resolve("data"), data);
        return data;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
                    continue; // a control socket
                }
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Also with money enough in Sim101 that hundreds of orders under way never meet the margin check. */
    static Path funded(Run run, String name) throws IOException {
        return copied(run, name, changed(run, "funded", List.of(TestData::funds)));
    }

    /** The same, and orders of Sim101 reach the market at once and fill in full whatever is shown there. */
    static Path swift(Run run, String name) throws IOException {
        return copied(
                run,
                name,
                changed(
                        run,
                        "swift",
                        List.of(TestData::funds, account -> new Command.ChangeAccount(account.accountId(), SWIFT))));
    }

    private static Path changed(Run run, String kind, List<Function<AccountView, Command>> changes) throws IOException {
        return run.once(kind, directory -> {
            Path data = directory.resolve("data");
            copy(template(run).resolve("data"), data);
            change(data, changes);
        });
    }

    private static Command funds(AccountView account) {
        return new Command.AdjustCash(
                account.accountId(), 100 * MILLION_DOLLARS_MICROS, CashChangeType.MANUAL_ADJUSTMENT, "load test");
    }

    private static void change(Path data, List<Function<AccountView, Command>> changes) throws IOException {
        try (AeronLedger ledger = AeronLedger.open(data.resolve("ledger"))) {
            long user = ledger.views().user("trader").orElseThrow().userId();
            AccountView account = ledger.views().account(user, "Sim101").orElseThrow();
            for (int i = 0; i < changes.size(); i++) {
                CompletableFuture<Outcome> answer = new CompletableFuture<>();
                ledger.submit(new CommandKey(1, i + 1), 0, changes.get(i).apply(account), new OutcomeListener() {
                    @Override
                    public void onOutcome(Outcome outcome) {
                        answer.complete(outcome);
                    }

                    @Override
                    public void onFailure(Failure reason) {
                        answer.completeExceptionally(new IllegalStateException(reason.name()));
                    }
                });
                if (!answer.orTimeout(60, TimeUnit.SECONDS).join().isAccepted()) {
                    throw new IllegalStateException("the account was not changed");
                }
            }
        }
    }
}
