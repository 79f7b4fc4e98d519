package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Case.warning;
import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.SECOND_INSTRUMENT;
import static org.outcry.harness.walk.Walk.args;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.fresh;
import static org.outcry.harness.walk.Walk.ids;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;
import static org.outcry.harness.walk.Walk.warned;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lines of orders other than PlaceOrder (section 7). */
final class OrderCases {
    private static final Shape BRACKET = Shape.of(
            "cancelledOrderIds:list",
            "takeProfitOrderId:id?",
            "stopLossOrderId:id?",
            "orderIds:list",
            "ocoId:text",
            "quantity:int",
            "success:true");
    private static final Shape LIFECYCLE =
            Shape.of("orderId:id", "count:int", "events:list", "truncated:bool", "success:true");
    private static final Shape EVENT = Shape.of("seq:int", "kind:api|state|fill", "epoch:int");

    private static final int LONGEST_DELAY_MILLIS = 5_000;

    static final List<Case> ALL = cases();

    private OrderCases() {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(reading());
        cases.addAll(lifecycle());
        cases.addAll(canceling());
        cases.addAll(changing());
        cases.addAll(bracketing());
        return List.copyOf(cases);
    }

    private static List<Case> reading() {
        return List.of(
                happy("GetOrder", "28 members, as ListOrders shows them", walk -> {
                    String id = walk.resting();
                    Reply reply = ok(walk.ask("orderId", id), Shape.ORDER);
                    same("orderId", id, reply.text("orderId"));
                    same("id", id, reply.text("id"));
                    JsonNode row = row(walk.otherOk("ListOrders", "activeOnly", true), id);
                    row.properties()
                            .forEach(member -> same(
                                    member.getKey(),
                                    member.getValue(),
                                    reply.json().path(member.getKey())));
                }),
                other("GetOrder", "by the caller's own id", walk -> {
                    String own = fresh("mine-");
                    String id = walk.resting("orderId", own);
                    same(
                            "orderId",
                            id,
                            ok(walk.ask("orderId", own), Shape.ORDER).text("orderId"));
                }),
                refusal(
                        "GetOrder",
                        "order_not_found: another account's",
                        walk -> refused(
                                walk.ask("account", walk.second(), "orderId", walk.resting()), 400, "order_not_found")),
                happy("GetOrderStatus", "the state, as GetOrder shows it", walk -> {
                    String id = walk.resting();
                    same("status", "Working", ok(walk.ask("orderId", id)).text("status"));
                    walk.otherOk("Cancel", "orderId", id);
                    walk.await(
                            "Cancelled",
                            () -> ok(walk.ask("orderId", id)).text("status").equals("Cancelled"));
                    same(
                            "orderState",
                            "Cancelled",
                            walk.order(id).path("orderState").asText());
                }),
                happy("ListOrders", "working and ended ones, as GetOrder shows them", walk -> {
                    String working = walk.resting();
                    String ended = walk.open(1);
                    Reply all = ok(walk.ask());
                    all.json().path("orders").forEach(Shape.ORDER::check);
                    same("state", "Filled", row(all, ended).path("orderState").asText());
                    same(
                            "row",
                            walk.order(working).path("limitPrice"),
                            row(all, working).path("limitPrice"));
                }),
                other("ListOrders", "activeOnly and instrument limit it", walk -> {
                    String working = walk.resting();
                    walk.open(1);
                    Reply active = ok(walk.ask("activeOnly", true));
                    same("orders", 1, active.json().path("orders").size());
                    row(active, working);
                    same(
                            "orders",
                            0,
                            ok(walk.ask("activeOnly", true, "instrument", SECOND_INSTRUMENT))
                                    .json()
                                    .path("orders")
                                    .size());
                }),
                happy("GetAllOrders", "the orders of all accounts and their count", walk -> {
                    String first = walk.resting();
                    String second = walk.restingIn(walk.second());
                    Reply all = ok(walk.askWith(args()));
                    same(
                            "count",
                            all.json().path("orders").size(),
                            all.json().path("count").asLong());
                    same(
                            "account",
                            walk.account(),
                            row(all, first).path("account").asText());
                    same(
                            "account",
                            walk.second(),
                            row(all, second).path("account").asText());
                    Reply active = ok(walk.askWith(args("activeOnly", true)));
                    same("count", 2, active.json().path("count").asLong());
                }));
    }

    private static List<Case> lifecycle() {
        return List.of(
                happy("GetOrderLifecycle", "submission, states and fills in their sequence", walk -> {
                    String id = walk.open(2);
                    Reply reply = ok(walk.ask("orderId", id), LIFECYCLE);
                    same("orderId", id, reply.text("orderId"));
                    JsonNode events = reply.json().path("events");
                    same("count", events.size(), reply.json().path("count").asLong());
                    long seq = 0;
                    for (JsonNode event : events) {
                        EVENT.check(event);
                        check(event.path("seq").asLong() > seq, "seq does not grow: " + events);
                        seq = event.path("seq").asLong();
                    }
                    same("kind", "api", events.path(0).path("kind").asText());
                    same("command", "PlaceOrder", events.path(0).path("command").asText());
                    check(
                            events.valueStream()
                                    .anyMatch(event ->
                                            event.path("orderState").asText().equals("Filled")),
                            "no Filled: " + events);
                    JsonNode fill = events.valueStream()
                            .filter(event -> event.path("kind").asText().equals("fill"))
                            .findFirst()
                            .orElseThrow(() -> new Mismatch("no fill: " + events));
                    JsonNode execution = walk.otherOk(
                                    "GetExecution",
                                    "executionId",
                                    fill.path("executionId").asText())
                            .json();
                    same("price", execution.path("price"), fill.path("price"));
                }),
                other("GetOrderLifecycle", "cancel and change are submissions too", walk -> {
                    String id = walk.resting();
                    walk.otherOk("Change", "orderId", id, "quantity", 2);
                    walk.await("changed", () -> walk.order(id).path("quantity").asInt() == 2);
                    walk.otherOk("Cancel", "orderId", id);
                    walk.awaitState(id, "Cancelled");
                    List<String> commands = ok(walk.ask("orderId", id), LIFECYCLE)
                            .json()
                            .path("events")
                            .valueStream()
                            .filter(event -> event.path("kind").asText().equals("api"))
                            .map(event -> event.path("command").asText())
                            .toList();
                    same("commands", "[PlaceOrder, Change, Cancel]", commands.toString());
                }),
                other("GetOrderLifecycle", "includeFills, includeRaw and limit", walk -> {
                    String id = walk.open(1);
                    JsonNode bare = ok(walk.ask("orderId", id, "includeFills", false), LIFECYCLE)
                            .json();
                    check(
                            bare.path("events")
                                    .valueStream()
                                    .noneMatch(
                                            event -> event.path("kind").asText().equals("fill")),
                            "a fill: " + bare);
                    check(!bare.path("events").path(0).has("raw"), "raw was not asked for");
                    JsonNode raw = ok(walk.ask("orderId", id, "includeRaw", true), LIFECYCLE)
                            .json();
                    check(raw.path("events").path(0).has("raw"), "no raw: " + raw);
                    JsonNode one =
                            ok(walk.ask("orderId", id, "limit", 1), LIFECYCLE).json();
                    same("count", 1, one.path("count").asLong());
                    same("truncated", "true", one.path("truncated").asText());
                }));
    }

    private static List<Case> canceling() {
        return List.of(
                happy("Cancel", "a working order is cancelled", walk -> {
                    String id = walk.resting();
                    same(
                            "orderId",
                            id,
                            ok(walk.ask("orderId", id), Shape.ORDER_ID).text("orderId"));
                    walk.awaitState(id, "Cancelled");
                }),
                other("Cancel", "by the caller's own id", walk -> {
                    String own = fresh("mine-");
                    String id = walk.resting("orderId", own);
                    same(
                            "orderId",
                            id,
                            ok(walk.ask("orderId", own), Shape.ORDER_ID).text("orderId"));
                    walk.awaitState(id, "Cancelled");
                }),
                refusal("Cancel", "Order linked to '...' not found or already terminal.: ended", walk -> {
                    String id = walk.open(1);
                    refused(walk.ask("orderId", id), 400, gone(id));
                    same("order", "Filled", walk.state(id));
                }),
                happy("CancelOrders", "every working order of the account", walk -> {
                    String first = walk.resting();
                    String second = walk.resting();
                    String elsewhere = walk.restingIn(walk.second());
                    Reply reply = ok(walk.ask(), Shape.ORDER_IDS);
                    same(
                            "orderIds",
                            List.of(first, second).toString(),
                            ids(reply.json().path("orderIds")).toString());
                    walk.awaitState(first, "Cancelled");
                    walk.awaitState(second, "Cancelled");
                    check(working(walk, walk.second(), elsewhere), "the other account's order is gone");
                }),
                other("CancelOrders", "instrument and orderIds limit it", walk -> {
                    String first = walk.resting();
                    String second = walk.resting();
                    same(
                            "orderIds",
                            0,
                            ok(walk.ask("instrument", SECOND_INSTRUMENT), Shape.ORDER_IDS)
                                    .json()
                                    .path("orderIds")
                                    .size());
                    ok(walk.ask("orderIds", List.of(second)), Shape.ORDER_IDS);
                    walk.awaitState(second, "Cancelled");
                    same("the other order", "Working", walk.state(first));
                }),
                warning("CancelOrders", "no_working_orders", walk -> {
                    String first = walk.resting();
                    warned(walk.ask("orderIds", List.of("f".repeat(32))), "no_working_orders");
                    same("order", "Working", walk.state(first));
                }),
                happy("CancelAllOrders", "the working orders of all accounts", walk -> {
                    String first = walk.resting();
                    String second = walk.restingIn(walk.second());
                    Reply reply = ok(walk.askWith(args()), Shape.ORDER_IDS);
                    check(
                            ids(reply.json().path("orderIds")).containsAll(List.of(first, second)),
                            "ids are missing: " + reply.json());
                    walk.awaitState(first, "Cancelled");
                    walk.await("cancelled", () -> !working(walk, walk.second(), second));
                }),
                other("CancelAllOrders", "account and instrument are filters", walk -> {
                    String first = walk.resting();
                    String second = walk.restingIn(walk.second());
                    ok(walk.askWith(args("instrument", SECOND_INSTRUMENT)), Shape.ORDER_IDS);
                    same("order", "Working", walk.state(first));
                    ok(walk.askWith(args("account", walk.account())), Shape.ORDER_IDS);
                    walk.awaitState(first, "Cancelled");
                    check(working(walk, walk.second(), second), "the other account's order is gone");
                }));
    }

    private static List<Case> changing() {
        return List.of(
                happy("Change", "price and quantity", walk -> {
                    String id = walk.resting();
                    BigDecimal limit = walk.price(-50);
                    ok(walk.ask("orderId", id, "limitPrice", limit, "quantity", 3), Shape.ORDER_ID);
                    walk.await("changed", () -> walk.order(id).path("quantity").asInt() == 3);
                    JsonNode order = walk.order(id);
                    check(order.path("limitPrice").decimalValue().compareTo(limit) == 0, "limitPrice: " + order);
                    same("quantityChanged", 3, order.path("quantityChanged").asLong());
                }),
                other("Change", "0 and null leave a field as it is", walk -> {
                    String id = walk.resting();
                    BigDecimal before = walk.order(id).path("limitPrice").decimalValue();
                    ok(walk.ask("orderId", id, "limitPrice", 0, "quantity", 2), Shape.ORDER_ID);
                    walk.await("changed", () -> walk.order(id).path("quantity").asInt() == 2);
                    check(walk.order(id).path("limitPrice").decimalValue().compareTo(before) == 0, "the price moved");
                }),
                refusal(
                        "Change",
                        "Invalid request: nothing to change, a price the type lacks, a foreign strategyId",
                        walk -> {
                            String id = walk.resting();
                            refused(walk.ask("orderId", id), 400, "Invalid request");
                            refused(walk.ask("orderId", id, "quantity", 0), 400, "Invalid request");
                            refused(walk.ask("orderId", id, "stopPrice", walk.farAbove()), 400, "Invalid request");
                            refused(walk.ask("orderId", id, "quantity", 2, "strategyId", "1"), 400, "Invalid request");
                            same("quantity", 1, walk.order(id).path("quantity").asLong());
                        }),
                refusal("Change", "invalid_quantity", walk -> {
                    String id = walk.resting();
                    refused(walk.ask("orderId", id, "quantity", -2), 400, "invalid_quantity");
                    same("quantity", 1, walk.order(id).path("quantity").asLong());
                }),
                refusal("Change", "Order linked to '...' not found or already terminal.: ended", walk -> {
                    String id = walk.open(1);
                    refused(walk.ask("orderId", id, "quantity", 2), 400, gone(id));
                }),
                happy("CancelReplace", "the old one goes, the new one works", walk -> {
                    String old = walk.resting();
                    BigDecimal limit = walk.price(-50);
                    Reply reply = ok(
                            walk.askWith(walk.order("LIMIT", "BUY", 2, "limitPrice", limit, "orderId", old)),
                            Shape.ORDER_ID);
                    check(!reply.text("orderId").equals(old), "the id is the old one's");
                    walk.awaitState(old, "Cancelled");
                    walk.awaitState(reply.text("orderId"), "Working");
                    same(
                            "quantity",
                            2,
                            walk.order(reply.text("orderId")).path("quantity").asLong());
                }),
                refusal("CancelReplace", "Order linked to '...' not found or already terminal.: ended", walk -> {
                    String id = walk.open(1);
                    refused(
                            walk.askWith(walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "orderId", id)),
                            400,
                            gone(id));
                    same("working", 0, walk.working(walk.account()));
                }));
    }

    private static List<Case> bracketing() {
        return List.of(
                happy("CancelAndBracket", "orders go, target and stop come as one OCO pair", walk -> {
                    walk.open(2);
                    String old = walk.resting();
                    Reply reply = ok(bracket(walk, 2, 0), BRACKET);
                    check(ids(reply.json().path("cancelledOrderIds")).contains(old), "the old order is not named");
                    walk.awaitState(old, "Cancelled");
                    String target = reply.text("takeProfitOrderId");
                    String stop = reply.text("stopLossOrderId");
                    walk.awaitState(target, "Working");
                    walk.awaitState(stop, "Working");
                    same("target", "Limit", walk.order(target).path("orderType").asText());
                    same(
                            "stop",
                            "StopMarket",
                            walk.order(stop).path("orderType").asText());
                    same("action", "Sell", walk.order(stop).path("orderAction").asText());
                    same(
                            "timeInForce",
                            "Gtc",
                            walk.order(stop).path("timeInForce").asText());
                    same(
                            "ocoId",
                            reply.text("ocoId"),
                            walk.order(target).path("ocoId").asText());
                    same(
                            "ocoId",
                            reply.text("ocoId"),
                            walk.order(stop).path("ocoId").asText());
                    walk.otherOk("Cancel", "orderId", target);
                    walk.awaitState(stop, "Cancelled");
                }),
                other("CancelAndBracket", "without a position the pair is placed all the same", walk -> {
                    Reply reply = ok(bracket(walk, 1, 0), BRACKET);
                    same("orderIds", 2, reply.json().path("orderIds").size());
                    walk.await("both work", () -> walk.working(walk.account()) == 2);
                }),
                other("CancelAndBracket", "one exit alone, the delay under its other name", walk -> {
                    walk.open(1);
                    Reply reply = ok(
                            walk.ask(
                                    "instrument",
                                    INSTRUMENT,
                                    "action",
                                    "BUY",
                                    "quantity",
                                    1,
                                    "stopLoss",
                                    walk.farBelow(),
                                    "delay",
                                    1,
                                    "ocoId",
                                    fresh("named-")),
                            BRACKET);
                    check(reply.json().path("takeProfitOrderId").isNull(), "a target nobody asked for");
                    check(reply.text("ocoId").startsWith("named-"), "ocoId");
                    walk.awaitState(reply.text("stopLossOrderId"), "Working");
                }),
                warning("CancelAndBracket", "quantity_clamped", walk -> {
                    walk.open(1);
                    Reply reply = bracket(walk, 5, 0);
                    warned(reply, "quantity_clamped");
                    same("quantity", 1, reply.json().path("quantity").asLong());
                    same(
                            "quantity",
                            1,
                            walk.order(reply.text("stopLossOrderId"))
                                    .path("quantity")
                                    .asLong());
                }),
                warning("CancelAndBracket", "position_flat", OrderCases::flatMeanwhile),
                refusal("CancelAndBracket", "opposing_position", walk -> {
                    walk.open(-1);
                    String resting = walk.resting();
                    refused(bracket(walk, 1, 0), 400, "opposing_position");
                    same("order", "Working", walk.state(resting));
                }),
                refusal(
                        "CancelAndBracket",
                        "Invalid request: no exit, too long a delay, an exit that ends at once",
                        walk -> {
                            walk.open(1);
                            refused(
                                    walk.ask("instrument", INSTRUMENT, "action", "BUY", "quantity", 1),
                                    400,
                                    "Invalid request");
                            refused(bracket(walk, 1, LONGEST_DELAY_MILLIS + 1), 400, "Invalid request");
                            refused(
                                    walk.ask(
                                            "instrument",
                                            INSTRUMENT,
                                            "action",
                                            "BUY",
                                            "quantity",
                                            1,
                                            "stopLoss",
                                            walk.farBelow(),
                                            "timeInForce",
                                            "IOC"),
                                    400,
                                    "Invalid request");
                            same("working", 0, walk.working(walk.account()));
                        }),
                refusal("CancelAndBracket", "invalid_quantity", walk -> {
                    walk.open(1);
                    refused(bracket(walk, 0, 0), 400, "invalid_quantity");
                    same("working", 0, walk.working(walk.account()));
                }));
    }

    /** The position is closed between the canceling and the placing: once more, with more time, when that was too slow. */
    private static void flatMeanwhile(Walk walk) {
        Reply reply = flatMeanwhile(walk, 700);
        for (int delay : new int[] {1_500, LONGEST_DELAY_MILLIS}) {
            if (!reply.json().has("warning")) {
                walk.doors().clear();
                reply = flatMeanwhile(walk, delay);
            }
        }
        warned(reply, "position_flat");
        same("working", 0, walk.working(walk.account()));
    }

    private static Reply flatMeanwhile(Walk walk, int delay) {
        walk.open(1);
        String resting = walk.resting();
        CompletableFuture<Reply> answer = walk.start(
                "instrument",
                INSTRUMENT,
                "action",
                "BUY",
                "quantity",
                1,
                "stopLoss",
                walk.farBelow(),
                "cancelDelayMs",
                delay);
        walk.awaitState(resting, "Cancelled");
        ok(walk.otherWith("PlaceOrder", walk.order("MARKET", "SELL", 1)));
        walk.awaitNet(0);
        return SocketClient.await(answer);
    }

    private static Reply bracket(Walk walk, int quantity, int delay) {
        return walk.ask(
                "instrument",
                INSTRUMENT,
                "action",
                "BUY",
                "quantity",
                quantity,
                "takeProfit",
                walk.farAbove(),
                "stopLoss",
                walk.farBelow(),
                "cancelDelayMs",
                delay);
    }

    static String gone(String id) {
        return "Order linked to '" + id + "' not found or already terminal.";
    }

    private static boolean working(Walk walk, String account, String id) {
        return ok(walk.other("GetOrderStatus", "account", account, "orderId", id))
                .text("status")
                .equals("Working");
    }

    private static JsonNode row(Reply list, String id) {
        return list.json()
                .path("orders")
                .valueStream()
                .filter(row -> row.path("orderId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new Mismatch("the order is not listed: " + id));
    }
}
