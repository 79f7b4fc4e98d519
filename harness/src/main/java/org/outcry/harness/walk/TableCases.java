package org.outcry.harness.walk;

import static org.outcry.harness.walk.Walk.args;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.fresh;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.outcry.link.Operation;
import org.outcry.link.Parameter;

/** Lines that follow from a row of the table of operations alone: tokens, missing and mistyped arguments, names nobody has. */
final class TableCases {
    private static final String INVALID = "Invalid request";
    private static final String NO_ORDER = "00000000000000000000000000000bad";
    /** Cancel, change and replace name an order that is gone in the words the reference promises. */
    private static final Set<String> ENDS_ORDERS = Set.of("Cancel", "Change", "CancelReplace");

    private TableCases() {}

    static List<Case> of(Operation operation) {
        String name = operation.name();
        List<Case> cases = new ArrayList<>();
        cases.add(Case.refusal(name, "invalid_bearer", TableCases::withoutToken).only(way -> way instanceof Way.Rest));
        for (Parameter parameter : operation.parameters()) {
            if (parameter.required()) {
                cases.add(Case.refusal(name, INVALID + ": " + parameter.name() + " is missing", walk -> {
                            ObjectNode given = sound(walk, operation);
                            given.remove(parameter.name());
                            named(walk.askWith(given), parameter);
                        })
                        .only(way -> !inPath(way, parameter)));
            }
            cases.add(Case.refusal(name, INVALID + ": " + parameter.name() + " of another type", walk -> {
                        ObjectNode given = sound(walk, operation);
                        given.set(parameter.name(), mistyped(parameter));
                        named(walk.askWith(given), parameter);
                    })
                    .only(way -> !(way instanceof Way.Rest)
                            || (!inPath(way, parameter)
                                    && parameter.type() != Parameter.Type.STRING
                                    && parameter.in() != Parameter.In.PATH)
                            || (!inPath(way, parameter) && parameter.in() == Parameter.In.BODY)));
        }
        if (has(operation, "account")) {
            cases.add(Case.refusal(
                            name,
                            "invalid_account",
                            walk -> refused(
                                    walk.askWith(sound(walk, operation).put("account", "NoSuchAccount")),
                                    400,
                                    "invalid_account"))
                    .only(way -> !name.equals("GetQuote") || !(way instanceof Way.Rest) || inPath(way, "account")));
        }
        if (has(operation, "instrument")) {
            cases.add(Case.refusal(
                    name,
                    "invalid_instrument",
                    walk -> refused(
                            walk.askWith(sound(walk, operation).put("instrument", "NOSUCH 12-26")),
                            400,
                            "invalid_instrument")));
        }
        if (has(operation, "orderId") && path(operation, "orderId")) {
            String error = ENDS_ORDERS.contains(name) ? OrderCases.gone(NO_ORDER) : "order_not_found";
            cases.add(Case.refusal(
                    name,
                    error,
                    walk -> refused(walk.askWith(sound(walk, operation).put("orderId", NO_ORDER)), 400, error)));
        }
        if (has(operation, "strategyId") && path(operation, "strategyId")) {
            cases.add(Case.refusal(
                    name,
                    "strategy_not_found",
                    walk -> refused(
                            walk.askWith(sound(walk, operation).put("strategyId", "999999999")),
                            404,
                            "strategy_not_found")));
        }
        if (operation.access() == Operation.Access.TRADE) {
            cases.add(Case.refusal(name, INVALID + ": an idempotency key nobody can keep", walk -> {
                ObjectNode given =
                        has(operation, "account") ? sound(walk, operation).put("account", "NoSuchAccount") : args();
                refused(walk.askUnder("k".repeat(129), given), 400, INVALID);
            }));
        }
        return cases;
    }

    /** A misspelled path, and a right one with a wrong method. */
    static List<Case> ofRoutes(Operation operation) {
        return List.of(
                Case.refusal(operation.name(), "not_found, with did_you_mean", walk -> {
                            Operation.Route route = ((Way.Rest) walk.way()).route();
                            String path = filled(route).replaceFirst("/v1/api/(.)", "/v1/api/x$1");
                            Reply reply = send(walk, route.method(), path);
                            refused(reply, 404, "not_found");
                            hints(reply);
                        })
                        .only(way -> way instanceof Way.Rest),
                Case.refusal(operation.name(), "method_not_allowed, with Allow and hints", walk -> {
                            Operation.Route route = ((Way.Rest) walk.way()).route();
                            Reply reply = send(walk, "PATCH", filled(route));
                            refused(reply, 405, "method_not_allowed");
                            hints(reply);
                            check(
                                    reply.header("allow").orElse("").contains(route.method()),
                                    "Allow: " + reply.header("allow"));
                        })
                        .only(way -> way instanceof Way.Rest));
    }

    private static void hints(Reply reply) {
        check(reply.json().path("did_you_mean").isTextual(), "did_you_mean is missing");
        check(reply.json().path("suggestions").isArray(), "suggestions is missing");
        same("catalog", "/v1/api/_endpoints", reply.text("catalog"));
    }

    private static Reply send(Walk walk, String method, String path) {
        return walk.doors()
                .rest()
                .send(
                        method,
                        path,
                        "",
                        Map.of("Authorization", "Bearer " + walk.doors().token()));
    }

    /** No token, and one nobody has. */
    static void withoutToken(Walk walk) {
        Operation.Route route = ((Way.Rest) walk.way()).route();
        for (Map<String, String> headers :
                List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer " + fresh("wrong")))) {
            Reply reply = walk.doors().rest().send(route.method(), filled(route), "", headers);
            refused(reply, 401, "invalid_bearer");
            same("WWW-Authenticate", "Bearer", reply.header("www-authenticate").orElse(""));
        }
    }

    private static String filled(Operation.Route route) {
        return route.path().replaceAll("\\{[a-zA-Z]+\\}", "A");
    }

    /** Arguments of the right types, which would do something or be refused for what they say. */
    private static ObjectNode sound(Walk walk, Operation operation) {
        ObjectNode given = args();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.name().equals("account")) {
                if (inPath(walk.way(), parameter) || (parameter.required() && parameter.in() == Parameter.In.PATH)) {
                    given.put("account", walk.account());
                }
            } else if (parameter.required()) {
                given.set(parameter.name(), example(parameter));
            }
        }
        if (given.has("orderType")) {
            // The one type that needs no price.
            given.put("orderType", "MARKET");
        }
        return given;
    }

    private static JsonNode example(Parameter parameter) {
        String text = parameter.values().example().orElse("1");
        return switch (parameter.type()) {
            case STRING -> JsonNodeFactory.instance.textNode(text);
            case INTEGER -> JsonNodeFactory.instance.numberNode(Long.parseLong(text));
            case NUMBER -> JsonNodeFactory.instance.numberNode(new java.math.BigDecimal(text));
            case BOOLEAN -> JsonNodeFactory.instance.booleanNode(true);
            case STRING_LIST -> JsonNodeFactory.instance.arrayNode().add(text);
            case OBJECT -> JsonNodeFactory.instance.objectNode();
        };
    }

    private static JsonNode mistyped(Parameter parameter) {
        return switch (parameter.type()) {
            case STRING -> args("a", 1);
            case INTEGER, NUMBER, BOOLEAN -> JsonNodeFactory.instance.textNode("many");
            case STRING_LIST -> JsonNodeFactory.instance.numberNode(7);
            case OBJECT -> JsonNodeFactory.instance.textNode("{}");
        };
    }

    private static void named(Reply reply, Parameter parameter) {
        refused(reply, 400, INVALID);
        check(reply.text("detail").contains(parameter.name()), "detail does not name " + parameter.name());
    }

    private static boolean inPath(Way way, Parameter parameter) {
        return inPath(way, parameter.name());
    }

    private static boolean inPath(Way way, String name) {
        return way instanceof Way.Rest rest && rest.route().path().contains("{" + name + "}");
    }

    private static boolean has(Operation operation, String name) {
        return operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name));
    }

    private static boolean path(Operation operation, String name) {
        return operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name) && parameter.in() == Parameter.In.PATH);
    }
}
