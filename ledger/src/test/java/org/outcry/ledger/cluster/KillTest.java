package org.outcry.ledger.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.ledger.cluster.KilledLedger.Acknowledged;
import org.outcry.ledger.files.LogReader;

@Timeout(240)
class KillTest {
    @TempDir
    Path dir;

    /** Killed three times, reopened in between: every acknowledged order is there, none twice, and the log leads to it. */
    @Test
    void nothingAcknowledgedIsLostAndNothingHappensTwice() throws IOException {
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (int orders : new int[] {40, 250, 90}) {
            acknowledged.addAll(KilledLedger.write(dir, orders));
        }
        long started = System.nanoTime();
        try (TestLedger ledger = new TestLedger(dir)) {
            System.out.println("reopened after a kill in " + (System.nanoTime() - started) / 1_000_000 + " ms");
            for (Acknowledged order : acknowledged) {
                assertTrue(ledger.ledger.views().order(order.orderId()).isPresent(), order.toString());
            }
            assertEquals(
                    AeronLedgerTest.replay(dir, 0), ledger.ledger.stateMark().stateHash());
            TestLedger.await(
                    () -> ledger.ledger.status().historyPosition()
                            >= ledger.ledger.status().logPosition(),
                    "history");
        }
        Set<Long> keys = new HashSet<>();
        LogReader.open(dir).read(0, (position, envelope) -> {
            long low = envelope.submission().keyLow();
            assertTrue(low != 1 || keys.add(envelope.submission().keyHigh()), "twice in the log at " + position);
            return true;
        });
        for (Acknowledged order : acknowledged) {
            assertTrue(keys.contains(order.key()), order.toString());
        }
    }
}
