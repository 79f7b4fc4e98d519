package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Case.warning;
import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.SECOND_INSTRUMENT;
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

/** Lines of executions and of the market (sections 8.1 to 8.7). */
final class MarketCases {
    private static final int MOST_BARS = 20_000;
    private static final Shape BARS =
            Shape.of("instrument:text", "periodType:text", "period:int", "count:int", "bars:list", "success:true");
    private static final Shape INFO = Shape.of(
            "success:true",
            "timestamp:time",
            "instrument:text",
            "timeZone:text",
            "status:object",
            "session:object",
            "upcoming:object");
    private static final Shape SESSION = Shape.of(
            "label:Current Session|Next Session",
            "utcStart:time",
            "utcEnd:time",
            "localStart:text",
            "localEnd:text",
            "countdown:text",
            "action:Until Close|Until Open",
            "secondsRemaining:int");
    private static final Shape LEGACY = Shape.of(
            "description:text",
            "tickSize:number",
            "instrument:text",
            "bid:number",
            "ask:number",
            "last:number",
            "success:true");

    private static final Shape PRODUCT = Shape.of(
            "root:text",
            "description:text",
            "exchange:text",
            "exchangeCode:text",
            "productGroup:text",
            "currency:text",
            "tickSize:number",
            "tickValue:number",
            "pointValue:number",
            "tradingHours:text",
            "initialMargin:number",
            "maintenanceMargin:number",
            "frontMonth:text",
            "rule:text",
            "rollsAt:time",
            "rollsTo:text");
    private static final Shape INSTRUMENT_SHAPE = Shape.of(
            "instrument:text",
            "resolved:object",
            "contract:object",
            "contracts:list",
            "session:object",
            "feesPerSide:object",
            "success:true");

    static final List<Case> ALL = cases();

    private MarketCases() {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(executions());
        cases.addAll(quotes());
        cases.addAll(bars());
        cases.addAll(instruments());
        return List.copyOf(cases);
    }

    private static List<Case> executions() {
        return List.of(
                happy("ListExecutions", "the fill of an order, as GetExecution shows it", walk -> {
                    String order = walk.open(2);
                    JsonNode row = of(order, ok(walk.ask()).json().path("executions"));
                    JsonNode alone = walk.otherOk(
                                    "GetExecution",
                                    "executionId",
                                    row.path("id").asText())
                            .json();
                    for (String field : List.of("price", "quantity", "epoch", "position", "commission")) {
                        same(field, alone.path(field), row.path(field));
                    }
                    same("position", 2, row.path("position").asLong());
                }),
                other("ListExecutions", "lookbackTime limits it", walk -> {
                    String order = walk.open(1);
                    of(order, ok(walk.ask("lookbackTime", 900)).json().path("executions"));
                    JsonNode none = ok(walk.ask("account", walk.second(), "lookbackTime", 1))
                            .json();
                    check(none.path("executions").isArray(), "no list");
                }),
                warning("ListExecutions", "lookback_clamped", walk -> {
                    String order = walk.open(1);
                    Reply reply = walk.ask("lookbackTime", 901);
                    warned(reply, "lookback_clamped");
                    of(order, reply.json().path("executions"));
                }),
                happy("GetExecution", "one fill, as ListExecutions shows it", walk -> {
                    String order = walk.open(1);
                    JsonNode row =
                            of(order, walk.otherOk("ListExecutions").json().path("executions"));
                    Reply reply = ok(walk.ask("executionId", row.path("id").asText()), Shape.EXECUTION);
                    same("id", row.path("id"), reply.json().path("id"));
                    same("orderId", order, reply.text("orderId"));
                    same("price", row.path("price"), reply.json().path("price"));
                }),
                refusal("GetExecution", "execution_not_found", walk -> {
                    refused(walk.ask("executionId", "f".repeat(32)), 400, "execution_not_found");
                    refused(walk.ask("executionId", "x"), 400, "execution_not_found");
                    String order = walk.open(1);
                    String id = of(order, walk.otherOk("ListExecutions").json().path("executions"))
                            .path("id")
                            .asText();
                    refused(walk.ask("account", walk.second(), "executionId", id), 400, "execution_not_found");
                }),
                happy("GetExecutionsByOrderId", "the fills of one order and their count", walk -> {
                    String order = walk.open(2);
                    JsonNode json = ok(walk.ask("orderId", order)).json();
                    same(
                            "count",
                            json.path("executions").size(),
                            json.path("count").asLong());
                    of(order, json.path("executions"));
                    long filled = json.path("executions")
                            .valueStream()
                            .mapToLong(row -> row.path("quantity").asLong())
                            .sum();
                    same("filled", walk.order(order).path("filled").asLong(), filled);
                }),
                other(
                        "GetExecutionsByOrderId",
                        "none for an order that rests",
                        walk -> same(
                                "count",
                                0,
                                ok(walk.ask("orderId", walk.resting()))
                                        .json()
                                        .path("count")
                                        .asLong())));
    }

    private static List<Case> quotes() {
        return List.of(
                happy("GetQuote", "one object, as MarketInfo names the contract", walk -> {
                            Reply reply = ok(walk.askWith(args("instrument", INSTRUMENT)), Shape.QUOTE);
                            JsonNode json = reply.json();
                            check(json.path("bid").asDouble() < json.path("ask").asDouble(), "no spread: " + json);
                            check(json.path("epoch").asLong() < 100_000_000_000L, "epoch is not in seconds");
                            check(json.path("expiration").asText().matches("\\d{4}-\\d\\d-\\d\\d"), "expiration");
                            check(
                                    json.path("quoteTime")
                                            .asText()
                                            .matches("\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d [AP]M"),
                                    "quoteTime");
                            check(
                                    json.path("quoteTimeUtc")
                                            .asText()
                                            .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
                                    "quoteTimeUtc");
                            same(
                                    "instrument",
                                    walk.other("MarketInfo", "instrument", INSTRUMENT)
                                            .text("instrument"),
                                    reply.text("instrument"));
                        })
                        .only(MarketCases::isMarketQuote),
                other("GetQuote", "several as a bare array", walk -> {
                            ObjectNode several = args("instrument", INSTRUMENT + "," + SECOND_INSTRUMENT);
                            JsonNode json = walk.askWith(several).json();
                            check(json.isArray() && json.size() == 2, "no bare array: " + json);
                            json.forEach(Shape.QUOTE::check);
                            check(
                                    json.path(1).path("instrument").asText().startsWith(SECOND_INSTRUMENT),
                                    "order of rows");
                        })
                        .only(MarketCases::isMarketQuote),
                other("GetQuote", "with an account the older fields", walk -> {
                            Reply reply = ok(walk.ask("instrument", INSTRUMENT), LEGACY);
                            for (String absent :
                                    List.of("tickValue", "quoteTimeUtc", "epoch", "dataSource", "isMarketOpen")) {
                                check(!reply.json().has(absent), absent + " belongs to the newer quote");
                            }
                            same(
                                    "tickSize",
                                    walk.other("GetQuote", "instrument", INSTRUMENT)
                                            .json()
                                            .path("tickSize"),
                                    reply.json().path("tickSize"));
                        })
                        .only(way -> !isMarketQuote(way) || way instanceof Way.Rpc),
                other("GetQuote", "explain says which contract and when it rolls", walk -> {
                            Reply reply = ok(
                                    walk.askWith(args("instrument", INSTRUMENT + "1!", "explain", true)), Shape.QUOTE);
                            JsonNode resolved =
                                    reply.json().path("resolvedInstruments").path(0);
                            same(
                                    "asked",
                                    INSTRUMENT + "1!",
                                    resolved.path("asked").asText());
                            same(
                                    "instrument",
                                    reply.text("instrument"),
                                    resolved.path("instrument").asText());
                            same(
                                    "rollsAt",
                                    walk.other("GetInstrument", "name", INSTRUMENT)
                                            .json()
                                            .path("rollsAt"),
                                    resolved.path("rollsAt"));
                        })
                        .only(MarketCases::isMarketQuote),
                refusal(
                        "GetQuote",
                        "invalid_instrument: one of several",
                        walk -> refused(walk.ask("instrument", INSTRUMENT + ",NOSUCH"), 400, "invalid_instrument")),
                happy("MarketInfo", "session and the next one", walk -> {
                    Reply reply = ok(walk.askWith(args("instrument", INSTRUMENT)), INFO);
                    JsonNode json = reply.json();
                    SESSION.check(json.path("session"));
                    boolean open = json.path("status").path("isOpen").asBoolean();
                    same(
                            "state",
                            open ? "Open" : "Closed",
                            json.path("status").path("state").asText());
                    same(
                            "label",
                            open ? "Current Session" : "Next Session",
                            json.path("session").path("label").asText());
                    check(
                            json.path("session").path("countdown").asText().matches("\\d{2,}:\\d\\d:\\d\\d"),
                            "countdown");
                    check(
                            json.path("session")
                                    .path("localStart")
                                    .asText()
                                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
                            "localStart");
                    JsonNode quote =
                            walk.other("GetQuote", "instrument", INSTRUMENT).json();
                    same("instrument", quote.path("instrument").asText(), reply.text("instrument"));
                    same("isOpen", quote.path("isMarketOpen").asText(), Boolean.toString(open));
                }),
                other(
                        "MarketInfo",
                        "without an instrument the ES front month",
                        walk -> same(
                                "instrument",
                                walk.other("GetQuote", "instrument", "ES").text("instrument"),
                                ok(walk.askWith(args()), INFO).text("instrument"))));
    }

    private static List<Case> bars() {
        return List.of(
                happy("GetBars", "the newest bars, oldest first", walk -> {
                    Reply reply = ok(
                            walk.askWith(
                                    args("instrument", INSTRUMENT, "periodType", "minute", "period", 5, "limit", 20)),
                            BARS);
                    JsonNode bars = reply.json().path("bars");
                    same("count", bars.size(), reply.json().path("count").asLong());
                    same("count", 20, bars.size());
                    same("period", 5, reply.json().path("period").asLong());
                    long before = 0;
                    for (JsonNode bar : bars) {
                        Shape.BAR.check(bar);
                        check(bar.path("epoch").asLong() > before, "bars are out of order");
                        check(bar.path("epoch").asLong() % 300_000 == 0, "a five-minute bar closes at " + bar);
                        check(
                                bar.path("low").asDouble() <= bar.path("open").asDouble()
                                        && bar.path("high").asDouble()
                                                >= bar.path("close").asDouble(),
                                "a bar without sense: " + bar);
                        before = bar.path("epoch").asLong();
                    }
                    same(
                            "instrument",
                            walk.other("GetQuote", "instrument", INSTRUMENT).text("instrument"),
                            reply.text("instrument"));
                }),
                other("GetBars", "defaults: one-minute bars of one day", walk -> {
                    Reply reply = ok(walk.askWith(args("instrument", INSTRUMENT)), BARS);
                    same("periodType", "minute", reply.text("periodType"));
                    same("period", 1, reply.json().path("period").asLong());
                    check(reply.json().path("count").asInt() <= 5_000, "more than 5000 bars");
                }),
                other("GetBars", "from and to bound it", walk -> {
                    JsonNode all = ok(walk.askWith(args("instrument", INSTRUMENT, "limit", 30)))
                            .json()
                            .path("bars");
                    String from = all.path(5).path("time").asText();
                    String to = all.path(10).path("time").asText();
                    JsonNode some = ok(walk.askWith(args("instrument", INSTRUMENT, "from", from, "to", to)))
                            .json()
                            .path("bars");
                    check(some.size() >= 5 && some.size() <= 6, "5 bars are expected: " + some.size());
                    same("last", all.path(10), some.path(some.size() - 1));
                }),
                refusal(
                        "GetBars",
                        "unsupported_period_type",
                        walk -> refused(
                                walk.askWith(args("instrument", INSTRUMENT, "periodType", "renko")),
                                400,
                                "unsupported_period_type")),
                refusal("GetBars", "Invalid request: times and numbers", walk -> {
                    refused(walk.askWith(args("instrument", INSTRUMENT, "from", "soon")), 400, "Invalid request");
                    refused(walk.askWith(args("instrument", INSTRUMENT, "period", 0)), 400, "Invalid request");
                    refused(walk.askWith(args("instrument", INSTRUMENT, "limit", -1)), 400, "Invalid request");
                }),
                warning("GetBars", "limit_clamped", walk -> {
                    Reply reply = walk.askWith(args("instrument", INSTRUMENT, "daysBack", 40, "limit", MOST_BARS + 1));
                    warned(reply, "limit_clamped");
                    same("count", MOST_BARS, reply.json().path("count").asLong());
                }));
    }

    private static List<Case> instruments() {
        return List.of(
                happy("ListInstruments", "every product, as quotes and GetInstrument show it", walk -> {
                    JsonNode json = ok(walk.askWith(args())).json();
                    same(
                            "count",
                            json.path("instruments").size(),
                            json.path("count").asLong());
                    json.path("instruments").forEach(PRODUCT::check);
                    JsonNode row = product(json);
                    JsonNode quote =
                            walk.other("GetQuote", "instrument", INSTRUMENT).json();
                    same("frontMonth", quote.path("instrument"), row.path("frontMonth"));
                    same("tickSize", quote.path("tickSize"), row.path("tickSize"));
                    same("pointValue", quote.path("pointValue"), row.path("pointValue"));
                }),
                other("ListInstruments", "exchange, productGroup and text narrow it", walk -> {
                    int all = ok(walk.askWith(args())).json().path("count").asInt();
                    int some = ok(walk.askWith(args("exchange", "NYMEX")))
                            .json()
                            .path("count")
                            .asInt();
                    check(some > 0 && some < all, "NYMEX has " + some + " of " + all);
                    product(ok(walk.askWith(args("productGroup", "equity index", "text", INSTRUMENT)))
                            .json());
                    same(
                            "none",
                            0,
                            ok(walk.askWith(args("text", "no such thing")))
                                    .json()
                                    .path("count")
                                    .asLong());
                }),
                happy("GetInstrument", "what a name means, as ListInstruments and quotes show it", walk -> {
                    Reply reply = ok(walk.askWith(args("name", INSTRUMENT + "1!")), INSTRUMENT_SHAPE);
                    JsonNode row = product(ok(walk.other("ListInstruments")).json());
                    for (String field : List.of("root", "frontMonth", "rollsAt", "tickValue")) {
                        same(field, row.path(field), reply.json().path(field));
                    }
                    same(
                            "instrument",
                            walk.other("GetQuote", "instrument", INSTRUMENT).text("instrument"),
                            reply.text("instrument"));
                }),
                refusal(
                        "GetInstrument",
                        "invalid_instrument",
                        walk -> refused(walk.askWith(args("name", "NOSUCH 12-26")), 400, "invalid_instrument")));
    }

    private static JsonNode product(JsonNode list) {
        return list.path("instruments")
                .valueStream()
                .filter(row -> row.path("root").asText().equals(INSTRUMENT))
                .findFirst()
                .orElseThrow(() -> new Mismatch(INSTRUMENT + " is not listed"));
    }

    private static boolean isMarketQuote(Way way) {
        return !(way instanceof Way.Rest rest) || rest.route().path().contains("/market/");
    }

    private static JsonNode of(String order, JsonNode executions) {
        executions.forEach(Shape.EXECUTION::check);
        return executions
                .valueStream()
                .filter(row -> row.path("orderId").asText().equals(order))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new Mismatch("no execution of the order: " + executions));
    }
}
