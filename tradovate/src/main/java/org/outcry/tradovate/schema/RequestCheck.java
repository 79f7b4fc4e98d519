package org.outcry.tradovate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Holds requests against the schema, with the leniency that real clients need: {@code null} and a client's zero mean absent, numbers
 * may be texts and texts numbers, times come in any ISO form, unknown members are passed over. What remains has published fields only.
 * Any thread.
 */
public final class RequestCheck {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Zero has no meaning in these when they are optional; clients whose language has no absent number send it. */
    private static final Set<String> ZERO_IS_ABSENT =
            Set.of("price", "stopPrice", "limitIfTouchedPrice", "pegDifference", "maxShow", "activationTime");

    private final Schema schema;
    private final Set<String> unbounded;

    public RequestCheck(Schema schema) {
        this(schema, Set.of());
    }

    /** @param unbounded numbers whose published maximum is not held here */
    public RequestCheck(Schema schema, Set<String> unbounded) {
        this.schema = schema;
        this.unbounded = Set.copyOf(unbounded);
    }

    /** Holds a call of an endpoint against its parameters and its body's type; a body member wins over a parameter of its name. */
    public Checked check(Endpoint endpoint, Map<String, String> query, ObjectNode body) {
        List<Field> fields = new ArrayList<>(endpoint.parameters());
        endpoint.request().ifPresent(type -> fields.addAll(type.fields()));
        return check(fields, merged(query, body));
    }

    /** Holds a call of a socket operation against its body's type. */
    public Checked check(SocketOperation operation, Map<String, String> query, ObjectNode body) {
        return check(operation.request().map(Type::fields).orElse(List.of()), merged(query, body));
    }

    private static ObjectNode merged(Map<String, String> query, ObjectNode body) {
        if (query.isEmpty()) {
            return body;
        }
        ObjectNode all = NODES.objectNode();
        query.forEach(all::put);
        all.setAll(body);
        return all;
    }

    private Checked check(List<Field> fields, ObjectNode given) {
        List<Violation> violations = new ArrayList<>();
        ObjectNode sound = object(fields, given, violations);
        return violations.isEmpty() ? new Checked.Sound(sound) : new Checked.Violated(violations);
    }

    private ObjectNode object(List<Field> fields, ObjectNode given, List<Violation> violations) {
        ObjectNode sound = NODES.objectNode();
        for (Field field : fields) {
            JsonNode value = given.path(field.name());
            JsonNode read = absent(field, value) ? MissingNode.getInstance() : value(field, value, violations);
            if (!read.isMissingNode()) {
                sound.set(field.name(), read);
            } else if (field.required() && absent(field, value)) {
                violations.add(violation(field, value, "should be specified"));
            }
        }
        if (sound.has("accountId")) {
            // They may disagree; the id is the selector.
            sound.remove("accountSpec");
        }
        return sound;
    }

    private static boolean absent(Field field, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return true;
        }
        if (value.isTextual()) {
            String text = value.textValue();
            return text.isEmpty()
                    || (field.kind() == Field.Kind.TIME
                            && Times.read(text).filter(Times.ZERO::equals).isPresent());
        }
        boolean zero = value.isNumber() && value.decimalValue().signum() == 0;
        return zero
                && !field.required()
                && (field.kind() == Field.Kind.TIME
                        || ZERO_IS_ABSENT.contains(field.name())
                        || field.above().equals(OptionalDouble.of(0)));
    }

    /** The value as its field has it; missing after a violation was noted. */
    private JsonNode value(Field field, JsonNode given, List<Violation> violations) {
        return switch (field.kind()) {
            case INT -> whole(held(field), given, Integer.MIN_VALUE, Integer.MAX_VALUE, violations);
            case LONG -> whole(field, given, Long.MIN_VALUE, Long.MAX_VALUE, violations);
            case NUMBER -> number(field, given, violations);
            case BOOLEAN -> truth(field, given, violations);
            case STRING -> text(field, given, violations);
            case TIME -> time(field, given, violations);
            case ENUM -> word(field, given, violations);
            case OBJECT -> nested(field, given, violations);
            case ARRAY -> array(field, given, violations);
            case ANY -> any(field, given);
        };
    }

    private Field held(Field field) {
        return unbounded.contains(field.name()) ? field.withoutMaximum() : field;
    }

    private static JsonNode whole(Field field, JsonNode given, long least, long most, List<Violation> violations) {
        Optional<BigDecimal> number = Numbers.read(given);
        if (number.isEmpty() || number.get().stripTrailingZeros().scale() > 0) {
            return refuse(field, given, "should be a whole number", violations);
        }
        BigDecimal value = number.get();
        if (value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            return refuse(field, given, "should be between " + least + " and " + most, violations);
        }
        return bounds(field, given, value, violations)
                ? NODES.numberNode(value.longValueExact())
                : MissingNode.getInstance();
    }

    private static JsonNode number(Field field, JsonNode given, List<Violation> violations) {
        Optional<BigDecimal> number = Numbers.read(given);
        if (number.isEmpty()) {
            return refuse(field, given, "should be a number", violations);
        }
        return bounds(field, given, number.get(), violations)
                ? NODES.numberNode(number.get())
                : MissingNode.getInstance();
    }

    private static boolean bounds(Field field, JsonNode given, BigDecimal value, List<Violation> violations) {
        double near = value.doubleValue();
        String broken = "";
        if (field.above().isPresent() && near <= field.above().getAsDouble()) {
            broken = "should be greater than " + Numbers.plain(field.above().getAsDouble());
        } else if (field.minimum().isPresent() && field.maximum().isPresent()) {
            if (near < field.minimum().getAsDouble() || near > field.maximum().getAsDouble()) {
                broken = "should be between " + Numbers.plain(field.minimum().getAsDouble()) + " and "
                        + Numbers.plain(field.maximum().getAsDouble());
            }
        } else if (field.minimum().isPresent() && near < field.minimum().getAsDouble()) {
            broken = "should be no less than " + Numbers.plain(field.minimum().getAsDouble());
        } else if (field.maximum().isPresent() && near > field.maximum().getAsDouble()) {
            broken =
                    "should be no greater than " + Numbers.plain(field.maximum().getAsDouble());
        }
        if (!broken.isEmpty()) {
            violations.add(violation(field, given, broken));
        }
        return broken.isEmpty();
    }

    private static JsonNode truth(Field field, JsonNode given, List<Violation> violations) {
        String text = given.isBoolean() || given.isTextual() ? given.asText().toLowerCase(Locale.ROOT) : "";
        return switch (text) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            default -> refuse(field, given, "should be true or false", violations);
        };
    }

    private static JsonNode text(Field field, JsonNode given, List<Violation> violations) {
        if (given.isContainerNode()) {
            // The operation itself refuses this one, in documented words.
            return field.name().equals("params") ? given : refuse(field, given, "should be a text", violations);
        }
        String text = given.isNumber() ? given.decimalValue().toPlainString() : given.asText();
        int length = text.codePointCount(0, text.length());
        int least = field.minLength().orElse(0);
        if (least > 0
                && field.maxLength().isPresent()
                && (length < least || length > field.maxLength().getAsInt())) {
            return refuse(
                    field,
                    given,
                    "should be between " + least + " and " + field.maxLength().getAsInt() + " characters long",
                    violations);
        }
        if (length < least) {
            return refuse(field, given, "should be no shorter than " + least, violations);
        }
        if (field.maxLength().isPresent() && length > field.maxLength().getAsInt()) {
            return refuse(
                    field,
                    given,
                    "should be no longer than " + field.maxLength().getAsInt(),
                    violations);
        }
        return NODES.textNode(field.name().equals("symbol") ? symbol(text) : text);
    }

    private static JsonNode time(Field field, JsonNode given, List<Violation> violations) {
        Optional<Instant> time = given.isNumber()
                ? (given.canConvertToLong() ? Times.read(given.longValue()) : Optional.empty())
                : given.isTextual() ? Times.read(given.textValue()) : Optional.empty();
        return time.isPresent()
                ? NODES.textNode(time.get().toString())
                : refuse(field, given, "should be a date and time", violations);
    }

    private JsonNode word(Field field, JsonNode given, List<Violation> violations) {
        List<String> words = schema.enumeration(field.target().orElse(""));
        for (String word : words) {
            if (given.isTextual() && word.equalsIgnoreCase(given.textValue())) {
                return NODES.textNode(word);
            }
        }
        return refuse(field, given, "should be one of " + String.join(", ", words), violations);
    }

    private JsonNode nested(Field field, JsonNode given, List<Violation> violations) {
        return given instanceof ObjectNode object
                ? object(fields(field), object, violations)
                : refuse(field, given, "should be an object", violations);
    }

    private List<Field> fields(Field field) {
        return schema.type(field.target().orElseThrow()).fields();
    }

    private JsonNode array(Field field, JsonNode given, List<Violation> violations) {
        ArrayNode elements = NODES.arrayNode();
        if (given instanceof ArrayNode array) {
            elements = array;
        } else if (given.isTextual()) {
            for (String element : given.textValue().split(",")) {
                if (!element.isBlank()) {
                    elements.add(element.strip());
                }
            }
        } else {
            elements.add(given);
        }
        Field element = element(field);
        ArrayNode sound = NODES.arrayNode(elements.size());
        int before = violations.size();
        for (JsonNode each : elements) {
            if (!each.isNull()) {
                JsonNode read = value(element, each, violations);
                if (violations.size() > before) {
                    // One bad element says enough.
                    return MissingNode.getInstance();
                }
                sound.add(read);
            }
        }
        return sound;
    }

    private static Field element(Field array) {
        Field.Kind kind = array.items().orElse(Field.Kind.ANY);
        boolean named = kind == Field.Kind.STRING && array.target().isPresent();
        return new Field(
                array.name(),
                named ? Field.Kind.ENUM : kind,
                array.target(),
                Optional.empty(),
                true,
                array.minLength(),
                array.maxLength(),
                array.minimum(),
                array.maximum(),
                array.above());
    }

    /** Either a text or a number: the symbol of market data, where digits are a contract's id. */
    private static JsonNode any(Field field, JsonNode given) {
        if (!field.name().equals("symbol") || !given.isTextual()) {
            return given;
        }
        String text = symbol(given.textValue());
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? NODES.numberNode(Long.parseLong(text)) : NODES.textNode(text);
    }

    private static String symbol(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    private static JsonNode refuse(Field field, JsonNode given, String rule, List<Violation> violations) {
        violations.add(violation(field, given, rule));
        return MissingNode.getInstance();
    }

    private static Violation violation(Field field, JsonNode given, String rule) {
        Optional<JsonNode> shown = given.isNumber() || given.isBoolean() ? Optional.of(given) : Optional.empty();
        return new Violation(field.name(), shown, Violation.label(field.name()) + " " + rule);
    }
}
