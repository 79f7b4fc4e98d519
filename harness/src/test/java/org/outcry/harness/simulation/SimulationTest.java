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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.outcry.harness.check.Finding;

/**
 * The whole node in a fake world. Options: {@code -Doutcry.simulation.seeds=N} fresh seeds, {@code -Doutcry.simulation.seed=S} one
 * seed again.
 */
@Execution(ExecutionMode.SAME_THREAD)
class SimulationTest {
    /** Seeds a planted bug may need before it is found. */
    private static final int CANARY_SEEDS = 30;

    /** Seeds that once found something, and what. */
    private static final List<Long> FOUND = List.of();

    @TestFactory
    Stream<DynamicTest> seedsThatFoundSomethingFindNothingMore() {
        return FOUND.stream().map(seed -> dynamicTest("seed " + seed, () -> run(seed)));
    }

    @TestFactory
    Stream<DynamicTest> freshSeeds() {
        long one = Long.getLong("outcry.simulation.seed", 0);
        long first = System.nanoTime() & 0xFFFF_FFFFL;
        LongStream seeds = one != 0
                ? LongStream.of(one)
                : LongStream.range(0, Integer.getInteger("outcry.simulation.seeds", 10))
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
        assertEquals(run(7), run(7));
    }

    /** A simulation in which nothing happens proves nothing. */
    @Test
    void seedsDoSomething() {
        int fills = 0;
        int crashes = 0;
        int replies = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Simulation.Report report = run(seed);
            fills += report.fills();
            crashes += report.crashes();
            replies += report.deskReplies();
        }
        assertTrue(fills > 100, "fills " + fills);
        assertTrue(crashes > 3, "crashes " + crashes);
        assertTrue(replies > 50, "desk replies " + replies);
    }

    @ParameterizedTest
    @EnumSource(value = Sabotage.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Sabotage sabotage) {
        for (long seed = 1; seed <= CANARY_SEEDS; seed++) {
            try {
                Simulation.run(seed, sabotage);
            } catch (Finding | org.outcry.ledger.api.LedgerRefusal found) {
                System.out.println(sabotage + " found by seed " + seed + ": "
                        + found.getMessage().lines().findFirst().orElse("").substring(0, 80));
                return;
            }
        }
        throw new AssertionError(sabotage + " was not found by " + CANARY_SEEDS + " seeds");
    }
}
