package org.outcry.market.intake;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A file to import: what it is, how far it was read, and by what it is known again. One thread. */
final class SourceFile {
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final int KNOWN_BY_BYTES = 1 << 16;

    private final Path path;
    private final long length;
    private long read;

    SourceFile(Path path) throws IOException {
        this.path = path;
        this.length = Files.size(path);
    }

    long length() {
        return length;
    }

    /** Bytes of the file taken so far, unpacked or not. */
    long read() {
        return read;
    }

    /** Length and beginning: what a file that merely has the same name would hardly share. */
    String fingerprint() throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Files.newInputStream(path)) {
            crc.update(in.readNBytes(KNOWN_BY_BYTES));
        }
        return length + "-" + Long.toHexString(crc.getValue()) + "-"
                + Files.getLastModifiedTime(path).toMillis();
    }

    /** Finds out by the first bytes what the file is. */
    RecordSource open() throws IOException, ImportException {
        InputStream counted = new Counted(Files.newInputStream(path));
        try {
            InputStream plain = unpacked(new BufferedInputStream(counted, 1 << 18));
            plain.mark(8);
            byte[] start = plain.readNBytes(DbnSource.MAGIC.length);
            plain.reset();
            return Arrays.equals(start, DbnSource.MAGIC) ? new DbnSource(plain) : new CsvSource(plain);
        } catch (IOException | ImportException | RuntimeException e) {
            counted.close();
            throw e;
        }
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(8);
        byte[] start = in.readNBytes(ZSTD.length);
        in.reset();
        if (Arrays.equals(start, ZSTD)) {
            return new BufferedInputStream(new ZstdInputStream(in), 1 << 18);
        }
        if (start.length >= 2 && Arrays.equals(Arrays.copyOf(start, 2), GZIP)) {
            return new BufferedInputStream(new java.util.zip.GZIPInputStream(in), 1 << 18);
        }
        return in;
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            read += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            int count = super.read(into, offset, most);
            read += Math.max(0, count);
            return count;
        }
    }
}
