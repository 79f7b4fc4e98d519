package org.outcry.remote;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;

/**
 * The file that says that a remote desk is halted: it stands as long as the file is there, whatever is in it. Any thread; one process
 * at a time.
 *
 * @param since when it began, to the second
 * @param by who asked for it, "" when that is not known
 */
public record StandingHalt(Instant since, String by) {
    /** The halt that stands; empty when none does. */
    public static Optional<StandingHalt> read(Path file) throws IOException {
        Properties said = new Properties();
        try {
            said.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Instant since;
        try {
            since = Instant.parse(said.getProperty("since", ""));
        } catch (DateTimeParseException written) {
            since = Files.getLastModifiedTime(file).toInstant();
        }
        return Optional.of(new StandingHalt(since.truncatedTo(ChronoUnit.SECONDS), said.getProperty("by", "")));
    }

    /** Writes it, so that a power cut leaves it; one that stands already stays as it was. */
    public static void begin(Path file, Instant since, String by) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        String text =
                "since=" + since.truncatedTo(ChronoUnit.SECONDS) + "\nby=" + by.replaceAll("[^\\w.@-]", "_") + "\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    /** Ends it; false when none stood. */
    public static boolean lift(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }
}
