package org.outcry.ledger.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How a ledger is run. Start from {@link #of(Path)} and change with the {@code with…} methods.
 *
 * @param dataDir holds everything the ledger keeps; created when missing
 * @param fileSyncLevel 0 none, 1 data is synced before it counts as durable (default), 2 metadata too
 * @param latency what idle threads do
 * @param lengths sizes of buffers and files
 * @param snapshots when one is taken
 * @param bounds where the ledger says no
 * @param sharedMemory directory for the transport's buffers, used when it has room, else the data directory
 * @param businessClock nanoseconds UTC; a step back is ignored until passed
 */
public record LedgerSettings(
        Path dataDir,
        int fileSyncLevel,
        Latency latency,
        Lengths lengths,
        Snapshots snapshots,
        Bounds bounds,
        Path sharedMemory,
        LongSupplier businessClock) {

    /**
     * Sizes in bytes.
     *
     * @param term a log buffer's third, a power of two of at least 64 KiB; the longest command is an eighth of it
     * @param segment one log file, a power of two of at least {@code term}
     */
    public record Lengths(int term, int segment) {
        public Lengths {
            check(Integer.bitCount(term) == 1 && term >= 1 << 16, "term length", term);
            check(Integer.bitCount(segment) == 1 && segment >= term && segment > 0, "segment length", segment);
        }
    }

    /**
     * A snapshot is taken when anything was logged since the last, and either is reached.
     *
     * @param every this often; zero for never
     * @param bytes after this many bytes of log
     */
    public record Snapshots(Duration every, long bytes) {
        public Snapshots {
            check(bytes > 0, "snapshot bytes", bytes);
        }
    }

    /**
     * What is refused or put off at the bound.
     *
     * @param pending submissions that may wait for an outcome, 1 to 65,536; beyond it the answer is busy
     * @param historyQueue entries handed to the projector at once before it falls back to reading the log
     * @param lowWaterBytes free disk space below which new commands are refused
     */
    public record Bounds(int pending, int historyQueue, long lowWaterBytes) {
        public Bounds {
            check(pending >= 1 && pending <= 1 << 16, "pending bound", pending);
            check(historyQueue >= 1, "history queue", historyQueue);
            check(lowWaterBytes >= 0, "low water bytes", lowWaterBytes);
        }
    }

    /** What idle threads do. */
    public enum Latency {
        /** Park up to a millisecond: an idle ledger costs almost nothing. */
        BALANCED,
        /** Spin: for machines with cores to spare. */
        LOW
    }

    public LedgerSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        check(fileSyncLevel >= 0 && fileSyncLevel <= 2, "file sync level", fileSyncLevel);
    }

    private static void check(boolean valid, String name, long value) {
        if (!valid) {
            throw new IllegalArgumentException(name + " out of range: " + value);
        }
    }

    /** The product's defaults, with the wall clock as business clock. */
    public static LedgerSettings of(Path dataDir) {
        return new LedgerSettings(
                dataDir,
                1,
                Latency.BALANCED,
                new Lengths(4 << 20, 32 << 20),
                new Snapshots(Duration.ofMinutes(15), 512L << 20),
                new Bounds(8_192, 16_384, 128L << 20),
                Path.of("/dev/shm"),
                LedgerSettings::wallNanos);
    }

    private static long wallNanos() {
        var now = java.time.Instant.now();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    public LedgerSettings withFileSyncLevel(int level) {
        return new LedgerSettings(dataDir, level, latency, lengths, snapshots, bounds, sharedMemory, businessClock);
    }

    public LedgerSettings withLatency(Latency profile) {
        return new LedgerSettings(
                dataDir, fileSyncLevel, profile, lengths, snapshots, bounds, sharedMemory, businessClock);
    }

    public LedgerSettings withLengths(int term, int segment) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                new Lengths(term, segment),
                snapshots,
                bounds,
                sharedMemory,
                businessClock);
    }

    public LedgerSettings withSnapshots(Duration every, long bytes) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                lengths,
                new Snapshots(every, bytes),
                bounds,
                sharedMemory,
                businessClock);
    }

    public LedgerSettings withSharedMemory(Path directory) {
        return new LedgerSettings(
                dataDir, fileSyncLevel, latency, lengths, snapshots, bounds, directory, businessClock);
    }

    public LedgerSettings withBusinessClock(LongSupplier clock) {
        return new LedgerSettings(dataDir, fileSyncLevel, latency, lengths, snapshots, bounds, sharedMemory, clock);
    }

    public LedgerSettings withPendingBound(int bound) {
        return with(new Bounds(bound, bounds.historyQueue, bounds.lowWaterBytes));
    }

    public LedgerSettings withHistoryQueueBound(int bound) {
        return with(new Bounds(bounds.pending, bound, bounds.lowWaterBytes));
    }

    public LedgerSettings withLowWaterBytes(long bytes) {
        return with(new Bounds(bounds.pending, bounds.historyQueue, bytes));
    }

    private LedgerSettings with(Bounds changed) {
        return new LedgerSettings(
                dataDir, fileSyncLevel, latency, lengths, snapshots, changed, sharedMemory, businessClock);
    }
}
