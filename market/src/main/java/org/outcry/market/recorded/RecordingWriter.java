package org.outcry.market.recorded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.outcry.engine.value.Prices;
import org.outcry.market.bars.BarBuilder;

/**
 * Writes one session of one contract, event by event in strictly rising time. What is written becomes a recording only when
 * {@link Recordings#keep} has named it one; until then the writer can be opened again at a length it reported. One thread.
 */
public final class RecordingWriter implements AutoCloseable {
    private final FileChannel file;
    private final BarBuilder bar = new BarBuilder();
    private final ByteBuffer plain = ByteBuffer.allocate(BlockCodec.MOST_PLAIN_BYTES);
    private final ByteBuffer packed = ByteBuffer.allocate(BlockCodec.MOST_PLAIN_BYTES + 4096);
    private Block block = emptyBlock();
    private int count;
    private long position;
    private long lastNanos = Long.MIN_VALUE;
    private long blockLast = Prices.NONE;
    private int blockLastSize;
    private long blockVolume;
    private long last = Prices.NONE;
    private int lastSize;
    private long volume;

    private RecordingWriter(FileChannel file) {
        this.file = file;
    }

    /** Begins a file, in place of one that was begun and not finished. */
    static RecordingWriter create(Path part, int contractId, int sessionDate) throws IOException {
        FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        RecordingWriter writer = new RecordingWriter(file);
        writer.write(Recording.fileHead(contractId, sessionDate));
        return writer;
    }

    /** Goes on at a length that {@link #flush} answered; what lies behind it is dropped. */
    static RecordingWriter resume(Path part, long length) throws IOException {
        Recording written = Recording.open(part, length);
        BlockHead end = written.heads().getLast();
        Block block = written.read(end);
        FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE);
        file.truncate(length);
        RecordingWriter writer = new RecordingWriter(file);
        writer.position = length;
        writer.lastNanos = end.lastNanos();
        writer.last = end.lastTicks();
        writer.lastSize = end.lastSize();
        writer.volume = end.volume() + end.blockVolume();
        block.trades(Long.MIN_VALUE, Long.MAX_VALUE, (ignored, price, size) -> {
            writer.last = price;
            writer.lastSize = size;
        });
        return writer;
    }

    private static Block emptyBlock() {
        return new Block(new BlockHead(0, 0, 0, 0, Block.EVENTS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** The book changed. */
    public void quote(long nanos, BookTop top) throws IOException {
        begin(nanos, top);
        block.size[count - 1] = 0;
    }

    /** A trade, and the book after it; {@code size} is 1 or more. */
    public void trade(long nanos, BookTop top, long priceTicks, int size, boolean buy) throws IOException {
        if (size < 1) {
            throw new IllegalArgumentException("a trade of " + size);
        }
        begin(nanos, top);
        block.price[count - 1] = priceTicks;
        block.size[count - 1] = size;
        block.buy[count - 1] = buy;
        bar.add(priceTicks, size);
        last = priceTicks;
        lastSize = size;
        volume += size;
    }

    private void begin(long nanos, BookTop top) throws IOException {
        if (nanos <= lastNanos) {
            throw new IllegalArgumentException("time must rise: " + nanos + " after " + lastNanos);
        }
        if (count == Block.EVENTS) {
            writeBlock();
        }
        if (count == 0) {
            blockLast = last;
            blockLastSize = lastSize;
            blockVolume = volume;
        }
        lastNanos = nanos;
        block.nanos[count] = nanos;
        block.bid[count] = top.bidTicks();
        block.bidSize[count] = top.bidSize();
        block.ask[count] = top.askTicks();
        block.askSize[count] = top.askSize();
        count++;
    }

    /** Brings everything to the disk and answers the length to resume at. */
    public long flush() throws IOException {
        if (count > 0) {
            writeBlock();
        }
        file.force(true);
        return position;
    }

    private void writeBlock() throws IOException {
        int plainBytes = BlockCodec.pack(block, count, plain, packed);
        var traded = bar.bar(0, 0);
        BlockHead head = new BlockHead(
                position,
                packed.remaining(),
                plainBytes,
                BlockCodec.crc(packed),
                count,
                block.nanos[0],
                block.nanos[count - 1],
                blockLast,
                blockLastSize,
                blockVolume,
                traded.openTicks(),
                traded.highTicks(),
                traded.lowTicks(),
                traded.closeTicks(),
                traded.volume(),
                traded.trades());
        ByteBuffer headBytes = ByteBuffer.allocate(BlockHead.BYTES);
        head.write(headBytes);
        write(headBytes.flip());
        write(packed);
        block = emptyBlock();
        count = 0;
        bar.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
