package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.engine.command.Command;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.value.Side;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;

/** What happens while the book's thread is somewhere else. */
@Timeout(120)
class SeamTest {
    private final House house = new House();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        house.close();
    }

    /** From here on the book stands still until {@link #goOn}; what was asked before has been done. */
    private void hold() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        assertTrue(house.brokerage.behindEvents(() -> {
            held.countDown();
            awaitOrFail(goOn);
        }));
        assertTrue(held.await(60, TimeUnit.SECONDS));
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Word of a socket's end overtakes the calls that wait: a synchronisation of it among them begins nothing. */
    @Test
    void aSocketThatEndsBeforeItsSynchronisationIsNotFollowedBy() throws Exception {
        Socket socket = new Socket();
        hold();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        house.brokerage.call(
                new Call(
                        Domain.DEMO,
                        socket.caller(),
                        "user/syncrequest",
                        JsonNodeFactory.instance.objectNode(),
                        Optional.of(socket)),
                answer::complete);
        house.brokerage.closed(socket);
        goOn.countDown();
        House.await(answer);
        house.trade(house.account, Side.BUY, 1);
        assertFalse(house.get("fill/list", "{}").isEmpty());
        assertEquals(List.of(), socket.heard);
    }

    /** Who heard that too many calls wait would do it again. */
    @Test
    void whatWasDoneIsAnsweredThoughTooManyCallsWait() throws Exception {
        MemoryLedger ledger = (MemoryLedger) house.ledger;
        ledger.hold();
        CompletableFuture<JsonNode> changed = CompletableFuture.supplyAsync(() ->
                house.get("cashBalance/changedemobalance", "{'accountId':" + house.account + ",'cashChange':1000}"));
        while (!ledger.isAskedFor()) {
            Thread.onSpinWait();
        }
        hold();
        int waiting = 0;
        while (house.brokerage.behindEvents(() -> {})) {
            assertTrue(++waiting < 100_000);
        }
        ledger.release();
        goOn.countDown();
        assertEquals(101_000, House.await(changed).path("totalCashValue").asLong());
    }

    /** When it is told, and of whom, hangs on nothing but the ledger. */
    @Test
    void administratorsAreToldOfALimitAtTheInstantOfIt() throws Exception {
        hold();
        long holder = house.accepted(new Command.CreateUser("holder")).id();
        long account = house.accepted(new Command.OpenAccount("Sim102", holder, 100_000_000_000L, House.EASY))
                .id();
        house.accepted(new Command.SetAutoLiquidation(account, true, dailyLoss()));
        house.trade(account, Side.BUY, 1);
        house.mark(house.quote().bidTicks() - 40);
        JsonNode signal = House.parse(house.ledger
                .views()
                .records("adminAlertSignal")
                .getFirst()
                .document()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(holder, signal.path("relatedToUserId").asLong(), signal::toString);
    }

    /** An alert at 100 dollars of a day's loss, and nothing else. */
    private static AutoLiquidation dailyLoss() {
        long none = AutoLiquidation.NONE;
        return new AutoLiquidation(
                none,
                none,
                none,
                none,
                none,
                none,
                100_000_000L,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                DrawdownMode.REAL_TIME,
                false,
                false);
    }

    private final class Socket implements Connection {
        private final List<byte[]> heard = new CopyOnWriteArrayList<>();

        @Override
        public long id() {
            return 77;
        }

        @Override
        public Domain domain() {
            return Domain.DEMO;
        }

        @Override
        public Caller caller() {
            return new Caller(house.admin, "trader", 7, Set.of());
        }

        @Override
        public void event(byte[] message) {
            heard.add(message);
        }

        @Override
        public boolean isDrained() {
            return true;
        }

        @Override
        public void whenDrained(Runnable then) {
            then.run();
        }
    }
}
