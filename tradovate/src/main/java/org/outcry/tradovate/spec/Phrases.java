package org.outcry.tradovate.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;

/** Words for what the schema file only names, from {@code phrases.json}: meanings, examples, refusals. */
public final class Phrases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode file;

    private Phrases(JsonNode file) {
        this.file = file;
    }

    static Phrases read() {
        try {
            return new Phrases(JSON.readTree(resource("phrases.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why each endpoint that is always refused is, by path. */
    public static Map<String, String> refusals() {
        Map<String, String> refusals = new TreeMap<>();
        read().file
                .path("actions")
                .properties()
                .forEach(each -> Optional.ofNullable(each.getValue().get("refused"))
                        .ifPresent(reason -> refusals.put(each.getKey(), reason.asText())));
        return refusals;
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static String resource(String name) {
        try (InputStream in = Phrases.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String compact(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode json) {
        return compact(json).getBytes(StandardCharsets.UTF_8);
    }

    /** One sentence on an endpoint. */
    String summary(Endpoint endpoint) {
        String written = action(endpoint).path("says").asText();
        if (!written.isEmpty()) {
            return written;
        }
        String one = Names.words(endpoint.entity());
        String many = Names.plural(one);
        String master = Schema.standard()
                .entity(endpoint.entity())
                .flatMap(Entity::master)
                .map(name -> Names.words(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)))
                .orElse("master");
        return switch (endpoint.operation()) {
            case "list" -> "Every " + one + " that you may see";
            case "item" -> "One " + one + " by id";
            case "items" -> Names.title(many) + " by their ids";
            case "deps" -> Names.title(many) + " of one " + master;
            case "ldeps" -> Names.title(many) + " of several " + Names.plural(master);
            case "find" -> "One " + one + " by its exact name";
            case "finds" -> Names.title(many) + " by their exact names";
            case "suggest" -> Names.title(many) + " whose name begins with a text, then those that hold it";
            case "create" -> "Makes a " + one;
            case "update" -> "Changes a " + one;
            default -> throw new IllegalStateException("phrases.json says nothing of " + endpoint.path());
        };
    }

    /** More about an endpoint, or nothing. */
    String more(Endpoint endpoint) {
        return action(endpoint).path("more").asText();
    }

    /** Why an endpoint is always refused here. */
    Optional<String> refused(Endpoint endpoint) {
        return Optional.ofNullable(action(endpoint).get("refused")).map(JsonNode::asText);
    }

    /** A body written by hand. */
    Optional<ObjectNode> body(Endpoint endpoint) {
        return action(endpoint).path("body") instanceof ObjectNode body
                ? Optional.of(body.deepCopy())
                : Optional.empty();
    }

    String tag(String tag) {
        return file.path("tags").path(tag).asText();
    }

    String type(String name) {
        return file.path("types").path(name).asText();
    }

    /** What a field of this name means; ids say whose they are. */
    String field(String name) {
        String written = file.path("fields").path(name).asText();
        if (!written.isEmpty()) {
            return written;
        }
        if (name.endsWith("Ids") && name.length() > 3) {
            return "Ids of " + Names.plural(Names.words(name.substring(0, name.length() - 3))) + ".";
        }
        if (name.endsWith("Id") && name.length() > 2) {
            return "Id of the " + Names.words(name.substring(0, name.length() - 2)) + ".";
        }
        return "";
    }

    /** A value that a field of this name may have. */
    Optional<JsonNode> sample(String name) {
        return Optional.ofNullable(file.path("samples").get(name));
    }

    private JsonNode action(Endpoint endpoint) {
        return file.path("actions").path(endpoint.path());
    }
}
