package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.outcry.link.Operation;
import org.outcry.wire.Bytes;
import org.outcry.wire.JsonText;

/**
 * A client's idempotency key: 1 to {@value #MAX_LENGTH} visible ASCII characters.
 *
 * @param text as the client gave it
 */
record RequestKey(String text) {
    /** Characters of the longest key. */
    static final int MAX_LENGTH = 128;

    /** What is wrong with a key that is none. */
    static final String RULE = "1 to " + MAX_LENGTH + " visible ASCII characters are expected";

    private static final byte[] DURABLE = "outcry request key 1\0".getBytes(StandardCharsets.US_ASCII);

    /** The two halves of the engine's key; never both zero. */
    record Durable(long high, long low) {}

    static Optional<RequestKey> of(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return Optional.empty();
            }
        }
        return Optional.of(new RequestKey(text));
    }

    /** The engine's durable key of this user's key, the same after every restart of everything. */
    Durable durable(String user) {
        MessageDigest digest = sha256();
        digest.update(DURABLE);
        digest.update(user.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        // Both halves zero would mean "no key"; the lowest bit set rules it out.
        return new Durable(hash.getLong(), hash.getLong() | 1);
    }

    /** What a repeat must share: the operation and its arguments, whatever their order and however a number is written. */
    static String hash(Operation operation, ObjectNode args) {
        MessageDigest digest = sha256();
        digest.update(operation.name().getBytes(StandardCharsets.US_ASCII));
        Bytes text = new Bytes(256);
        canonical(args, text);
        return HexFormat.of().formatHex(digest.digest(text.toArray()));
    }

    private static void canonical(JsonNode value, Bytes text) {
        if (value.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            text.ascii("{");
            sorted.forEach((name, member) -> {
                text.quoted(name).ascii(":");
                canonical(member, text);
                text.ascii(",");
            });
            text.ascii("}");
        } else if (value.isArray()) {
            text.ascii("[");
            value.forEach(element -> {
                canonical(element, text);
                text.ascii(",");
            });
            text.ascii("]");
        } else if (value.isNumber()) {
            text.ascii(value.decimalValue().stripTrailingZeros().toPlainString());
        } else {
            text.raw(JsonText.write(value));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
