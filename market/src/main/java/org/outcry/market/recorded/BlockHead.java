package org.outcry.market.recorded;

import java.nio.ByteBuffer;
import org.outcry.market.bars.BarBuilder;

/**
 * What is said of a block without unpacking it: where it lies, its time, what was last traded before it, and the bar of its
 * trades.
 *
 * @param position byte in the file at which the head begins
 * @param packedBytes length of the packed events behind the head
 * @param plainBytes their length once unpacked
 * @param crc CRC-32 of the packed events
 * @param count events, 1 to {@link Block#EVENTS}
 * @param firstNanos time of the first event
 * @param lastNanos time of the last event
 * @param lastTicks last trade of the session before the block, {@link org.outcry.engine.value.Prices#NONE} when there is none
 * @param lastSize contracts of that trade
 * @param volume contracts traded in the session before the block
 * @param openTicks first trade of the block; meaningless, as the next four, without trades
 * @param trades how many trades the block holds
 */
record BlockHead(
        long position,
        int packedBytes,
        int plainBytes,
        int crc,
        int count,
        long firstNanos,
        long lastNanos,
        long lastTicks,
        int lastSize,
        long volume,
        long openTicks,
        long highTicks,
        long lowTicks,
        long closeTicks,
        long blockVolume,
        long trades) {
    static final int BYTES = 4 * 4 + 8 * 2 + 8 + 4 + 8 + 8 * 6;

    void write(ByteBuffer out) {
        out.putInt(packedBytes).putInt(plainBytes).putInt(crc).putInt(count);
        out.putLong(firstNanos)
                .putLong(lastNanos)
                .putLong(lastTicks)
                .putInt(lastSize)
                .putLong(volume);
        out.putLong(openTicks).putLong(highTicks).putLong(lowTicks).putLong(closeTicks);
        out.putLong(blockVolume).putLong(trades);
    }

    static BlockHead read(long position, ByteBuffer in) {
        return new BlockHead(
                position,
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }

    /** False for what no writer wrote. */
    boolean plausible() {
        return packedBytes > 0
                && plainBytes > 0
                && plainBytes <= BlockCodec.MOST_PLAIN_BYTES
                && packedBytes <= 2 * BlockCodec.MOST_PLAIN_BYTES
                && count > 0
                && count <= Block.EVENTS
                && firstNanos <= lastNanos;
    }

    long end() {
        return position + BYTES + packedBytes;
    }

    /** Adds the block's trades to a bar. */
    void addTo(BarBuilder bar) {
        bar.add(openTicks, highTicks, lowTicks, closeTicks, blockVolume, trades);
    }
}
