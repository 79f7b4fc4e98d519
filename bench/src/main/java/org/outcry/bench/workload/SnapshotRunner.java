package org.outcry.bench.workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;
import org.outcry.harness.workload.OrderStream;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.cluster.LedgerSettings;

/**
 * A ledger with many accounts, each with a position and a working order; commands on a schedule while snapshots are taken.
 * Arguments: directory, accounts, snapshots.
 */
public final class SnapshotRunner {
    private static final long GAP_NANOS = 2_000_000;
    private static final int WINDOW = 2_000;

    private final AeronLedger ledger;
    private final EngineCommands commands;
    private long key;

    private SnapshotRunner(AeronLedger ledger, EngineCommands commands) {
        this.ledger = ledger;
        this.commands = commands;
    }

    public static void main(String[] words) throws InterruptedException {
        int accounts = Integer.parseInt(words[1]);
        EngineCommands commands = new EngineCommands(
                OrderStream.generate(OrderStream.Mix.QUIET, 1, 0), System.currentTimeMillis() * 1_000_000L);
        try (AeronLedger ledger = AeronLedger.open(LedgerSettings.of(Path.of(words[0])))) {
            SnapshotRunner runner = new SnapshotRunner(ledger, commands);
            long first = runner.fill(accounts);
            runner.measure(first, 500); // warm-up
            long quiet = runner.measure(first, 1_000).getMaxValue();
            Histogram during = runner.measureWhileSnapshotting(first, Integer.parseInt(words[2]));
            new Figures()
                    .put(during)
                    .put("pauseNanos", during.getMaxValue())
                    .put("quietNanos", quiet)
                    .print();
        }
    }

    /** Opens the accounts, gives each a position and a working order; gives the first account's id. */
    private long fill(int accounts) {
        long user = commandOutcomes(List.of(new Command.CreateUser("bench")))
                .getFirst()
                .id();
        List<Command> definitions = commands.setup(user).stream()
                .filter(command -> !(command instanceof Command.OpenAccount))
                .toList();
        commandOutcomes(definitions);
        List<Command> openings = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            openings.add(new Command.OpenAccount("Bench" + i, user, 1_000_000_000_000L, AccountSettings.IMMEDIATE));
        }
        List<Outcome> opened = commandOutcomes(openings);
        List<Command> orders = new ArrayList<>();
        for (Outcome outcome : opened) {
            OrderTerms resting =
                    OrderTerms.limit(1, commands.stream().bid() - 10L).withTimeInForce(TimeInForce.GTC);
            orders.add(commands.order(outcome.id(), Side.BUY, OrderTerms.market(1)));
            orders.add(commands.order(outcome.id(), Side.BUY, resting));
        }
        commandOutcomes(orders);
        return opened.getFirst().id();
    }

    private Histogram measureWhileSnapshotting(long account, int snapshots) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < snapshots; i++) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                    ledger.snapshot();
                }
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        while (!done.isDone()) {
            histogram.add(measure(account, 100));
        }
        thread.join();
        done.join();
        return histogram;
    }

    /** Commands on the schedule; latency from the planned time. */
    private Histogram measure(long account, int count) {
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long planned = start + i * GAP_NANOS;
            for (long left = planned - System.nanoTime(); left > 0; left = planned - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Command command = new Command.AdjustCash(account, 1, CashChangeType.MANUAL_ADJUSTMENT, "");
            answers.add(submit(command).thenAccept(outcome -> {
                synchronized (histogram) {
                    histogram.recordValue(Math.max(0, System.nanoTime() - planned));
                }
            }));
        }
        answers.forEach(answer -> answer.orTimeout(30, TimeUnit.SECONDS).join());
        return histogram;
    }

    private List<Outcome> commandOutcomes(List<Command> list) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < list.size(); from += WINDOW) {
            List<CompletableFuture<Outcome>> answers = list.subList(from, Math.min(list.size(), from + WINDOW)).stream()
                    .map(this::submit)
                    .toList();
            for (CompletableFuture<Outcome> answer : answers) {
                Outcome outcome = answer.orTimeout(30, TimeUnit.SECONDS).join();
                if (!outcome.isAccepted()) {
                    throw new IllegalStateException("refused: " + outcome);
                }
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private CompletableFuture<Outcome> submit(Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(new CommandKey(0x736e_6170L, ++key), 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure reason) {
                answer.completeExceptionally(new IllegalStateException(command + ": " + reason));
            }
        });
        return answer;
    }
}
