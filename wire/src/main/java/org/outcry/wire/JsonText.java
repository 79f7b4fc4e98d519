package org.outcry.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * JSON from strangers, read strictly, and JSON of ours, written. Any thread.
 *
 * <p>What is refused beyond bad syntax: nesting deeper than {@value #MAX_DEPTH}, numbers longer than {@value #MAX_NUMBER_CHARS}
 * characters or beyond 10^±{@value #MAX_EXPONENT}, a name given twice, half of a surrogate pair, anything after the value. So no
 * later code can be made to allocate or to fail by a hostile number or text. Decimals are read exactly, never as doubles.
 */
public final class JsonText {
    /** Nesting a request can need is two. */
    public static final int MAX_DEPTH = 32;
    /** Longest number in characters. */
    public static final int MAX_NUMBER_CHARS = 64;
    /** Largest power of ten, either way. */
    public static final int MAX_EXPONENT = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Without this UTF-16 would be guessed, and byte offsets would not be those of the text.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(1 << 20)
                    .maxNameLength(256)
                    .build())
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private JsonText() {}

    /** The factory with these limits, for streaming readers. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * Reads one JSON object that fills the given bytes.
     *
     * @throws MalformedJson with a message that is safe to show
     */
    public static ObjectNode readObject(byte[] utf8) throws MalformedJson {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("a JSON object is expected");
            }
            ObjectNode read = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJson("text after the JSON object");
            }
            return read;
        } catch (IOException e) {
            throw new MalformedJson(reason(e));
        }
    }

    /** A new empty object. */
    public static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The UTF-8 text of a node. */
    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException("A tree in memory could not be written", e);
        }
    }

    /** The text as a JSON string with its quotes, in UTF-8. */
    public static byte[] quote(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(wellFormed(text));
        byte[] quoted = new byte[escaped.length + 2];
        quoted[0] = '"';
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    /** What was wrong, without the sender's text and without Jackson's notes about itself. */
    public static String reason(IOException e) {
        if (e instanceof JsonParseException parse && parse.getLocation() != null) {
            return "not JSON at character " + (parse.getLocation().getByteOffset() + 1);
        }
        return "JSON that is nested too deep, too long or not UTF-8";
    }

    private static ObjectNode object(JsonParser parser) throws IOException, MalformedJson {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (object.replace(checked(name), value(parser)) != null) {
                throw new MalformedJson("a name is given twice");
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser) throws IOException, MalformedJson {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static JsonNode value(JsonParser parser) throws IOException, MalformedJson {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> nodes.textNode(checked(parser.getText()));
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            case null, default -> throw new MalformedJson("the JSON ends too early");
        };
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> nodes.numberNode(parser.getBigIntegerValue());
        };
    }

    private static JsonNode decimal(JsonParser parser) throws IOException, MalformedJson {
        BigDecimal value;
        try {
            value = parser.getDecimalValue();
        } catch (NumberFormatException e) {
            // An exponent of more than ten digits gets past the reader and fails only here.
            throw new MalformedJson("a number is out of range");
        }
        long exponent = (long) value.precision() - value.scale();
        if (Math.abs((long) value.scale()) > MAX_EXPONENT || Math.abs(exponent) > MAX_EXPONENT) {
            throw new MalformedJson("a number is out of range");
        }
        return DecimalNode.valueOf(value);
    }

    private static String checked(String text) throws MalformedJson {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new MalformedJson("half of a surrogate pair in a text");
                }
                i++;
            }
        }
        return text;
    }

    /** Text of our own may quote strangers; half a pair becomes the replacement character instead of a failure. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
