package org.outcry.ledger.files;

import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.outcry.ledger.codec.sbe.EnvelopeDecoder;
import org.outcry.ledger.files.FrameWalk.Found;

/**
 * Decides, before the cluster touches anything, whether a log may be started: every frame from the latest snapshot on is
 * valid up to an end, and that end is either clean or a torn tail.
 *
 * <p>A torn tail and damage look alike where they begin. They are told apart by evidence, not by guess: every entry says
 * up to where its submitter knew the log to be synced; so do snapshots, a clean stop and history. Whatever ends before the
 * furthest such position has lost synced bytes and is refused. The rest behind a torn end was promised to nobody.
 */
public final class IntegrityCheck {
    private final LogReader reader;
    private final long provenPosition;

    /**
     * What was found, when the log may be started.
     *
     * @param start first position examined
     * @param end where the valid log ends
     * @param tornFrom where bytes of a torn tail begin, equal to {@code end} when there are some, else -1
     */
    public record Verdict(long start, long end, long tornFrom) {
        public boolean torn() {
            return tornFrom >= 0;
        }
    }

    private IntegrityCheck(LogReader reader, long provenPosition) {
        this.reader = reader;
        this.provenPosition = provenPosition;
    }

    /**
     * Examines what a start will read; {@code provenPosition} is a position known to be synced by other means (history),
     * 0 for none. Refuses damage; changes nothing.
     */
    public static Verdict examine(Path dataDir, long provenPosition) {
        return new IntegrityCheck(LogReader.open(dataDir), provenPosition).examine(false);
    }

    /** As {@link #examine}, from the first position held and over every snapshot held. */
    public static Verdict examineAll(Path dataDir, long provenPosition) {
        return new IntegrityCheck(LogReader.open(dataDir), provenPosition).examine(true);
    }

    /** Removes a torn tail, so that the archive finds the same end; keeps a copy of its bytes beside the log. */
    public static Verdict examineAndCut(Path dataDir, long provenPosition) {
        LogReader reader = LogReader.open(dataDir);
        Verdict verdict = new IntegrityCheck(reader, provenPosition).examine(false);
        if (verdict.torn()) {
            new IntegrityCheck(reader, provenPosition).cut(dataDir, verdict.tornFrom());
        }
        return verdict;
    }

    private Verdict examine(boolean everything) {
        checkTerms();
        Optional<Recording> log = reader.log();
        if (log.isEmpty()) {
            if (provenPosition > 0) {
                throw Damage.of("there is no log, but history reaches position " + provenPosition);
            }
            if (reader.latestSnapshot().isPresent()) {
                throw Damage.of("there is no log, but a snapshot of position "
                        + reader.latestSnapshot().get().logPosition());
            }
            return new Verdict(0, 0, -1);
        }
        List<Long> checkpoints = reader.checkpoints();
        long snapshot = reader.latestSnapshot().map(SnapshotRef::logPosition).orElse(0L);
        long checkpoint = checkpoints.isEmpty() ? 0 : checkpoints.getLast();
        checkCheckpoints(everything);
        checkSnapshots(everything);
        long first = log.get().startPosition();
        if (first > snapshot) {
            throw Damage.of("the log begins at position " + first + " and no snapshot from there on is left");
        }
        if (first > checkpoint) {
            throw Damage.of("the log begins at position " + first + " and no checkpoint from there on is left");
        }
        // The cluster reads from its checkpoint, the engine from its snapshot.
        long start = everything ? first : Math.min(snapshot, checkpoint);
        long proven = Math.max(provenPosition, Math.max(snapshot, checkpoint));
        try (FrameWalk walk = new FrameWalk(reader.archiveDir(), log.get())) {
            return walk(walk, log.get(), Math.max(first, start), Math.max(proven, lastTermPosition()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict walk(FrameWalk walk, Recording log, long start, long provenBefore) throws IOException {
        long proven = provenBefore;
        long limit = log.stopPosition() >= 0 ? log.stopPosition() : Long.MAX_VALUE;
        long position = start;
        long end = start;
        while (position < limit) {
            Found found = walk.at(position, position != end);
            if (found == Found.NOTHING || found == Found.INVALID) {
                break;
            }
            if (found != Found.PADDING && walk.begins(position)) {
                proven = Math.max(proven, durablePosition(walk, position));
            }
            position = walk.next(position);
            end = found == Found.PIECE ? end : position;
        }
        if (log.stopPosition() >= 0 && end != log.stopPosition()) {
            throw Damage.of("the log was closed at position " + log.stopPosition() + " and is valid only up to " + end);
        }
        long written = log.stopPosition() >= 0 ? -1 : walk.firstWritten(end);
        if (written >= 0) {
            proven = Math.max(proven, provenBehind(walk, end));
        }
        if (proven > end) {
            throw Damage.of("it is valid up to position " + end + ", but was synced up to " + proven);
        }
        return new Verdict(start, end, written >= 0 ? end : -1);
    }

    /** The furthest synced position that any valid frame behind a broken one speaks of. */
    private static long provenBehind(FrameWalk walk, long from) throws IOException {
        long proven = 0;
        long last = walk.endOfFiles(from);
        for (long position = from; position < last; position += 32) {
            Found found = walk.at(position);
            if ((found == Found.END_OF_MESSAGE || found == Found.PIECE) && walk.begins(position)) {
                proven = Math.max(proven, durablePosition(walk, position));
            }
        }
        return proven;
    }

    private static long durablePosition(FrameWalk walk, long position) {
        DirectBuffer buffer = walk.buffer();
        int offset = walk.payloadOffset(position);
        int length = walk.payloadLength(position);
        int envelope =
                AeronCluster.SESSION_HEADER_LENGTH + org.outcry.ledger.codec.sbe.MessageHeaderDecoder.ENCODED_LENGTH;
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (length < envelope + EnvelopeDecoder.ENCODED_LENGTH
                || header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || header.templateId() != SessionMessageHeaderDecoder.TEMPLATE_ID) {
            return 0;
        }
        return new EnvelopeDecoder().wrap(buffer, offset + envelope).durablePosition();
    }

    /** Terms follow each other without gaps; with one member each start is a term. */
    private void checkTerms() {
        RecordingLog.Entry previous = null;
        for (RecordingLog.Entry entry : reader.entries()) {
            boolean term = entry.type == RecordingLog.ENTRY_TYPE_TERM;
            boolean snapshot = entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT;
            if (!term && !snapshot) {
                throw Damage.of("recording.log holds an entry of type " + entry.type);
            }
            if (!term || !entry.isValid) {
                continue;
            }
            if (previous != null
                    && (entry.recordingId != previous.recordingId
                            || entry.leadershipTermId <= previous.leadershipTermId
                            || entry.termBaseLogPosition < previous.termBaseLogPosition
                            || (previous.logPosition >= 0 && previous.logPosition != entry.termBaseLogPosition))) {
                throw Damage.of("recording.log's terms " + previous.leadershipTermId + " and " + entry.leadershipTermId
                        + " do not follow each other");
            }
            previous = entry;
        }
    }

    private long lastTermPosition() {
        long position = 0;
        for (RecordingLog.Entry entry : reader.entries()) {
            if (entry.type == RecordingLog.ENTRY_TYPE_TERM && entry.isValid) {
                position = Math.max(position, Math.max(entry.termBaseLogPosition, entry.logPosition));
            }
        }
        return position;
    }

    /** The latest snapshot, or all that are held, must hold the bytes that were written. */
    private void checkSnapshots(boolean everything) {
        if (everything) {
            reader.snapshots().forEach(StateFile::check);
        } else {
            reader.latestSnapshot().ifPresent(StateFile::check);
        }
    }

    /** The latest checkpoint of each service, or all that are held, must be whole: closed, and valid up to its close. */
    private void checkCheckpoints(boolean everything) {
        long latest = reader.checkpoints().isEmpty() ? -1 : reader.checkpoints().getLast();
        for (RecordingLog.Entry entry : reader.entries()) {
            if (entry.type != RecordingLog.ENTRY_TYPE_SNAPSHOT || !entry.isValid) {
                continue;
            }
            Optional<Recording> recording = reader.recording(entry.recordingId);
            if (recording.isEmpty()) {
                if (entry.logPosition >= latest) {
                    throw Damage.of("the recording of the checkpoint at position " + entry.logPosition + " is missing");
                }
                continue;
            }
            if (everything || entry.logPosition >= latest) {
                checkWhole(recording.get(), entry.logPosition);
            }
        }
    }

    private void checkWhole(Recording checkpoint, long logPosition) {
        long end = reader.messages(checkpoint, checkpoint.startPosition(), (position, buffer, offset, length) -> true);
        if (checkpoint.stopPosition() < 0 || end != checkpoint.stopPosition()) {
            throw Damage.of("the checkpoint at position " + logPosition + " is valid up to byte " + end);
        }
    }

    private void cut(Path dataDir, long from) {
        Recording log = reader.log().orElseThrow();
        Path kept = dataDir.resolve("torn-" + from + ".bytes");
        long base = log.segmentBase(from);
        try (FileChannel copy = FileChannel.open(
                kept, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Path file = reader.archiveDir().resolve(log.segmentName(base));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.transferTo(from - base, Math.max(0, channel.size() - (from - base)), copy);
                copy.force(true);
                channel.truncate(from - base);
                channel.force(true);
            }
            extend(file, log.segmentLength());
            for (long next = base + log.segmentLength(); ; next += log.segmentLength()) {
                Path later = reader.archiveDir().resolve(log.segmentName(next));
                if (!Files.exists(later)) {
                    break;
                }
                copy.write(ByteBuffer.wrap(Files.readAllBytes(later)));
                copy.force(true);
                Files.delete(later);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void extend(Path file, int length) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(length);
            access.getChannel().force(true);
        }
    }
}
