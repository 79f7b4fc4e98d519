package org.outcry.tradovate.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.DomainRules;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SchemaFile;
import org.outcry.tradovate.schema.SocketOperation;

/** The OpenAPI 3.1 document of the four domains. */
public final class DomainSpecification {
    /** Version of the original's document, whose paths and types these are. */
    private static final String VERSION = "1.0.0";

    private static final String RESPONSES = "#/components/responses/";
    private static final String SYNC = "user/syncrequest";
    private static final String BEARER = "bearer";

    private final Phrases phrases;
    private final Samples samples;
    private final Servers servers;
    private final ObjectNode document = Phrases.newObject();

    private DomainSpecification(Servers servers) {
        this.phrases = Phrases.read();
        this.samples = new Samples(phrases);
        this.servers = servers;
    }

    /** The document for these addresses. */
    public static ObjectNode of(Servers servers) {
        DomainSpecification made = new DomainSpecification(servers);
        made.head();
        made.paths();
        made.components();
        return made.document;
    }

    /** The type of a good answer as a JSON Schema, its {@code $ref} below {@code #/components/schemas/}. */
    static ObjectNode answer(Endpoint endpoint) {
        ObjectNode schema = Phrases.newObject();
        String name = endpoint.response().orElseThrow();
        if (endpoint.responseIsArray()) {
            schema.put("type", "array");
            schema.putObject("items").put("$ref", TypeSchemas.PREFIX + name);
        } else {
            schema.put("$ref", TypeSchemas.PREFIX + name);
        }
        return schema;
    }

    private void head() {
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Outcry, compatible with the Tradovate API");
        info.put("version", VERSION);
        info.put(
                "summary",
                "Accounts, orders, positions, market data and replay, by REST and by socket, on four domains.");
        info.put("description", Guides.body(Guides.INTRODUCTION, servers));
        info.putObject("contact").put("name", "The Outcry project");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        info.put("x-llms-txt", Site.LLMS);
        info.put("x-llms-full-txt", Site.LLMS_FULL);
        ArrayNode all = document.putArray("servers");
        for (Domain domain : Domain.values()) {
            all.add(server(domain));
        }
        document.putArray("security").addObject().putArray(BEARER);
        Set<String> tags = new LinkedHashSet<>();
        Schema.standard().endpoints().forEach(endpoint -> tags.add(endpoint.tag()));
        ArrayNode described = document.putArray("tags");
        tags.forEach(tag -> described.addObject().put("name", tag).put("description", phrases.tag(tag)));
    }

    private ObjectNode server(Domain domain) {
        ObjectNode server = Phrases.newObject().put("url", servers.base(domain));
        return server.put(
                "description",
                switch (domain) {
                    case DEMO -> "Demo: demo accounts, users and everything that names no other domain.";
                    case LIVE -> "Live: live accounts and the master data of users. Trades on the simulator.";
                    case MD -> "Market data, on its socket alone.";
                    case REPLAY -> "A past day with its own clock, on one socket.";
                });
    }

    private void paths() {
        ObjectNode paths = document.putObject("paths");
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            paths.putObject("/" + endpoint.path()).set(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint));
        }
    }

    private ObjectNode operation(Endpoint endpoint) {
        ObjectNode operation = Phrases.newObject();
        operation.put("operationId", Names.operationId(endpoint));
        operation.putArray("tags").add(endpoint.tag());
        operation.put("summary", phrases.summary(endpoint));
        operation.put("description", EntityPages.description(phrases, samples, endpoint));
        DomainRules.only(endpoint.path())
                .ifPresent(domain -> operation.putArray("servers").add(server(domain)));
        if (!endpoint.authorized()) {
            operation.putArray("security");
        }
        if (!endpoint.parameters().isEmpty()) {
            ArrayNode parameters = operation.putArray("parameters");
            parametersOf(endpoint).forEach(parameter -> parameters.add(parameter(parameter)));
        }
        samples.body(endpoint).ifPresent(body -> {
            ObjectNode request = operation.putObject("requestBody").put("required", true);
            ObjectNode content = request.putObject("content").putObject("application/json");
            content.putObject("schema")
                    .put(
                            "$ref",
                            TypeSchemas.PREFIX
                                    + endpoint.request().orElseThrow().name());
            content.set("example", body);
        });
        responses(operation.putObject("responses"), endpoint);
        phrases.refused(endpoint).ifPresent(reason -> operation.put("x-refused", reason));
        if (endpoint.path().equals(SYNC)) {
            operation.put("x-socket-only", true);
        }
        return operation;
    }

    private static final Map<String, JsonNode> PARAMETERS = new HashMap<>();

    private static JsonNode parametersOf(Endpoint endpoint) {
        synchronized (PARAMETERS) {
            if (PARAMETERS.isEmpty()) {
                SchemaFile.document()
                        .path("endpoints")
                        .forEach(each ->
                                PARAMETERS.put(each.path("path").asText().substring(1), each.path("parameters")));
            }
            return PARAMETERS.get(endpoint.path());
        }
    }

    private ObjectNode parameter(JsonNode given) {
        ObjectNode schema = TypeSchemas.parameter(phrases, given);
        ObjectNode parameter = Phrases.newObject();
        parameter.put("name", given.path("name").asText());
        parameter.put("in", "query");
        parameter.put("required", given.path("required").asBoolean());
        Optional.ofNullable(schema.remove("description")).ifPresent(words -> parameter.set("description", words));
        if (given.has("items")) {
            parameter.put("style", "form").put("explode", false);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private void responses(ObjectNode responses, Endpoint endpoint) {
        ObjectNode good = responses.putObject("200");
        ObjectNode content = Phrases.newObject();
        if (endpoint.responseIsArray()) {
            // Generators of Java clients cannot say "an array or an object".
            good.put(
                    "description",
                    "The rows; in the few cases in which a read is refused with this status, `Refused`.");
            content.set("schema", answer(endpoint));
        } else {
            good.put("description", "The answer, or `Refused` with why there is none.");
            ArrayNode either = content.putObject("schema").putArray("anyOf");
            either.add(answer(endpoint));
            either.addObject().put("$ref", TypeSchemas.PREFIX + TypeSchemas.REFUSED);
        }
        good.putObject("content").set("application/json", content);
        samples.reply(endpoint).ifPresent(reply -> content.set("example", reply));
        for (String status : STATUSES) {
            boolean lookup =
                    endpoint.operation().equals("item") || endpoint.operation().equals("find");
            boolean applies = switch (status) {
                case "400" -> endpoint.request().isPresent();
                case "404" -> lookup || endpoint.path().equals(SYNC);
                case "401", "408" -> endpoint.authorized();
                default -> true;
            };
            if (applies) {
                responses.putObject(status).put("$ref", RESPONSES + "Refused" + status);
            }
        }
    }

    private static final String[] STATUSES = {"400", "401", "404", "408", "413", "423", "429", "503"};

    private void components() {
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        TypeSchemas.all(phrases).forEach(schemas::set);
        ObjectNode responses = components.putObject("responses");
        text(responses, "400", "The body is no JSON object.", "a JSON object is expected");
        text(
                responses,
                "401",
                "No token, a wrong one, one that ended, or one whose key may not do this.",
                "Access is denied");
        text(
                responses,
                "404",
                "No such row, none that you may see, or an operation of sockets alone.",
                "Not found: order/item");
        text(responses, "408", "A newer session of the user took this one's place.", "Session is closed");
        text(responses, "413", "The body is larger than 256 KiB.", "Request is too large");
        responses
                .putObject("Refused423")
                .put("description", "The call went on although a captcha was asked for; no body.");
        responses.putObject("Refused429").put("description", "Too many calls within the hour; no body.");
        text(
                responses,
                "503",
                "Too many calls are waiting, or no accounts are behind this gateway.",
                "Service is busy");
        components
                .putObject("securitySchemes")
                .putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put(
                        "description",
                        "The `accessToken` of auth/accesstokenrequest or auth/renewaccesstoken, good for 90 minutes.");
        sockets();
    }

    private static void text(ObjectNode responses, String status, String meaning, String example) {
        ObjectNode content = responses
                .putObject("Refused" + status)
                .put("description", meaning)
                .putObject("content")
                .putObject("text/plain");
        content.putObject("schema").put("type", "string");
        content.put("example", example);
    }

    /** What OpenAPI has no words for: the operations and events of sockets, in the types of this document. */
    private void sockets() {
        ObjectNode socket = document.putObject("x-websocket");
        socket.put("path", "/websocket");
        socket.put("request", "operation LF id LF query LF body");
        ArrayNode operations = socket.putArray("operations");
        for (SocketOperation each : Schema.standard().socketOperations()) {
            ObjectNode operation = operations.addObject().put("name", each.path());
            ArrayNode domains = operation.putArray("domains");
            each.domains().forEach(domain -> domains.add(domain.word()));
            each.request().ifPresent(type -> operation.put("body", TypeSchemas.PREFIX + type.name()));
            each.response().ifPresent(type -> operation.put("answer", TypeSchemas.PREFIX + type));
        }
        ObjectNode events = socket.putObject("events");
        events.put("props", TypeSchemas.PREFIX + "WsPropsEvent");
        events.put("md", TypeSchemas.PREFIX + "WsMdEvent");
        events.put("chart", TypeSchemas.PREFIX + "WsChartEvent");
        events.put("clock", TypeSchemas.PREFIX + "WsClock");
        events.put("shutdown", TypeSchemas.PREFIX + "WsShutdown");
    }
}
