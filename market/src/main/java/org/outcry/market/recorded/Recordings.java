package org.outcry.market.recorded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.outcry.engine.instrument.Contract;

/**
 * The recordings of a data directory: a file for each contract and session date, named after both ({@code ESZ25-20251121.tape}),
 * and beside them {@code unfinished/}, where an import works. A recording appears and is replaced as a whole, also while others
 * read. A damaged one throws {@link UncheckedIOException}. Any thread.
 */
public final class Recordings {
    private static final String UNFINISHED = "unfinished";
    /** Blocks kept unpacked: about 12 MB. */
    private static final int KEPT_BLOCKS = 64;
    /** Recordings whose heads are kept: some hundred kilobytes each for a busy contract. */
    private static final int KEPT_RECORDINGS = 64;

    private final Path directory;
    private final Map<Path, Known> known = new Lru<>(KEPT_RECORDINGS);
    private final Map<BlockKey, Block> blocks = new Lru<>(KEPT_BLOCKS);

    private record Known(long modified, long length, Recording recording) {}

    private record BlockKey(Recording recording, int number) {}

    /** Drops what was used longest ago. */
    private static final class Lru<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final int most;

        Lru(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    /** The directory need not exist. */
    public Recordings(Path directory) {
        this.directory = directory;
    }

    /** True when the session of that contract is recorded. */
    public boolean has(Contract contract, int sessionDate) {
        return Files.isRegularFile(path(contract, sessionDate));
    }

    /** True when any session of that contract is recorded. */
    boolean any(Contract contract) {
        String[] names = directory.toFile().list((ignored, name) -> name.startsWith(contract.name() + "-"));
        return names != null && names.length > 0;
    }

    private Path path(Contract contract, int sessionDate) {
        return directory.resolve(name(contract, sessionDate));
    }

    private static String name(Contract contract, int sessionDate) {
        return contract.name() + "-" + sessionDate + ".tape";
    }

    /** Where an import keeps what it has not finished; made when it is not there, private to its owner. */
    public Path unfinished() throws IOException {
        return Files.createDirectories(
                directory.resolve(UNFINISHED),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Begins a session anew. */
    public RecordingWriter create(Contract contract, int sessionDate) throws IOException {
        return RecordingWriter.create(part(contract, sessionDate), contract.contractId(), sessionDate);
    }

    /** Goes on with a session that was begun, at a length that {@link RecordingWriter#flush} answered. */
    public RecordingWriter resume(Contract contract, int sessionDate, long length) throws IOException {
        Path part = part(contract, sessionDate);
        if (!Files.exists(part)) {
            // It was finished after it was last secured: what it became is begun again from there.
            Files.move(path(contract, sessionDate), part, StandardCopyOption.ATOMIC_MOVE);
        }
        return RecordingWriter.resume(part, length);
    }

    /** Removes what imports began and nobody will go on with. */
    public void clearUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(unfinished())) {
            for (Path file : files.filter(file -> !file.endsWith("lock")).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Makes a finished and flushed session a recording. */
    public void keep(Contract contract, int sessionDate) throws IOException {
        Files.move(
                part(contract, sessionDate),
                path(contract, sessionDate),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Path part(Contract contract, int sessionDate) throws IOException {
        return unfinished().resolve(name(contract, sessionDate));
    }

    Optional<Recording> find(Contract contract, int sessionDate) {
        Path path = path(contract, sessionDate);
        File file = path.toFile();
        long modified = file.lastModified();
        if (modified == 0) {
            return Optional.empty();
        }
        synchronized (known) {
            Known kept = known.get(path);
            if (kept == null || kept.modified() != modified || kept.length() != file.length()) {
                try {
                    Recording recording = Recording.open(path);
                    if (recording.contractId() != contract.contractId() || recording.sessionDate() != sessionDate) {
                        throw new IOException(path + " holds another session than its name says");
                    }
                    kept = new Known(modified, file.length(), recording);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                known.put(path, kept);
            }
            return Optional.of(kept.recording());
        }
    }

    Block block(Recording recording, int number) {
        BlockKey key = new BlockKey(recording, number);
        synchronized (blocks) {
            Block kept = blocks.get(key);
            if (kept != null) {
                return kept;
            }
        }
        try {
            Block block = recording.read(recording.heads().get(number));
            synchronized (blocks) {
                blocks.put(key, block);
            }
            return block;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
