package org.outcry.ledger.files;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the frames of one recording in its segment files, checking each: its header must say exactly where it lies, its
 * payload must match its checksum. Not thread-safe; maps one segment at a time.
 */
final class FrameWalk implements AutoCloseable {
    static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;
    private static final int KNOWN_FLAGS = 0xC0;

    private final Path archiveDir;
    private final Recording recording;
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer segment = new UnsafeBuffer(0, 0);
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private Arena arena = Arena.ofConfined();
    private long base = -1;

    /** What lies at a position. */
    enum Found {
        /** A whole message or its last piece. */
        END_OF_MESSAGE,
        /** The first or a middle piece of a longer message. */
        PIECE,
        /** Filler; holds nothing. */
        PADDING,
        /** Nothing was written here. */
        NOTHING,
        /** Something that is no valid frame. */
        INVALID
    }

    FrameWalk(Path archiveDir, Recording recording) {
        this.archiveDir = archiveDir;
        this.recording = recording;
    }

    /** Examines the frame at that position. */
    Found at(long position) throws IOException {
        if (!map(position)) {
            return Found.NOTHING;
        }
        int offset = offset(position);
        if (offset + HEADER > segment.capacity()) {
            return Found.NOTHING;
        }
        int length = segment.getInt(offset + DataHeaderFlyweight.FRAME_LENGTH_FIELD_OFFSET, LITTLE_ENDIAN);
        if (length == 0) {
            return allZero(offset, HEADER) ? Found.NOTHING : Found.INVALID;
        }
        int termLength = recording.termLength();
        int termOffset = (int) (position & (termLength - 1L));
        int aligned = BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
        if (length < HEADER || length > termLength || termOffset + aligned > termLength) {
            return Found.INVALID;
        }
        long firstTerm = recording.initialTermId();
        int termId = (int) (firstTerm + position / termLength);
        byte flags = segment.getByte(offset + DataHeaderFlyweight.FLAGS_FIELD_OFFSET);
        if (segment.getByte(offset + DataHeaderFlyweight.VERSION_FIELD_OFFSET) != 0
                || (flags & ~KNOWN_FLAGS & 0xFF) != 0
                || segment.getInt(offset + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET, LITTLE_ENDIAN) != termOffset
                || segment.getInt(offset + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET, LITTLE_ENDIAN) != termId
                || segment.getInt(offset + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET, LITTLE_ENDIAN)
                        != recording.streamId()) {
            return Found.INVALID;
        }
        int type = segment.getShort(offset + DataHeaderFlyweight.TYPE_FIELD_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
        if (type == DataHeaderFlyweight.HDR_TYPE_PAD) {
            // Of filler the archive writes the header alone: with a body it is a message whose type was damaged.
            int body = Math.min(offset + aligned, segment.capacity()) - offset - HEADER;
            return allZero(offset + HEADER, body) ? Found.PADDING : Found.INVALID;
        }
        if (type != DataHeaderFlyweight.HDR_TYPE_DATA || offset + aligned > segment.capacity()) {
            return Found.INVALID;
        }
        crc.reset();
        crc.update(bytes.limit(offset + aligned).position(offset + HEADER));
        if ((int) crc.getValue()
                != segment.getInt(offset + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET, LITTLE_ENDIAN)) {
            return Found.INVALID;
        }
        return (flags & FrameDescriptor.END_FRAG_FLAG) == 0 ? Found.PIECE : Found.END_OF_MESSAGE;
    }

    /** As {@link #at}, and the frame must go on with a message exactly when one is unfinished. */
    Found at(long position, boolean unfinished) throws IOException {
        Found found = at(position);
        return switch (found) {
            case NOTHING, INVALID -> found;
            case PADDING -> unfinished ? Found.INVALID : found;
            case PIECE, END_OF_MESSAGE -> begins(position) == unfinished ? Found.INVALID : found;
        };
    }

    /** The frame last found begins a message. */
    boolean begins(long position) {
        return (segment.getByte(offset(position) + DataHeaderFlyweight.FLAGS_FIELD_OFFSET)
                        & FrameDescriptor.BEGIN_FRAG_FLAG)
                != 0;
    }

    /** Where the frame last found ends. */
    long next(long position) {
        return position + BitUtil.align(frameLength(position), FrameDescriptor.FRAME_ALIGNMENT);
    }

    private int frameLength(long position) {
        return segment.getInt(offset(position), LITTLE_ENDIAN);
    }

    /** Buffer, offset and length of the payload of the frame last found. */
    DirectBuffer buffer() {
        return segment;
    }

    int payloadOffset(long position) {
        return offset(position) + HEADER;
    }

    int payloadLength(long position) {
        return frameLength(position) - HEADER;
    }

    /** First position at or behind {@code from} whose bytes are not zero, -1 when the rest of the files is empty. */
    long firstWritten(long from) throws IOException {
        long position = from;
        while (map(position)) {
            int offset = offset(position);
            int capacity = segment.capacity();
            for (int at = offset; at + Long.BYTES <= capacity; at += Long.BYTES) {
                if (segment.getLong(at) != 0) {
                    return BitUtil.align(
                            base + at - (FrameDescriptor.FRAME_ALIGNMENT - 1L), FrameDescriptor.FRAME_ALIGNMENT);
                }
            }
            position = base + recording.segmentLength();
        }
        return -1;
    }

    /** End of the files that hold this position and follow it without a gap. */
    long endOfFiles(long from) throws IOException {
        long position = from;
        while (map(position)) {
            position = base + recording.segmentLength();
        }
        return position;
    }

    private boolean allZero(int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (segment.getByte(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private int offset(long position) {
        return (int) (position - base);
    }

    private boolean map(long position) throws IOException {
        long wanted = recording.segmentBase(position);
        if (wanted == base) {
            return true;
        }
        Path file = archiveDir.resolve(recording.segmentName(wanted));
        if (!Files.exists(file)) {
            return false;
        }
        arena.close();
        arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), recording.segmentLength());
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
            segment.wrap(bytes, 0, (int) size);
        }
        base = wanted;
        return true;
    }

    @Override
    public void close() {
        base = -1;
        segment.wrap(0, 0);
        arena.close();
    }
}
