package org.outcry.ledger.cluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;

/**
 * Trading by nobody in a throw-away ledger, with snapshots, and a recovery from what a kill would leave of it: shows a JVM that
 * is making its cache of classes and profiles (the build's {@code train}) what the code does when it is in earnest. A start
 * after a crash is otherwise over before the compiler has found out.
 */
public final class Rehearsal {
    private static final int COMMANDS = 120_000;
    private static final int ACCOUNTS = 200;
    private static final int RESTING = 1_000;
    private static final int WINDOW = 2_000;
    private static final int CALENDAR = 1;
    private static final int PRODUCT = 4_000;
    private static final int CONTRACT = Contract.id(PRODUCT, 2026, 12);
    private static final long BID = 27_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final AeronLedger ledger;
    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicInteger underWay = new AtomicInteger();
    /** Orders that rest, by slot; 0 while none does. Written by whoever hears outcomes. */
    private final long[] resting = new long[RESTING];

    private final long[] accounts = new long[ACCOUNTS];
    private long key;

    private Rehearsal(AeronLedger ledger) {
        this.ledger = ledger;
    }

    /** Takes some seconds and some hundred megabytes below {@code directory}. */
    public static void run(Path directory) throws IOException {
        Path live = directory.resolve("live");
        Path killed = directory.resolve("killed");
        LedgerSettings settings = LedgerSettings.of(live).withSnapshots(Duration.ZERO, Long.MAX_VALUE);
        try (AeronLedger ledger = AeronLedger.open(settings)) {
            Rehearsal rehearsal = new Rehearsal(ledger);
            rehearsal.define();
            rehearsal.trade(COMMANDS / 10);
            ledger.snapshot();
            rehearsal.trade(COMMANDS);
            copy(live, killed);
            ledger.snapshot();
        }
        AeronLedger.open(settings(killed)).close();
    }

    private static LedgerSettings settings(Path directory) {
        return LedgerSettings.of(directory).withSnapshots(Duration.ZERO, Long.MAX_VALUE);
    }

    /** What a kill would leave: everything but the lock. The ledger rests meanwhile, so that no file changes. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.endsWith("ledger.lock")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void define() {
        long now = ledger.businessNanos();
        long user = call(new Command.CreateUser("rehearsal")).id();
        call(new Command.DefineSessions(
                CALENDAR, List.of(new SessionWindow(now - DAY_NANOS, now + 7 * DAY_NANOS, 20_261_123))));
        call(new Command.DefineProduct(new Product(
                PRODUCT,
                "REHEARSAL",
                CALENDAR,
                12_500_000L,
                14_000_000_000L,
                12_700_000_000L,
                100,
                1_000_000,
                10_000,
                new Product.Fees(1_380_000, 100_000, 20_000, 250_000, 850_000))));
        call(new Command.DefineContract(
                new Contract(CONTRACT, PRODUCT, "REHEARSALZ26", 2026, 12, now + 7 * DAY_NANOS)));
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts[i] = call(new Command.OpenAccount(
                            "Rehearsal" + i, user, 1_000_000_000_000_000L, AccountSettings.IMMEDIATE))
                    .id();
        }
    }

    /** Mostly moves, some orders that rest, some that fill, some cancels. */
    private void trade(int commands) {
        for (int i = 0; i < commands; i++) {
            int slot = random.nextInt(RESTING);
            long order = at(slot);
            int what = random.nextInt(100);
            if (order == 0) {
                place(slot, TimeInForce.GTC, away());
            } else if (what < 82) {
                submit(change(order), slot, order);
            } else if (what < 90) {
                put(slot, 0);
                submit(new Command.CancelOrder(order, market()), slot, 0);
            } else {
                place(slot, TimeInForce.IOC, 0);
            }
        }
        while (underWay.get() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Command change(long order) {
        // One in twenty meets the market.
        long distance = random.nextInt(20) == 0 ? 0 : away();
        return new Command.ChangeOrder(
                order,
                OrderTerms.limit(1 + random.nextInt(9), BID + 1 - distance).withTimeInForce(TimeInForce.GTC),
                market());
    }

    private void place(int slot, TimeInForce timeInForce, long distance) {
        boolean buy = timeInForce == TimeInForce.GTC || random.nextBoolean();
        long price = buy ? BID + 1 - distance : BID + distance;
        OrderTerms terms = OrderTerms.limit(1 + random.nextInt(9), price).withTimeInForce(timeInForce);
        long account = accounts[random.nextInt(ACCOUNTS)];
        submit(
                Command.PlaceOrder.of(account, CONTRACT, buy ? Side.BUY : Side.SELL, terms, market()),
                slot,
                timeInForce == TimeInForce.GTC ? -1 : at(slot));
    }

    private long away() {
        return random.nextLong(2, 302);
    }

    private MarketSnapshot market() {
        Depth depth = Depth.of(1_000, 1_000, 1_000, 1_000, 1_000);
        long now = ledger.businessNanos();
        return new MarketSnapshot(CONTRACT, now, now, BID, BID + 1, BID, 1, 1, depth, depth);
    }

    /** @param order what the slot holds afterwards, -1 for the order that the command makes */
    private void submit(Command command, int slot, long order) {
        while (underWay.get() >= WINDOW) {
            LockSupport.parkNanos(100_000);
        }
        underWay.incrementAndGet();
        ledger.submit(new CommandKey(1, ++key), 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                // A refused change found its order filled.
                put(slot, !outcome.isAccepted() ? 0 : order == -1 ? outcome.id() : order);
                underWay.decrementAndGet();
            }

            @Override
            public void onFailure(Failure reason) {
                underWay.decrementAndGet();
            }
        });
    }

    private synchronized long at(int slot) {
        return resting[slot];
    }

    private synchronized void put(int slot, long order) {
        resting[slot] = order;
    }

    private Outcome call(Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(new CommandKey(1, ++key), 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure reason) {
                answer.completeExceptionally(new IllegalStateException(reason.name()));
            }
        });
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
