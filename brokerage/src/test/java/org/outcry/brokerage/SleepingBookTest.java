package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.command.Command;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.value.Side;

/** A book that nobody reads keeps nothing, and whoever comes finds the rows of one that saw everything, byte for byte. */
@Timeout(300)
class SleepingBookTest {
    private static final long DOLLAR = 1_000_000;
    private static final long NONE = AutoLiquidation.NONE;

    @TempDir
    Path dir;

    private Floor open() {
        return Floor.onDisk(dir, new AtomicLong(Floor.START));
    }

    private static void sleep(LedgerBrokerage brokerage) {
        brokerage.office().book().tell(brokerage.office().book()::sleepIfAlone);
    }

    /** The rows that a caller of that brokerage finds. */
    private static Map<String, String> asked(Floor floor, LedgerBrokerage brokerage) {
        LedgerBrokerage before = floor.brokerage;
        floor.brokerage = brokerage;
        try {
            floor.get("currency/list", "{}");
            return Floor.rows(brokerage);
        } finally {
            floor.brokerage = before;
        }
    }

    @Test
    void whoeverComesFindsEverything() {
        try (Floor floor = open()) {
            floor.prepare();
            LedgerBrokerage sleeper = floor.open();
            floor.socket().sync("{}");
            RandomDesk desk = new RandomDesk(floor, 17);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 80; i++) {
                    desk.step();
                }
                assertEquals(Map.of(), Floor.rows(sleeper));
                assertEquals(asked(floor, floor.brokerage), asked(floor, sleeper), "round " + round);
                for (int i = 0; i < 40; i++) {
                    desk.step();
                }
                assertEquals(asked(floor, floor.brokerage), asked(floor, sleeper), "awake in round " + round);
                sleep(sleeper);
                sleep(floor.brokerage);
                assertFalse(Floor.rows(floor.brokerage).isEmpty(), "somebody follows");
            }
            sleeper.close();
        }
    }

    /** Administrators hear of a limit that was reached while nobody looked, and of one that was reached right before the end. */
    @Test
    void aLimitThatIsReachedIsTold() {
        try (Floor floor = open()) {
            floor.prepare();
            floor.accepted(new Command.SetAutoLiquidation(floor.account, true, dailyLoss(100_000)));
            floor.trades(Side.BUY, 10);
            assertEquals(Map.of(), Floor.rows(floor.brokerage));
            floor.clock.addAndGet(Floor.SECOND);
            floor.accepted(new Command.Mark(floor.es, floor.clock.get(), 27_300));
            awaitSignals(floor, 1);
            assertTrue(Floor.rows(floor.brokerage).isEmpty(), "nobody is woken for it");
            floor.brokerage.close();
            floor.clock.addAndGet(Floor.SECOND);
            floor.accepted(new Command.Mark(floor.es, floor.clock.get(), 27_100));
            floor.brokerage = floor.open();
            assertEquals(1, floor.ledger.views().records("adminAlertSignal").size());
            floor.get("currency/list", "{}");
            awaitSignals(floor, 2);
        }
    }

    private static void awaitSignals(Floor floor, int count) {
        long deadline = System.nanoTime() + 60 * Floor.SECOND;
        while (floor.ledger.views().records("adminAlertSignal").size() < count) {
            assertTrue(System.nanoTime() < deadline, "no signal");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static AutoLiquidation dailyLoss(long dollars) {
        return new AutoLiquidation(
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                dollars / 4 * DOLLAR,
                dollars / 2 * DOLLAR,
                dollars * DOLLAR,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                DrawdownMode.REAL_TIME,
                false,
                false);
    }
}
