package org.outcry.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemasTest {
    @Test
    void everyRowHasAReplyWithAnExample() {
        List<String> names =
                new ArrayList<>(Operations.all().stream().map(Operation::reply).toList());
        names.add("Error");
        names.add("Bracket");
        Schemas.closure(names)
                .forEach((name, schema) -> assertTrue(
                        name.equals("QuoteReply")
                                || schema.path("type").isTextual()
                                || schema.path("allOf").isArray(),
                        name));
        for (String name : names) {
            ObjectNode schema = Schemas.named(name);
            assertFalse(schema.path("description").asText().isEmpty(), name);
            assertTrue(schema.path("examples").path(0).isObject(), name + " has no example");
        }
    }

    @Test
    void anErrorWithANameInItIsKnown() {
        KnownError gone = ErrorCatalogue.named("Order linked to '<orderId>' not found or already terminal.");
        assertTrue(gone.matches(400, "Order linked to 'my.own(id)' not found or already terminal."));
        assertFalse(gone.matches(400, "Order linked to 'x' not found"));
        assertFalse(gone.matches(404, "Order linked to 'x' not found or already terminal."));
    }
}
