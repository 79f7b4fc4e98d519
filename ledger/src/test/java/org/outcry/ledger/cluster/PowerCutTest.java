package org.outcry.ledger.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.cluster.KilledLedger.Acknowledged;
import org.outcry.ledger.cluster.KilledLedger.Store;

/**
 * The real log on a store that loses what was not synced: the ledger runs in a process of its own with {@code durable.c}
 * preloaded, is killed, and goes on from what a power cut would have left.
 */
@Timeout(300)
class PowerCutTest {
    @TempDir
    static Path built;

    @TempDir
    Path dir;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        PowerCut.build(built);
    }

    /** Two cuts in a row, each with orders on their way, each leaving nothing but what was synced. */
    @Test
    void everyAcknowledgedOrderOutlivesAStoreThatDropsUnsyncedWrites() throws IOException {
        List<Acknowledged> acknowledged = new ArrayList<>();
        Path left = dir.resolve("0");
        int cut = 0;
        for (int orders : new int[] {30, 120}) {
            Path twin = PowerCut.copy(left, dir.resolve(++cut + ""));
            acknowledged.addAll(KilledLedger.write(left, orders, PowerCut.store(built, left, twin, 1)));
            left = twin;
        }
        holds(left, acknowledged);
    }

    /** A disk may also have kept some of the blocks that were on their way, in any order. */
    @Test
    void everyAcknowledgedOrderOutlivesAStoreThatKeepsSomeUnsyncedBlocks() throws IOException {
        List<Acknowledged> acknowledged = new ArrayList<>();
        Path left = dir.resolve("0");
        int cut = 0;
        for (int orders : new int[] {50, 110}) {
            Path twin = PowerCut.copy(left, dir.resolve(++cut + ""));
            acknowledged.addAll(KilledLedger.write(left, orders, PowerCut.store(built, left, twin, 1)));
            long seed = 40L + cut;
            System.out.println("blocks kept by seed " + seed);
            PowerCut.keepSome(left, twin, seed);
            left = twin;
        }
        holds(left, acknowledged);
    }

    /** The same cut takes acknowledged orders from a ledger that does not sync: the store does lose what it should. */
    @Test
    void withoutSyncingTheSameCutLosesAcknowledgedOrders() throws IOException {
        Path left = dir.resolve("left");
        Path twin = dir.resolve("twin");
        Store store = PowerCut.store(built, left, PowerCut.copy(left, twin), 0);
        List<Acknowledged> acknowledged = KilledLedger.write(left, 60, store);
        assertFalse(found(twin, acknowledged), "nothing was lost, though nothing was synced");
    }

    private static boolean found(Path left, List<Acknowledged> acknowledged) {
        try (TestLedger ledger = new TestLedger(left)) {
            return acknowledged.stream()
                    .allMatch(order ->
                            ledger.ledger.views().order(order.orderId()).isPresent());
        } catch (LedgerRefusal lost) {
            System.out.println("refused: " + lost.getMessage());
            return false;
        }
    }

    private static void holds(Path left, List<Acknowledged> acknowledged) throws IOException {
        try (TestLedger ledger = new TestLedger(left)) {
            for (Acknowledged order : acknowledged) {
                assertTrue(ledger.ledger.views().order(order.orderId()).isPresent(), order.toString());
            }
            assertEquals(
                    AeronLedgerTest.replay(left, 0), ledger.ledger.stateMark().stateHash());
            TestLedger.await(
                    () -> ledger.ledger.status().historyPosition()
                            >= ledger.ledger.status().logPosition(),
                    "history");
        }
    }
}
