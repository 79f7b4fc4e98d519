package org.outcry.gateway.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.outcry.link.Operation;
import org.outcry.link.Parameter;
import org.outcry.link.Schemas;
import org.outcry.wire.JsonText;

/** Parameters of operations as OpenAPI parameters and request bodies. */
final class ParameterSchemas {
    private ParameterSchemas() {}

    static ObjectNode parameter(Parameter parameter, boolean inPath) {
        ObjectNode node = JsonText.newObject();
        node.put("name", parameter.name());
        node.put("in", inPath ? "path" : "query");
        node.put("required", inPath || parameter.required());
        node.put("description", parameter.description());
        ObjectNode schema = node.putObject("schema");
        type(schema, parameter);
        example(parameter, node);
        return node;
    }

    /** Whether any argument travels in the body. */
    static boolean hasBody(Operation operation) {
        return operation.parameters().stream().anyMatch(parameter -> parameter.in() == Parameter.In.BODY);
    }

    /** Whether an argument that is needed travels in the body. */
    static boolean needsBody(Operation operation) {
        return operation.parameters().stream()
                .anyMatch(parameter -> parameter.in() == Parameter.In.BODY && parameter.required());
    }

    /** The body of a request as an object schema. */
    static ObjectNode request(Operation operation) {
        ObjectNode schema = JsonText.newObject();
        schema.put("type", "object");
        schema.put("description", "Arguments of " + operation.name() + ".");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.arrayNode();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in() != Parameter.In.BODY) {
                continue;
            }
            ObjectNode property = properties.putObject(parameter.name());
            type(property, parameter);
            property.put("description", parameter.description());
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.putArray("examples").add(example(operation));
        return schema;
    }

    /** A body that works, made of the examples of the parameters. */
    static ObjectNode example(Operation operation) {
        ObjectNode example = JsonText.newObject();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in() == Parameter.In.BODY) {
                parameter.values().example().ifPresent(text -> example.set(parameter.name(), value(parameter, text)));
            }
        }
        return example;
    }

    private static void example(Parameter parameter, ObjectNode node) {
        parameter.values().example().ifPresent(text -> node.set("example", value(parameter, text)));
    }

    private static void type(ObjectNode schema, Parameter parameter) {
        Parameter.Values values = parameter.values();
        if (values.shape().isPresent()) {
            schema.put("$ref", Schemas.PREFIX + values.shape().get());
            return;
        }
        switch (parameter.type()) {
            case STRING -> schema.put("type", "string");
            case INTEGER -> schema.put("type", "integer").put("format", "int64");
            case NUMBER -> schema.put("type", "number");
            case BOOLEAN -> schema.put("type", "boolean");
            case STRING_LIST -> schema.put("type", "array").putObject("items").put("type", "string");
            case OBJECT -> schema.put("type", "object");
        }
        if (!values.words().isEmpty()) {
            values.words().forEach(schema.putArray("enum")::add);
        }
        values.initial().ifPresent(text -> schema.set("default", value(parameter, text)));
        values.least().ifPresent(text -> schema.set("minimum", number(text)));
        values.most().ifPresent(text -> schema.set("maximum", number(text)));
    }

    private static JsonNode value(Parameter parameter, String text) {
        return switch (parameter.type()) {
            case INTEGER, NUMBER -> number(text);
            case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(text));
            case STRING, STRING_LIST, OBJECT -> TextNode.valueOf(text);
        };
    }

    private static JsonNode number(String text) {
        return DecimalNode.valueOf(new BigDecimal(text));
    }
}
