package org.outcry.ledger.recovery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.agrona.IoUtil;
import org.outcry.engine.Engine;
import org.outcry.engine.event.EventSink;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.files.IntegrityCheck;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.files.SnapshotRef;

/** Makes a data directory from a backup, and proves that it holds the state that was backed up. */
public final class Restore {
    private Restore() {}

    /**
     * Restores into a directory that is missing or empty. Nothing is seen under that name until everything is verified: each
     * file by its hash, the log by its frames, the state by its hash after a replay.
     *
     * @return the position and state hash restored
     */
    public static StateMark read(Path file, Path dataDir) throws IOException {
        Path target = dataDir.toAbsolutePath().normalize();
        if (Files.exists(target) && !empty(target)) {
            throw refusal("The directory " + target + " is not empty.", "Restore into a new or empty directory.");
        }
        Path partial = target.resolveSibling(target.getFileName() + ".restoring");
        IoUtil.delete(partial.toFile(), true);
        Files.createDirectories(partial);
        try {
            StateMark mark = verify(unpack(file, partial), partial);
            Files.deleteIfExists(target);
            Files.move(partial, target);
            return mark;
        } catch (IOException | RuntimeException e) {
            IoUtil.delete(partial.toFile(), true);
            throw e;
        }
    }

    private static boolean empty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Manifest and, as {@code found}, the hash of each file as it came out. */
    private record Unpacked(String manifest, Map<String, String> found) {}

    private static Unpacked unpack(Path file, Path into) throws IOException {
        Map<String, String> found = new TreeMap<>();
        String manifest = "";
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                Digest digest = new Digest();
                if (entry.getName().equals(Backup.MANIFEST)) {
                    ByteArrayOutputStream text = new ByteArrayOutputStream();
                    Backup.copy(zip, text, digest, 1 << 20);
                    manifest = text.toString(StandardCharsets.UTF_8);
                } else {
                    Path target = into.resolve(entry.getName()).normalize();
                    if (!target.startsWith(into)) {
                        throw refusal("The backup names a file outside of itself.", "Use another backup.");
                    }
                    Files.createDirectories(target.getParent());
                    try (OutputStream out = Files.newOutputStream(target)) {
                        Backup.copy(zip, out, digest, Long.MAX_VALUE);
                    }
                    found.put(entry.getName(), digest.hex());
                }
                entry = zip.getNextEntry();
            }
        } catch (ZipException e) {
            throw new LedgerRefusal(
                    Reason.UNUSABLE_BACKUP,
                    "The file " + file + " is damaged: " + e.getMessage() + ".",
                    "Use another backup.",
                    e);
        }
        return new Unpacked(manifest, found);
    }

    private static StateMark verify(Unpacked unpacked, Path directory) {
        Map<String, String> expected = new TreeMap<>();
        long version = 0;
        long position = -1;
        long hash = 0;
        for (String line : unpacked.manifest().lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "version" -> version = Long.parseLong(words[1]);
                case "position" -> position = Long.parseLong(words[1]);
                case "hash" -> hash = Long.parseUnsignedLong(words[1], 16);
                case "file" -> expected.put(words[2], words[1]);
                default -> throw refusal("The backup's manifest says \"" + words[0] + "\".", "Use the newer version.");
            }
        }
        if (version > Backup.VERSION) {
            throw refusal("The backup has version " + version + ".", "Use the newer version.");
        }
        if (position < 0 || !expected.equals(unpacked.found())) {
            throw refusal("The backup is incomplete or damaged.", "Use another backup.");
        }
        IntegrityCheck.examineAll(directory, 0);
        StateMark mark = replay(directory, position);
        if (mark.stateHash() != hash) {
            throw refusal("The restored state does not hash to what the backup says.", "Use another backup.");
        }
        return mark;
    }

    private static StateMark replay(Path directory, long position) {
        LogReader log = LogReader.open(directory);
        Engine engine = new Engine();
        long start = 0;
        if (log.latestSnapshot().isPresent()) {
            SnapshotRef snapshot = log.latestSnapshot().get();
            log.load(snapshot, engine);
            start = snapshot.logPosition();
        }
        log.read(start, (at, envelope) -> {
            if (at > position) {
                return false;
            }
            engine.apply(envelope.submission(), EventSink.NONE);
            return true;
        });
        return new StateMark(position, engine.stateHash(), engine.tradingHash());
    }

    private static LedgerRefusal refusal(String found, String advice) {
        return new LedgerRefusal(Reason.UNUSABLE_BACKUP, found, advice);
    }
}
