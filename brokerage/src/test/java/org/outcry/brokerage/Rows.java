package org.outcry.brokerage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;

/** Rows against the published schema. */
final class Rows {
    private Rows() {}

    /** What a row of a kind breaks, empty for nothing. */
    static List<String> problems(String entity, JsonNode row) {
        List<String> problems = new ArrayList<>();
        check(entity, Schema.standard().entity(entity).orElseThrow().type().orElseThrow(), row, problems);
        if (!row.has("id")) {
            problems.add(entity + " has no id");
        }
        return problems;
    }

    private static void check(String where, Type type, JsonNode row, List<String> problems) {
        row.properties().forEach(member -> {
            if (type.field(member.getKey()).isEmpty()) {
                problems.add(where + "." + member.getKey() + " is not published");
            }
        });
        for (Field field : type.fields()) {
            JsonNode value = row.get(field.name());
            if (value == null) {
                if (field.required()) {
                    problems.add(where + "." + field.name() + " is missing in " + row);
                }
            } else if (!fits(field, value, where + "." + field.name(), problems)) {
                problems.add(where + "." + field.name() + " is " + value);
            }
        }
    }

    private static boolean fits(Field field, JsonNode value, String where, List<String> problems) {
        return switch (field.kind()) {
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
                value.isTextual()
                        && Schema.standard()
                                .enumeration(field.target().orElseThrow())
                                .contains(value.asText());
            case OBJECT -> {
                check(where, Schema.standard().type(field.target().orElseThrow()), value, problems);
                yield value.isObject();
            }
            case ARRAY -> value.isArray();
            case ANY -> true;
        };
    }
}
