package org.outcry.ledger.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.files.DataDirectory;
import org.outcry.ledger.files.DirectoryLock;

/** Chooses where the transport's memory-mapped buffers live: shared memory when it has room, else the data directory. */
public final class TransportDirectory {
    /** Log, ingress and replay buffers of three terms each, control streams, counters, with room for a second start. */
    private static final long FIXED_BYTES = 24L << 20;

    /** Says in the directory whose it is, for those who find it after a kill. */
    private static final String OWNER = "outcry-owner";

    private static final String PREFIX = "outcry-";

    private TransportDirectory() {}

    /**
     * Buffers that a killed process left.
     *
     * @param directory where they lie; nobody uses it any more
     * @param dataDir the ledger's directory they belonged to, which may be gone; a start there clears them
     * @param bytes what removing them frees
     */
    public record Orphan(Path directory, Path dataDir, long bytes) {}

    /** Notes who uses a directory. The caller holds the lock of the data directory. */
    static void claim(Path transport, Path dataDir) throws IOException {
        Files.writeString(transport.resolve(OWNER), ProcessHandle.current().pid() + "\n" + dataDir + "\n");
    }

    /** Transport directories whose processes are dead. One that does not say whose it is is left out. */
    public static List<Orphan> orphans(Path sharedMemory) throws IOException {
        List<Orphan> orphans = new ArrayList<>();
        if (!Files.isDirectory(sharedMemory)) {
            return orphans;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(sharedMemory, PREFIX + "*")) {
            for (Path directory : all) {
                Optional<Orphan> orphan = orphan(directory);
                orphan.ifPresent(orphans::add);
            }
        }
        return orphans;
    }

    private static Optional<Orphan> orphan(Path directory) throws IOException {
        Path owner = directory.resolve(OWNER);
        if (!Files.isReadable(owner)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(owner);
        if (lines.size() != 2 || !lines.getFirst().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        Path dataDir = Path.of(lines.get(1));
        boolean alive = ProcessHandle.of(Long.parseLong(lines.getFirst()))
                .filter(ProcessHandle::isAlive)
                .isPresent();
        // The number may be another process's by now, or one of another container: the lock knows better, where there
        // is one.
        boolean used = alive || locked(dataDir);
        return used ? Optional.empty() : Optional.of(new Orphan(directory, dataDir, sizeOf(directory)));
    }

    /** Bytes one running ledger may map at its peak, during recovery. */
    public static long bytesNeeded(int termLength) {
        return FIXED_BYTES + 4L * 3 * termLength;
    }

    private static boolean locked(Path dataDir) {
        try {
            return DirectoryLock.held(new DataDirectory(dataDir));
        } catch (LedgerRefusal unreadable) {
            // Another user's: not ours to call dead.
            return true;
        }
    }

    static Path choose(LedgerSettings settings) {
        DataDirectory data = new DataDirectory(settings.dataDir());
        Path shared = settings.sharedMemory();
        Path candidate = shared(settings);
        try {
            if (Files.isDirectory(shared)
                    && Files.isWritable(shared)
                    && Files.getFileStore(shared).getUsableSpace() + sizeOf(candidate)
                            >= bytesNeeded(settings.lengths().term())) {
                return candidate;
            }
        } catch (IOException unreadable) {
            return data.transport();
        }
        return data.transport();
    }

    /** The place in shared memory that belongs to this data directory, used or not. */
    static Path shared(LedgerSettings settings) {
        return settings.sharedMemory().resolve(name(settings.dataDir()));
    }

    /** Instances differ by data directory; the name is stable, so that what a killed process left is found and deleted. */
    private static String name(Path dataDir) {
        CRC32C crc = new CRC32C();
        crc.update(dataDir.toString().getBytes(StandardCharsets.UTF_8));
        return PREFIX + System.getProperty("user.name", "user") + "-" + Long.toHexString(crc.getValue());
    }

    private static long sizeOf(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (var files = Files.walk(directory)) {
            long sum = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
