package org.outcry.ledger.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.cluster.LedgerDoctor.Severity;
import org.outcry.ledger.recovery.Restore;
import org.outcry.ledger.trading.TradingStream;

@Timeout(180)
class BackupTest {
    @TempDir
    Path dir;

    /** Backed up between two orders of a running ledger; the copy goes on where the backup ended. */
    @Test
    void aRestoredBackupHasTheStateAndGoesOn() throws IOException {
        TradingStream stream = new TradingStream(5);
        Path backup = dir.resolve("backup.zip");
        StateMark mark;
        try (TestLedger ledger = new TestLedger(dir.resolve("data"))) {
            stream.define(ledger::ask, 2);
            for (int i = 0; i < 400; i++) {
                stream.step(ledger::ask);
            }
            mark = ledger.ledger.backup(backup);
            for (int i = 0; i < 50; i++) {
                stream.step(ledger::ask);
            }
            assertEquals(
                    Reason.UNUSABLE_BACKUP,
                    assertThrows(LedgerRefusal.class, () -> ledger.ledger.backup(backup))
                            .reason());
        }
        Path restored = dir.resolve("restored");
        assertEquals(mark, Restore.read(backup, restored));
        assertTrue(LedgerDoctor.examine(TestLedger.settings(restored)).stream()
                .noneMatch(finding -> finding.severity() == Severity.FAILURE));
        try (TestLedger ledger = new TestLedger(restored)) {
            assertEquals(mark.stateHash(), ledger.ledger.stateMark().stateHash());
            for (int i = 0; i < 50; i++) {
                stream.step(ledger::ask);
            }
        }
        assertEquals(
                Reason.UNUSABLE_BACKUP,
                assertThrows(LedgerRefusal.class, () -> Restore.read(backup, restored))
                        .reason());

        assertEquals(0, damaged(backup, mark), "a damaged backup was restored to another state");
    }

    /** Flips bits all over the file: each copy is refused, or what changed carries nothing and the state is the same. */
    private int damaged(Path backup, StateMark mark) throws IOException {
        byte[] bytes = Files.readAllBytes(backup);
        int wrong = 0;
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            byte[] copy = bytes.clone();
            copy[(int) ((i + 0.5) / 20 * bytes.length)] ^= 4;
            Path target = dir.resolve("other" + i);
            try {
                wrong += Restore.read(Files.write(dir.resolve("damaged.zip"), copy), target)
                                .equals(mark)
                        ? 0
                        : 1;
            } catch (LedgerRefusal refusal) {
                refused++;
                assertTrue(Files.notExists(target));
            }
        }
        assertTrue(refused >= 10, "refused " + refused);
        return wrong;
    }

    /** The log before the last but one snapshot goes, and the ledger still starts and replays to the same state. */
    @Test
    void theLogIsPurgedBehindSnapshotsAndHistory() {
        TradingStream stream = new TradingStream(6);
        long hash;
        try (TestLedger ledger = new TestLedger(TestLedger.settings(dir).withLengths(1 << 16, 1 << 16))) {
            stream.define(ledger::ask, 2);
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 400; i++) {
                    stream.step(ledger::ask);
                }
                long position = ledger.ledger.status().logPosition();
                TestLedger.await(() -> ledger.ledger.status().historyPosition() >= position, "history");
                ledger.ledger.snapshot();
            }
            hash = ledger.ledger.stateMark().stateHash();
        }
        assertTrue(org.outcry.ledger.files.LogReader.open(dir).startPosition() > 0);
        try (TestLedger ledger = new TestLedger(TestLedger.settings(dir).withLengths(1 << 16, 1 << 16))) {
            assertEquals(hash, ledger.ledger.stateMark().stateHash());
        }
    }
}
