package org.outcry.ledger.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.trading.TradingStream;

/** A real ledger in a directory, with a clock of its own, asked one command at a time. */
public final class TestLedger implements AutoCloseable {
    final AtomicLong clock = new AtomicLong(TradingStream.START);
    final AeronLedger ledger;
    private long keys;

    TestLedger(Path dir) {
        this(settings(dir));
    }

    TestLedger(LedgerSettings settings) {
        ledger = AeronLedger.open(settings.withBusinessClock(clock::get));
        clock.set(Math.max(clock.get(), ledger.businessNanos()));
    }

    /** Small buffers and files, so that tests are quick and cross file boundaries. */
    static LedgerSettings settings(Path dir) {
        return LedgerSettings.of(dir)
                .withLengths(1 << 18, 1 << 19)
                .withSnapshots(Duration.ZERO, Long.MAX_VALUE)
                .withLowWaterBytes(1 << 20);
    }

    Outcome ask(long timeNanos, Command command) {
        clock.set(Math.max(clock.get(), timeNanos));
        return ask(new CommandKey(++keys, System.identityHashCode(this)), command);
    }

    Outcome ask(CommandKey key, Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(key, 7, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                answer.completeExceptionally(new IllegalStateException(failure.name()));
            }
        });
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
