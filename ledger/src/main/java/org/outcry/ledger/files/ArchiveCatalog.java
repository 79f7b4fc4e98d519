package org.outcry.ledger.files;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.archive.codecs.CatalogHeaderDecoder;
import io.aeron.archive.codecs.RecordingDescriptorDecoder;
import io.aeron.archive.codecs.RecordingDescriptorHeaderDecoder;
import io.aeron.archive.codecs.RecordingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the archive's catalog without opening it for writing, and verifies the checksum of every valid descriptor. */
public final class ArchiveCatalog {
    private static final int DESCRIPTOR_HEADER = RecordingDescriptorHeaderDecoder.BLOCK_LENGTH;

    private ArchiveCatalog() {}

    /** Valid recordings by id; refuses a catalog that cannot be trusted. */
    public static Map<Long, Recording> read(Path archiveDir) {
        Path file = archiveDir.resolve("archive.catalog");
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw Damage.of("the catalog " + file + " cannot be read: " + e.getMessage(), e);
        }
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        if (bytes.length < CatalogHeaderDecoder.BLOCK_LENGTH) {
            throw Damage.of("the catalog is cut short");
        }
        CatalogHeaderDecoder header = new CatalogHeaderDecoder()
                .wrap(buffer, 0, CatalogHeaderDecoder.BLOCK_LENGTH, CatalogHeaderDecoder.SCHEMA_VERSION);
        if (header.length() != CatalogHeaderDecoder.BLOCK_LENGTH || header.alignment() != BitUtil.CACHE_LINE_LENGTH) {
            throw Damage.of("the catalog's header is not one");
        }
        Map<Long, Recording> recordings = new TreeMap<>();
        int offset = CatalogHeaderDecoder.BLOCK_LENGTH;
        while (offset + DESCRIPTOR_HEADER <= bytes.length) {
            int length = buffer.getInt(offset + RecordingDescriptorHeaderDecoder.lengthEncodingOffset(), LITTLE_ENDIAN);
            if (length == 0) {
                break;
            }
            if (length < RecordingDescriptorDecoder.BLOCK_LENGTH
                    || length > bytes.length - offset - DESCRIPTOR_HEADER) {
                throw Damage.of("the catalog holds a descriptor of " + length + " bytes");
            }
            readOne(buffer, bytes, offset, length, recordings);
            offset += BitUtil.align(length + DESCRIPTOR_HEADER, BitUtil.CACHE_LINE_LENGTH);
        }
        for (int i = offset; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw Damage.of("the catalog holds bytes behind its last descriptor");
            }
        }
        return recordings;
    }

    private static void readOne(
            UnsafeBuffer buffer, byte[] bytes, int offset, int length, Map<Long, Recording> recordings) {
        int body = offset + DESCRIPTOR_HEADER;
        int checksum = buffer.getInt(offset + RecordingDescriptorHeaderDecoder.checksumEncodingOffset(), LITTLE_ENDIAN);
        RecordingDescriptorDecoder descriptor = new RecordingDescriptorDecoder()
                .wrap(buffer, body, RecordingDescriptorDecoder.BLOCK_LENGTH, RecordingDescriptorDecoder.SCHEMA_VERSION);
        int state = buffer.getInt(offset + RecordingDescriptorHeaderDecoder.stateEncodingOffset(), LITTLE_ENDIAN);
        if (state == RecordingState.DELETED.value() || state == RecordingState.INVALID.value()) {
            return;
        }
        if (state != RecordingState.VALID.value() || !intact(bytes, body, length, checksum)) {
            throw Damage.of("the catalog's entry of recording " + descriptor.recordingId() + " is damaged");
        }
        recordings.put(
                descriptor.recordingId(),
                new Recording(
                        descriptor.recordingId(),
                        descriptor.startPosition(),
                        descriptor.stopPosition(),
                        descriptor.initialTermId(),
                        descriptor.segmentFileLength(),
                        descriptor.termBufferLength(),
                        descriptor.streamId()));
    }

    /** A start after a kill fills in where a recording stopped without renewing the checksum, so that form counts too. */
    private static boolean intact(byte[] bytes, int body, int length, int checksum) {
        if (crc(bytes, body, length) == checksum) {
            return true;
        }
        byte[] open = new byte[length];
        System.arraycopy(bytes, body, open, 0, length);
        UnsafeBuffer buffer = new UnsafeBuffer(open);
        buffer.putLong(RecordingDescriptorDecoder.stopPositionEncodingOffset(), -1, LITTLE_ENDIAN);
        buffer.putLong(RecordingDescriptorDecoder.stopTimestampEncodingOffset(), -1, LITTLE_ENDIAN);
        return crc(open, 0, length) == checksum;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
