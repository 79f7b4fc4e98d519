package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Case.warning;
import static org.outcry.harness.walk.Walk.args;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;
import static org.outcry.harness.walk.Walk.warned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Lines of ATM strategies: entries with a template by whatever call places an order, and the calls on their instances. */
final class AtmCases {
    private static final List<String> PLACING = List.of("PlaceOrder", "FlatPlace", "ReversePosition", "CancelReplace");

    private AtmCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>(List.of(
                other("GetStrategy", "an ATM instance: its template, state and orders", walk -> {
                    String id = entered(walk, 2);
                    JsonNode row =
                            ok(walk.ask("strategyId", id), Shape.STRATEGY).json();
                    same("type", "ATM", row.path("type").asText());
                    same("state", "Active", row.path("state").asText());
                    check(row.path("orders").size() > 1, "its orders are missing: " + row);
                    same("listed", row.path("orders"), listed(walk, id).path("orders"));
                }),
                other(
                        "CloseStrategy",
                        "an ATM instance: its exits go and what it holds is closed, nothing else",
                        walk -> {
                            walk.open(1);
                            String id = entered(walk, 2);
                            walk.awaitNet(3);
                            same(
                                    "strategyId",
                                    id,
                                    ok(walk.ask("strategyId", id)).text("strategyId"));
                            walk.await(
                                    "strategy Closed",
                                    () -> strategy(walk, id).text("state").equals("Closed"));
                            walk.awaitNet(1);
                            same("working orders", 0, walk.working(walk.account()));
                        }),
                warning("CloseStrategy", "already_closed", walk -> {
                    String id = entered(walk, 1);
                    walk.otherOk("Flatten");
                    walk.await(
                            "strategy Closed",
                            () -> strategy(walk, id).text("state").equals("Closed"));
                    warned(walk.ask("strategyId", id), "already_closed");
                }),
                refusal("DisableStrategy", "Invalid request: an ATM instance cannot be paused", walk -> {
                    String id = entered(walk, 1);
                    refused(walk.ask("strategyId", id), 400, "Invalid request");
                    same("state", "Active", strategy(walk, id).text("state"));
                }),
                other("EnableStrategy", "an ATM instance is enabled while it lives", walk -> {
                    String id = entered(walk, 1);
                    same("wasEnabled", "true", ok(walk.ask("strategyId", id)).text("wasEnabled"));
                }),
                refusal("EnableStrategy", "strategy_terminated: an ATM instance that has ended", walk -> {
                    String id = entered(walk, 1);
                    walk.otherOk("Flatten");
                    walk.await(
                            "strategy Closed",
                            () -> strategy(walk, id).text("state").equals("Closed"));
                    refused(walk.ask("strategyId", id), 409, "strategy_terminated");
                })));
        for (String operation : PLACING) {
            cases.add(other(operation, "strategy: the entry gets the template's exits", walk -> {
                Reply reply = ok(walk.askWith(entry(walk, operation, template(walk))));
                String id = reply.text("strategyId");
                check(reply.json().path("bracketOrderIds").size() > 0, "no exits: " + reply.json());
                same("state", "Active", strategy(walk, id).text("state"));
                same(
                        "ownerStrategy",
                        id,
                        walk.order(reply.text("orderId"))
                                .path("ownerStrategy")
                                .path("id")
                                .asText());
            }));
            cases.add(refusal(operation, "atm_template_not_found: nothing is placed or cleared", walk -> {
                ObjectNode args = entry(walk, operation, "No such template");
                int net = walk.net();
                int working = walk.working(walk.account());
                refused(walk.askWith(args), 400, "atm_template_not_found");
                same("position", net, walk.net());
                same("working orders", working, walk.working(walk.account()));
            }));
            cases.add(refusal(
                    operation,
                    "Invalid request: strategy beside a bracket",
                    walk -> refused(
                            walk.askWith(
                                    entry(walk, operation, template(walk)).set("bracket", args("stopLossTicks", 8))),
                            400,
                            "Invalid request")));
        }
        return List.copyOf(cases);
    }

    /** What the operation needs in place, and an order that rests. */
    private static ObjectNode entry(Walk walk, String operation, String template) {
        ObjectNode args = walk.order("LIMIT", "BUY", 1, "limitPrice", walk.farBelow(), "strategy", template);
        switch (operation) {
            case "ReversePosition" -> walk.open(-1);
            case "CancelReplace" -> args.put("orderId", walk.resting());
            default -> {
                // It stands alone.
            }
        }
        return args;
    }

    private static String template(Walk walk) {
        JsonNode templates =
                ok(walk.otherWith("ListAtmTemplates", args())).json().path("templates");
        check(!templates.isEmpty(), "there are no templates");
        return templates.path(0).asText();
    }

    /** The instance of an entry that has filled. */
    private static String entered(Walk walk, int quantity) {
        Reply placed =
                ok(walk.otherWith("PlaceOrder", walk.order("MARKET", "BUY", quantity, "strategy", template(walk))));
        walk.awaitState(placed.text("orderId"), "Filled");
        return placed.text("strategyId");
    }

    private static Reply strategy(Walk walk, String id) {
        return walk.otherOk("GetStrategy", "strategyId", id);
    }

    private static JsonNode listed(Walk walk, String id) {
        return walk.otherOk("ListStrategies")
                .json()
                .path("strategies")
                .valueStream()
                .filter(row -> row.path("strategyId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new Mismatch("the strategy is not listed: " + id));
    }
}
