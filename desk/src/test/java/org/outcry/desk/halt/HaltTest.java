package org.outcry.desk.halt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.MILLI;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.engine.command.Command;
import org.outcry.engine.risk.AdminAction;
import org.outcry.ledger.api.Awaited;
import org.outcry.ledger.api.Ledger;

/** The operator's halt over a ledger in memory, whose record outlives the object that watches over it. */
class HaltTest {
    private static final String BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':2,'orderType':'MARKET','timeInForce':'DAY'}";
    private static final String REST = "{'account':'Sim102','instrument':'ES','action':'BUY','quantity':1,"
            + "'orderType':'LIMIT','limitPrice':6890,'timeInForce':'GTC'}";

    private final DeskFixture desk = new DeskFixture(DeskFixture.DELAYED);
    private Halt halt = new Halt(desk.ledger);

    @AfterEach
    void close() {
        halt.close();
        desk.close();
    }

    @Test
    void cancelsClosesFreezesAndIsLifted() throws Exception {
        desk.call("PlaceOrder", BUY).ok();
        desk.call("PlaceOrder", REST).ok();
        desk.pass(60 * MILLI);

        CompletableFuture<HaltReport> asked =
                CompletableFuture.supplyAsync(() -> halt.begin(Duration.ofSeconds(60), "tester"));
        await(halt::stands);
        assertEquals("tester", halt.standing().orElseThrow().by());
        assertTrue(halt.standing().orElseThrow().sinceNanos() > 0);
        while (!asked.isDone()) {
            desk.pass(20 * MILLI); // closing orders take 50 ms of market to arrive
        }
        HaltReport report = asked.get();
        assertEquals(new HaltReport(2, 1, 1, List.of()), report);
        assertEquals("order_rejected", desk.call("PlaceOrder", BUY).error());

        assertTrue(halt.lift().isPresent());
        assertFalse(halt.stands());
        assertTrue(halt.lift().isEmpty());
        desk.call("PlaceOrder", BUY).ok();
    }

    @Test
    void saysWhatCannotCloseYet() {
        desk.call("PlaceOrder", BUY).ok();
        desk.pass(60 * MILLI);
        HaltReport report = halt.begin(Duration.ZERO, "tester");
        assertTrue(report.open().toString().contains("Sim101 holds +2 ES"), report::toString);
    }

    /** The next process finds the halt in the ledger, and a door that releases an account does not release it for long. */
    @Test
    void outlivesARestartAndOtherDecisions() {
        halt.begin(Duration.ZERO, "tester");
        halt.close();
        long first = account("Sim101");
        decide(first, AdminAction.NORMAL); // nobody watches now
        halt = new Halt(desk.ledger);
        assertTrue(halt.stands());
        await(() -> action(first) == AdminAction.LIQUIDATE);
        decide(first, AdminAction.NORMAL);
        await(() -> action(first) == AdminAction.LIQUIDATE);
    }

    @Test
    void freezesAccountsThatAreOpenedMeanwhile() {
        halt.begin(Duration.ZERO, "tester");
        long user = desk.ledger.views().user("trader").orElseThrow().userId();
        long opened = Awaited.outcome(
                        desk.ledger, new Command.OpenAccount("Late", user, 1_000_000, DeskFixture.EASY, true))
                .id();
        await(() -> action(opened) == AdminAction.LIQUIDATE);
    }

    @Test
    void restoresWhatWasDecidedBefore() {
        long first = account("Sim101");
        long second = account("Sim102");
        decide(first, AdminAction.LIQUIDATE_ONLY);
        halt.begin(Duration.ZERO, "tester");
        halt.begin(Duration.ZERO, "tester"); // asked twice, it must not take its own freezing for a decision
        assertEquals(AdminAction.LIQUIDATE, action(first));
        halt.lift();
        assertEquals(AdminAction.LIQUIDATE_ONLY, action(first));
        assertEquals(AdminAction.NORMAL, action(second));
    }

    /** An account that a door releases while the halt is lifted: whoever was about to freeze it again has no say any more. */
    @Test
    void aLiftingWaitsForWhoeverFreezesAndUndoesIt() throws Exception {
        long first = account("Sim101");
        CountDownLatch freezing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Ledger slow = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, arguments) -> {
                    boolean freezes = method.getName().equals("submit")
                            && Thread.currentThread().getName().equals("halt");
                    if (freezes) {
                        freezing.countDown();
                        assertTrue(goOn.await(60, TimeUnit.SECONDS));
                    }
                    return method.invoke(desk.ledger, arguments);
                });
        halt.close();
        halt = new Halt(slow);
        halt.begin(Duration.ZERO, "tester");
        decide(first, AdminAction.NORMAL);
        assertTrue(freezing.await(60, TimeUnit.SECONDS));
        CompletableFuture<Boolean> lifted =
                CompletableFuture.supplyAsync(() -> halt.lift().isPresent());
        assertThrows(TimeoutException.class, () -> lifted.get(100, TimeUnit.MILLISECONDS));
        goOn.countDown();
        assertTrue(lifted.get(60, TimeUnit.SECONDS));
        assertEquals(AdminAction.NORMAL, action(first));
    }

    private long account(String name) {
        long user = desk.ledger.views().user("trader").orElseThrow().userId();
        return desk.ledger.views().account(user, name).orElseThrow().accountId();
    }

    private AdminAction action(long accountId) {
        return desk.ledger.views().risk(accountId).status().action();
    }

    private void decide(long accountId, AdminAction action) {
        assertTrue(Awaited.outcome(desk.ledger, new Command.SetAdminAction(accountId, action))
                .isAccepted());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "did not come true");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
