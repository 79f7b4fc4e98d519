package org.outcry.ledger.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.outcry.ledger.files.DataDirectory;

/** Chooses where the transport's memory-mapped buffers live: shared memory when it has room, else the data directory. */
public final class TransportDirectory {
    /** Log, ingress and replay buffers of three terms each, control streams, counters, with room for a second start. */
    private static final long FIXED_BYTES = 24L << 20;

    private TransportDirectory() {}

    /** Bytes one running ledger may map at its peak, during recovery. */
    public static long bytesNeeded(int termLength) {
        return FIXED_BYTES + 4L * 3 * termLength;
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
        return "outcry-" + System.getProperty("user.name", "user") + "-" + Long.toHexString(crc.getValue());
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
