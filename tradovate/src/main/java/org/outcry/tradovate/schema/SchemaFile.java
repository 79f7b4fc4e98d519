package org.outcry.tradovate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.outcry.tradovate.Domain;

/** Reads the schema file of the class path. A name that it does not define fails the reading. */
public final class SchemaFile {
    private static final String FILE = "/org/outcry/tradovate/schema.json";

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<String, List<String>> enumerations = new LinkedHashMap<>();

    private SchemaFile() {}

    static Schema read() {
        return new SchemaFile().read(document());
    }

    /** The file as it is, for what is published of it. */
    public static JsonNode document() {
        try (InputStream in = SchemaFile.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema read(JsonNode root) {
        root.get("enums")
                .properties()
                .forEach(e -> enumerations.put(e.getKey(), strings(e.getValue().get("values"))));
        root.get("schemas").properties().forEach(e -> types.put(e.getKey(), type(e.getKey(), e.getValue())));
        JsonNode socket = root.get("websocket");
        socket.get("schemas").properties().forEach(e -> types.put(e.getKey(), type(e.getKey(), e.getValue())));
        List<Endpoint> endpoints = new ArrayList<>();
        Map<String, Endpoint> byPath = new LinkedHashMap<>();
        for (JsonNode node : root.get("endpoints")) {
            Endpoint endpoint = endpoint(node);
            endpoints.add(endpoint);
            byPath.put(endpoint.path().toLowerCase(Locale.ROOT), endpoint);
        }
        Map<String, Entity> entities = new LinkedHashMap<>();
        root.get("entities").forEach(node -> entities.put(node.get("name").asText(), entity(node)));
        Map<String, SocketOperation> socketOperations = new LinkedHashMap<>();
        for (JsonNode node : socket.get("operations")) {
            String path = node.get("endpoint").asText();
            if (!path.equals("*")) {
                socketOperations.put(path.toLowerCase(Locale.ROOT), socketOperation(path, node));
            }
        }
        return new Schema(List.copyOf(endpoints), byPath, types, enumerations, entities, socketOperations);
    }

    private Type type(String name, JsonNode node) {
        List<Field> fields = new ArrayList<>();
        node.get("fields").forEach(field -> fields.add(field(field)));
        return new Type(name, fields);
    }

    private Field field(JsonNode node) {
        Optional<String> reference = text(node, "ref");
        Optional<String> enumeration = text(node, "enum");
        JsonNode items = node.get("items");
        Field.Kind kind;
        Optional<String> target = Optional.empty();
        Optional<Field.Kind> itemKind = Optional.empty();
        if (items != null) {
            kind = Field.Kind.ARRAY;
            target = text(items, "ref").or(() -> text(items, "enum"));
            itemKind = Optional.of(text(items, "ref").isPresent() ? Field.Kind.OBJECT : scalar(items));
        } else if (reference.isPresent()) {
            kind = Field.Kind.OBJECT;
            target = reference;
        } else if (enumeration.isPresent()) {
            kind = Field.Kind.ENUM;
            target = enumeration;
        } else {
            kind = scalar(node);
        }
        return new Field(
                node.get("name").asText(),
                kind,
                target,
                itemKind,
                node.path("required").asBoolean(false),
                whole(node, "minLength"),
                whole(node, "maxLength"),
                number(node, "minimum"),
                number(node, "maximum"),
                number(node, "exclusiveMinimum"));
    }

    private static Field.Kind scalar(JsonNode node) {
        String format = node.path("format").asText("");
        return switch (node.path("type").asText("")) {
            case "integer" -> format.equals("int64") ? Field.Kind.LONG : Field.Kind.INT;
            case "number" -> Field.Kind.NUMBER;
            case "boolean" -> Field.Kind.BOOLEAN;
            case "string" -> format.equals("date-time") ? Field.Kind.TIME : Field.Kind.STRING;
            default -> Field.Kind.ANY;
        };
    }

    private Endpoint endpoint(JsonNode node) {
        String path = node.get("path").asText().substring(1);
        int slash = path.indexOf('/');
        List<Field> parameters = new ArrayList<>();
        node.path("parameters").forEach(parameter -> parameters.add(field(parameter)));
        String response = node.path("response").asText("");
        boolean array = response.startsWith("[");
        String element = array ? response.substring(1, response.length() - 1) : response;
        return new Endpoint(
                path,
                node.get("method").asText(),
                node.path("tag").asText(""),
                node.path("operationId").asText(""),
                node.path("authorization").asBoolean(true),
                path.substring(0, slash),
                path.substring(slash + 1),
                parameters,
                text(node, "request").map(this::known),
                text(element),
                array);
    }

    private Entity entity(JsonNode node) {
        return new Entity(
                node.get("name").asText(),
                text(node, "schema").map(types::get),
                text(node, "master"),
                text(node, "syncArray"),
                text(node, "idEquals"),
                strings(node.path("operations")),
                strings(node.path("actions")));
    }

    private SocketOperation socketOperation(String path, JsonNode node) {
        List<Domain> domains = strings(node.get("hosts")).stream()
                .map(host -> Domain.of(host).orElseThrow())
                .toList();
        return new SocketOperation(path, domains, text(node, "body").map(types::get), text(node, "response"));
    }

    private Type known(String name) {
        Type type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("the schema file has no type " + name);
        }
        return type;
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || !value.isTextual() ? Optional.empty() : Optional.of(value.asText());
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static OptionalInt whole(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value.asInt());
    }

    private static OptionalDouble number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
    }

    private static List<String> strings(JsonNode node) {
        List<String> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asText()));
        return List.copyOf(values);
    }
}
