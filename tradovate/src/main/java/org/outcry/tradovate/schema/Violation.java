package org.outcry.tradovate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One rule of the schema that a request broke, in the documented words.
 *
 * @param constraint name of the field, as the newest document has it
 * @param value what was given, when it is a number or a truth value; texts may be secrets and are never said back
 * @param description for people, such as {@code Order Qty should be greater than 0}
 */
public record Violation(String constraint, Optional<JsonNode> value, String description) {

    /** The documented reply: {@code {"violations":[…]}}. */
    public static ObjectNode reply(List<Violation> violations) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        ArrayNode all = reply.putArray("violations");
        for (Violation violation : violations) {
            ObjectNode one = all.addObject().put("constraint", violation.constraint());
            violation.value().ifPresent(value -> one.set("value", value));
            one.put("description", violation.description());
        }
        return reply;
    }

    /** A field name as people read it: {@code orderQty} becomes {@code Order Qty}. */
    public static String label(String field) {
        StringBuilder label = new StringBuilder(field.length() + 4);
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '_' || c == '-') {
                label.append(' ');
                continue;
            }
            boolean begins = i == 0 || label.charAt(label.length() - 1) == ' ';
            boolean word = !begins && Character.isUpperCase(c) && !Character.isUpperCase(field.charAt(i - 1));
            if (word) {
                label.append(' ');
            }
            label.append(begins ? Character.toUpperCase(c) : c);
        }
        return label.toString();
    }
}
