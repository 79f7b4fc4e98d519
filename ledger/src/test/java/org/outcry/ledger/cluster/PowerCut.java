package org.outcry.ledger.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.outcry.ledger.cluster.KilledLedger.Store;

/** A store that loses what was not synced, made with {@code src/test/c/durable.c}: see there. */
final class PowerCut {
    private static final int BLOCK = 4096;

    private PowerCut() {}

    /** Compiles the library into that directory. A machine without a C compiler cannot prove this, so it fails. */
    static void build(Path directory) throws IOException, InterruptedException {
        Process compiler = new ProcessBuilder(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-O1",
                        "-o",
                        library(directory).toString(),
                        Path.of("src/test/c/durable.c").toAbsolutePath().toString(),
                        "-ldl")
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IOException("durable.c needs cc and the C library's headers (gcc, libc6-dev):\n" + said);
        }
    }

    private static Path library(Path directory) {
        return directory.resolve("durable.so");
    }

    /** A ledger in {@code dir} whose durable content is kept in {@code twin}. */
    static Store store(Path built, Path dir, Path twin, int fileSyncLevel) {
        return new Store(
                fileSyncLevel,
                Map.of(
                        "LD_PRELOAD", library(built).toString(),
                        "OUTCRY_STORE", dir.toString(),
                        "OUTCRY_DURABLE", twin.toString()));
    }

    /** All that lies in a directory is durable when a machine starts. Returns the twin. */
    static Path copy(Path dir, Path twin) throws IOException {
        Files.createDirectories(dir);
        for (Path file : files(dir)) {
            Path to = twin.resolve(dir.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        return Files.createDirectories(twin);
    }

    /** Each block, and each length, that differs in the killed directory reached the disk or did not. */
    static void keepSome(Path killed, Path twin, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (Path file : files(killed)) {
            Path durable = twin.resolve(killed.relativize(file));
            if (Files.exists(durable)) {
                keepSomeBlocks(file, durable, random);
            } else if (random.nextBoolean()) {
                Files.createDirectories(durable.getParent());
                Files.createFile(durable);
                keepSomeBlocks(file, durable, random);
            }
        }
    }

    private static void keepSomeBlocks(Path file, Path durable, SplittableRandom random) throws IOException {
        try (FileChannel from = FileChannel.open(file);
                FileChannel to = FileChannel.open(durable, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (to.size() < from.size() && random.nextBoolean()) {
                to.write(ByteBuffer.wrap(new byte[1]), from.size() - 1);
            }
            long end = Math.min(from.size(), to.size());
            for (long at = 0; at < end; at += BLOCK) {
                if (random.nextBoolean()) {
                    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, end - at));
                    if (from.read(block, at) == block.capacity()) {
                        to.write(block.flip(), at);
                    }
                }
            }
        }
    }

    /** In a fixed order, so that a seed means the same each time. */
    private static List<Path> files(Path dir) throws IOException {
        try (Stream<Path> paths = Files.walk(dir)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
