package org.outcry.tradovate.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;

/** Requests and replies as they may look: written by hand where that says more, else one value for each field that is always there. */
final class Samples {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Members of replies that say why something was refused. */
    private static final Set<String> FAILURES = Set.of(
            "errorText",
            "errorCode",
            "failureReason",
            "failureText",
            "error",
            "error_description",
            "p-ticket",
            "p-time",
            "p-captcha",
            "p-message",
            "hibpHint",
            "experience");

    private static final int DEEPEST = 4;

    private final Phrases phrases;
    private final Schema schema = Schema.standard();

    Samples(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The body of a request; empty when it has none. */
    Optional<ObjectNode> body(Endpoint endpoint) {
        return phrases.body(endpoint).or(() -> endpoint.request().map(type -> object(type, false, 0)));
    }

    /** The query of a request with its question mark, or nothing. */
    String query(Endpoint endpoint) {
        StringBuilder query = new StringBuilder();
        for (Field parameter : endpoint.parameters()) {
            JsonNode value = value(parameter, 0);
            query.append(query.isEmpty() ? '?' : '&').append(parameter.name()).append('=');
            if (value.isArray()) {
                StringBuilder all = new StringBuilder();
                value.forEach(each -> all.append(all.isEmpty() ? "" : ",").append(each.asText()));
                query.append(all);
            } else {
                query.append(value.asText());
            }
        }
        return query.toString();
    }

    /** A good answer; missing when none is published. */
    Optional<JsonNode> reply(Endpoint endpoint) {
        return endpoint.response().map(name -> {
            ObjectNode one = object(schema.type(name), true, 0);
            return endpoint.responseIsArray() ? NODES.arrayNode().add(one) : one;
        });
    }

    /** @param whole with optional members, as far as they are no failures */
    private ObjectNode object(Type type, boolean whole, int depth) {
        ObjectNode object = NODES.objectNode();
        boolean anyRequired = type.fields().stream().anyMatch(Field::required);
        for (Field field : type.fields()) {
            boolean wanted = field.required()
                    || (whole
                            && !FAILURES.contains(field.name())
                            && (!anyRequired || field.name().equals("id"))
                            && depth < DEEPEST);
            if (wanted) {
                object.set(field.name(), value(field, depth));
            }
        }
        return object;
    }

    private JsonNode value(Field field, int depth) {
        Optional<JsonNode> sample = phrases.sample(field.name()).filter(value -> fits(field, value));
        if (sample.isPresent()) {
            return sample.get();
        }
        return switch (field.kind()) {
            case INT, LONG -> NODES.numberNode(whole(field));
            case NUMBER -> NODES.numberNode(Math.max(field.minimum().orElse(0), least(field.above())));
            case BOOLEAN -> NODES.booleanNode(false);
            case STRING -> NODES.textNode(text(field));
            case TIME -> NODES.textNode("2026-11-18T15:00:00.250Z");
            case ENUM -> NODES.textNode(word(field));
            case OBJECT ->
                field.target()
                        .map(name -> object(schema.type(name), depth > 0, depth + 1))
                        .orElseGet(NODES::objectNode);
            case ARRAY -> array(field, depth);
            case ANY -> NODES.objectNode();
        };
    }

    private static long whole(Field field) {
        return Math.max(1, Math.max((long) field.minimum().orElse(0), (long) least(field.above())));
    }

    private static double least(OptionalDouble above) {
        return above.isPresent() ? above.getAsDouble() + 1 : 0;
    }

    private static String text(Field field) {
        return "x"
                .repeat(Math.max(
                        1,
                        Math.min(field.minLength().orElse(1), field.maxLength().orElse(1))));
    }

    private String word(Field field) {
        return schema.enumeration(field.target().orElseThrow()).getFirst();
    }

    private JsonNode array(Field field, int depth) {
        ArrayNode array = NODES.arrayNode();
        Field.Kind kind = field.items().orElse(Field.Kind.ANY);
        if (kind == Field.Kind.OBJECT && depth < DEEPEST) {
            field.target().ifPresent(name -> array.add(object(schema.type(name), false, depth + 1)));
        } else if (kind == Field.Kind.LONG || kind == Field.Kind.INT) {
            array.add(1024);
        } else if (kind == Field.Kind.STRING || kind == Field.Kind.ENUM) {
            array.add(field.target()
                    .map(schema::enumeration)
                    .filter(words -> !words.isEmpty())
                    .map(java.util.List::getFirst)
                    .orElse("text"));
        }
        return array;
    }

    /** Names repeat among types with other kinds; a sample of another kind says nothing here. */
    private boolean fits(Field field, JsonNode value) {
        return switch (field.kind()) {
            case INT, LONG ->
                value.isIntegralNumber()
                        && value.asDouble() > field.above().orElse(-Double.MAX_VALUE)
                        && value.asDouble() <= field.maximum().orElse(Double.MAX_VALUE);
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case STRING ->
                value.isTextual()
                        && value.asText().length() >= field.minLength().orElse(0)
                        && value.asText().length() <= field.maxLength().orElse(Integer.MAX_VALUE);
            case TIME -> value.isTextual() && value.asText().startsWith("20");
            case ENUM -> schema.enumeration(field.target().orElse("")).contains(value.asText());
            case ARRAY ->
                value.isArray()
                        && field.items()
                                .filter(kind -> kind != Field.Kind.OBJECT)
                                .isPresent();
            case OBJECT -> false;
            case ANY -> true;
        };
    }
}
