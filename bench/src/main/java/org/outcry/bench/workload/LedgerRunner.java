package org.outcry.bench.workload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.harness.workload.OrderStream;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.cluster.LedgerSettings;

/**
 * Our ledger over the stream: synced, the product's settings, a durable key on every command. First one command at a time,
 * then a window of them. The client lives in the same process and yields while it waits, as the echo's client does.
 *
 * <p>Arguments: directory, fileSyncLevel, warm-up and measured round trips, warm-up and measured commands of the throughput
 * run, window, {@code stay} or {@code end}: to stay keeps running after the result until it is killed.
 */
public final class LedgerRunner {
    private final Ledger ledger;
    private final EngineCommands commands;
    private final AtomicLong answered = new AtomicLong();
    private volatile String failure = "";
    private boolean busy;
    private long key;

    private LedgerRunner(Ledger ledger, OrderStream stream) {
        this.ledger = ledger;
        this.commands = new EngineCommands(stream, System.currentTimeMillis() * 1_000_000L);
    }

    public static void main(String[] words) throws InterruptedException {
        int warmup = Integer.parseInt(words[2]);
        int trips = Integer.parseInt(words[3]);
        int warmMessages = Integer.parseInt(words[4]);
        int messages = Integer.parseInt(words[5]);
        int window = Integer.parseInt(words[6]);
        OrderStream stream = OrderStream.generate(OrderStream.Mix.FILLS, 7, warmup + trips + warmMessages + messages);
        LedgerSettings settings = LedgerSettings.of(Path.of(words[0]))
                .withFileSyncLevel(Integer.parseInt(words[1]))
                .withPendingBound(Math.max(8_192, window))
                .withSnapshots(Duration.ZERO, Long.MAX_VALUE);
        try (AeronLedger ledger = AeronLedger.open(settings)) {
            LedgerRunner runner = new LedgerRunner(ledger, stream);
            runner.setUp();
            runner.measure(warmup, trips, warmMessages, messages, window);
            if (words[7].equals("stay")) {
                new CountDownLatch(1).await();
            }
        }
    }

    /**
     * Makes the accounts and foretells every order's id by a rehearsal: ids are one sequence, so those of this ledger differ
     * from the rehearsal's by one number. Otherwise each change would have to wait for the answer to its order.
     */
    private void setUp() {
        EngineCommands rehearsal = new EngineCommands(commands.stream(), System.currentTimeMillis() * 1_000_000L);
        rehearsal.rehearse();
        long user = call(new Command.CreateUser("bench")).id();
        int account = 0;
        for (Command command : commands.setup(user)) {
            Outcome outcome = call(command);
            if (command instanceof Command.OpenAccount) {
                commands.accountOpened(account++, outcome.id());
            }
        }
        long apart = commands.accountId(0) - rehearsal.accountId(0);
        for (int order = 0; order < commands.stream().orderCount(); order++) {
            commands.orderPlaced(order, rehearsal.orderId(order) + apart);
        }
    }

    private void measure(int warmup, int trips, int warmMessages, int messages, int window) {
        int index = 0;
        for (; index < OrderStream.PREFILL; index++) {
            submit(index);
        }
        drain(index);
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        for (int i = 0; i < warmup + trips; i++, index++) {
            long sent = System.nanoTime();
            submit(index);
            drain(index + 1);
            if (i >= warmup) {
                histogram.recordValue(System.nanoTime() - sent);
            }
        }
        index = flood(index, warmMessages, window);
        long cpu = Figures.cpuNanos();
        long start = System.nanoTime();
        flood(index, messages, window);
        long nanos = System.nanoTime() - start;
        new Figures()
                .put("perSecond", messages * 1e9 / nanos)
                .put("cpuNanosPerOperation", (double) (Figures.cpuNanos() - cpu) / messages)
                .put(histogram)
                .put("logPosition", ledger.status().logPosition())
                .put("jdk", System.getProperty("java.version"))
                .print();
    }

    private int flood(int from, int messages, int window) {
        for (int index = from; index < from + messages; index++) {
            while (index - answered.get() >= window) {
                pause();
            }
            submit(index);
        }
        drain(from + messages);
        return from + messages;
    }

    /** Submits an entry, again while the ledger is busy; nothing is logged then. */
    private void submit(int index) {
        Command command = commands.command(index);
        CommandKey submissionKey = nextKey();
        do {
            busy = false;
            offer(index, command, submissionKey);
            if (busy) {
                pause();
            }
        } while (busy);
    }

    /** A placed order must get the id that was foretold. */
    private void offer(int index, Command command, CommandKey submissionKey) {
        OrderStream stream = commands.stream();
        OrderStream.Kind kind = stream.kind(index);
        boolean places = kind == OrderStream.Kind.LIMIT || kind == OrderStream.Kind.IOC;
        int order = stream.order(index);
        ledger.submit(submissionKey, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                if (outcome.rejection() != Rejection.NONE) {
                    failure = "entry " + index + " was refused: " + outcome;
                }
                if (places && outcome.id() != commands.orderId(order)) {
                    failure = "entry " + index + " got another id than foretold: " + outcome;
                }
                answered.lazySet(answered.get() + 1);
            }

            @Override
            public void onFailure(Failure reason) {
                if (reason == Failure.BUSY) {
                    busy = true; // told on the submitting thread, before submit returns
                } else {
                    failure = "entry " + index + " failed: " + reason;
                }
            }
        });
    }

    private void drain(long count) {
        while (answered.get() < count) {
            pause();
        }
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // a spinning client would take one of few cores from the ledger it measures
    private void pause() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
        Thread.yield();
    }

    private Outcome call(Command command) {
        java.util.concurrent.CompletableFuture<Outcome> answer = new java.util.concurrent.CompletableFuture<>();
        ledger.submit(nextKey(), 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure reason) {
                answer.completeExceptionally(new IllegalStateException(command + ": " + reason));
            }
        });
        Outcome outcome = answer.orTimeout(60, TimeUnit.SECONDS).join();
        if (!outcome.isAccepted()) {
            throw new IllegalStateException(command + " was refused: " + outcome);
        }
        return outcome;
    }

    private CommandKey nextKey() {
        return new CommandKey(0x6c65_6467_6572L, ++key);
    }
}
