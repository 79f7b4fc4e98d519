package org.outcry.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One finished JSON value in UTF-8. Whoever makes it gives the bytes away; nobody writes to them again. */
public final class RawJson {
    private final byte[] utf8;

    public RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    public byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson raw && Arrays.equals(utf8, raw.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
