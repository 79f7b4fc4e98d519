package org.outcry.harness.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.outcry.harness.check.Finding;
import org.outcry.ledger.api.LedgerRefusal;

/**
 * The whole node in a fake world. The everyday run plays the same seeds every time; fresh ones belong to {@code -Dfull}. Options:
 * {@code -Doutcry.simulation.seeds=N} fresh seeds, {@code -Doutcry.simulation.seed=S} one seed again.
 */
class SimulationTest {
    /** Seeds a planted bug may need before it is found. */
    private static final int CANARY_SEEDS = 30;

    /** Seeds that once found something, and what. */
    private static final List<Seed> FOUND = List.of(
            new Seed(2, "after a restart a change with a cancel behind it showed the terms of the cancel"),
            new Seed(3, "a change below the filled quantity left views with fewer contracts ordered than filled"),
            new Seed(
                    6,
                    "an order canceled for want of a position lost its reason in the views once it had been changed"),
            new Seed(
                    9,
                    "after a restart the feed began at the last entry, not where it had been: a stop missed its trigger"),
            new Seed(11, "after a restart a contract that was only ordered showed as a flat position"),
            new Seed(15, "a changed bracket leg on hold stayed 'change pending' for ever"),
            new Seed(19, "an order met by a busy ledger arrived a quarter of a second late"),
            new Seed(23, "an order was activated behind the feed's back and met a later market than its own"),
            new Seed(48, "a feed that died far behind left a trigger to the next one, which began too late"),
            new Seed(70, "an order ended by a change of its trigger was triggered in the state and not in the views"),
            new Seed(
                    111,
                    "after several crashes the feed read again what orders had seen, and fell half a minute behind"),
            new Seed(1087445744L, "the same, with a fill that came 0.4 s after the restart"),
            new Seed(
                    3978342689L,
                    "each move of a stop sent the feed back to where the stop had joined, and it fell behind"),
            new Seed(3978342712L, "a leg that had filled all its share was canceled with its group"),
            new Seed(395901489L, "a leg that had filled all its entry filled was canceled when the entry ended"));

    private record Seed(long seed, String found) {}

    @TestFactory
    Stream<DynamicTest> seedsThatFoundSomethingFindNothingMore() {
        return FOUND.stream().map(one -> dynamicTest("seed " + one.seed() + ": " + one.found(), () -> run(one.seed())));
    }

    @TestFactory
    Stream<DynamicTest> freshSeeds() {
        long one = Long.getLong("outcry.simulation.seed", 0);
        long first = System.nanoTime() & 0xFFFF_FFFFL;
        LongStream seeds = one != 0
                ? LongStream.of(one)
                : LongStream.range(0, Integer.getInteger("outcry.simulation.seeds", 0))
                        .map(i -> first + i);
        return seeds.mapToObj(seed -> dynamicTest("seed " + seed, () -> run(seed)));
    }

    private static Simulation.Report run(long seed) {
        System.out.println("simulation seed " + seed + ": " + Simulation.describe(seed));
        Simulation.Report report = Simulation.run(seed);
        System.out.println(report);
        return report;
    }

    @Test
    void theSameSeedIsTheSameRun() {
        assertEquals(run(10), run(10));
    }

    /** A simulation in which nothing happens proves nothing. */
    @Test
    void seedsDoSomething() {
        int fills = 0;
        int strategies = 0;
        int crashes = 0;
        int replies = 0;
        for (long seed = 1; seed <= 4; seed++) {
            Simulation.Report report = run(seed);
            fills += report.fills();
            strategies += report.strategies();
            crashes += report.crashes();
            replies += report.deskReplies();
        }
        assertTrue(fills > 100, "fills " + fills);
        assertTrue(strategies > 20, "ATM instances " + strategies);
        assertTrue(crashes > 3, "crashes " + crashes);
        assertTrue(replies > 50, "desk replies " + replies);
    }

    @ParameterizedTest
    @EnumSource(value = Sabotage.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Sabotage sabotage) {
        for (long seed = 1; seed <= CANARY_SEEDS; seed++) {
            try {
                Simulation.run(seed, sabotage);
            } catch (Finding | LedgerRefusal found) {
                String message = found.getMessage();
                System.out.println(sabotage + " found by seed " + seed + ": "
                        + message.substring(0, Math.min(160, message.length())));
                return;
            }
        }
        throw new AssertionError(sabotage + " was not found by " + CANARY_SEEDS + " seeds");
    }
}
