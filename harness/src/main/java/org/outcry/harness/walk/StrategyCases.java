package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.args;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lines of strategies (section 8.8). Each case closes what it started, so that none trades while others are walked. */
final class StrategyCases {
    private static final Shape SWITCHED = Shape.of(
            "strategyId:text",
            "account:text",
            "hostMode:account|chart",
            "wasEnabled:bool",
            "isEnabled:bool",
            "state:text",
            "success:true");
    private static final Shape CLOSED = Shape.of("strategyId:text", "success:true");

    static final List<Case> ALL = List.of(
            happy("StartStrategy", "starts; GetStrategy shows it", walk -> {
                Reply reply = ok(walk.askWith(start(walk)), Shape.STRATEGY);
                String id = reply.text("strategyId");
                check(id.matches("\\d+"), "strategyId is no decimal number: " + id);
                same("isEnabled", "true", reply.text("isEnabled"));
                awaitState(walk, id, "Realtime");
                close(walk, id);
            }),
            refusal(
                    "StartStrategy",
                    "strategy_class_not_found",
                    walk -> refused(
                            walk.askWith(start(walk).put("strategyClass", "NoSuchStrategy")),
                            400,
                            "strategy_class_not_found")),
            refusal("StartStrategy", "Invalid request: mode and parameters", walk -> {
                long before = running(walk);
                refused(walk.askWith(start(walk).put("mode", "hologram")), 400, "Invalid request");
                refused(walk.askWith(start(walk).set("parameters", args("noSuchProperty", 1))), 400, "Invalid request");
                same("strategies", before, running(walk));
            }),
            refusal(
                    "StartStrategy",
                    "unsupported_period_type",
                    walk -> refused(
                            walk.askWith(start(walk).put("periodType", "Renko")), 400, "unsupported_period_type")),
            happy("ListStrategies", "the strategies of the account, as GetStrategy shows them", walk -> {
                String id = started(walk);
                JsonNode row = row(ok(walk.ask()), id);
                same("strategyClass", strategy(walk, id).path("strategyClass"), row.path("strategyClass"));
                close(walk, id);
            }),
            happy("GetStrategy", "one strategy, as ListStrategies shows it", walk -> {
                String id = started(walk);
                Reply reply = ok(walk.ask("strategyId", id), Shape.STRATEGY);
                same(
                        "instrument",
                        row(walk.otherOk("ListStrategies"), id)
                                .path("instrument")
                                .asText(),
                        reply.text("instrument"));
                close(walk, id);
            }),
            happy("ListAllStrategies", "the strategies of all accounts", walk -> {
                String id = started(walk);
                JsonNode row = row(ok(walk.askWith(args())), id);
                same("account", walk.account(), row.path("account").asText());
                same("isEnabled", strategy(walk, id).path("isEnabled"), row.path("isEnabled"));
                close(walk, id);
            }),
            happy("DisableStrategy", "pauses; GetStrategy shows it", walk -> {
                String id = started(walk);
                Reply reply = ok(walk.ask("strategyId", id), SWITCHED);
                same("wasEnabled", "true", reply.text("wasEnabled"));
                same("isEnabled", "false", reply.text("isEnabled"));
                same("isEnabled", "false", strategy(walk, id).path("isEnabled").asText());
                same("again", "false", ok(walk.ask("strategyId", id), SWITCHED).text("wasEnabled"));
                close(walk, id);
            }),
            happy("EnableStrategy", "resumes; again is no fault", walk -> {
                String id = started(walk);
                walk.otherOk("DisableStrategy", "strategyId", id);
                Reply reply = ok(walk.ask("strategyId", id), SWITCHED);
                same("wasEnabled", "false", reply.text("wasEnabled"));
                same("isEnabled", "true", reply.text("isEnabled"));
                awaitState(walk, id, "Realtime");
                same("again", "true", ok(walk.ask("strategyId", id), SWITCHED).text("wasEnabled"));
                close(walk, id);
            }),
            refusal("EnableStrategy", "strategy_terminated", walk -> {
                String id = started(walk);
                close(walk, id);
                refused(walk.ask("strategyId", id), 409, "strategy_terminated");
            }),
            happy("CloseStrategy", "ends it; its orders and positions go", walk -> {
                String id = started(walk);
                Reply reply = ok(walk.ask("strategyId", id), CLOSED);
                same("strategyId", id, reply.text("strategyId"));
                same("state", "Terminated", strategy(walk, id).path("state").asText());
                same("isEnabled", "false", strategy(walk, id).path("isEnabled").asText());
            }),
            other("GetStrategy", "shows the position as Flat with no contracts at first", walk -> {
                String id = started(walk);
                JsonNode json = ok(walk.ask("strategyId", id)).json();
                same("marketPosition", "Flat", json.path("marketPosition").asText());
                same("quantity", 0, json.path("quantity").asLong());
                close(walk, id);
            }));

    private StrategyCases() {}

    /** A strategy that will hardly trade while it is walked: its bars are days. */
    private static ObjectNode start(Walk walk) {
        ObjectNode args = walk.mine(
                "strategyClass", "MovingAverageCross", "instrument", INSTRUMENT, "periodType", "Day", "period", 1);
        args.set("parameters", args("fast", 2, "slow", 4, "quantity", 1));
        return args;
    }

    private static String started(Walk walk) {
        return ok(walk.otherWith("StartStrategy", start(walk)), Shape.STRATEGY).text("strategyId");
    }

    private static void close(Walk walk, String id) {
        walk.otherOk("CloseStrategy", "strategyId", id);
        same("state", "Terminated", strategy(walk, id).path("state").asText());
    }

    private static JsonNode strategy(Walk walk, String id) {
        return walk.otherOk("GetStrategy", "strategyId", id).json();
    }

    private static void awaitState(Walk walk, String id, String state) {
        walk.await(
                "strategy " + state,
                () -> strategy(walk, id).path("state").asText().equals(state));
    }

    private static long running(Walk walk) {
        return walk.otherOk("ListStrategies")
                .json()
                .path("strategies")
                .valueStream()
                .filter(row -> row.path("isEnabled").asBoolean())
                .count();
    }

    private static JsonNode row(Reply list, String id) {
        JsonNode strategies = list.json().path("strategies");
        strategies.forEach(Shape.STRATEGY::check);
        return strategies
                .valueStream()
                .filter(row -> row.path("strategyId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new Mismatch("the strategy is not listed: " + id));
    }
}
