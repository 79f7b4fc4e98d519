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
 * @param pendingBound submissions that may wait for an outcome, 1 to 65,536; beyond it the answer is busy
 * @param termLength bytes of a log buffer third, a power of two of at least 64 KiB; the longest command is an eighth of it
 * @param segmentLength bytes of one log file, a power of two of at least {@code termLength}
 * @param snapshotEvery a snapshot is taken this often when anything was logged since the last; zero for never
 * @param snapshotBytes and also after this many bytes of log
 * @param lowWaterBytes free disk space below which new commands are refused
 * @param sharedMemory directory for the transport's buffers, used when it has room, else the data directory
 * @param historyQueueBound entries handed to the projector at once before it falls back to reading the log
 * @param businessClock nanoseconds UTC; a step back is ignored until passed
 */
public record LedgerSettings(
        Path dataDir,
        int fileSyncLevel,
        Latency latency,
        int pendingBound,
        int termLength,
        int segmentLength,
        Duration snapshotEvery,
        long snapshotBytes,
        long lowWaterBytes,
        Path sharedMemory,
        int historyQueueBound,
        LongSupplier businessClock) {

    /** What idle threads do. */
    public enum Latency {
        /** Park up to a millisecond: an idle ledger costs almost nothing. */
        BALANCED,
        /** Spin: for machines with cores to spare. */
        LOW
    }

    public LedgerSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        check(fileSyncLevel >= 0 && fileSyncLevel <= 2, "fileSyncLevel", fileSyncLevel);
        check(pendingBound >= 1 && pendingBound <= 1 << 16, "pendingBound", pendingBound);
        check(Integer.bitCount(termLength) == 1 && termLength >= 1 << 16, "termLength", termLength);
        check(
                Integer.bitCount(segmentLength) == 1 && segmentLength >= termLength && segmentLength > 0,
                "segmentLength",
                segmentLength);
        check(snapshotBytes > 0, "snapshotBytes", snapshotBytes);
        check(lowWaterBytes >= 0, "lowWaterBytes", lowWaterBytes);
        check(historyQueueBound >= 1, "historyQueueBound", historyQueueBound);
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
                8192,
                4 << 20,
                32 << 20,
                Duration.ofMinutes(15),
                512L << 20,
                128L << 20,
                Path.of("/dev/shm"),
                16_384,
                LedgerSettings::wallNanos);
    }

    private static long wallNanos() {
        var now = java.time.Instant.now();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    public LedgerSettings withFileSyncLevel(int level) {
        return new LedgerSettings(
                dataDir,
                level,
                latency,
                pendingBound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                sharedMemory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withLatency(Latency profile) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                profile,
                pendingBound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                sharedMemory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withPendingBound(int bound) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                bound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                sharedMemory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withLengths(int newTermLength, int newSegmentLength) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                pendingBound,
                newTermLength,
                newSegmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                sharedMemory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withSnapshots(Duration every, long bytes) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                pendingBound,
                termLength,
                segmentLength,
                every,
                bytes,
                lowWaterBytes,
                sharedMemory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withLowWaterBytes(long bytes) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                pendingBound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                bytes,
                sharedMemory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withSharedMemory(Path directory) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                pendingBound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                directory,
                historyQueueBound,
                businessClock);
    }

    public LedgerSettings withHistoryQueueBound(int bound) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                pendingBound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                sharedMemory,
                bound,
                businessClock);
    }

    public LedgerSettings withBusinessClock(LongSupplier clock) {
        return new LedgerSettings(
                dataDir,
                fileSyncLevel,
                latency,
                pendingBound,
                termLength,
                segmentLength,
                snapshotEvery,
                snapshotBytes,
                lowWaterBytes,
                sharedMemory,
                historyQueueBound,
                clock);
    }
}
