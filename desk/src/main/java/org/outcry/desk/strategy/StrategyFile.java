package org.outcry.desk.strategy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The strategies of one desk, in one JSON file that is replaced as a whole: after a crash it is the old one or the new one.
 * One thread.
 */
final class StrategyFile {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    /** @param nextId the id that the next strategy gets; ids are never used again */
    record Content(int version, long nextId, List<StrategyRecord> strategies) {}

    StrategyFile(Path file) {
        this.file = file;
    }

    /**
     * @throws IllegalStateException when the file cannot be understood; nothing is guessed
     */
    Content read(long firstId) {
        if (!Files.exists(file)) {
            return new Content(VERSION, firstId, List.of());
        }
        try {
            Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
            if (content.version != VERSION) {
                throw new IllegalStateException(
                        file + " has version " + content.version + ", this release reads " + VERSION);
            }
            return content;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    file + " cannot be read (" + e.getOriginalMessage()
                            + "): restore it from a backup, or move it away to" + " start without strategies",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the content would survive a power cut. */
    void write(long nextId, List<StrategyRecord> strategies) {
        Path folder = file.toAbsolutePath().getParent();
        Path next = folder.resolve(file.getFileName() + ".next");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(new Content(VERSION, nextId, strategies)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
