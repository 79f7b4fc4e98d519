package org.outcry.market.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.outcry.market.intake.RawRecord.Aggressor;

/**
 * Databento Binary Encoding, versions 1 to 3, holding trades, mbp-1 or tbbo records. Source of the layout: Databento's public
 * documentation of the encoding (read 2026-11-21). Records of other kinds are passed on as neither quote nor trade.
 */
final class DbnSource implements RecordSource {
    static final byte[] MAGIC = {'D', 'B', 'N'};

    private static final int TRADES = 4;
    private static final int TBBO = 3;
    private static final int MBP_1 = 1;
    private static final int MIXED = 0xffff;
    private static final int RTYPE_TRADE = 0;
    private static final int RTYPE_MBP_1 = 1;
    private static final int MOST_METADATA = 64 << 20;
    private static final int FIXED_METADATA = 100;
    private static final int LEVEL_OFFSET = 48;

    private final InputStream in;
    private final byte[] bytes = new byte[4 * 255];
    private final ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<Long, String> symbols = new HashMap<>();
    private final int schema;
    private long place;

    DbnSource(InputStream in) throws IOException, ImportException {
        this.in = in;
        ByteBuffer start = exactly(8);
        int version = start.get(3);
        int length = start.getInt(4);
        if (version < 1 || version > 3 || length < FIXED_METADATA || length > MOST_METADATA) {
            throw new ImportException("DBN version " + version + " is not known here: 1 to 3 are");
        }
        ByteBuffer metadata = exactly(length);
        schema = metadata.getShort(16) & 0xffff;
        if (schema != TRADES && schema != TBBO && schema != MBP_1 && schema != MIXED) {
            throw new ImportException("the file holds another schema: trades, mbp-1 and tbbo can be imported");
        }
        try {
            readSymbols(metadata, version);
        } catch (RuntimeException e) {
            throw new ImportException("the file's metadata is damaged", e);
        }
    }

    private ByteBuffer exactly(int length) throws IOException {
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new EOFException("the file ends in its metadata");
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Numbers of instruments to the symbols that were asked for, or the other way round, as the file was ordered. */
    private void readSymbols(ByteBuffer metadata, int version) {
        // Version 1 has a record count before the symbol types and fixed symbols of 22 bytes; later ones say their
        // length.
        int symbolLength = version == 1 ? 22 : metadata.getShort(16 + 2 + 8 + 8 + 8 + 3) & 0xffff;
        metadata.position(FIXED_METADATA);
        metadata.position(FIXED_METADATA + 4 + metadata.getInt(FIXED_METADATA));
        for (int list = 0; list < 3; list++) {
            int count = metadata.getInt();
            metadata.position(metadata.position() + Math.multiplyExact(count, symbolLength));
        }
        int mappings = metadata.getInt();
        for (int i = 0; i < mappings; i++) {
            String asked = text(metadata, symbolLength);
            int intervals = metadata.getInt();
            for (int j = 0; j < intervals; j++) {
                metadata.position(metadata.position() + 8);
                map(asked, text(metadata, symbolLength));
            }
        }
    }

    private void map(String asked, String resolved) {
        boolean number = resolved.matches("[0-9]{1,10}");
        String key = number ? resolved : asked;
        String symbol = number ? asked : resolved;
        if (key.matches("[0-9]{1,10}")) {
            // Groups and continuous series (ES.FUT, ES.c.0) name more than one contract: their numbers tell them apart.
            if (symbol.indexOf('.') < 0) {
                symbols.put(Long.parseLong(key), symbol);
            }
        }
    }

    private static String text(ByteBuffer from, int length) {
        byte[] text = new byte[length];
        from.get(text);
        int end = 0;
        while (end < length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean quotes() {
        return schema != TRADES;
    }

    @Override
    public long place() {
        return place;
    }

    @Override
    public boolean next(RawRecord into) throws IOException {
        int words = in.read();
        if (words < 0) {
            return false;
        }
        place++;
        into.clear();
        int length = 4 * words;
        if (length < 16) {
            throw new IOException("record " + place + " is shorter than its head: the file is damaged there");
        }
        bytes[0] = (byte) words;
        if (in.readNBytes(bytes, 1, length - 1) < length - 1) {
            into.problem = Optional.of(Reason.UNREADABLE);
            return true;
        }
        int type = bytes[1] & 0xff;
        if ((type != RTYPE_TRADE && type != RTYPE_MBP_1) || length < LEVEL_OFFSET) {
            into.problem = Optional.of(Reason.NOTHING);
            return true;
        }
        long instrument = record.getInt(4) & 0xffff_ffffL;
        // Where contracts are named, a number without a name is none of them.
        into.symbol = symbols.getOrDefault(instrument, (symbols.isEmpty() ? "#" : "?") + instrument);
        into.nanos = record.getLong(8);
        if (bytes[28] == 'T') {
            into.trade = true;
            into.price = record.getLong(16);
            into.size = record.getInt(24) & 0xffff_ffffL;
            into.aggressor = switch (bytes[29]) {
                case 'B' -> Aggressor.BUY;
                case 'A' -> Aggressor.SELL;
                default -> Aggressor.UNKNOWN;
            };
        }
        if (type == RTYPE_MBP_1 && length >= LEVEL_OFFSET + 32) {
            into.quote = true;
            into.bid = record.getLong(LEVEL_OFFSET);
            into.ask = record.getLong(LEVEL_OFFSET + 8);
            into.bidSize = record.getInt(LEVEL_OFFSET + 16) & 0xffff_ffffL;
            into.askSize = record.getInt(LEVEL_OFFSET + 20) & 0xffff_ffffL;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
