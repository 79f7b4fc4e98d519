package org.outcry.gateway.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.outcry.link.ErrorCatalogue;
import org.outcry.link.KnownError;
import org.outcry.link.Operation;
import org.outcry.link.Operation.Route;
import org.outcry.link.Parameter;
import org.outcry.link.Schemas;
import org.outcry.wire.JsonText;

/** The OpenAPI 3.1 document of a table of operations. */
final class OpenApi {
    /** Version of the API's documentation, as the original states it. */
    static final String VERSION = "1.0.0";

    private static final Map<String, String> TAGS = tags();

    private OpenApi() {}

    static ObjectNode document(List<Operation> operations, String introduction) {
        ObjectNode document = JsonText.newObject();
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Outcry, compatible with the CrossTrade API");
        info.put("version", VERSION);
        info.put("summary", "Accounts, positions, orders, executions, market data and strategies.");
        info.put("description", introduction);
        info.putObject("contact").put("name", "The Outcry project");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        info.put("x-llms-txt", Discovery.LLMS.path());
        info.put("x-llms-full-txt", Discovery.LLMS_FULL.path());
        ObjectNode server = document.putArray("servers").addObject();
        server.put("url", "http://{host}");
        server.put("description", "This server");
        server.putObject("variables")
                .putObject("host")
                .put("default", "127.0.0.1:8080")
                .put("description", "Host and port");
        document.putArray("security").addObject().putArray("bearer");
        ArrayNode tags = document.putArray("tags");
        operations.stream()
                .map(Operation::tag)
                .distinct()
                .forEach(tag -> tags.addObject().put("name", tag).put("description", TAGS.getOrDefault(tag, tag)));
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            boolean first = true;
            for (Route route : operation.routes()) {
                ObjectNode path =
                        paths.get(route.path()) instanceof ObjectNode known ? known : paths.putObject(route.path());
                path.set(route.method().toLowerCase(java.util.Locale.ROOT), operation(operation, route, first));
                first = false;
            }
        }
        components(document.putObject("components"), operations);
        return document;
    }

    private static ObjectNode operation(Operation operation, Route route, boolean canonical) {
        ObjectNode node = JsonText.newObject();
        node.put("operationId", operation.name() + (canonical ? "" : "Alias"));
        node.putArray("tags").add(operation.tag());
        node.put("summary", canonical ? summary(operation) : "Another address of " + operation.name() + ".");
        node.put("description", description(operation));
        if (route.path().endsWith("/quote") && !canonical) {
            node.put("deprecated", true);
        }
        ArrayNode parameters = JsonText.newObject().arrayNode();
        for (Parameter parameter : operation.parameters()) {
            boolean inPath = route.path().contains("{" + parameter.name() + "}");
            if (inPath || parameter.in() == Parameter.In.QUERY) {
                parameters.add(ParameterSchemas.parameter(parameter, inPath));
            }
        }
        if (operation.access() == Operation.Access.TRADE) {
            parameters.addObject().put("$ref", "#/components/parameters/IdempotencyKey");
        }
        if (!parameters.isEmpty()) {
            node.set("parameters", parameters);
        }
        if (ParameterSchemas.hasBody(operation) && route.body() != Route.Body.NONE) {
            ObjectNode body = node.putObject("requestBody");
            body.put("required", route.body() == Route.Body.REQUIRED || ParameterSchemas.needsBody(operation));
            body.putObject("content")
                    .putObject("application/json")
                    .putObject("schema")
                    .put("$ref", Schemas.PREFIX + operation.name() + "Request");
        }
        responses(node.putObject("responses"), operation);
        if (!operation.isStream()) {
            node.put("x-rpc", operation.name());
        }
        if (!operation.aliases().isEmpty()) {
            operation.aliases().forEach(node.putArray("x-rpc-aliases")::add);
        }
        node.put("x-scope", scope(operation));
        return node;
    }

    /** {@code read} or {@code trade}. */
    static String scope(Operation operation) {
        return operation.access() == Operation.Access.TRADE ? "trade" : "read";
    }

    /** The first sentence without its full stop, as the summaries of operations are written. */
    private static String summary(Operation operation) {
        int end = operation.summary().indexOf(". ");
        String first = end < 0 ? operation.summary() : operation.summary().substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private static String description(Operation operation) {
        if (operation.isStream()) {
            return operation.summary()
                    + " The request costs one of the budget; comment lines keep it alive. Over WebSocket the same is a `subscribe`"
                    + " message.";
        }
        return operation.summary() + "\n\nOver WebSocket: `{\"action\":\"rpc\",\"id\":\"1\",\"api\":\""
                + operation.name() + "\",\"args\":{...}}` with path, query and body fields as one flat object.";
    }

    private static void responses(ObjectNode responses, Operation operation) {
        ObjectNode good = responses.putObject("200");
        ObjectNode schema = Schemas.named(operation.reply());
        good.put("description", schema.path("description").asText());
        ObjectNode content =
                good.putObject("content").putObject(operation.isStream() ? "text/event-stream" : "application/json");
        content.putObject("schema").put("$ref", Schemas.PREFIX + operation.reply());
        content.set("example", schema.path("examples").path(0));
        byStatus(operation).forEach((status, errors) -> {
            boolean general = errors.stream().noneMatch(operation.refusals()::contains);
            ObjectNode response = responses.putObject(Integer.toString(status));
            if (general) {
                response.put("$ref", "#/components/responses/Refused" + status);
            } else {
                refused(response, errors);
            }
        });
    }

    /** The general errors and the operation's own, by status. */
    private static Map<Integer, List<KnownError>> byStatus(Operation operation) {
        List<KnownError> all = new ArrayList<>(ErrorCatalogue.general());
        all.addAll(operation.refusals());
        return byStatus(all);
    }

    private static Map<Integer, List<KnownError>> byStatus(List<KnownError> errors) {
        Map<Integer, List<KnownError>> sorted = new java.util.TreeMap<>();
        errors.forEach(error ->
                sorted.computeIfAbsent(error.status(), any -> new ArrayList<>()).add(error));
        return sorted;
    }

    private static void refused(ObjectNode response, List<KnownError> errors) {
        StringBuilder words = new StringBuilder();
        for (KnownError error : errors) {
            words.append("- `")
                    .append(error.error())
                    .append("`: ")
                    .append(error.meaning())
                    .append(' ')
                    .append(error.advice().words())
                    .append('\n');
        }
        response.put("description", words.toString().strip());
        ObjectNode content = response.putObject("content").putObject("application/json");
        content.putObject("schema").put("$ref", Schemas.PREFIX + "Error");
        ObjectNode examples = content.putObject("examples");
        int number = 1;
        for (KnownError error : errors) {
            ObjectNode example = examples.putObject("error" + number);
            example.put("summary", error.error());
            ObjectNode value = example.putObject("value");
            value.put("success", false).put("error", error.error()).put("detail", error.meaning());
            if (error.status() == 429) {
                value.put("retryAfter", 1);
            }
            number++;
        }
    }

    private static void components(ObjectNode components, List<Operation> operations) {
        List<String> names = new ArrayList<>(List.of("Error"));
        ObjectNode requests = JsonText.newObject();
        for (Operation operation : operations) {
            names.add(operation.reply());
            operation
                    .parameters()
                    .forEach(parameter -> parameter.values().shape().ifPresent(names::add));
            if (ParameterSchemas.hasBody(operation)) {
                requests.set(operation.name() + "Request", ParameterSchemas.request(operation));
            }
        }
        ObjectNode schemas = components.putObject("schemas");
        Schemas.closure(names).forEach(schemas::set);
        schemas.setAll(requests);
        ObjectNode key = components.putObject("parameters").putObject("IdempotencyKey");
        key.put("name", "Idempotency-Key");
        key.put("in", "header");
        key.put("required", false);
        key.put(
                "description",
                "Ours: text of your own; a repeat of the same call under it within 24 hours gives the first answer and trades"
                        + " once.");
        key.putObject("schema").put("type", "string").put("maxLength", 128);
        ObjectNode responses = components.putObject("responses");
        byStatus(ErrorCatalogue.general())
                .forEach((status, errors) -> refused(responses.putObject("Refused" + status), errors));
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A token made by `./outcry token`.");
    }

    private static Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("accounts", "Accounts, their balances and peaks.");
        tags.put("positions", "Positions: read, close, flatten, reverse.");
        tags.put("orders", "Orders: place, change, cancel, look up.");
        tags.put("executions", "Fills.");
        tags.put("market", "Quotes, bars and trading hours.");
        tags.put("instruments", "What can be traded, and what a name means. Ours.");
        tags.put("strategies", "Strategies and ATM templates.");
        tags.put("stream", "Quotes and events as they happen, over plain HTTP. Ours.");
        tags.put("requests", "What became of requests whose answer was lost. Ours.");
        return tags;
    }
}
