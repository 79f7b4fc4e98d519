package org.outcry.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.gateway.access.AccessStore;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.cluster.AeronLedger;

/** What a backup carries beside the ledger: what users put into the folders of a data directory, as they put it. */
class EnvironmentBackupTest {
    private static final byte[] TAPE = {1, 2, 3, 0, -1};

    @TempDir
    Path directory;

    @Test
    void recordingsAreCarriedAndUnfinishedOnesAreNot() throws IOException {
        DataDirectory data = DataDirectory.open(directory.resolve("data"));
        Files.createDirectories(data.gateway());
        Files.writeString(data.market(), "seed=7\n");
        Path tape = Path.of("recorded", "ESZ25-20251119.tape");
        Path unfinished = Path.of("recorded", "unfinished", "ESZ25-20251120.tape");
        for (Path file : List.of(tape, unfinished)) {
            Files.createDirectories(data.root().resolve(file).getParent());
            Files.write(data.root().resolve(file), TAPE);
        }
        Path backup = directory.resolve("backup.zip");
        StateMark before;
        try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings());
                AccessStore users = AccessStore.open(data.gatewayStore(), Clock.systemUTC())) {
            LedgerUsers.open(ledger, "mara");
            EnvironmentBackup.write(ledger, users, data, backup);
            before = ledger.stateMark();
        }
        Path restored = directory.resolve("restored");
        StateMark after = EnvironmentBackup.restore(backup, restored);
        assertEquals(before.stateHash(), after.stateHash());
        assertArrayEquals(TAPE, Files.readAllBytes(restored.resolve(tape)));
        assertFalse(Files.exists(restored.resolve(unfinished)));
        assertEquals("seed=7\n", Files.readString(restored.resolve("market")));
    }

    @Test
    void anArchiveThatSomebodyMadeUpWritesNowhereElse() throws IOException {
        for (String name : List.of("recorded/../../stolen", "recorded/..", "../stolen", "recorded/a/b", "other/a")) {
            Path made = directory.resolve("made.zip");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(made))) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(TAPE);
                zip.closeEntry();
            }
            assertThrows(
                    UserFacingException.class, () -> EnvironmentBackup.restore(made, directory.resolve("new")), name);
            assertFalse(Files.exists(directory.resolve("stolen")));
            assertTrue(Files.deleteIfExists(made));
        }
    }
}
