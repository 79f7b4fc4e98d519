package org.outcry.ledger.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.outcry.ledger.files.DataDirectory;

/**
 * Gives the cluster's small mapped files (catalog, marks) their disk blocks. They are created sparse, and a process that
 * touches a hole of a mapped file on a full disk is killed on the spot; a written zero is an error to the writer instead.
 */
final class MappedFiles {
    private static final int PAGE = 4096;

    private MappedFiles() {}

    static void allocate(DataDirectory data) throws IOException {
        for (Path directory : List.of(data.archive(), data.cluster())) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : (Iterable<Path>) files.filter(MappedFiles::mapped)::iterator) {
                    allocate(file);
                }
            }
        }
    }

    private static boolean mapped(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".dat") || name.endsWith(".catalog");
    }

    /** Writes a zero at the end of every page that holds nothing: nobody else writes there yet. */
    private static void allocate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            ByteBuffer zero = ByteBuffer.allocate(1);
            for (long at = 0; at + PAGE <= channel.size(); at += PAGE) {
                page.clear();
                if (channel.read(page, at) == PAGE && empty(page)) {
                    channel.write(zero.rewind(), at + PAGE - 1);
                }
            }
        }
    }

    private static boolean empty(ByteBuffer page) {
        for (int i = 0; i < PAGE; i += Long.BYTES) {
            if (page.getLong(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
