package org.outcry.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.outcry.ledger.cluster.TransportDirectory;

/** What the processes that a benchmark kills leave in shared memory. */
public final class Leftovers {
    private static final Path SHARED = Path.of("/dev/shm");
    /** Of a floor; the process id follows. */
    private static final String FLOOR = "outcry-bench-";

    private Leftovers() {}

    /** The transport directory of a floor that runs in this process. */
    public static Path floor() {
        return SHARED.resolve(FLOOR + ProcessHandle.current().pid());
    }

    /** Removes what dead processes left that worked below this directory, and what dead floors left. */
    public static void clear(Path scratch) throws IOException {
        Path below = scratch.toAbsolutePath().normalize();
        for (TransportDirectory.Orphan orphan : TransportDirectory.orphans(SHARED)) {
            if (orphan.dataDir().startsWith(below)) {
                delete(orphan.directory());
            }
        }
        if (!Files.isDirectory(SHARED)) {
            return;
        }
        try (DirectoryStream<Path> floors = Files.newDirectoryStream(SHARED, FLOOR + "*")) {
            for (Path floor : floors) {
                long pid = Long.parseLong(floor.getFileName().toString().substring(FLOOR.length()));
                if (ProcessHandle.of(pid).isEmpty()) {
                    delete(floor);
                }
            }
        }
    }

    /** Removes a tree, if there is one. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
