package org.outcry.desk.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Ids as clients see them: 32 lower-case hex characters that look like the original's GUIDs, made from the engine's id by an
 * invertible mixing keyed with the environment's name. The same ledger gives the same text after every restart and restore,
 * nothing has to be stored, and text that no engine id makes is recognised as foreign. This hides the sequence from casual
 * eyes; it is no secret. Immutable.
 */
public final class WireIds {
    private static final int ROUNDS = 6;
    private static final HexFormat HEX = HexFormat.of();

    private final long tag;
    private final long[] keys = new long[ROUNDS];

    private WireIds(String environment, String kind) {
        long state = hash(environment + '/' + kind);
        this.tag = hash(kind);
        for (int i = 0; i < ROUNDS; i++) {
            state += 0x9E3779B97F4A7C15L;
            keys[i] = mix(state);
        }
    }

    public static WireIds orders(String environment) {
        return new WireIds(environment, "order");
    }

    public static WireIds executions(String environment) {
        return new WireIds(environment, "execution");
    }

    /** 32 lower-case hex characters. */
    public String text(long id) {
        long left = id;
        long right = tag;
        for (int i = 0; i < ROUNDS; i++) {
            long next = left ^ mix(right + keys[i]);
            left = right;
            right = next;
        }
        return HEX.toHexDigits(left) + HEX.toHexDigits(right);
    }

    /** The engine's id, empty when the text is none of ours. */
    public OptionalLong id(String text) {
        if (text.length() != 32) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < 32; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return OptionalLong.empty();
            }
        }
        long left = HexFormat.fromHexDigitsToLong(text, 0, 16);
        long right = HexFormat.fromHexDigitsToLong(text, 16, 32);
        for (int i = ROUNDS - 1; i >= 0; i--) {
            long previous = right ^ mix(left + keys[i]);
            right = left;
            left = previous;
        }
        return right == tag && left > 0 ? OptionalLong.of(left) : OptionalLong.empty();
    }

    /** FNV-1a over UTF-8, then mixed. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
