package org.outcry.gateway.crosstrade;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding, strictly: a broken escape or broken UTF-8 is refused, not guessed. */
final class UriText {
    private UriText() {}

    /** Decodes one path segment. */
    static String path(String raw) throws InvalidRequest {
        return raw.indexOf('%') < 0 ? raw : decode(raw, false);
    }

    /** Decodes a query name or value, where {@code +} means a blank. */
    static String query(String raw) throws InvalidRequest {
        return raw.indexOf('%') < 0 && raw.indexOf('+') < 0 ? raw : decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsBlank) throws InvalidRequest {
        byte[] given = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(given.length);
        for (int i = 0; i < given.length; i++) {
            byte b = given[i];
            if (b == '%') {
                int high = i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
                int low = i + 2 < given.length ? Character.digit(given[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new InvalidRequest("the address has a broken percent escape");
                }
                decoded.put((byte) (high * 16 + low));
                i += 2;
            } else {
                decoded.put(b == '+' && plusIsBlank ? (byte) ' ' : b);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRequest("the address is not UTF-8");
        }
    }
}
