package org.outcry.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes, for putting finished pieces of JSON side by side. One thread. */
public final class Bytes {
    private byte[] run;
    private int length;

    public Bytes(int expected) {
        run = new byte[Math.max(16, expected)];
    }

    /** Appends ASCII text as it is. */
    public Bytes ascii(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            run[length + i] = (byte) text.charAt(i);
        }
        length += count;
        return this;
    }

    /** Appends a number in decimal. */
    public Bytes number(long value) {
        return ascii(Long.toString(value));
    }

    /** Appends a JSON string with its quotes. */
    public Bytes quoted(String text) {
        return raw(JsonText.quote(text));
    }

    /** Appends bytes as they are. */
    public Bytes raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, run, length, bytes.length);
        length += bytes.length;
        return this;
    }

    public byte[] toArray() {
        return length == run.length ? run : Arrays.copyOf(run, length);
    }

    @Override
    public String toString() {
        return new String(run, 0, length, StandardCharsets.UTF_8);
    }

    private void room(int more) {
        if (length + more > run.length) {
            run = Arrays.copyOf(run, Math.max(run.length * 2, length + more));
        }
    }
}
