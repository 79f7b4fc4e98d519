package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Case.warning;
import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.SECOND_INSTRUMENT;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;
import static org.outcry.harness.walk.Walk.unwarned;
import static org.outcry.harness.walk.Walk.warned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lines of positions (section 6). */
final class PositionCases {
    private static final String NOTHING = "no_open_positions";
    private static final Shape CLOSED =
            Shape.of("closedPositions:list", "pending:bool", "verified:bool", "remainingQuantity:int", "success:true");
    private static final Shape FLATTENED = Shape.of("closedPositions:list", "success:true");
    private static final Shape EVERYTHING = Shape.of("closedPositions:list", "orderIds:list", "success:true");

    static final List<Case> ALL = cases();

    private PositionCases() {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(reading());
        cases.addAll(closing());
        cases.addAll(flattening());
        cases.addAll(reversing());
        return List.copyOf(cases);
    }

    private static List<Case> reading() {
        return List.of(
                happy("ListPositions", "empty when flat, one row when open, as GetPosition shows it", walk -> {
                    same("positions", 0, ok(walk.ask()).json().path("positions").size());
                    check(ok(walk.ask()).json().path("positions").isArray(), "positions is no list");
                    walk.open(2);
                    JsonNode rows = ok(walk.ask()).json().path("positions");
                    same("positions", 1, rows.size());
                    asOther(walk, rows.path(0));
                }),
                other("ListPositions", "includeFlat shows flat ones too", walk -> {
                    walk.open(1);
                    walk.otherOk("Flatten");
                    walk.awaitNet(0);
                    JsonNode rows = ok(walk.ask("includeFlat", true)).json().path("positions");
                    check(
                            !rows.isEmpty()
                                    && rows.path(0)
                                            .path("marketPosition")
                                            .asText()
                                            .equals("Flat"),
                            "got " + rows);
                }),
                happy("GetPosition", "flat when there is none, then as ListPositions shows it", walk -> {
                    Reply flat = ok(walk.ask("instrument", INSTRUMENT), Shape.POSITION);
                    same("marketPosition", "Flat", flat.text("marketPosition"));
                    same("quantity", 0, flat.json().path("quantity").asLong());
                    walk.open(-2);
                    Reply reply = ok(walk.ask("instrument", INSTRUMENT), Shape.POSITION);
                    JsonNode row = walk.otherOk("ListPositions")
                            .json()
                            .path("positions")
                            .path(0);
                    same("marketPosition", "Short", reply.text("marketPosition"));
                    for (String field : List.of("account", "instrument", "quantity", "averagePrice")) {
                        same(field, row.path(field), reply.json().path(field));
                    }
                }),
                other("GetPosition", "every form of an instrument's name", walk -> {
                    String full = ok(walk.ask("instrument", INSTRUMENT)).text("instrument");
                    for (String form : forms(full)) {
                        same(form, full, ok(walk.ask("instrument", form)).text("instrument"));
                    }
                    refused(walk.ask("instrument", INSTRUMENT + "2!"), 400, "invalid_instrument");
                }),
                happy("GetAllPositions", "the positions of all accounts and their count", walk -> {
                    walk.open(1);
                    walk.open(walk.second(), -1);
                    JsonNode json = ok(walk.ask()).json();
                    same("count", 2, json.path("count").asLong());
                    same("positions", 2, json.path("positions").size());
                    json.path("positions").forEach(Shape.POSITION::check);
                    List<String> accounts = json.path("positions")
                            .valueStream()
                            .map(row -> row.path("account").asText())
                            .toList();
                    check(accounts.containsAll(walk.doors().accounts().subList(0, 2)), "accounts are " + accounts);
                }),
                other("GetAllPositions", "includeFlat counts flat ones", walk -> {
                    walk.open(1);
                    walk.otherOk("Flatten");
                    walk.awaitNet(0);
                    JsonNode json = ok(walk.ask("includeFlat", true)).json();
                    same(
                            "count",
                            json.path("positions").size(),
                            json.path("count").asLong());
                    check(json.path("count").asInt() >= 1, "no flat position: " + json);
                }));
    }

    /** While a close is on its way, which takes as long as the account's latency. */
    private static void twoCloses(Walk walk) {
        String account = walk.second();
        ObjectNode part = Walk.args("account", account, "instrument", INSTRUMENT, "quantity", 1);
        walk.await("close_in_progress", () -> {
            walk.doors().clear();
            walk.open(account, 3);
            int before = walk.working(account);
            CompletableFuture<Reply> whole = walk.startWith(Walk.args("account", account, "instrument", INSTRUMENT));
            while (!whole.isDone() && walk.working(account) == before) {
                Thread.onSpinWait();
            }
            Reply reply = walk.askWith(part);
            ok(whole.join());
            if (reply.isSuccess() || !reply.text("error").equals("close_in_progress")) {
                // The first was too fast: once more.
                return false;
            }
            refused(reply, 409, "close_in_progress");
            return true;
        });
        same("position", 0, walk.net(account, INSTRUMENT));
    }

    private static List<Case> closing() {
        return List.of(
                happy("ClosePosition", "all, verified; the rows are from before; resting orders go", walk -> {
                    walk.open(3);
                    String resting = walk.resting();
                    Reply reply = ok(walk.ask("instrument", INSTRUMENT), CLOSED);
                    before(reply, "Long", 3);
                    same("verified", "true", reply.text("verified"));
                    same("pending", "false", reply.text("pending"));
                    same(
                            "remainingQuantity",
                            0,
                            reply.json().path("remainingQuantity").asLong());
                    same("position", 0, walk.net());
                    walk.awaitState(resting, "Cancelled");
                }),
                other("ClosePosition", "quantity closes a part and leaves working orders", walk -> {
                    walk.open(-3);
                    String resting = walk.resting();
                    Reply reply = ok(walk.ask("instrument", INSTRUMENT, "quantity", 1), CLOSED);
                    before(reply, "Short", 3);
                    same(
                            "remainingQuantity",
                            2,
                            reply.json().path("remainingQuantity").asLong());
                    same("position", -2, walk.net());
                    same("order", "Working", walk.state(resting));
                }),
                other("ClosePosition", "quantity is capped at the open size", walk -> {
                    walk.open(2);
                    ok(walk.ask("instrument", INSTRUMENT, "quantity", 50), CLOSED);
                    walk.awaitNet(0);
                }),
                other("ClosePosition", "percent rounds up", walk -> {
                    walk.open(3);
                    ok(walk.ask("instrument", INSTRUMENT, "percent", new BigDecimal("0.34")), CLOSED);
                    walk.awaitNet(1);
                }),
                other("ClosePosition", "quantity goes before percent", walk -> {
                    walk.open(3);
                    ok(walk.ask("instrument", INSTRUMENT, "percent", 1, "quantity", 1), CLOSED);
                    walk.awaitNet(2);
                }),
                refusal("ClosePosition", "close_in_progress: another size while one works", PositionCases::twoCloses),
                refusal("ClosePosition", "Invalid request: percent outside (0,1]", walk -> {
                    walk.open(1);
                    for (String percent : List.of("0", "1.01", "25", "-0.5")) {
                        refused(
                                walk.ask("instrument", INSTRUMENT, "percent", new BigDecimal(percent)),
                                400,
                                "Invalid request");
                    }
                    same("position", 1, walk.net());
                }),
                refusal("ClosePosition", "invalid_quantity", walk -> {
                    walk.open(1);
                    refused(walk.ask("instrument", INSTRUMENT, "quantity", 0), 400, "invalid_quantity");
                    refused(walk.ask("instrument", INSTRUMENT, "quantity", -1), 400, "invalid_quantity");
                    same("position", 1, walk.net());
                }),
                refusal(
                        "ClosePosition",
                        "No positions found for instrument '...'",
                        walk -> refused(
                                walk.ask("instrument", INSTRUMENT),
                                400,
                                "No positions found for instrument '" + INSTRUMENT + "'")));
    }

    private static List<Case> flattening() {
        return List.of(
                happy("Flatten", "closes positions and cancels orders of the account", walk -> {
                    walk.open(2);
                    String resting = walk.resting();
                    Reply reply = ok(walk.ask(), FLATTENED);
                    before(reply, "Long", 2);
                    unwarned(reply);
                    walk.awaitNet(0);
                    walk.awaitState(resting, "Cancelled");
                }),
                other("Flatten", "instrument limits it", walk -> {
                    walk.open(1);
                    String resting = walk.resting();
                    warned(walk.ask("instrument", SECOND_INSTRUMENT), NOTHING);
                    same("position", 1, walk.net());
                    same("order", "Working", walk.state(resting));
                }),
                other("Flatten", "cancelOrders false leaves orders", walk -> {
                    walk.open(1);
                    String resting = walk.resting();
                    ok(walk.ask("cancelOrders", false), FLATTENED);
                    walk.awaitNet(0);
                    same("order", "Working", walk.state(resting));
                }),
                warning("Flatten", NOTHING, walk -> {
                    String resting = walk.resting();
                    warned(walk.ask(), NOTHING);
                    walk.awaitState(resting, "Cancelled");
                }),
                happy("FlattenEverything", "an empty object closes everything in every account", walk -> {
                    walk.open(1);
                    walk.open(walk.second(), -1);
                    String resting = walk.resting();
                    Reply reply = ok(walk.askWith(Walk.args()), EVERYTHING);
                    same(
                            "closedPositions",
                            2,
                            reply.json().path("closedPositions").size());
                    check(Walk.ids(reply.json().path("orderIds")).contains(resting), "the order's id is missing");
                    walk.awaitNet(0);
                    walk.await("the second account is flat", () -> walk.net(walk.second(), INSTRUMENT) == 0);
                    walk.awaitState(resting, "Cancelled");
                }),
                other("FlattenEverything", "account is a filter", walk -> {
                    walk.open(1);
                    walk.open(walk.second(), 1);
                    ok(walk.askWith(Walk.args("account", walk.account())), EVERYTHING);
                    walk.awaitNet(0);
                    same("second account", 1, walk.net(walk.second(), INSTRUMENT));
                }),
                other("FlattenEverything", "marketPosition is a filter", walk -> {
                    walk.open(1);
                    walk.open(walk.second(), -1);
                    ok(walk.askWith(Walk.args("marketPosition", "short")), EVERYTHING);
                    walk.await("the short one is closed", () -> walk.net(walk.second(), INSTRUMENT) == 0);
                    same("the long one", 1, walk.net());
                }),
                other("FlattenEverything", "instrument is a filter", walk -> {
                    walk.open(1);
                    ok(walk.askWith(Walk.args("instrument", SECOND_INSTRUMENT)), EVERYTHING);
                    same("position", 1, walk.net());
                }),
                warning("FlattenEverything", NOTHING, walk -> {
                    String resting = walk.resting();
                    warned(walk.askWith(Walk.args()), NOTHING);
                    walk.awaitState(resting, "Cancelled");
                }),
                refusal(
                        "FlattenEverything",
                        "Invalid request: marketPosition",
                        walk -> refused(walk.askWith(Walk.args("marketPosition", "sideways")), 400, "Invalid request")),
                refusal("FlattenEverything", "Invalid request: no body or no object", walk -> {
                            walk.open(1);
                            for (String body : List.of("", "[]", "null", "{", "\"all\"")) {
                                refused(
                                        walk.doors()
                                                .rest()
                                                .send(
                                                        "POST",
                                                        "/v1/api/positions/flatten",
                                                        body,
                                                        Map.of(
                                                                "Authorization",
                                                                "Bearer "
                                                                        + walk.doors()
                                                                                .token())),
                                        400,
                                        "Invalid request");
                            }
                            same("position", 1, walk.net());
                        })
                        .only(way -> way instanceof Way.Rest));
    }

    private static List<Case> reversing() {
        return List.of(
                happy("Reverse", "long n becomes short n", walk -> {
                    walk.open(2);
                    Reply reply = ok(walk.ask("instrument", INSTRUMENT), Shape.ORDER_ID);
                    walk.awaitNet(-2);
                    same(
                            "order",
                            "Filled",
                            walk.order(reply.text("orderId")).path("orderState").asText());
                }),
                refusal("Reverse", "No position found for instrument '...' in account '...'", walk -> {
                    String asSent = walk.account().toLowerCase(java.util.Locale.ROOT);
                    refused(
                            walk.ask("account", asSent, "instrument", INSTRUMENT),
                            400,
                            "No position found for instrument '" + INSTRUMENT + "' in account '" + asSent + "'");
                }),
                happy("ReversePosition", "closes, then places", walk -> {
                    walk.open(2);
                    Reply reply = ok(walk.askWith(walk.order("MARKET", "SELL", 1)), Shape.ORDER_ID);
                    walk.awaitNet(-1);
                    same(
                            "order",
                            "Filled",
                            walk.order(reply.text("orderId")).path("orderState").asText());
                }),
                refusal("ReversePosition", "No position found for instrument '...' in account '...'", walk -> {
                    refused(
                            walk.askWith(walk.order("MARKET", "SELL", 1)),
                            400,
                            "No position found for instrument '" + INSTRUMENT + "' in account '" + walk.account()
                                    + "'");
                    same("position", 0, walk.net());
                }),
                happy("FlatPlace", "closes any position, then places", walk -> {
                    walk.open(2);
                    Reply reply = ok(
                            walk.askWith(walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow())), Shape.ORDER_ID);
                    walk.awaitNet(0);
                    walk.awaitState(reply.text("orderId"), "Working");
                }),
                other("FlatPlace", "places without a position too", walk -> {
                    ok(walk.askWith(walk.order("MARKET", "SELL", 1)), Shape.ORDER_ID);
                    walk.awaitNet(-1);
                }));
    }

    /** Each way to write the same contract: {@code MES 12-26} is {@code MES}, {@code MES1!}, {@code MESZ26} and {@code MES DEC26}. */
    private static List<String> forms(String full) {
        String root = full.substring(0, full.indexOf(' '));
        String date = full.substring(full.indexOf(' ') + 1);
        int month = Integer.parseInt(date.substring(0, date.indexOf('-')));
        String year = full.substring(full.indexOf('-') + 1);
        String code = root + "FGHJKMNQUVXZ".charAt(month - 1);
        String word = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
                .get(month - 1);
        return List.of(
                full,
                root,
                root + "1!",
                code + year,
                code + year.substring(1),
                root + " " + word + year,
                root.toLowerCase(java.util.Locale.ROOT),
                "  " + root + "   " + date + " ");
    }

    private static void before(Reply reply, String side, int quantity) {
        JsonNode rows = reply.json().path("closedPositions");
        same("closedPositions", 1, rows.size());
        Shape.POSITION.check(rows.path(0));
        same("marketPosition", side, rows.path(0).path("marketPosition").asText());
        same("quantity", quantity, rows.path(0).path("quantity").asLong());
    }

    private static void asOther(Walk walk, JsonNode row) {
        Shape.POSITION.check(row);
        JsonNode alone = walk.otherOk("GetPosition", "instrument", INSTRUMENT).json();
        for (String field : List.of("account", "instrument", "marketPosition", "quantity", "averagePrice")) {
            same(field, alone.path(field), row.path(field));
        }
    }
}
