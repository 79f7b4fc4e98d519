package org.outcry.market.recorded;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Events to bytes and back: a byte of flags for each event, then what changed since the one before as variable-length
 * differences, and all of it deflated. The layout is in docs/operate/import.md. One thread.
 */
final class BlockCodec {
    /** Flags, time, four quote fields and two of a trade, ten bytes at most each. */
    static final int MOST_PLAIN_BYTES = Block.EVENTS * (1 + 7 * 10);

    private static final int TRADE = 1;
    private static final int BUY = 2;
    private static final int BID = 4;
    private static final int BID_SIZE = 8;
    private static final int ASK = 16;
    private static final int ASK_SIZE = 32;
    private static final int LEVEL = 5;

    private BlockCodec() {}

    /** Packs the first {@code count} events of a block into {@code out} and answers their plain length. */
    static int pack(Block block, int count, ByteBuffer plain, ByteBuffer out) {
        plain.clear();
        long time = block.nanos[0];
        long bid = 0;
        int bidSize = 0;
        long ask = 0;
        int askSize = 0;
        long price = 0;
        for (int i = 0; i < count; i++) {
            boolean trade = block.size[i] > 0;
            int flags = (trade ? TRADE : 0)
                    | (trade && block.buy[i] ? BUY : 0)
                    | (block.bid[i] != bid ? BID : 0)
                    | (block.bidSize[i] != bidSize ? BID_SIZE : 0)
                    | (block.ask[i] != ask ? ASK : 0)
                    | (block.askSize[i] != askSize ? ASK_SIZE : 0);
            plain.put((byte) flags);
            put(plain, block.nanos[i] - time);
            time = block.nanos[i];
            if ((flags & BID) != 0) {
                putSigned(plain, block.bid[i] - bid);
                bid = block.bid[i];
            }
            if ((flags & BID_SIZE) != 0) {
                put(plain, block.bidSize[i]);
                bidSize = block.bidSize[i];
            }
            if ((flags & ASK) != 0) {
                putSigned(plain, block.ask[i] - ask);
                ask = block.ask[i];
            }
            if ((flags & ASK_SIZE) != 0) {
                put(plain, block.askSize[i]);
                askSize = block.askSize[i];
            }
            if (trade) {
                putSigned(plain, block.price[i] - price);
                put(plain, block.size[i]);
                price = block.price[i];
            }
        }
        plain.flip();
        int length = plain.remaining();
        out.clear();
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            while (!deflater.finished()) {
                deflater.deflate(out);
            }
        } finally {
            deflater.end();
        }
        out.flip();
        return length;
    }

    static int crc(ByteBuffer packed) {
        CRC32 crc = new CRC32();
        crc.update(packed.duplicate());
        return (int) crc.getValue();
    }

    /** The events of a block; bytes that no writer wrote throw {@link DataFormatException}. */
    static Block unpack(BlockHead head, ByteBuffer packed) throws DataFormatException {
        if (crc(packed) != head.crc()) {
            throw new DataFormatException("its checksum differs");
        }
        ByteBuffer plain = ByteBuffer.allocate(head.plainBytes());
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            while (plain.hasRemaining()) {
                if (inflater.inflate(plain) == 0) {
                    throw new DataFormatException("it is shorter than its head says");
                }
            }
        } finally {
            inflater.end();
        }
        plain.flip();
        Block block = new Block(head);
        long time = head.firstNanos();
        long bid = 0;
        int bidSize = 0;
        long ask = 0;
        int askSize = 0;
        long price = 0;
        for (int i = 0; i < head.count(); i++) {
            int flags = plain.get();
            time += get(plain);
            bid += (flags & BID) != 0 ? getSigned(plain) : 0;
            bidSize = (flags & BID_SIZE) != 0 ? (int) get(plain) : bidSize;
            ask += (flags & ASK) != 0 ? getSigned(plain) : 0;
            askSize = (flags & ASK_SIZE) != 0 ? (int) get(plain) : askSize;
            block.nanos[i] = time;
            block.bid[i] = bid;
            block.bidSize[i] = bidSize;
            block.ask[i] = ask;
            block.askSize[i] = askSize;
            if ((flags & TRADE) != 0) {
                price += getSigned(plain);
                block.price[i] = price;
                block.size[i] = (int) get(plain);
                block.buy[i] = (flags & BUY) != 0;
            }
        }
        return block;
    }

    private static void putSigned(ByteBuffer out, long value) {
        put(out, (value << 1) ^ (value >> 63));
    }

    private static long getSigned(ByteBuffer in) {
        long value = get(in);
        return (value >>> 1) ^ -(value & 1);
    }

    private static void put(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long get(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = in.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        return value;
    }
}
