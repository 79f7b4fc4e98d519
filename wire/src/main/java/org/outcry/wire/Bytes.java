package org.outcry.wire;

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

    /** Appends one ASCII character as it is. */
    public Bytes ascii(char character) {
        room(1);
        run[length++] = (byte) character;
        return this;
    }

    /** Appends ASCII text as it is, from a place on to its end. */
    public Bytes ascii(char[] text, int from) {
        room(text.length - from);
        for (int i = from; i < text.length; i++) {
            run[length++] = (byte) text[i];
        }
        return this;
    }

    /** Appends a number in decimal. */
    public Bytes number(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        room(digits);
        length += digits;
        long rest = value;
        for (int i = 1; i <= digits; i++) {
            run[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Appends a JSON string with its quotes. */
    public Bytes quoted(String text) {
        int count = text.length();
        room(count + 2);
        int at = length;
        run[at++] = '"';
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                // Rare: something to escape, or more than one byte.
                return raw(JsonText.quote(text));
            }
            run[at++] = (byte) c;
        }
        run[at++] = '"';
        length = at;
        return this;
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
