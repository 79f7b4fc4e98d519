package org.outcry.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory in shared memory for the products that these tests kill: what a killed process leaves there goes with the tests, or,
 * when they are killed too, at the next run.
 */
final class SharedMemory {
    private static final Path ALL = Path.of("/dev/shm");
    private static final String PREFIX = "outcry-e2e-";
    private static final Path OURS =
            ALL.resolve(PREFIX + ProcessHandle.current().pid());

    static {
        if (Files.isDirectory(ALL)) {
            try {
                sweep();
                Files.createDirectories(OURS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(OURS)));
        }
    }

    private SharedMemory() {}

    static Path directory() {
        return OURS;
    }

    private static void sweep() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(ALL, PREFIX + "*")) {
            for (Path directory : left) {
                String pid = directory.getFileName().toString().substring(PREFIX.length());
                Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(pid));
                if (owner.isEmpty()) {
                    delete(directory);
                }
            }
        }
    }

    static void delete(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
