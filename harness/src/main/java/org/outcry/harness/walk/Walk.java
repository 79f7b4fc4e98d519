package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/**
 * What one case works with: the operation under test goes through the way under test, everything that prepares or verifies goes
 * through the other door. One thread.
 */
final class Walk {
    /** A micro contract, so that margin is no subject. */
    static final String INSTRUMENT = "MES";

    static final String SECOND_INSTRUMENT = "MNQ";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Ticks from the market at which an order rests without being filled. */
    private static final int FAR_TICKS = 60;

    private final Doors doors;
    private final Way way;

    Walk(Doors doors, Way way) {
        this.doors = doors;
        this.way = way;
    }

    Way way() {
        return way;
    }

    Doors doors() {
        return doors;
    }

    String account() {
        return doors.accounts().getFirst();
    }

    String second() {
        return doors.accounts().get(1);
    }

    /** Arguments as name and value in turn. */
    static ObjectNode args(Object... pairs) {
        ObjectNode args = NODES.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            args.set((String) pairs[i], node(pairs[i + 1]));
        }
        return args;
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Integer number -> NODES.numberNode(number);
            case BigDecimal number -> DecimalNode.valueOf(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case JsonNode json -> json;
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    /** The operation under test with the account, through the way under test. */
    Reply ask(Object... pairs) {
        return askWith(mine(pairs));
    }

    Reply askWith(ObjectNode args) {
        return doors.call(way, args, Optional.empty());
    }

    Reply askUnder(String key, ObjectNode args) {
        return doors.call(way, args, Optional.of(key));
    }

    /** The same without waiting. */
    CompletableFuture<Reply> start(Object... pairs) {
        return startWith(mine(pairs));
    }

    CompletableFuture<Reply> startWith(ObjectNode args) {
        return switch (way) {
            case Way.Rest _ -> CompletableFuture.supplyAsync(() -> askWith(args));
            case Way.Rpc rpc -> doors.socket().start(rpc.name(), args, Optional.empty());
        };
    }

    /** Any operation through the other door. */
    Reply other(String operation, Object... pairs) {
        return otherWith(operation, args(pairs));
    }

    Reply otherWith(String operation, ObjectNode args) {
        Operation wanted = Operations.byName(operation).orElseThrow(() -> new Mismatch("no operation " + operation));
        return switch (way) {
            case Way.Rest _ -> doors.socket().call(operation, args);
            case Way.Rpc _ -> doors.rest().call(wanted.routes().getFirst(), wanted, args);
        };
    }

    /** The same with the account; a refusal is a fault. */
    Reply otherOk(String operation, Object... pairs) {
        return ok(otherWith(operation, mine(pairs)));
    }

    ObjectNode mine(Object... pairs) {
        ObjectNode args = args("account", account());
        args.setAll(args(pairs));
        return args;
    }

    // What is expected.

    static Reply ok(Reply reply) {
        check(reply.isSuccess(), "refused: " + reply.status() + " " + reply.json());
        return reply;
    }

    static Reply ok(Reply reply, Shape shape) {
        ok(reply);
        shape.check(reply.json());
        return reply;
    }

    /** An exact error string; the status where the door has one. */
    static void refused(Reply reply, int status, String error) {
        JsonNode json = reply.json();
        check(
                json.path("success").isBoolean()
                        && !json.path("success").asBoolean()
                        && json.path("error").asText().equals(error)
                        && json.path("detail").isTextual(),
                "expected " + status + " " + error + ", got " + reply.status() + " " + json);
        check(reply.status() == 0 || reply.status() == status, "status " + reply.status() + ", not " + status);
    }

    static void warned(Reply reply, String code) {
        ok(reply);
        check(reply.text("warning").startsWith(code), "no warning " + code + ": " + reply.json());
    }

    static void unwarned(Reply reply) {
        check(!reply.json().has("warning"), "an unexpected warning: " + reply.json());
    }

    static void same(String what, JsonNode expected, JsonNode actual) {
        boolean equal = (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
        check(equal && !expected.isMissingNode(), what + " is " + actual + ", not " + expected);
    }

    static void same(String what, String expected, String actual) {
        check(expected.equals(actual), what + " is '" + actual + "', not '" + expected + "'");
    }

    static void same(String what, long expected, long actual) {
        check(expected == actual, what + " is " + actual + ", not " + expected);
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new Mismatch(otherwise);
        }
    }

    /** Waits for a condition as long as the walk is patient. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + doors.patienceNanos();
        while (!condition.getAsBoolean()) {
            check(System.nanoTime() - deadline < 0, "did not happen: " + what);
            LockSupport.parkNanos(3_000_000);
        }
    }

    void awaitState(String orderId, String state) {
        await("order " + state, () -> state(orderId).equals(state));
    }

    String state(String orderId) {
        return otherOk("GetOrderStatus", "orderId", orderId).text("status");
    }

    JsonNode order(String orderId) {
        Reply reply = otherOk("GetOrder", "orderId", orderId);
        Shape.ORDER.check(reply.json());
        return reply.json();
    }

    /** Waits for a position: positive long, negative short. */
    void awaitNet(int net) {
        await("position " + net, () -> net(account(), INSTRUMENT) == net);
    }

    int net() {
        return net(account(), INSTRUMENT);
    }

    int net(String of, String instrument) {
        Reply reply = ok(other("GetPosition", "account", of, "instrument", instrument));
        int quantity = reply.json().path("quantity").asInt();
        return reply.text("marketPosition").equals("Short") ? -quantity : quantity;
    }

    int working(String of) {
        return ok(other("ListOrders", "account", of, "activeOnly", true))
                .json()
                .path("orders")
                .size();
    }

    // What is prepared.

    /** A price that many ticks above the bid, below for negative ones. */
    BigDecimal price(int ticks) {
        JsonNode quote = ok(other("GetQuote", "instrument", INSTRUMENT)).json();
        return quote.path("bid")
                .decimalValue()
                .add(quote.path("tickSize").decimalValue().multiply(BigDecimal.valueOf(ticks)));
    }

    BigDecimal farBelow() {
        return price(-FAR_TICKS);
    }

    BigDecimal farAbove() {
        return price(FAR_TICKS);
    }

    /** The five required fields of an order, the account, and more. */
    ObjectNode order(String type, String action, int quantity, Object... more) {
        ObjectNode args = mine(
                "instrument",
                INSTRUMENT,
                "action",
                action,
                "quantity",
                quantity,
                "orderType",
                type,
                "timeInForce",
                "DAY");
        args.setAll(args(more));
        return args;
    }

    /** An order that rests far below the market, placed and working. */
    String resting(Object... more) {
        return restingIn(account(), more);
    }

    String restingIn(String in, Object... more) {
        ObjectNode args = order("LIMIT", "BUY", 1, "limitPrice", farBelow());
        args.put("account", in);
        args.setAll(args(more));
        String id = ok(otherWith("PlaceOrder", args), Shape.ORDER_ID).text("orderId");
        await(
                "order Working",
                () -> ok(other("GetOrderStatus", "account", in, "orderId", id))
                        .text("status")
                        .equals("Working"));
        return id;
    }

    /** Opens a position: positive long, negative short. */
    String open(int net) {
        return open(account(), net);
    }

    String open(String in, int net) {
        ObjectNode args = order("MARKET", net > 0 ? "BUY" : "SELL", Math.abs(net));
        args.put("account", in);
        String id = ok(otherWith("PlaceOrder", args), Shape.ORDER_ID).text("orderId");
        await("position " + net, () -> net(in, INSTRUMENT) == net);
        return id;
    }

    static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().substring(0, 18);
    }

    static List<String> ids(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
