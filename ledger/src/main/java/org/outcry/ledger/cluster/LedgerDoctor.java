package org.outcry.ledger.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.files.DataDirectory;
import org.outcry.ledger.files.DirectoryLock;
import org.outcry.ledger.files.IntegrityCheck;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.files.SnapshotRef;
import org.outcry.ledger.history.HistoryStore;

/** Examines a data directory and the machine for what keeps a ledger from starting. Changes nothing in the log. */
public final class LedgerDoctor {
    private final LedgerSettings settings;
    private final DataDirectory data;
    private final List<Finding> findings = new ArrayList<>();

    /** How bad a finding is. */
    public enum Severity {
        /** Worth knowing. */
        FINE,
        /** Works, but not for long or not well. */
        WARNING,
        /** The ledger refuses to start. */
        FAILURE
    }

    /** One thing found, and what to do about it ("" for nothing). */
    public record Finding(Severity severity, String what, String advice) {}

    private LedgerDoctor(LedgerSettings settings) {
        this.settings = settings;
        this.data = new DataDirectory(settings.dataDir());
    }

    /** Everything found, in the order a reader would ask: machine, directory, log, snapshots. */
    public static List<Finding> examine(LedgerSettings settings) {
        LedgerDoctor doctor = new LedgerDoctor(settings);
        try {
            doctor.machine();
            doctor.directory();
        } catch (IOException e) {
            doctor.add(
                    Severity.FAILURE,
                    "The data directory cannot be read: " + e.getMessage() + ".",
                    "Check its owner and its disk.");
        }
        return List.copyOf(doctor.findings);
    }

    private void add(Severity severity, String what, String advice) {
        findings.add(new Finding(severity, what, advice));
    }

    private void machine() throws IOException {
        Path shared = settings.sharedMemory();
        long needed = TransportDirectory.bytesNeeded(settings.lengths().term());
        long free = Files.isDirectory(shared) ? Files.getFileStore(shared).getUsableSpace() : 0;
        if (free >= needed) {
            add(Severity.FINE, shared + " has " + mib(free) + " free; " + mib(needed) + " are needed.", "");
        } else {
            add(
                    Severity.WARNING,
                    shared + " has " + mib(free) + " free, less than " + mib(needed)
                            + "; the data directory is used instead, which is slower.",
                    "Give it more room, in a container with --shm-size.");
        }
        for (TransportDirectory.Orphan orphan : TransportDirectory.orphans(shared)) {
            boolean gone = !Files.isDirectory(orphan.dataDir());
            add(
                    Severity.WARNING,
                    "A killed ledger left " + mib(orphan.bytes()) + " in " + orphan.directory() + ", of "
                            + orphan.dataDir() + (gone ? ", which is gone." : "."),
                    (gone ? "Free it: rm -r " : "A start there clears it; to free it now: rm -r ")
                            + orphan.directory());
        }
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private void directory() throws IOException {
        if (!Files.isDirectory(data.root())) {
            add(Severity.FINE, "There is no data directory " + data.root() + " yet; a start creates it.", "");
            return;
        }
        long free = Files.getFileStore(data.root()).getUsableSpace();
        boolean full = free < settings.bounds().lowWaterBytes();
        add(
                full ? Severity.FAILURE : Severity.FINE,
                "The disk has " + mib(free) + " free; below "
                        + mib(settings.bounds().lowWaterBytes()) + " orders are refused.",
                full ? "Free some space." : "");
        if (DirectoryLock.held(data)) {
            add(
                    Severity.WARNING,
                    "A ledger runs here, process "
                            + DirectoryLock.holder(data).map(String::valueOf).orElse("unknown")
                            + "; its log was not examined.",
                    "Stop it to have the log examined.");
            return;
        }
        sizes();
        long historyPosition = check("history", () -> {
            long position = HistoryStore.positionOf(data.historyFile());
            add(Severity.FINE, "History reaches log position " + position + ".", "");
            return position;
        });
        check("log", () -> log(historyPosition));
        check("snapshots", this::snapshots);
    }

    /** What a check found, as a number. */
    @FunctionalInterface
    private interface Check {
        long run();
    }

    private long check(String what, Check check) {
        try {
            return check.run();
        } catch (LedgerRefusal refusal) {
            add(Severity.FAILURE, refusal.getMessage(), refusal.advice());
        } catch (RuntimeException e) {
            add(
                    Severity.FAILURE,
                    "The " + what + " cannot be examined: " + e.getMessage() + ".",
                    "Restore the last backup.");
        }
        return 0;
    }

    private void sizes() throws IOException {
        for (Path part : List.of(data.archive(), data.cluster(), data.snapshots(), data.historyFile())) {
            if (!Files.exists(part)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(part)) {
                long sum = 0;
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    sum += Files.size(file);
                }
                add(Severity.FINE, part.getFileName() + " holds " + mib(sum) + ".", "");
            }
        }
    }

    private long log(long historyPosition) {
        IntegrityCheck.Verdict verdict = IntegrityCheck.examineAll(data.root(), historyPosition);
        add(
                Severity.FINE,
                "The log is valid from position " + verdict.start() + " to " + verdict.end()
                        + (verdict.torn() ? "; behind it lies a torn write, which a start cuts off." : "."),
                "");
        return verdict.end();
    }

    private long snapshots() {
        LogReader log = LogReader.open(data.root());
        for (SnapshotRef snapshot : log.snapshots()) {
            log.verify(snapshot);
            add(Severity.FINE, "The snapshot at log position " + snapshot.logPosition() + " proves itself.", "");
        }
        return log.snapshots().size();
    }
}
