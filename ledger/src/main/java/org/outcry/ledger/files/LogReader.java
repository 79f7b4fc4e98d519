package org.outcry.ledger.files;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.outcry.engine.Engine;
import org.outcry.ledger.codec.CommandDecoder;
import org.outcry.ledger.codec.Envelope;
import org.outcry.ledger.codec.SnapshotReader;
import org.outcry.ledger.files.FrameWalk.Found;

/**
 * Reads entries and snapshots from the files of a data directory. Nothing is written and no lock is needed: beside a
 * running ledger it reads what was there when it was opened and whatever valid frames follow. Not thread-safe.
 */
public final class LogReader {
    private final Path archiveDir;
    private final Map<Long, Recording> recordings;
    private final List<RecordingLog.Entry> entries;
    private final Optional<Recording> log;

    /** Hears the entries of the log in order. */
    @FunctionalInterface
    public interface Visitor {
        /** {@code logPosition} is where the entry ends, as {@code Ledger} counts. Answer false to stop. */
        boolean on(long logPosition, Envelope envelope);
    }

    /** Hears the messages of a recording in order. */
    @FunctionalInterface
    interface MessageVisitor {
        boolean on(long endPosition, DirectBuffer buffer, int offset, int length);
    }

    private LogReader(
            Path archiveDir,
            Map<Long, Recording> recordings,
            List<RecordingLog.Entry> entries,
            Optional<Recording> log) {
        this.archiveDir = archiveDir;
        this.recordings = recordings;
        this.entries = entries;
        this.log = log;
    }

    /** Opens the log of that data directory; a directory that never held one reads as empty. */
    public static LogReader open(Path dataDir) {
        DataDirectory data = new DataDirectory(dataDir.toAbsolutePath().normalize());
        Path recordingLog = data.cluster().resolve("recording.log");
        if (!Files.exists(recordingLog)) {
            return new LogReader(data.archive(), Map.of(), List.of(), Optional.empty());
        }
        Map<Long, Recording> recordings = ArchiveCatalog.read(data.archive());
        List<RecordingLog.Entry> entries = readEntries(data);
        Optional<Recording> log = entries.stream()
                .filter(entry -> entry.type == RecordingLog.ENTRY_TYPE_TERM && entry.isValid)
                .findFirst()
                .map(entry -> {
                    Recording recording = recordings.get(entry.recordingId);
                    if (recording == null) {
                        throw Damage.of("recording " + entry.recordingId + " of the log is missing");
                    }
                    return recording;
                });
        return new LogReader(data.archive(), recordings, entries, log);
    }

    private static List<RecordingLog.Entry> readEntries(DataDirectory data) {
        try (RecordingLog recordingLog = new RecordingLog(data.cluster().toFile(), false)) {
            return List.copyOf(recordingLog.entries());
        } catch (RuntimeException e) {
            throw Damage.of("recording.log cannot be read: " + e.getMessage(), e);
        }
    }

    /** First position still held; 0 for an empty log. */
    public long startPosition() {
        return log.map(Recording::startPosition).orElse(0L);
    }

    /** Snapshots still held, oldest first. */
    public List<SnapshotRef> snapshots() {
        Map<Long, SnapshotRef> found = new TreeMap<>();
        for (RecordingLog.Entry entry : entries) {
            if (entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT
                    && entry.isValid
                    && entry.serviceId == 0
                    && recordings.containsKey(entry.recordingId)) {
                found.put(
                        entry.logPosition,
                        new SnapshotRef(entry.logPosition, entry.recordingId, entry.leadershipTermId));
            }
        }
        return List.copyOf(found.values());
    }

    public Optional<SnapshotRef> latestSnapshot() {
        return snapshots().stream().max(Comparator.comparingLong(SnapshotRef::logPosition));
    }

    /** Where the file that holds this log position begins, when files before it can go. */
    public OptionalLong logSegmentBase(long position) {
        long base = log.map(recording -> recording.segmentBase(position)).orElse(0L);
        return base > startPosition() ? OptionalLong.of(base) : OptionalLong.empty();
    }

    /** A file of the archive and how much of it belongs to a copy that ends at some log position. */
    public record Part(Path file, long length) {}

    /** Files of the log up to {@code end}, and of every snapshot held. */
    public List<Part> parts(long end) {
        List<Part> parts = new ArrayList<>();
        log.ifPresent(recording -> {
            for (long base = recording.segmentBase(recording.startPosition());
                    base < end;
                    base += recording.segmentLength()) {
                parts.add(new Part(
                        archiveDir.resolve(recording.segmentName(base)),
                        Math.min(end - base, recording.segmentLength())));
            }
        });
        for (long recordingId : snapshotRecordingsBefore(Long.MAX_VALUE)) {
            Recording recording = recordings.get(recordingId);
            for (long base = recording.segmentBase(recording.startPosition());
                    base < recording.stopPosition();
                    base += recording.segmentLength()) {
                parts.add(new Part(
                        archiveDir.resolve(recording.segmentName(base)),
                        Math.min(recording.stopPosition() - base, recording.segmentLength())));
            }
        }
        return parts;
    }

    /** Those of the named files that exist. */
    public static List<Path> listed(Path directory, String... names) {
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            if (Files.exists(directory.resolve(name))) {
                found.add(directory.resolve(name));
            }
        }
        return found;
    }

    public long logRecordingId() {
        return log.orElseThrow().recordingId();
    }

    /** Recordings of snapshots, of any service, before that log position. */
    public List<Long> snapshotRecordingsBefore(long position) {
        return entries.stream()
                .filter(entry -> entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT
                        && entry.logPosition < position
                        && recordings.containsKey(entry.recordingId))
                .map(entry -> entry.recordingId)
                .toList();
    }

    /** Every valid snapshot recording of any service at or behind which the log may be needed. */
    List<RecordingLog.Entry> entries() {
        return entries;
    }

    Optional<Recording> log() {
        return log;
    }

    Optional<Recording> recording(long recordingId) {
        return Optional.ofNullable(recordings.get(recordingId));
    }

    Path archiveDir() {
        return archiveDir;
    }

    /** Fills an empty engine from a snapshot, verified by count, hash and position. */
    public void load(SnapshotRef snapshot, Engine engine) {
        read(snapshot, SnapshotReader.into(engine));
    }

    /** Proves a snapshot without building the state. */
    public void verify(SnapshotRef snapshot) {
        read(snapshot, SnapshotReader.verifying());
    }

    private void read(SnapshotRef snapshot, SnapshotReader reader) {
        Recording recording = recordings.get(snapshot.recordingId());
        if (recording == null) {
            throw Damage.of("the recording of a snapshot is missing");
        }
        // Before ours come the cluster's own marker and sessions; after ours, its end marker.
        messages(recording, recording.startPosition(), (position, buffer, offset, length) -> {
            if (schema(buffer, offset) == org.outcry.ledger.codec.sbe.MessageHeaderDecoder.SCHEMA_ID) {
                reader.onMessage(buffer, offset, length);
            }
            return !reader.complete();
        });
        reader.finish(snapshot.logPosition());
    }

    private static int schema(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + MessageHeaderDecoder.schemaIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Reads entries that end behind {@code fromPosition}, in order, up to the end of the valid log or until the visitor
     * stops; returns the position reached. {@code fromPosition} is a place where an entry ends, or the start.
     */
    public long read(long fromPosition, Visitor visitor) {
        if (log.isEmpty()) {
            return fromPosition;
        }
        CommandDecoder decoder = new CommandDecoder();
        SessionMessageHeaderDecoder session = new SessionMessageHeaderDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return messages(log.get(), Math.max(fromPosition, startPosition()), (position, buffer, offset, length) -> {
            header.wrap(buffer, offset);
            if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                    || header.templateId() != SessionMessageHeaderDecoder.TEMPLATE_ID) {
                return true;
            }
            session.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
            int body = AeronCluster.SESSION_HEADER_LENGTH;
            return visitor.on(position, decoder.decodeEnvelope(buffer, offset + body, length - body));
        });
    }

    /** Walks whole messages from {@code from} to the first thing that is no valid frame. */
    long messages(Recording recording, long from, MessageVisitor visitor) {
        ExpandableArrayBuffer assembled = new ExpandableArrayBuffer(4096);
        try (FrameWalk walk = new FrameWalk(archiveDir, recording)) {
            long position = from;
            long reached = from;
            int assembledLength = 0;
            while (recording.stopPosition() < 0 || position < recording.stopPosition()) {
                Found found = walk.at(position, position != reached);
                if (found == Found.NOTHING || found == Found.INVALID) {
                    break;
                }
                long next = walk.next(position);
                boolean more = true;
                if (found != Found.PADDING) {
                    boolean begins = walk.begins(position);
                    int offset = walk.payloadOffset(position);
                    int length = walk.payloadLength(position);
                    if (begins && found == Found.END_OF_MESSAGE) {
                        more = visitor.on(next, walk.buffer(), offset, length);
                    } else {
                        assembledLength = begins ? 0 : assembledLength;
                        assembled.putBytes(assembledLength, walk.buffer(), offset, length);
                        assembledLength += length;
                        if (found == Found.END_OF_MESSAGE) {
                            more = visitor.on(next, assembled, 0, assembledLength);
                        }
                    }
                }
                position = next;
                reached = found == Found.PIECE ? reached : next;
                if (!more) {
                    break;
                }
            }
            return reached;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
