package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.SECOND_INSTRUMENT;
import static org.outcry.harness.walk.Walk.args;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.fresh;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Lines of PlaceOrder (section 7.6), of templates, and of requests with a key. */
final class PlaceCases {
    private static final String PLACE = "PlaceOrder";

    static final List<Case> ALL = cases();

    private PlaceCases() {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(types());
        cases.addAll(conditions());
        cases.addAll(refusals());
        cases.addAll(keys());
        return List.copyOf(cases);
    }

    private static List<Case> types() {
        return List.of(
                happy(PLACE, "MARKET fills; order, position and execution agree", walk -> {
                    String id = placed(walk, walk.order("MARKET", "BUY", 2));
                    walk.awaitNet(2);
                    JsonNode order = walk.order(id);
                    same("orderState", "Filled", order.path("orderState").asText());
                    same("filled", 2, order.path("filled").asLong());
                    JsonNode fills = walk.otherOk("GetExecutionsByOrderId", "orderId", id)
                            .json();
                    check(fills.path("count").asInt() >= 1, "no execution: " + fills);
                }),
                other(PLACE, "LIMIT rests at its price", walk -> {
                    BigDecimal limit = walk.farBelow();
                    String id = placed(walk, walk.order("LIMIT", "BUY", 3, "limitPrice", limit));
                    walk.awaitState(id, "Working");
                    JsonNode order = walk.order(id);
                    check(order.path("limitPrice").decimalValue().compareTo(limit) == 0, "limitPrice: " + order);
                    same("orderType", "Limit", order.path("orderType").asText());
                    same("quantity", 3, order.path("quantity").asLong());
                    same("timeInForce", "Day", order.path("timeInForce").asText());
                    same("position", 0, walk.net());
                }),
                other(PLACE, "STOPMARKET and its alias STOP wait for their price", walk -> {
                    for (String type : List.of("STOPMARKET", "STOP")) {
                        BigDecimal stop = walk.farAbove();
                        String id = placed(walk, walk.order(type, "BUY", 1, "stopPrice", stop));
                        walk.awaitState(id, "Working");
                        JsonNode order = walk.order(id);
                        same("orderType", "StopMarket", order.path("orderType").asText());
                        check(order.path("stopPrice").decimalValue().compareTo(stop) == 0, "stopPrice: " + order);
                    }
                }),
                other(PLACE, "STOPLIMIT has both prices", walk -> {
                    String id = placed(
                            walk,
                            walk.order(
                                    "STOPLIMIT",
                                    "SELL",
                                    1,
                                    "stopPrice",
                                    walk.farBelow(),
                                    "limitPrice",
                                    walk.price(-70)));
                    walk.awaitState(id, "Working");
                    same(
                            "orderType",
                            "StopLimit",
                            walk.order(id).path("orderType").asText());
                }),
                other(PLACE, "words in any case, GTC", walk -> {
                    ObjectNode order = walk.order("limit", "sell", 1, "limitPrice", walk.farAbove());
                    order.put("timeInForce", "Gtc");
                    String id = placed(walk, order);
                    walk.awaitState(id, "Working");
                    same(
                            "timeInForce",
                            "Gtc",
                            walk.order(id).path("timeInForce").asText());
                    same(
                            "orderAction",
                            "Sell",
                            walk.order(id).path("orderAction").asText());
                }),
                other(PLACE, "IOC, FOK and GTD", walk -> {
                    for (String word : List.of("IOC", "FOK")) {
                        ObjectNode order = walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow());
                        order.put("timeInForce", word);
                        walk.awaitState(placed(walk, order), "Cancelled");
                    }
                    ObjectNode order =
                            walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "gtd", "2098-01-02T03:04:05Z");
                    order.put("timeInForce", "GTD");
                    String id = placed(walk, order);
                    walk.awaitState(id, "Working");
                    check(walk.order(id).path("gtd").asText().startsWith("2098-01-0"), "gtd");
                }),
                other(PLACE, "a custom orderId works wherever an id is taken", walk -> {
                    String own = fresh("own-");
                    String id =
                            placed(walk, walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "orderId", own));
                    walk.awaitState(own, "Working");
                    same("orderId", id, walk.order(own).path("orderId").asText());
                    same(
                            "automatedTradingOrderId",
                            own,
                            walk.order(id).path("automatedTradingOrderId").asText());
                    walk.otherOk("Cancel", "orderId", own);
                    walk.awaitState(own, "Cancelled");
                }),
                other(PLACE, "ocoId: a fill of one cancels the other", walk -> {
                    String group = fresh("oco-");
                    String far =
                            placed(walk, walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "ocoId", group));
                    walk.awaitState(far, "Working");
                    same("ocoId", group, walk.order(far).path("ocoId").asText());
                    placed(walk, walk.order("MARKET", "BUY", 1, "ocoId", group));
                    walk.awaitNet(1);
                    walk.awaitState(far, "Cancelled");
                }));
    }

    private static List<Case> conditions() {
        return List.of(
                other(PLACE, "requireMarketPosition met, words in any case, comma means or", walk -> {
                    placed(walk, walk.order("MARKET", "BUY", 1, "requireMarketPosition", "flat"));
                    walk.awaitNet(1);
                    placed(walk, walk.order("MARKET", "BUY", 1, "requireMarketPosition", "Flat, LONG"));
                    walk.awaitNet(2);
                }),
                refusal(PLACE, "require_market_position_not_met", walk -> {
                    refused(
                            walk.askWith(walk.order("MARKET", "BUY", 1, "requireMarketPosition", "long,short")),
                            400,
                            "require_market_position_not_met");
                    same("position", 0, walk.net());
                }),
                refusal(
                        PLACE,
                        "Invalid request: requireMarketPosition",
                        walk -> refused(
                                walk.askWith(walk.order("MARKET", "BUY", 1, "requireMarketPosition", "upright")),
                                400,
                                "Invalid request")),
                refusal(PLACE, "max_positions_reached, but adding is allowed", walk -> {
                    walk.open(1);
                    ObjectNode second = walk.order("MARKET", "BUY", 1, "maxPositions", 1);
                    second.put("instrument", SECOND_INSTRUMENT);
                    refused(walk.askWith(second), 400, "max_positions_reached");
                    same("position", 0, walk.net(walk.account(), SECOND_INSTRUMENT));
                    placed(walk, walk.order("MARKET", "BUY", 1, "maxPositions", 1));
                    walk.awaitNet(2);
                }),
                other(PLACE, "strategy opens with an ATM template, which protects the fill", walk -> {
                    String template = ok(walk.other("ListAtmTemplates"))
                            .json()
                            .path("templates")
                            .path(0)
                            .asText();
                    String id = placed(walk, walk.order("MARKET", "BUY", 1, "strategy", template));
                    walk.awaitNet(1);
                    same(
                            "orderState",
                            "Filled",
                            walk.order(id).path("orderState").asText());
                    walk.await("exits work", () -> walk.working(walk.account()) > 0);
                }),
                refusal(PLACE, "atm_template_not_found", walk -> {
                    refused(
                            walk.askWith(walk.order("MARKET", "BUY", 1, "strategy", "No such template")),
                            400,
                            "atm_template_not_found");
                    same("position", 0, walk.net());
                }),
                happy("ListAtmTemplates", "names, usable in PlaceOrder", walk -> {
                    JsonNode templates = ok(walk.askWith(args())).json().path("templates");
                    check(!templates.isEmpty(), "no templates");
                    templates.forEach(
                            name -> check(name.isTextual() && !name.asText().isEmpty(), "not a name: " + name));
                    String last = templates.path(templates.size() - 1).asText();
                    ok(walk.otherWith(PLACE, walk.order("MARKET", "BUY", 1, "strategy", last)));
                    walk.awaitNet(1);
                }));
    }

    private static List<Case> refusals() {
        return List.of(
                refusal(PLACE, "duplicate_order_id", walk -> {
                    String own = fresh("twice-");
                    walk.resting("orderId", own);
                    refused(
                            walk.askWith(walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "orderId", own)),
                            409,
                            "duplicate_order_id");
                    same("working", 1, walk.working(walk.account()));
                }),
                refusal(PLACE, "invalid_quantity", walk -> {
                    for (int quantity : List.of(0, -1, Integer.MIN_VALUE)) {
                        refused(walk.askWith(walk.order("MARKET", "BUY", quantity)), 400, "invalid_quantity");
                    }
                    same("position", 0, walk.net());
                }),
                refusal(PLACE, "limit_price_required", walk -> {
                    refused(walk.askWith(walk.order("LIMIT", "BUY", 1)), 400, "limit_price_required");
                    refused(walk.askWith(walk.order("LIMIT", "BUY", 1, "limitPrice", 0)), 400, "limit_price_required");
                    refused(
                            walk.askWith(walk.order("STOPLIMIT", "BUY", 1, "stopPrice", walk.farAbove())),
                            400,
                            "limit_price_required");
                    nothing(walk);
                }),
                refusal(PLACE, "stop_price_required", walk -> {
                    refused(walk.askWith(walk.order("STOPMARKET", "BUY", 1)), 400, "stop_price_required");
                    refused(
                            walk.askWith(walk.order("STOPLIMIT", "BUY", 1, "limitPrice", walk.farAbove())),
                            400,
                            "stop_price_required");
                    nothing(walk);
                }),
                refusal(PLACE, "order_rejected: off the tick grid, wrong side, no margin, group resolved", walk -> {
                    refused(
                            walk.askWith(walk.order(
                                    "LIMIT",
                                    "BUY",
                                    1,
                                    "limitPrice",
                                    walk.farBelow().add(new BigDecimal("0.1")))),
                            400,
                            "order_rejected");
                    refused(
                            walk.askWith(walk.order("STOPMARKET", "BUY", 1, "stopPrice", walk.farBelow())),
                            400,
                            "order_rejected");
                    refused(walk.askWith(walk.order("MARKET", "BUY", 900)), 400, "order_rejected");
                    String group = fresh("gone-");
                    ok(walk.otherWith(PLACE, walk.order("MARKET", "BUY", 1, "ocoId", group)));
                    walk.awaitNet(1);
                    refused(
                            walk.askWith(walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "ocoId", group)),
                            400,
                            "order_rejected");
                    same("working", 0, walk.working(walk.account()));
                    same("position", 1, walk.net());
                }),
                refusal(PLACE, "Invalid request: unknown words", walk -> {
                    refused(walk.askWith(walk.order("ICEBERG", "BUY", 1)), 400, "Invalid request");
                    refused(walk.askWith(walk.order("MARKET", "HOLD", 1)), 400, "Invalid request");
                    ObjectNode order = walk.order("MARKET", "BUY", 1);
                    order.put("timeInForce", "EVER");
                    refused(walk.askWith(order), 400, "Invalid request");
                    refused(
                            walk.askWith(walk.order("MARKET", "BUY", 1, "orderId", "x".repeat(65))),
                            400,
                            "Invalid request");
                    same("position", 0, walk.net());
                }));
    }

    private static List<Case> keys() {
        return List.of(
                other(PLACE, "an idempotency key: a repeat is answered the same and done once", walk -> {
                    String key = fresh("key-");
                    ObjectNode order = walk.order("MARKET", "BUY", 1);
                    Reply first = ok(walk.askUnder(key, order), Shape.ORDER_ID);
                    walk.awaitNet(1);
                    Reply second = ok(walk.askUnder(key, order), Shape.ORDER_ID);
                    check(!first.replayed() && second.replayed(), "the repeat is not marked");
                    same("orderId", first.text("orderId"), second.text("orderId"));
                    same("position", 1, walk.net());
                    refused(walk.askUnder(key, walk.order("MARKET", "BUY", 2)), 422, "idempotency_key_reused");
                    same("position", 1, walk.net());
                }),
                happy("GetRequest", "what became of a request, with its answer", walk -> {
                    String key = fresh("key-");
                    Reply placed = ok(walk.doors()
                            .call(
                                    Way.all(org.outcry.link.Operations.byName(PLACE)
                                                    .orElseThrow())
                                            .getFirst(),
                                    walk.order("MARKET", "BUY", 1),
                                    java.util.Optional.of(key)));
                    JsonNode json = ok(walk.askWith(args("key", key))).json();
                    same("key", key, json.path("key").asText());
                    same("operation", PLACE, json.path("operation").asText());
                    same("state", "done", json.path("state").asText());
                    same("status", 200, json.path("status").asLong());
                    same(
                            "orderId",
                            placed.text("orderId"),
                            json.path("reply").path("orderId").asText());
                    check(json.path("receivedAt").isTextual(), "receivedAt is missing");
                }),
                refusal(
                        "GetRequest",
                        "request_not_found",
                        walk -> refused(walk.askWith(args("key", fresh("never-"))), 404, "request_not_found")));
    }

    private static String placed(Walk walk, ObjectNode order) {
        return ok(walk.askWith(order), Shape.ORDER_ID).text("orderId");
    }

    private static void nothing(Walk walk) {
        same("working", 0, walk.working(walk.account()));
        same("position in " + INSTRUMENT, 0, walk.net());
    }
}
