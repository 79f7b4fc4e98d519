package org.outcry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Published schemas are open, so that a new member breaks no client. Here they are closed: a member that is not documented is a
 * fault of ours.
 */
final class ClosedSchemas {
    private static final String OTHERS = "unevaluatedProperties";

    private ClosedSchemas() {}

    /** A copy in which no object may have members that its schema does not name. */
    static ObjectNode of(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        close(copy, false);
        return copy;
    }

    /** @param part whether the schema is one part of a composition, which is closed as a whole */
    private static void close(JsonNode node, boolean part) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        schema.remove("examples");
        schema.path("properties").forEach(property -> close(property, false));
        close(schema.path("items"), false);
        schema.path("oneOf").forEach(each -> close(each, false));
        schema.path("allOf").forEach(each -> close(each, true));
        boolean object = schema.has("properties") || schema.has("allOf") || schema.has("$ref");
        if (object && !part) {
            schema.put(OTHERS, false);
        }
    }

    /** Components stay open themselves: whoever refers to one closes it, or composes it with others. */
    static ObjectNode component(ObjectNode schema) {
        ObjectNode copy = of(schema);
        copy.remove(OTHERS);
        return copy;
    }
}
