package org.outcry.market.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes DBN as its documentation describes it, for tests. */
final class DbnWriter {
    static final int MBP_1 = 1;
    static final int TBBO = 3;
    static final int TRADES = 4;

    private final ByteBuffer out = ByteBuffer.allocate(32 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final int schema;

    DbnWriter(int version, int schema, String symbol, int instrument) {
        this.schema = schema;
        int symbolLength = version == 1 ? 22 : 71;
        out.put((byte) 'D').put((byte) 'B').put((byte) 'N').put((byte) version).putInt(0);
        text("GLBX.MDP3", 16);
        out.putShort((short) schema).putLong(0).putLong(0).putLong(0);
        if (version == 1) {
            out.putLong(0);
        }
        out.put((byte) 1).put((byte) 0).put((byte) 0);
        if (version > 1) {
            out.putShort((short) symbolLength);
        }
        out.put(new byte[version == 1 ? 47 : 53]);
        out.putInt(0);
        out.putInt(1);
        text(symbol, symbolLength);
        out.putInt(0).putInt(0).putInt(1);
        text(symbol, symbolLength);
        out.putInt(1).putInt(20251101).putInt(20251201);
        text(String.valueOf(instrument), symbolLength);
        out.putInt(4, out.position() - 8);
    }

    private void text(String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.put(bytes).put(new byte[length - bytes.length]);
    }

    void record(int instrument, long nanos, char action, char side, long price, int size, long[] book) {
        out.put((byte) (schema == TRADES ? 12 : 20)).put((byte) (schema == TRADES ? 0 : 1));
        out.putShort((short) 1).putInt(instrument).putLong(nanos);
        out.putLong(price).putInt(size).put((byte) action).put((byte) side).putShort((short) 0);
        out.putLong(nanos + 1000).putInt(0).putInt(0);
        if (schema != TRADES) {
            out.putLong(book[0])
                    .putLong(book[2])
                    .putInt((int) book[1])
                    .putInt((int) book[3])
                    .putLong(0);
        }
    }

    byte[] bytes() {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }
}
