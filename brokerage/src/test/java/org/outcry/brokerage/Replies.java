package org.outcry.brokerage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;

/** Replies against the published schema. */
final class Replies {
    private Replies() {}

    /** What the reply of an endpoint breaks, empty for nothing. */
    static List<String> problems(Endpoint endpoint, JsonNode reply) {
        List<String> problems = new ArrayList<>();
        endpoint.response().ifPresent(name -> {
            Type type = Schema.standard().type(name);
            if (endpoint.responseIsArray()) {
                if (!reply.isArray()) {
                    problems.add(endpoint.path() + " answers no array");
                }
                reply.forEach(element -> check(name, type, element, problems));
            } else {
                check(name, type, reply, problems);
            }
        });
        return problems;
    }

    private static void check(String where, Type type, JsonNode value, List<String> problems) {
        if (!value.isObject()) {
            problems.add(where + " is " + value);
            return;
        }
        value.properties().forEach(member -> {
            if (type.field(member.getKey()).isEmpty()) {
                problems.add(where + "." + member.getKey() + " is not published");
            }
        });
        boolean failed = value.hasNonNull("errorText");
        for (Field field : type.fields()) {
            JsonNode member = value.get(field.name());
            if (member == null) {
                if (field.required() && !failed) {
                    problems.add(where + "." + field.name() + " is missing in " + value);
                }
            } else {
                fits(where + "." + field.name(), field, field.kind(), member, problems);
            }
        }
    }

    private static void fits(String where, Field field, Field.Kind kind, JsonNode value, List<String> problems) {
        boolean good = switch (kind) {
            case INT -> value.isInt();
            case LONG -> value.isIntegralNumber();
            // The original always writes a fraction.
            case NUMBER -> value.isFloatingPointNumber();
            case BOOLEAN -> value.isBoolean();
            case STRING ->
                value.isTextual()
                        && value.asText().length() <= field.maxLength().orElse(Integer.MAX_VALUE);
            case TIME ->
                value.isTextual()
                        && value.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{3})?)?Z");
            case ENUM ->
                Schema.standard().enumeration(field.target().orElseThrow()).contains(value.asText());
            case OBJECT -> {
                check(where, Schema.standard().type(field.target().orElseThrow()), value, problems);
                yield value.isObject();
            }
            case ARRAY -> {
                field.items()
                        .ifPresent(items -> value.forEach(element -> fits(where, field, items, element, problems)));
                yield value.isArray();
            }
            case ANY -> true;
        };
        if (!good) {
            problems.add(where + " is " + value);
        }
    }
}
