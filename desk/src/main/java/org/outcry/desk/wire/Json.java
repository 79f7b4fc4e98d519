package org.outcry.desk.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.outcry.desk.market.Decimals;
import org.outcry.desk.market.PriceGrid;
import org.outcry.market.Bar;

/** Writes one JSON value straight into bytes. Numbers are exact decimals, never doubles. One thread, one use. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MICROS_SCALE = 6;

    private final ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    private final char[] number = new char[Decimals.MAX_CHARS];
    private final JsonGenerator generator;

    public Json() {
        try {
            this.generator = FACTORY.createGenerator(bytes);
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    /** Starts the value, or an element of an array. */
    public Json object() {
        return write(JsonGenerator::writeStartObject);
    }

    public Json object(String name) {
        return write(g -> g.writeObjectFieldStart(name));
    }

    public Json endObject() {
        return write(JsonGenerator::writeEndObject);
    }

    public Json array() {
        return write(JsonGenerator::writeStartArray);
    }

    public Json array(String name) {
        return write(g -> g.writeArrayFieldStart(name));
    }

    public Json endArray() {
        return write(JsonGenerator::writeEndArray);
    }

    public Json put(String name, String value) {
        return write(g -> g.writeStringField(name, value));
    }

    public Json put(String name, long value) {
        return write(g -> g.writeNumberField(name, value));
    }

    public Json put(String name, boolean value) {
        return write(g -> g.writeBooleanField(name, value));
    }

    /** The exact decimal, at least one digit after the point. */
    public Json put(String name, BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        String text = (stripped.scale() < 1 ? stripped.setScale(1) : stripped).toPlainString();
        return write(g -> {
            g.writeFieldName(name);
            g.writeNumber(text);
        });
    }

    public Json putNull(String name) {
        return write(g -> g.writeNullField(name));
    }

    /** Text, or JSON null when it is empty. */
    public Json putOrNull(String name, String value) {
        return value.isEmpty() ? putNull(name) : put(name, value);
    }

    public Json element(String value) {
        return write(g -> g.writeString(value));
    }

    /** A price in ticks as an exact decimal; no price is {@code 0.0}. */
    public Json price(String name, PriceGrid grid, long ticks) {
        return number(name, grid.write(ticks, number));
    }

    /** Micro-dollars as exact dollars. */
    public Json money(String name, long micros) {
        return number(name, Decimals.write(micros, MICROS_SCALE, number));
    }

    /** Bars as an array of rows. */
    public Json bars(String name, PriceGrid grid, List<Bar> bars) {
        byte[] rows = BarRows.of(bars, grid);
        return write(g -> {
            g.writeFieldName(name);
            g.writeRawValue("[");
            g.flush();
            bytes.write(rows);
            g.writeRaw(']');
        });
    }

    /** Ends the writing; call it once, after the outermost value is closed. */
    public byte[] bytes() {
        write(JsonGenerator::close);
        byte[] all = bytes.toByteArray();
        bytes.release();
        return all;
    }

    private Json number(String name, int start) {
        return write(g -> {
            g.writeFieldName(name);
            g.writeNumber(number, start, number.length - start);
        });
    }

    private Json write(Step step) {
        try {
            step.on(generator);
            return this;
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    /** Memory does not fail to be written to. */
    private static UncheckedIOException unexpected(IOException cause) {
        return new UncheckedIOException(cause);
    }

    @FunctionalInterface
    private interface Step {
        void on(JsonGenerator generator) throws IOException;
    }
}
