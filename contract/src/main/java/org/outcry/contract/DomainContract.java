package org.outcry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SocketOperation;
import org.outcry.tradovate.spec.DomainSpecification;
import org.outcry.tradovate.spec.Servers;
import org.outcry.wire.JsonText;

/**
 * The promise of the Tradovate domains' specification, checked on real replies: an answer has the members that its operation documents
 * and no others, or is refused in one of the documented ways; an event carries what its kind documents. Any thread.
 */
public final class DomainContract {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";
    private static final String REFUSED = "Refused";
    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();
    private static final ObjectNode DOCUMENT = DomainSpecification.of(new Servers(Stream.of(Domain.values())
            .collect(Collectors.toMap(each -> each, each -> "http://" + each.word() + ".example"))));

    private DomainContract() {}

    /**
     * Holds a brokerage's answer to the contract; answers of paths that no document knows are left alone.
     *
     * @throws AssertionError when the answer is not as documented
     */
    public static void answer(String path, Answer answer) {
        switch (answer) {
            case Answer.Done done -> {
                if (done.json().length > 0) {
                    reply(path, 200, tree(done.json()));
                }
            }
            case Answer.Split split -> split.parts().forEach(part -> reply(path, 200, tree(part)));
            case Answer.Refused refused -> status(path, refused.status());
        }
    }

    /**
     * Holds an answer by REST or by socket to the contract.
     *
     * @throws AssertionError when it is not as documented
     */
    public static void reply(String path, int status, JsonNode body) {
        Optional<SocketOperation> socket = Schema.standard().socketOperation(path);
        Optional<Endpoint> endpoint = Schema.standard().endpoint(path);
        if (status != 200) {
            status(path, status);
        } else if (path.equalsIgnoreCase("user/syncrequest")) {
            synchronisation(body);
        } else if (endpoint.isPresent()) {
            either(endpoint.get(), body);
        } else if (socket.isPresent()) {
            socket.get().response().ifPresent(type -> fits(path, type, false, body, true));
        }
    }

    /**
     * Holds one event of a socket to the contract.
     *
     * @throws AssertionError when it is not as documented
     */
    public static void event(JsonNode event) {
        String kind = event.path("e").asText();
        JsonNode data = event.path("d");
        switch (kind) {
            case "props" -> props(data);
            case "md" -> fits("md", "WsMdEvent", false, data, false);
            case "chart" -> fits("chart", "WsChartEvent", false, data, false);
            case "shutdown" -> fits("shutdown", "WsShutdown", false, data, false);
            case "clock" ->
                fits(
                        "clock",
                        "WsClock",
                        false,
                        tree(data.asText().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        false);
            default -> throw new AssertionError("No event is called '" + kind + "': " + event);
        }
    }

    private static void props(JsonNode data) {
        fits("props", "WsPropsEvent", false, data, false);
        String kind = data.path("entityType").asText();
        Schema.standard()
                .entity(kind)
                .flatMap(org.outcry.tradovate.schema.Entity::type)
                .ifPresent(type -> fits(kind, type.name(), data.path("entity").isArray(), data.path("entity"), false));
    }

    /** In parts each array comes alone, and our mark of the last of them. */
    private static void synchronisation(JsonNode body) {
        if (body.has("errorText") || body.has("violations") || body.has("p-ticket")) {
            fits("user/syncrequest", REFUSED, false, body, false);
            return;
        }
        ObjectNode whole = body.deepCopy();
        whole.remove("last");
        JsonNode type = DOCUMENT.at("/components/schemas/SyncMessage");
        type.path("required").forEach(name -> {
            if (!whole.has(name.asText())) {
                whole.putArray(name.asText());
            }
        });
        fits("user/syncrequest", "SyncMessage", false, whole, false);
    }

    private static void either(Endpoint endpoint, JsonNode body) {
        if (endpoint.response().isEmpty()) {
            fits(endpoint.path(), REFUSED, false, body, false);
        } else {
            fits(endpoint.path(), endpoint.response().get(), endpoint.responseIsArray(), body, true);
        }
    }

    private static void status(String path, int status) {
        Optional<Endpoint> endpoint = Schema.standard().endpoint(path);
        if (endpoint.isEmpty()) {
            return;
        }
        JsonNode responses = DOCUMENT.path("paths")
                .path("/" + endpoint.get().path())
                .path(endpoint.get().method().toLowerCase(java.util.Locale.ROOT))
                .path("responses");
        if (!responses.has(Integer.toString(status))) {
            throw new AssertionError(path + " answers status " + status + ", which its document does not name");
        }
    }

    private static void fits(String what, String type, boolean array, JsonNode json, boolean orRefused) {
        JsonSchema schema = COMPILED.computeIfAbsent(
                type + (array ? "[]" : "") + (orRefused ? "?" : ""), any -> compile(type, array, orRefused));
        Set<ValidationMessage> faults = schema.validate(json);
        if (!faults.isEmpty()) {
            String said = json.toString();
            throw new AssertionError(what + " does not answer as its document says: "
                    + faults.stream()
                            .limit(10)
                            .map(ValidationMessage::getMessage)
                            .toList() + " in "
                    + said.substring(0, Math.min(said.length(), 2_000)));
        }
    }

    private static JsonSchema compile(String type, boolean array, boolean orRefused) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        Set<String> needed = new LinkedHashSet<>();
        ArrayNode either = schema.putArray("anyOf");
        ObjectNode good = either.addObject();
        if (array) {
            good.put("type", "array");
            closed(good.putObject("items"), type);
        } else {
            closed(good, type);
        }
        reach(type, needed);
        if (orRefused) {
            closed(either.addObject(), REFUSED);
            reach(REFUSED, needed);
        }
        ObjectNode definitions = schema.putObject("$defs");
        for (String name : needed) {
            definitions.set(name, ClosedSchemas.component((ObjectNode) DOCUMENT.at("/components/schemas/" + name)));
        }
        schema.findParents("$ref").forEach(parent -> {
            String target = parent.path("$ref").textValue();
            ((ObjectNode) parent).put("$ref", target.replace(COMPONENTS, DEFINITIONS));
        });
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    private static void closed(ObjectNode schema, String type) {
        schema.put("$ref", COMPONENTS + type).put("unevaluatedProperties", false);
    }

    private static void reach(String type, Set<String> needed) {
        if (needed.add(type)) {
            Set<String> targets =
                    new TreeSet<>(DOCUMENT.at("/components/schemas/" + type).findValuesAsText("$ref"));
            targets.forEach(target -> reach(target.substring(COMPONENTS.length()), needed));
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper(JsonText.factory()).readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
