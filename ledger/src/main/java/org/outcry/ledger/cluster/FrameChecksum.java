package org.outcry.ledger.cluster;

import io.aeron.archive.checksum.Checksum;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C of log frames, as the archive records and verifies them. The transport's own needs the JDK opened further; this
 * one reads the same memory through the front door. One thread for each instance.
 */
final class FrameChecksum implements Checksum {
    private final CRC32C crc = new CRC32C();
    private long address;
    private ByteBuffer memory = ByteBuffer.allocate(0);

    @Override
    @SuppressWarnings("restricted") // the caller owns the memory it names
    public int compute(long baseAddress, int offset, int length) {
        if (baseAddress != address || memory.capacity() == 0) {
            memory = MemorySegment.ofAddress(baseAddress).reinterpret(1 << 30).asByteBuffer();
            address = baseAddress;
        }
        crc.reset();
        crc.update(memory.limit(offset + length).position(offset));
        return (int) crc.getValue();
    }
}
