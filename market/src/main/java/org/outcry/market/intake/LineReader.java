package org.outcry.market.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a text, each bounded. Bytes outside ASCII stay apart from every digit and sign, so that they are refused where they stand. */
final class LineReader {
    static final int LONGEST = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LONGEST];
    private int position;
    private int end;
    private boolean tooLong;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The last line was cut at {@link #LONGEST} bytes. */
    boolean tooLong() {
        return tooLong;
    }

    /** Reads a line without its end into {@code into}, which is cleared first; false at the end of the text. */
    boolean next(StringBuilder into) throws IOException {
        int length = 0;
        boolean any = false;
        tooLong = false;
        while (true) {
            if (position == end) {
                end = in.read(buffer);
                position = 0;
                if (end <= 0) {
                    end = 0;
                    break;
                }
            }
            byte next = buffer[position++];
            any = true;
            if (next == '\n') {
                break;
            }
            if (length < LONGEST) {
                line[length++] = next;
            } else {
                tooLong = true;
            }
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        into.setLength(0);
        into.append(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        return any;
    }
}
