package org.outcry.ledger.files;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.outcry.engine.Engine;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.codec.SnapshotCodec;
import org.outcry.ledger.codec.SnapshotReader;

/**
 * One snapshot in a file named after its log position. The file is a row of frames, each a length and the CRC-32C of its
 * payload (int32 each) and then that many bytes of snapshot messages; the last message of the last frame ends the snapshot.
 *
 * <p>A file has its name only when it is whole and synced: what a crash leaves of one is called otherwise and is not seen.
 */
public final class StateFile {
    private static final String WHOLE = ".state";
    private static final String PARTIAL = ".partial";
    private static final int FRAME_HEADER = 2 * Integer.BYTES;
    private static final int FRAME_BYTES = 1 << 16;
    private static final int MAX_FRAME_BYTES = 1 << 24;

    private StateFile() {}

    /** Writes and syncs the state at that position; returns once it would survive a power cut. */
    public static void write(Path directory, long logPosition, Consumer<Consumer<StateRow>> state) throws IOException {
        Files.createDirectories(directory);
        Path partial = directory.resolve(logPosition + PARTIAL);
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Frames frames = new Frames(channel);
            frames.write(logPosition, state);
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(partial, directory.resolve(logPosition + WHOLE), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static final class Frames {
        private final FileChannel channel;
        private final SnapshotCodec codec = new SnapshotCodec();
        private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer(FRAME_BYTES * 2);
        private final CRC32C crc = new CRC32C();
        private final RowHash hash = Engine.rowHash();
        private int length = FRAME_HEADER;
        private long rows;

        Frames(FileChannel channel) {
            this.channel = channel;
        }

        void write(long logPosition, Consumer<Consumer<StateRow>> state) {
            length += codec.encodeStart(frame, length, logPosition);
            state.accept(this::row);
            length += codec.encodeEnd(frame, length, logPosition, hash.value(), rows);
            flush();
        }

        private void row(StateRow row) {
            rows++;
            hash.accept(row);
            length += codec.encodeRow(frame, length, row);
            if (length >= FRAME_BYTES) {
                flush();
            }
        }

        private void flush() {
            crc.reset();
            crc.update(frame.byteArray(), FRAME_HEADER, length - FRAME_HEADER);
            frame.putInt(0, length - FRAME_HEADER, LITTLE_ENDIAN);
            frame.putInt(Integer.BYTES, (int) crc.getValue(), LITTLE_ENDIAN);
            ByteBuffer bytes = ByteBuffer.wrap(frame.byteArray(), 0, length);
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            length = FRAME_HEADER;
        }
    }

    /** Those held, oldest first. */
    public static List<SnapshotRef> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<SnapshotRef> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.matches("\\d{1,18}\\" + WHOLE)) {
                    found.add(new SnapshotRef(Long.parseLong(name.substring(0, name.length() - WHOLE.length())), file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparingLong(SnapshotRef::logPosition));
        return found;
    }

    /** Lets go of snapshots before that position, and of whatever a crash left of others. */
    public static void purge(Path directory, long position) throws IOException {
        for (SnapshotRef snapshot : list(directory)) {
            if (snapshot.logPosition() < position) {
                Files.deleteIfExists(snapshot.file());
            }
        }
        try (var files = Files.newDirectoryStream(directory, "*" + PARTIAL)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Feeds every frame to the reader, which judges the content. Refuses what is cut short or changed. */
    static void read(SnapshotRef snapshot, SnapshotReader reader) {
        frames(snapshot, reader::onMessage);
        reader.finish(snapshot.logPosition());
    }

    /** Refuses a file whose bytes are not those that were written. */
    static void check(SnapshotRef snapshot) {
        frames(snapshot, (buffer, offset, length) -> {});
    }

    /** Hears the payload of one frame. */
    @FunctionalInterface
    private interface FrameVisitor {
        void on(DirectBuffer buffer, int offset, int length);
    }

    private static void frames(SnapshotRef snapshot, FrameVisitor visitor) {
        CRC32C crc = new CRC32C();
        try (FileChannel channel = FileChannel.open(snapshot.file(), StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER).order(LITTLE_ENDIAN);
            byte[] payload = new byte[FRAME_BYTES * 2];
            UnsafeBuffer buffer = new UnsafeBuffer(payload);
            long left = channel.size();
            while (left > 0) {
                fill(channel, header.clear(), snapshot);
                int length = header.getInt(0);
                left -= FRAME_HEADER;
                if (length <= 0 || length > Math.min(left, MAX_FRAME_BYTES)) {
                    throw damaged(snapshot);
                }
                if (length > payload.length) {
                    payload = new byte[length];
                    buffer.wrap(payload);
                }
                fill(channel, ByteBuffer.wrap(payload, 0, length), snapshot);
                left -= length;
                crc.reset();
                crc.update(payload, 0, length);
                if ((int) crc.getValue() != header.getInt(Integer.BYTES)) {
                    throw damaged(snapshot);
                }
                visitor.on(buffer, 0, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, SnapshotRef snapshot) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw damaged(snapshot);
            }
        }
    }

    private static LedgerRefusal damaged(SnapshotRef snapshot) {
        return new LedgerRefusal(
                LedgerRefusal.Reason.DAMAGED,
                "The snapshot at log position " + snapshot.logPosition() + " is damaged.",
                "Nothing was changed. Run ./outcry doctor, then restore the last backup.");
    }
}
