package org.outcry.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * The shapes of replies: JSON Schema 2020-12, one resource for each name. They refer to each other as components of an OpenAPI
 * document do. Any thread; nothing is kept.
 */
public final class Schemas {
    /** Before a name in a {@code $ref}. */
    public static final String PREFIX = "#/components/schemas/";

    private Schemas() {}

    /**
     * The schema of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ObjectNode named(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream("schema/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no schema " + name);
            }
            return JsonText.readObject(in.readAllBytes());
        } catch (MalformedJson e) {
            throw new IllegalStateException("The schema " + name + " is no JSON object", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas of those names and all that they refer to, by name. */
    public static Map<String, ObjectNode> closure(Collection<String> names) {
        Map<String, ObjectNode> found = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!found.containsKey(name)) {
                ObjectNode schema = named(name);
                found.put(name, schema);
                for (JsonNode reference : schema.findValues("$ref")) {
                    open.add(reference.textValue().substring(PREFIX.length()));
                }
            }
        }
        return found;
    }
}
