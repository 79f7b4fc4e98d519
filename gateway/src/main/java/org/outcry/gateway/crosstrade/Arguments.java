package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.outcry.link.Parameter;
import org.outcry.wire.JsonText;

/**
 * The one place where what a client sent becomes the flat arguments of an operation, for REST and WebSocket alike. After it every
 * known argument is absent or of the type the table gives; null means absent; names the table does not know are left alone.
 */
final class Arguments {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})");

    private Arguments() {}

    /**
     * Checks and converts arguments in place.
     *
     * @throws InvalidRequest naming the argument that is missing or of the wrong type
     */
    static void check(Endpoint endpoint, ObjectNode args) throws InvalidRequest {
        Map<String, Parameter> known = endpoint.parameters();
        boolean hasNull = false;
        for (Map.Entry<String, JsonNode> member : args.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                hasNull = true;
            } else {
                Parameter parameter = known.get(member.getKey());
                if (parameter != null) {
                    member.setValue(converted(parameter, value));
                }
            }
        }
        if (hasNull) {
            args.properties().removeIf(member -> member.getValue().isNull());
        }
        for (Parameter parameter : endpoint.required()) {
            JsonNode value = args.get(parameter.name());
            if (value == null || (value.isTextual() && value.textValue().isEmpty())) {
                throw new InvalidRequest(parameter.name() + " is required");
            }
        }
    }

    /** Puts a path or query text among the arguments, converted to the parameter's type. */
    static void putText(ObjectNode args, Parameter parameter, String text) throws InvalidRequest {
        args.set(parameter.name(), converted(parameter, NODES.textNode(text)));
    }

    private static JsonNode converted(Parameter parameter, JsonNode value) throws InvalidRequest {
        return switch (parameter.type()) {
            case STRING -> {
                if (value.isTextual()) {
                    yield value;
                }
                if (value.isIntegralNumber()) {
                    yield NODES.textNode(value.asText());
                }
                throw wrong(parameter, "a text");
            }
            case INTEGER -> integer(parameter, value);
            case NUMBER -> {
                if (value.isNumber()) {
                    yield value;
                }
                if (value.isTextual() && NUMBER.matcher(value.textValue()).matches()) {
                    yield DecimalNode.valueOf(new BigDecimal(value.textValue()));
                }
                throw wrong(parameter, "a number");
            }
            case BOOLEAN -> {
                if (value.isBoolean()) {
                    yield value;
                }
                String text = value.asText();
                if (text.equalsIgnoreCase("true") || text.equals("1")) {
                    yield NODES.booleanNode(true);
                }
                if (text.equalsIgnoreCase("false") || text.equals("0")) {
                    yield NODES.booleanNode(false);
                }
                throw wrong(parameter, "true or false");
            }
            case STRING_LIST -> list(parameter, value);
            case OBJECT -> {
                if (value.isObject()) {
                    yield value;
                }
                throw wrong(parameter, "an object");
            }
        };
    }

    private static JsonNode integer(Parameter parameter, JsonNode value) throws InvalidRequest {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value;
        }
        if (value.isNumber()) {
            BigDecimal exact = value.decimalValue();
            if (exact.stripTrailingZeros().scale() <= 0 && exact.precision() - exact.scale() <= 18) {
                return NODES.numberNode(exact.longValueExact());
            }
        }
        if (value.isTextual() && INTEGER.matcher(value.textValue()).matches()) {
            return NODES.numberNode(Long.parseLong(value.textValue()));
        }
        throw wrong(parameter, "an integer");
    }

    private static JsonNode list(Parameter parameter, JsonNode value) throws InvalidRequest {
        if (value.isTextual()) {
            ArrayNode split = NODES.arrayNode();
            for (String part : value.textValue().split(",", -1)) {
                split.add(part.strip());
            }
            return split;
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    throw wrong(parameter, "a list of texts");
                }
            }
            return value;
        }
        throw wrong(parameter, "a list of texts");
    }

    private static InvalidRequest wrong(Parameter parameter, String expected) {
        return new InvalidRequest(parameter.name() + ": " + expected + " is expected");
    }

    /** New empty arguments. */
    static ObjectNode none() {
        return JsonText.newObject();
    }
}
