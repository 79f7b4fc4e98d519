package org.outcry.ledger.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.files.IntegrityCheck;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.trading.TradingStream;
import org.outcry.ledger.view.AccountView;

@Timeout(180)
class AeronLedgerTest {
    @TempDir
    Path dir;

    @Test
    void aRestartKeepsEverythingAndReplayEqualsLive() {
        TradingStream stream = new TradingStream(42);
        StateMark before;
        List<AccountView> accounts;
        try (TestLedger ledger = new TestLedger(dir)) {
            stream.define(ledger::ask, 3);
            for (int i = 0; i < 1_500; i++) {
                stream.step(ledger::ask);
                if (i == 700) {
                    ledger.ledger.snapshot();
                }
            }
            before = ledger.ledger.stateMark();
            accounts = views(ledger, stream);
        }
        assertEquals(before.stateHash(), replay(dir, 0), "the log alone leads to the live state");
        try (TestLedger ledger = new TestLedger(dir)) {
            assertEquals(before.stateHash(), ledger.ledger.stateMark().stateHash());
            assertEquals(numbers(accounts), numbers(views(ledger, stream)));
            for (int i = 0; i < 100; i++) {
                stream.step(ledger::ask);
            }
        }
        IntegrityCheck.examineAll(dir, 0);
    }

    private static List<AccountView> views(TestLedger ledger, TradingStream stream) {
        return stream.accounts().stream()
                .map(account -> ledger.ledger.views().account(account).orElseThrow())
                .toList();
    }

    private static List<String> numbers(List<AccountView> accounts) {
        return accounts.stream()
                .map(a -> a.cashMicros() + " " + a.positions() + " " + a.workingOrders() + " "
                        + a.doneOrders().size() + " " + a.fills())
                .toList();
    }

    /** State hash after the log from the last snapshot at or before {@code from}, 0 for the whole log. */
    static long replay(Path dir, long from) {
        LogReader log = LogReader.open(dir);
        Engine engine = new Engine();
        long[] start = {0};
        log.snapshots().stream().filter(s -> s.logPosition() <= from).forEach(s -> start[0] = s.logPosition());
        log.snapshots().stream()
                .filter(s -> start[0] > 0 && s.logPosition() == start[0])
                .forEach(s -> log.load(s, engine));
        log.read(start[0], (position, envelope) -> {
            engine.apply(envelope.submission(), EventSink.NONE);
            return true;
        });
        return engine.stateHash();
    }

    @Test
    void aRepeatedKeyHearsTheFirstAnswerAlsoAfterARestart() {
        TradingStream stream = new TradingStream(1);
        CommandKey key = new CommandKey(17, 4);
        Command order;
        Outcome first;
        try (TestLedger ledger = new TestLedger(dir)) {
            stream.define(ledger::ask, 1);
            order = Command.PlaceOrder.of(
                    stream.accounts().getFirst(), stream.contract(), Side.BUY, OrderTerms.market(1), stream.market(0));
            first = ledger.ask(key, order);
            assertTrue(first.isAccepted());
            assertEquals(first, ledger.ask(key, order));
        }
        try (TestLedger ledger = new TestLedger(dir)) {
            assertEquals(first, ledger.ask(key, order));
            AccountView account =
                    ledger.ledger.views().account(stream.accounts().getFirst()).orElseThrow();
            assertEquals(
                    1, account.workingOrders().size() + account.doneOrders().size());
        }
    }

    @Test
    void anOutcomeIsAlreadyInTheViewsAndFollowersHeardItFirst() {
        TradingStream stream = new TradingStream(2);
        try (TestLedger ledger = new TestLedger(dir)) {
            stream.define(ledger::ask, 1);
            List<Event> heard = new ArrayList<>();
            ledger.ledger.follow((position, time, event) -> heard.add(event));
            AtomicInteger watches = new AtomicInteger();
            ledger.ledger.watch(watch -> watches.incrementAndGet());
            Outcome outcome = ledger.ask(
                    stream.nowNanos(),
                    Command.PlaceOrder.of(
                            stream.accounts().getFirst(),
                            stream.contract(),
                            Side.BUY,
                            OrderTerms.limit(1, 23_990),
                            stream.market(0)));
            assertTrue(ledger.ledger.views().order(outcome.id()).isPresent());
            assertTrue(heard.stream()
                    .anyMatch(
                            event -> event instanceof Event.OrderCreated created && created.orderId() == outcome.id()));
            TestLedger.await(() -> watches.get() > 0, "a watch");
        }
    }

    @Test
    void atTheBoundTheAnswerIsBusyAndEveryListenerHearsOnce() throws InterruptedException {
        int count = 50_000;
        try (TestLedger ledger = new TestLedger(TestLedger.settings(dir).withPendingBound(64))) {
            AtomicInteger outcomes = new AtomicInteger();
            ConcurrentLinkedQueue<OutcomeListener.Failure> failures = new ConcurrentLinkedQueue<>();
            CountDownLatch all = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                ledger.ledger.submit(CommandKey.NONE, 0, new Command.AdvanceTime(), new OutcomeListener() {
                    @Override
                    public void onOutcome(Outcome outcome) {
                        outcomes.incrementAndGet();
                        all.countDown();
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        failures.add(failure);
                        all.countDown();
                    }
                });
            }
            assertTrue(all.await(90, TimeUnit.SECONDS));
            assertTrue(failures.stream().allMatch(failure -> failure == OutcomeListener.Failure.BUSY));
            assertTrue(!failures.isEmpty() && outcomes.get() >= 64, failures.size() + " " + outcomes);
            assertEquals(count, failures.size() + outcomes.get());
            assertEquals(0, ledger.ledger.status().pendingCommands());
        }
    }

    @Test
    void aSecondHolderIsToldWhoHoldsTheDirectory() {
        try (TestLedger ledger = new TestLedger(dir)) {
            LedgerRefusal refusal = assertThrows(LedgerRefusal.class, () -> new TestLedger(dir));
            assertEquals(Reason.LOCKED, refusal.reason());
            assertTrue(
                    refusal.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    refusal.getMessage());
            assertTrue(ledger.ledger.status().ready());
        }
    }

    @Test
    void twoLedgersRunSideBySideAndOneWithoutSharedMemory() {
        try (TestLedger one = new TestLedger(dir.resolve("one"));
                TestLedger two = new TestLedger(
                        TestLedger.settings(dir.resolve("two")).withSharedMemory(dir.resolve("missing")))) {
            assertTrue(one.ask(CommandKey.NONE, new Command.CreateUser("a")).isAccepted());
            assertTrue(two.ask(CommandKey.NONE, new Command.CreateUser("a")).isAccepted());
        }
    }

    @Test
    void belowTheLowWaterMarkNewCommandsAreRefused() {
        try (TestLedger ledger = new TestLedger(dir)) {
            assertTrue(ledger.ledger.status().ready());
        }
        LedgerRefusal refusal = assertThrows(
                LedgerRefusal.class,
                () -> new TestLedger(TestLedger.settings(dir).withLowWaterBytes(Long.MAX_VALUE)));
        assertEquals(Reason.DISK_FULL, refusal.reason());
    }

    /** A failure on the ledger's thread, as a write that fails: it says so, what it is told then is not done, a start mends it. */
    @Test
    void aStoppedLedgerSaysWhatToDoAndTakesNothingMore() {
        try (TestLedger ledger = new TestLedger(dir)) {
            new TradingStream(3).define(ledger::ask, 1);
            ledger.ledger.follow((_, _, _) -> {
                throw new IllegalStateException("the disk is gone");
            });
            ledger.ledger.submit(CommandKey.NONE, 7, new Command.CreateUser("unheard"), OutcomeListener.IGNORE);
            TestLedger.await(() -> !ledger.ledger.status().ready(), "to stop");
            String reason = ledger.ledger.status().reason();
            assertTrue(reason.startsWith("stopped: the disk is gone; ") && reason.contains("started again"), reason);
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class,
                    () -> throwCause(() -> ledger.ask(ledger.clock.get(), new Command.CreateUser("late"))));
            assertEquals("STOPPED", refused.getMessage());
        }
        try (TestLedger ledger = new TestLedger(dir)) {
            assertTrue(ledger.ledger.views().user("unheard").isPresent());
            assertTrue(ledger.ledger.views().user("late").isEmpty());
        }
    }

    private static void throwCause(Runnable task) {
        try {
            task.run();
        } catch (CompletionException e) {
            throw (IllegalStateException) e.getCause();
        }
    }

    @Test
    void timeNeverGoesBack() {
        try (TestLedger ledger = new TestLedger(dir)) {
            ledger.ask(TradingStream.START + 100, new Command.AdvanceTime());
            ledger.clock.set(TradingStream.START - 5);
            assertEquals(TradingStream.START + 100, ledger.ledger.businessNanos());
        }
        try (TestLedger ledger = new TestLedger(dir)) {
            assertEquals(TradingStream.START + 100, ledger.ledger.businessNanos());
        }
    }
}
