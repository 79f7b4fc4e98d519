package org.outcry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.outcry.link.ErrorCatalogue;
import org.outcry.link.KnownError;
import org.outcry.link.Operation;
import org.outcry.link.Operation.Route;
import org.outcry.link.Operations;
import org.outcry.link.Schemas;
import org.outcry.wire.JsonText;

/**
 * The promise of the specifications, checked on real replies: a success has the documented members and no others, a refusal is one
 * that the operation documents. Any thread.
 */
public final class Contract {
    /** Over WebSocket a refusal carries no status. */
    private static final int NO_STATUS = 0;

    /** Where JSON Schema by itself looks for what OpenAPI calls components. */
    private static final String DEFINITIONS = "#/$defs/";

    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private Contract() {}

    /**
     * Holds a REST reply to the contract; replies of addresses outside the table are left alone.
     *
     * @throws AssertionError when the reply is not as documented
     */
    public static void rest(String method, String path, int status, JsonNode body) {
        operation(method, path).ifPresent(found -> check(found, status, body));
    }

    /**
     * Holds the {@code data} of an RPC reply to the contract.
     *
     * @throws AssertionError when the reply is not as documented
     */
    public static void rpc(String name, JsonNode data) {
        Operations.byName(name).ifPresent(found -> check(found, NO_STATUS, data));
    }

    /**
     * Holds a desk's reply to the contract.
     *
     * @throws AssertionError when the reply is not as documented
     */
    public static void desk(String name, int status, JsonNode body) {
        Operations.byName(name).ifPresent(found -> check(found, status, body));
    }

    /**
     * Holds one frame of the stream to the contract: its members, and the schema of what it carries.
     *
     * @throws AssertionError when the frame is not as documented
     */
    public static void frame(JsonNode frame) {
        StreamFrames.check(frame);
    }

    private static void check(Operation operation, int status, JsonNode body) {
        boolean refused = body.isObject() && !body.path("success").asBoolean();
        if (!refused) {
            if (status != NO_STATUS && status != 200) {
                throw new AssertionError(operation.name() + " says success with status " + status + ": " + body);
            }
            validate(operation.name(), operation.reply(), body);
            return;
        }
        validate(operation.name(), "Error", body);
        String error = body.path("error").asText();
        boolean documented = Stream.concat(ErrorCatalogue.general().stream(), operation.refusals().stream())
                .anyMatch(known -> known.matches(status == NO_STATUS ? known.status() : status, error));
        if (!documented) {
            throw new AssertionError(operation.name() + " answers status " + status + " '" + error
                    + "', which its row in the table of operations does not name in refuses(...): " + body);
        }
    }

    /**
     * Holds any JSON to one of the schemas.
     *
     * @throws AssertionError when it does not fit
     */
    public static void validate(String what, String schema, JsonNode json) {
        Set<ValidationMessage> faults =
                COMPILED.computeIfAbsent(schema, Contract::compile).validate(json);
        if (!faults.isEmpty()) {
            throw new AssertionError(what + " does not answer as schema/" + schema + ".json says: "
                    + faults.stream()
                            .limit(10)
                            .map(ValidationMessage::getMessage)
                            .toList() + " in " + json);
        }
    }

    private static JsonSchema compile(String name) {
        ObjectNode document = JsonText.newObject();
        document.put("$ref", DEFINITIONS + name);
        document.put("unevaluatedProperties", false);
        ObjectNode schemas = document.putObject("$defs");
        Schemas.closure(List.of(name))
                .forEach((component, schema) -> schemas.set(component, ClosedSchemas.component(schema)));
        document.findParents("$ref").forEach(parent -> {
            String target = parent.path("$ref").textValue();
            ((ObjectNode) parent).put("$ref", target.replace(Schemas.PREFIX, DEFINITIONS));
        });
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    }

    private static Optional<Operation> operation(String method, String path) {
        String[] given = path.split("\\?", 2)[0].split("/", -1);
        Optional<Operation> found = Optional.empty();
        for (Operation operation : Operations.routed()) {
            for (Route route : operation.routes()) {
                String[] template = route.path().split("/", -1);
                if (route.method().equals(method) && fits(template, given)) {
                    boolean literal = template[template.length - 1].equals(given[given.length - 1]);
                    // A literal last segment goes before a parameter, as in the server.
                    if (literal || found.isEmpty()) {
                        found = Optional.of(operation);
                    }
                }
            }
        }
        return found;
    }

    private static boolean fits(String[] template, String[] given) {
        if (template.length != given.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            if (!template[i].startsWith("{") && !template[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    /** The catalogue's errors, for tests of the documentation. */
    public static List<KnownError> errors() {
        return Stream.of(ErrorCatalogue.general(), ErrorCatalogue.special(), ErrorCatalogue.routing())
                .flatMap(List::stream)
                .toList();
    }
}
