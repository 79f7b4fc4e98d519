package org.outcry.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes one JSON value straight into bytes. Numbers are exact decimals, never doubles. Whoever calls it opens and closes objects
 * and arrays in pairs; it puts the commas. One thread, one use.
 */
public final class Json {
    private static final int MICROS_SCALE = 6;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** A position or an order row fits. */
    private static final int USUAL_BYTES = 640;

    private final Bytes bytes = new Bytes(USUAL_BYTES);
    private final char[] number = new char[Decimals.MAX_CHARS];
    /** Whether what comes next stands behind something on its level. */
    private boolean follows;

    /** Starts the value, or an element of an array. */
    public Json object() {
        return open('{');
    }

    public Json object(String name) {
        return name(name).open('{');
    }

    public Json endObject() {
        return close('}');
    }

    public Json array() {
        return open('[');
    }

    public Json array(String name) {
        return name(name).open('[');
    }

    public Json endArray() {
        return close(']');
    }

    public Json put(String name, String value) {
        name(name);
        text(value);
        return value();
    }

    public Json put(String name, long value) {
        name(name);
        bytes.number(value);
        return value();
    }

    public Json put(String name, boolean value) {
        return literal(name, value ? "true" : "false");
    }

    /** The exact decimal, at least one digit after the point. */
    public Json put(String name, BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return literal(name, (stripped.scale() < 1 ? stripped.setScale(1) : stripped).toPlainString());
    }

    /** What a client gave us, as it is. */
    public Json put(String name, ObjectNode value) {
        name(name);
        bytes.raw(value.toString().getBytes(StandardCharsets.UTF_8));
        return value();
    }

    public Json putNull(String name) {
        return literal(name, "null");
    }

    /** Text, or JSON null when it is empty. */
    public Json putOrNull(String name, String value) {
        return value.isEmpty() ? putNull(name) : put(name, value);
    }

    public Json element(String value) {
        separate();
        text(value);
        return value();
    }

    /** A price in ticks as an exact decimal; no price is {@code 0.0}. */
    public Json price(String name, PriceGrid grid, long ticks) {
        return number(name, grid.write(ticks, number));
    }

    /** The average price of a quantity, as {@link PriceGrid#average} rounds it. */
    public Json average(String name, PriceGrid grid, long sumTicks, long quantity) {
        // Most averages lie on the grid: 2 bought at 27,600 and 27,602 ticks cost 27,601 each.
        return quantity != 0 && sumTicks % quantity == 0
                ? price(name, grid, sumTicks / quantity)
                : put(name, grid.average(sumTicks, quantity));
    }

    /** Micro-dollars as exact dollars. */
    public Json money(String name, long micros) {
        return number(name, Decimals.write(micros, MICROS_SCALE, number));
    }

    /** A finished value. */
    public Json raw(String name, byte[] value) {
        name(name);
        bytes.raw(value);
        return value();
    }

    /** An array of finished elements, with their commas. */
    public Json elements(String name, byte[] elements) {
        name(name).open('[');
        bytes.raw(elements);
        return close(']');
    }

    /** A finished element of an array. */
    public Json raw(byte[] value) {
        separate();
        bytes.raw(value);
        return value();
    }

    /** Ends the writing; call it once, after the outermost value is closed. */
    public byte[] bytes() {
        return bytes.toArray();
    }

    private Json number(String name, int start) {
        name(name);
        bytes.ascii(number, start);
        return value();
    }

    private Json literal(String name, String text) {
        name(name);
        bytes.ascii(text);
        return value();
    }

    private Json name(String name) {
        separate();
        text(name);
        bytes.ascii(':');
        follows = false;
        return this;
    }

    /** Characters beyond 16 bits go as two escapes, so that a reader that knows only such characters takes them too. */
    private void text(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                bytes.ascii(from == 0 ? "\"" : "");
                part(text.substring(from, i));
                bytes.ascii("\\u").ascii(HEX.toHexDigits(text.charAt(i)));
                from = i + 1;
            }
        }
        if (from == 0) {
            bytes.quoted(text);
        } else {
            part(text.substring(from));
            bytes.ascii('"');
        }
    }

    private void part(String text) {
        byte[] quoted = JsonText.quote(text);
        bytes.raw(Arrays.copyOfRange(quoted, 1, quoted.length - 1));
    }

    private Json open(char bracket) {
        separate();
        bytes.ascii(bracket);
        follows = false;
        return this;
    }

    private Json close(char bracket) {
        bytes.ascii(bracket);
        return value();
    }

    private Json value() {
        follows = true;
        return this;
    }

    private void separate() {
        if (follows) {
            bytes.ascii(',');
        }
    }
}
