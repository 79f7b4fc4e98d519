package org.outcry.tradovate.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SchemaFile;
import org.outcry.tradovate.schema.Type;

/** The types of the schema file as JSON Schemas, by name: objects, enumerations, messages of sockets. */
final class TypeSchemas {
    static final String PREFIX = "#/components/schemas/";
    /** What any call may be answered with instead of its own type. */
    static final String REFUSED = "Refused";

    private final Phrases phrases;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    /** Types that requests are made of. Only those have shortest texts: rows of users who said nothing hold empty ones. */
    private final Set<String> asked = new HashSet<>();

    private TypeSchemas(Phrases phrases) {
        this.phrases = phrases;
    }

    /** Every type, in order of names. */
    static Map<String, ObjectNode> all(Phrases phrases) {
        TypeSchemas made = new TypeSchemas(phrases);
        JsonNode file = SchemaFile.document();
        file.path("enums").properties().forEach(each -> made.enumeration(each.getKey(), each.getValue()));
        file.path("schemas").properties().forEach(each -> made.object(each.getKey(), each.getValue()));
        file.at("/websocket/schemas").properties().forEach(each -> made.object(each.getKey(), each.getValue()));
        made.refused();
        Schema.standard().endpoints().forEach(endpoint -> endpoint.request().ifPresent(made::ask));
        made.schemas.forEach((name, schema) -> {
            if (!made.asked.contains(name)) {
                schema.findParents("minLength").forEach(field -> ((ObjectNode) field).remove("minLength"));
            }
        });
        return new LinkedHashMap<>(made.schemas);
    }

    private void ask(Type type) {
        if (asked.add(type.name())) {
            for (Field field : type.fields()) {
                boolean object =
                        field.kind() == Field.Kind.OBJECT || field.items().equals(Optional.of(Field.Kind.OBJECT));
                field.target()
                        .filter(_ -> object)
                        .ifPresent(name -> ask(Schema.standard().type(name)));
            }
        }
    }

    private void enumeration(String name, JsonNode given) {
        ObjectNode schema = Phrases.newObject().put("type", "string");
        schema.set("enum", given.path("values"));
        schemas.put(name, schema);
    }

    private void object(String name, JsonNode given) {
        ObjectNode schema = Phrases.newObject().put("type", "object");
        String meaning = phrases.type(name);
        if (!meaning.isEmpty()) {
            schema.put("description", meaning);
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.arrayNode();
        for (JsonNode field : given.path("fields")) {
            properties.set(field.path("name").asText(), described(field));
            if (field.path("required").asBoolean()) {
                required.add(field.path("name"));
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schemas.put(name, schema);
    }

    /** The schema of a field or parameter with what is known of it. */
    ObjectNode described(JsonNode field) {
        ObjectNode schema = value(field);
        StringBuilder meaning =
                new StringBuilder(phrases.field(field.path("name").asText()));
        if (field.has("unit")) {
            meaning.append(" In ").append(field.path("unit").asText()).append('.');
        }
        if (field.has("layout")) {
            meaning.append(" Written ").append(field.path("layout").asText()).append('.');
        }
        Set<String> sources = Phrases.texts(field.path("sources"));
        if (sources.equals(Set.of("outcry"))) {
            meaning.append(" Ours.");
        } else if (sources.equals(Set.of("wire"))) {
            meaning.append(" Seen on the wire, in no published document.");
        }
        if (!meaning.isEmpty()) {
            schema.put("description", meaning.toString().strip());
        }
        return schema;
    }

    /** The schema of a parameter. */
    static ObjectNode parameter(Phrases phrases, JsonNode field) {
        return new TypeSchemas(phrases).described(field);
    }

    private static ObjectNode value(JsonNode field) {
        ObjectNode schema = Phrases.newObject();
        if (field.has("ref")) {
            return schema.put("$ref", PREFIX + field.path("ref").asText());
        }
        if (field.has("enum")) {
            return schema.put("$ref", PREFIX + field.path("enum").asText());
        }
        if (field.has("oneOf")) {
            return oneOf(schema, field.path("oneOf"));
        }
        if (field.has("items")) {
            schema.put("type", "array");
            schema.set("items", value(field.path("items")));
            return schema;
        }
        if (field.has("type")) {
            schema.set("type", field.path("type"));
        }
        for (String rule : new String[] {
            "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"
        }) {
            if (field.has(rule)) {
                schema.set(rule, field.path(rule));
            }
        }
        if (field.has("values")) {
            schema.set("enum", field.path("values"));
        }
        map(schema, field);
        return schema;
    }

    /** Either plain types by name, or one of several objects. */
    private static ObjectNode oneOf(ObjectNode schema, JsonNode names) {
        Set<String> types = Phrases.texts(names);
        if (types.contains("array")) {
            // Generators of Java clients cannot say "an array or an object": it is left open.
            return schema;
        }
        if (types.contains("string")) {
            schema.set("type", names);
        } else {
            ArrayNode each = schema.putArray("anyOf");
            names.forEach(name -> each.addObject().put("$ref", PREFIX + name.asText()));
        }
        return schema;
    }

    private static void map(ObjectNode schema, JsonNode field) {
        if (field.has("valueRef")) {
            String target = PREFIX + field.path("valueRef").asText();
            ObjectNode properties = schema.putObject("properties");
            field.path("keys").forEach(key -> properties.putObject(key.asText()).put("$ref", target));
        } else if (field.has("valueType")) {
            schema.putObject("additionalProperties").set("type", field.path("valueType"));
        } else if (field.path("type").asText().equals("object")) {
            schema.put("additionalProperties", true);
        }
    }

    private void refused() {
        ObjectNode violation = Phrases.newObject().put("type", "object");
        violation.put("description", "One rule of the schema that a request breaks.");
        ObjectNode parts = violation.putObject("properties");
        parts.putObject("constraint").put("type", "string").put("description", "The field.");
        parts.putObject("value").put("description", "What was given, for numbers and truths.");
        parts.putObject("description").put("type", "string").put("description", "The rule, for people.");
        violation.putArray("required").add("constraint").add("description");
        schemas.put("Violation", violation);

        ObjectNode refused = Phrases.newObject().put("type", "object");
        refused.put(
                "description",
                "How a call is refused with status 200: by a text, by the rules of its schema that it breaks, or by a penalty ticket."
                        + " Exactly one of `errorText`, `violations` and `p-ticket` is there.");
        ObjectNode members = refused.putObject("properties");
        members.putObject("errorText").put("type", "string").put("description", "Why, for people.");
        ObjectNode violations = members.putObject("violations").put("type", "array");
        violations.put("description", "Every rule that the request breaks.");
        violations.putObject("items").put("$ref", PREFIX + "Violation");
        members.putObject("p-ticket")
                .put("type", "string")
                .put("description", "Send it back with the same request after the wait.");
        members.putObject("p-time").put("type", "integer").put("description", "Seconds to wait.");
        members.putObject("p-captcha")
                .put("type", "boolean")
                .put("description", "Whether a captcha is asked for: wait the hour.");
        refused.put("minProperties", 1);
        schemas.put(REFUSED, refused);
    }
}
