package org.outcry.market.recorded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.outcry.market.bars.BarBuilder;

/** One session of one contract as a file: block heads in memory, blocks read when asked for. Holds no handle. Any thread. */
final class Recording {
    /** {@code OUTTAPE1}. */
    private static final long MAGIC = 0x4f55545441504531L;

    private static final int FILE_HEAD_BYTES = 16;

    private final Path path;
    private final int contractId;
    private final int sessionDate;
    private final List<BlockHead> heads;

    private Recording(Path path, int contractId, int sessionDate, List<BlockHead> heads) {
        this.path = path;
        this.contractId = contractId;
        this.sessionDate = sessionDate;
        this.heads = List.copyOf(heads);
    }

    static ByteBuffer fileHead(int contractId, int sessionDate) {
        return ByteBuffer.allocate(FILE_HEAD_BYTES)
                .putLong(MAGIC)
                .putInt(contractId)
                .putInt(sessionDate)
                .flip();
    }

    static Recording open(Path path) throws IOException {
        return open(path, Long.MAX_VALUE);
    }

    /** Reads the heads up to a length; a file that does not end with a whole block there throws {@link IOException}. */
    static Recording open(Path path, long length) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long end = Math.min(length, file.size());
            ByteBuffer start = read(path, file, 0, FILE_HEAD_BYTES);
            if (start.getLong() != MAGIC) {
                throw damaged(path, "it is no recording");
            }
            int contractId = start.getInt();
            int sessionDate = start.getInt();
            List<BlockHead> heads = new ArrayList<>();
            long position = FILE_HEAD_BYTES;
            while (position < end) {
                BlockHead head = BlockHead.read(position, read(path, file, position, BlockHead.BYTES));
                if (!head.plausible() || head.end() > end) {
                    throw damaged(path, "the block at byte " + position + " is not whole");
                }
                heads.add(head);
                position = head.end();
            }
            if (heads.isEmpty()) {
                throw damaged(path, "it holds no events");
            }
            return new Recording(path, contractId, sessionDate, heads);
        }
    }

    private static ByteBuffer read(Path path, FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw damaged(path, "it ends early");
            }
        }
        return bytes.flip();
    }

    private static IOException damaged(Path path, String why) {
        return new IOException(path + " is damaged: " + why + ". Import that session again with --replace");
    }

    int contractId() {
        return contractId;
    }

    int sessionDate() {
        return sessionDate;
    }

    List<BlockHead> heads() {
        return heads;
    }

    Block read(BlockHead head) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return BlockCodec.unpack(head, read(path, file, head.position() + BlockHead.BYTES, head.packedBytes()));
        } catch (DataFormatException | RuntimeException e) {
            IOException damaged = damaged(path, "the block at byte " + head.position() + " cannot be read");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Number of the last block that begins at or before a moment; -1 when none does. */
    int blockAt(long nanos) {
        int low = 0;
        int high = heads.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (heads.get(middle).firstNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** All trades of the session in one bar. */
    BarBuilder whole() {
        BarBuilder bar = new BarBuilder();
        heads.forEach(head -> head.addTo(bar));
        return bar;
    }
}
