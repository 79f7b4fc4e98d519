package org.outcry.ledger.files;

import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
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
    private final List<SnapshotRef> snapshots;

    /** Hears the entries of the log in order. */
    @FunctionalInterface
    public interface Visitor {
        /** {@code logPosition} is where the entry ends, as {@code Ledger} counts. Answer false to stop. */
        boolean on(long logPosition, Envelope envelope);
    }

    /** Hears the messages of a recording in order. */
    @FunctionalInterface
    public interface MessageVisitor {
        boolean on(long endPosition, DirectBuffer buffer, int offset, int length);
    }

    private LogReader(
            Path archiveDir,
            Map<Long, Recording> recordings,
            List<RecordingLog.Entry> entries,
            Optional<Recording> log,
            List<SnapshotRef> snapshots) {
        this.archiveDir = archiveDir;
        this.recordings = recordings;
        this.entries = entries;
        this.log = log;
        this.snapshots = snapshots;
    }

    /** Opens the log of that data directory; a directory that never held one reads as empty. */
    public static LogReader open(Path dataDir) {
        DataDirectory data = new DataDirectory(dataDir.toAbsolutePath().normalize());
        List<SnapshotRef> snapshots = StateFile.list(data.snapshots());
        Path recordingLog = data.cluster().resolve("recording.log");
        if (!Files.exists(recordingLog)) {
            return new LogReader(data.archive(), Map.of(), List.of(), Optional.empty(), snapshots);
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
        return new LogReader(data.archive(), recordings, entries, log, snapshots);
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
        return snapshots;
    }

    /** Where the cluster's own checkpoints lie, from the latest of which it replays the log; oldest first. */
    public List<Long> checkpoints() {
        TreeSet<Long> found = new TreeSet<>();
        for (RecordingLog.Entry entry : entries) {
            if (entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT
                    && entry.isValid
                    && entry.serviceId == 0
                    && recordings.containsKey(entry.recordingId)) {
                found.add(entry.logPosition);
            }
        }
        return List.copyOf(found);
    }

    public Optional<SnapshotRef> latestSnapshot() {
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.getLast());
    }

    /** Where the file that holds this log position begins, when files before it can go. */
    public OptionalLong logSegmentBase(long position) {
        long base = log.map(recording -> recording.segmentBase(position)).orElse(0L);
        return base > startPosition() ? OptionalLong.of(base) : OptionalLong.empty();
    }

    /** A file of the archive and how much of it belongs to a copy that ends at some log position. */
    public record Part(Path file, long length) {}

    /** Files of the log up to {@code end}, of every checkpoint and of every snapshot held. */
    public List<Part> parts(long end) {
        List<Part> parts = new ArrayList<>();
        for (SnapshotRef snapshot : snapshots) {
            parts.add(new Part(snapshot.file(), Long.MAX_VALUE));
        }
        log.ifPresent(recording -> {
            for (long base = recording.segmentBase(recording.startPosition());
                    base < end;
                    base += recording.segmentLength()) {
                parts.add(new Part(
                        archiveDir.resolve(recording.segmentName(base)),
                        Math.min(end - base, recording.segmentLength())));
            }
        });
        for (long recordingId : checkpointRecordingsBefore(Long.MAX_VALUE)) {
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

    /** Recordings of checkpoints, of any service, before that log position. */
    public List<Long> checkpointRecordingsBefore(long position) {
        return entries.stream()
                .filter(entry -> entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT
                        && entry.logPosition < position
                        && recordings.containsKey(entry.recordingId))
                .map(entry -> entry.recordingId)
                .toList();
    }

    /** Terms and checkpoints, in the order in which they were written. */
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
        StateFile.read(snapshot, SnapshotReader.into(engine));
    }

    /** Proves a snapshot without building the state. */
    public void verify(SnapshotRef snapshot) {
        StateFile.read(snapshot, SnapshotReader.verifying());
    }

    /**
     * Reads entries that end behind {@code fromPosition}, in order, up to the end of the valid log or until the visitor
     * stops; returns the position reached. {@code fromPosition} is a place where an entry ends, or the start.
     */
    public long read(long fromPosition, Visitor visitor) {
        CommandDecoder decoder = new CommandDecoder();
        return readEntries(
                fromPosition,
                (position, buffer, offset, length) ->
                        visitor.on(position, decoder.decodeEnvelope(buffer, offset, length)));
    }

    /** As {@link #read}, for whoever decodes for itself. */
    public long readEntries(long fromPosition, MessageVisitor visitor) {
        if (log.isEmpty()) {
            return fromPosition;
        }
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return messages(log.get(), Math.max(fromPosition, startPosition()), (position, buffer, offset, length) -> {
            header.wrap(buffer, offset);
            if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                    || header.templateId() != SessionMessageHeaderDecoder.TEMPLATE_ID) {
                return true;
            }
            int body = AeronCluster.SESSION_HEADER_LENGTH;
            return visitor.on(position, buffer, offset + body, length - body);
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
