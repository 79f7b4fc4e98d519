package org.outcry.ledger.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.protocol.DataHeaderFlyweight;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.Engine;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.cluster.KilledLedger;
import org.outcry.ledger.codec.Envelope;

/**
 * A small log as a killed process left it, damaged in every way below. Each trial runs the start-up check and reads the log
 * on a copy; what comes out is a valid prefix of what went in, or a refusal. Booting the cluster on such a directory is
 * KillTest's and CutLogBootTest's matter.
 */
@Timeout(240)
class DamagedLogTest {
    private static final long SEED = 20_261_121L;

    @TempDir
    static Path dir;

    private static Path original;
    private static Path logFile;
    private static List<Entry> entries;
    private static long end;

    private record Entry(long position, Envelope envelope) {}

    @BeforeAll
    static void writeALog() throws IOException {
        original = dir.resolve("original");
        KilledLedger.write(original, 150);
        entries = read(original);
        end = IntegrityCheck.examine(original, 0).end();
        logFile = LogReader.open(original)
                .archiveDir()
                .resolve(LogReader.open(original).log().orElseThrow().segmentName(0));
        assertTrue(entries.size() >= 150, "entries " + entries.size());
    }

    private static List<Entry> read(Path directory) {
        List<Entry> found = new ArrayList<>();
        LogReader.open(directory).read(0, (position, envelope) -> found.add(new Entry(position, envelope)));
        return found;
    }

    private static final Map<Path, byte[]> PRISTINE = new HashMap<>();
    private static final Map<Path, Long> SIZES = new HashMap<>();

    /** Writes what earlier trials changed anew: the log, the catalog, the list of recordings and snapshots. */
    private static Path copy() throws IOException {
        Path copy = dir.resolve("copy");
        if (PRISTINE.isEmpty()) {
            remember();
        }
        for (Map.Entry<Path, byte[]> file : PRISTINE.entrySet()) {
            Path target = copy.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            try (RandomAccessFile out = new RandomAccessFile(target.toFile(), "rw")) {
                out.setLength(file.getValue().length);
                out.write(file.getValue());
                out.setLength(SIZES.get(file.getKey()));
            }
        }
        return copy;
    }

    /** Files are mostly empty; only what was written is kept. */
    private static void remember() throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file)
                        && (name.endsWith(".rec")
                                || name.endsWith(".catalog")
                                || name.endsWith(".log")
                                || name.endsWith(".state"))) {
                    byte[] bytes = Files.readAllBytes(file);
                    int used = bytes.length;
                    while (used > 0 && bytes[used - 1] == 0) {
                        used--;
                    }
                    PRISTINE.put(original.relativize(file), Arrays.copyOf(bytes, used));
                    SIZES.put(original.relativize(file), (long) bytes.length);
                }
            }
        }
    }

    /** Checks, cuts and reads; the entries found must be the first ones written. Returns how many, or -1 when refused. */
    private static int outcome(Path directory, String what) {
        List<Entry> found;
        try {
            IntegrityCheck.examineAndCut(directory, 0);
            found = read(directory);
        } catch (LedgerRefusal refusal) {
            assertTrue(
                    refusal.reason() == Reason.DAMAGED
                            || refusal.reason() == Reason.NEWER_VERSION
                            || refusal.reason() == Reason.SNAPSHOT_MISMATCH,
                    what + ": " + refusal);
            return -1;
        }
        assertTrue(found.size() <= entries.size(), what);
        assertTrue(entries.subList(0, found.size()).equals(found), what + " changed an entry");
        return found.size();
    }

    private static int afterCut(long position) throws IOException {
        Path copy = copy();
        Path file = copy.resolve(original.relativize(logFile));
        long size = Files.size(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(position);
            access.setLength(size);
        }
        return outcome(copy, "cut at " + position);
    }

    /** At each frame's end, one byte before and one behind: everything that ends before the cut is there, or refused. */
    @Test
    void cutAtEveryFrameBoundary() throws IOException {
        int kept = 0;
        for (int i = entries.size() - 1; i >= 0; i--) {
            long position = entries.get(i).position();
            for (long cut = position - 1; cut <= position + 1; cut++) {
                int found = afterCut(cut);
                if (found >= 0) {
                    kept++;
                    int whole = whole(cut);
                    // The last byte of a frame may be filler, which a cut does not change.
                    assertTrue(found == whole || found == whole + 1, "cut at " + cut + " found " + found);
                }
            }
        }
        System.out.println("cuts recovered: " + kept + " of " + entries.size() * 3);
        assertTrue(kept > 0);
    }

    private static int whole(long cut) {
        return (int) entries.stream().filter(entry -> entry.position() <= cut).count();
    }

    @Test
    void cutAtSeededOffsets() throws IOException {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200; i++) {
            afterCut(random.nextLong(end));
        }
    }

    @Test
    void flippedBitsInTheLog() throws IOException {
        flip(original.relativize(logFile), end, 400, SEED + 1);
    }

    /** No checksum covers a header: a message that became filler would be passed over in silence. */
    @Test
    void aMessageThatBecameFillerIsDamage() throws IOException {
        Path copy = copy();
        long frame = entries.get(entries.size() / 2 - 1).position();
        try (RandomAccessFile access =
                new RandomAccessFile(copy.resolve(original.relativize(logFile)).toFile(), "rw")) {
            access.seek(frame + DataHeaderFlyweight.TYPE_FIELD_OFFSET);
            assertEquals(DataHeaderFlyweight.HDR_TYPE_DATA, access.read());
            access.seek(frame + DataHeaderFlyweight.TYPE_FIELD_OFFSET);
            access.write(DataHeaderFlyweight.HDR_TYPE_PAD);
        }
        assertEquals(-1, outcome(copy, "filler at " + frame));
    }

    @Test
    void flippedBitsInTheCatalog() throws IOException {
        flip(Path.of("archive", "archive.catalog"), 1024, 200, SEED + 2);
    }

    @Test
    void flippedBitsInTheRecordingLog() throws IOException {
        Path file = Path.of("cluster", "recording.log");
        flip(file, Files.size(original.resolve(file)), 200, SEED + 3);
    }

    private static void flip(Path relative, long length, int trials, long seed) throws IOException {
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < trials; i++) {
            Path copy = copy();
            long offset = random.nextLong(length);
            int bit = random.nextInt(8);
            try (RandomAccessFile access =
                    new RandomAccessFile(copy.resolve(relative).toFile(), "rw")) {
                access.seek(offset);
                int value = access.read();
                access.seek(offset);
                access.write(value ^ (1 << bit));
            }
            refused += outcome(copy, relative + " bit " + bit + " of byte " + offset) < 0 ? 1 : 0;
        }
        System.out.println(relative + ": refused " + refused + " of " + trials);
        assertTrue(refused > 0);
    }

    /** The proof that tells a torn tail from damage: a later entry knew the broken place to be synced. */
    @Test
    void damageBeforeALaterEntrysProofIsRefusedAndATornTailIsNot() throws IOException {
        int middle = entries.size() / 2;
        Path copy = copy();
        try (RandomAccessFile access =
                new RandomAccessFile(copy.resolve(original.relativize(logFile)).toFile(), "rw")) {
            access.seek(entries.get(middle).position() - 8);
            access.writeLong(-1);
        }
        assertEquals(-1, outcome(copy, "damage in the middle"));

        copy = copy();
        Path file = copy.resolve(original.relativize(logFile));
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(end);
            access.write(new byte[] {96, 0, 0, 0, 0, (byte) 0xC0, 1, 0, 5, 5, 5});
        }
        assertEquals(entries.size(), outcome(copy, "torn tail"));
        assertEquals(end, IntegrityCheck.examine(copy, 0).end());
        assertTrue(Files.exists(copy.resolve("torn-" + end + ".bytes")));
    }

    @Test
    void aMissingTailThatHistoryHoldsIsRefused() throws IOException {
        Path copy = copy();
        Path file = copy.resolve(original.relativize(logFile));
        long last = entries.getLast().position();
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(entries.get(entries.size() - 2).position());
        }
        Path cut = copy;
        LedgerRefusal refusal = org.junit.jupiter.api.Assertions.assertThrows(
                LedgerRefusal.class, () -> IntegrityCheck.examine(cut, last));
        assertEquals(Reason.DAMAGED, refusal.reason());
    }

    @Test
    void flippedBitsInASnapshotAreRefused() throws IOException {
        SnapshotRef snapshot = LogReader.open(original).latestSnapshot().orElseThrow();
        Path file = original.relativize(snapshot.file());
        long length = Files.size(snapshot.file());
        SplittableRandom random = new SplittableRandom(SEED + 4);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            Path copy = copy();
            long offset = random.nextLong(length);
            try (RandomAccessFile access =
                    new RandomAccessFile(copy.resolve(file).toFile(), "rw")) {
                access.seek(offset);
                int value = access.read();
                access.seek(offset);
                access.write(value ^ (1 << random.nextInt(8)));
            }
            try {
                IntegrityCheck.examine(copy, 0);
                LogReader reader = LogReader.open(copy);
                reader.load(reader.latestSnapshot().orElseThrow(), new Engine());
            } catch (LedgerRefusal refusal) {
                refused++;
            }
        }
        assertEquals(60, refused);
    }
}
