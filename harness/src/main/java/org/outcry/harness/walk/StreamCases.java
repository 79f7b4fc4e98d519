package org.outcry.harness.walk;

import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.same;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.outcry.link.Operations;

/** Lines of {@code /ws/stream} that are no function calls (section 9). */
final class StreamCases {
    private static final String STREAM = "/ws/stream";
    private static final Shape TICK =
            Shape.of("instrument:text", "bid:number", "ask:number", "last:number", "volume:int");
    private static final Shape PNL = Shape.of(
            "account:text",
            "realizedProfitLoss:number",
            "unrealizedProfitLoss:number",
            "totalProfitLoss:number",
            "netLiquidation:number",
            "cashValue:number",
            "positionCount:int");
    private static final Shape EVENT = Shape.of("type:text", "origin:nt8", "seq:int", "epoch:int", "account:text");

    static final List<Case> ALL = List.of(
            Case.happy(STREAM, "ping", walk -> {
                JsonNode pong = ask(walk, "{\"action\":\"ping\"}", type("pong"));
                check(pong.path("epoch").isIntegralNumber(), "no epoch: " + pong);
            }),
            Case.happy(STREAM, "subscribe and unsubscribe: acknowledged under the full name, quotes arrive", walk -> {
                String full = walk.other("GetQuote", "instrument", INSTRUMENT).text("instrument");
                JsonNode ack = ask(
                        walk,
                        "{\"action\":\"subscribe\",\"id\":\"s\",\"instruments\":[\"" + INSTRUMENT + "\"]}",
                        status("subscribed"));
                same(
                        "instruments",
                        "[\"" + full + "\"]",
                        ack.path("instruments").toString());
                same("id", "s", ack.path("id").asText());
                JsonNode quotes = frame(walk, "marketData", type("marketData")).path("quotes");
                TICK.check(quotes.path(0));
                same("instrument", full, quotes.path(0).path("instrument").asText());
                JsonNode off = ask(
                        walk,
                        "{\"action\":\"unsubscribe\",\"instruments\":[\"" + INSTRUMENT + "\"]}",
                        status("unsubscribed"));
                same(
                        "instruments",
                        "[\"" + full + "\"]",
                        off.path("instruments").toString());
            }),
            Case.other(STREAM, "subscribe explains its names when asked", walk -> {
                JsonNode ack = ask(
                        walk,
                        "{\"action\":\"subscribe\",\"instruments\":[\"" + INSTRUMENT + "\"],\"explain\":true}",
                        status("subscribed"));
                JsonNode meant = ack.path("resolvedInstruments").path(0);
                same("asked", INSTRUMENT, meant.path("asked").asText());
                same(
                        "instrument",
                        ack.path("instruments").path(0).asText(),
                        meant.path("instrument").asText());
                ask(
                        walk,
                        "{\"action\":\"unsubscribe\",\"instruments\":[\"" + INSTRUMENT + "\"]}",
                        status("unsubscribed"));
            }),
            Case.other(
                    STREAM, "protections: a position without a stop, and why it was closed", StreamCases::protections),
            Case.happy(STREAM, "streamPnl on and off", walk -> {
                JsonNode ack =
                        ask(walk, "{\"action\":\"streamPnl\",\"enabled\":true,\"interval\":10}", status("streamPnl"));
                same("interval", 1_000, ack.path("interval").asLong());
                JsonNode update = frame(walk, "pnlUpdate", type("pnlUpdate"));
                update.path("accounts").forEach(PNL::check);
                check(update.path("accounts").size() >= 2, "accounts are missing: " + update);
                JsonNode off = ask(walk, "{\"action\":\"streamPnl\",\"enabled\":false}", status("streamPnl"));
                same("enabled", "false", off.path("enabled").asText());
            }),
            Case.happy(
                    STREAM,
                    "events: status, then orders, executions and positions with a growing seq",
                    StreamCases::events),
            Case.refusal(STREAM, "invalid_json", walk -> error(walk, "{\"action\":", "invalid_json")),
            Case.refusal(STREAM, "unknown_action", walk -> error(walk, "{\"action\":\"fly\"}", "unknown_action")),
            Case.refusal(STREAM, "missing_api", walk -> error(walk, "{\"action\":\"rpc\"}", "missing_api")),
            Case.refusal(
                    STREAM, "unknown_api", walk -> error(walk, "{\"action\":\"rpc\",\"api\":\"Nope\"}", "unknown_api")),
            Case.refusal(
                    STREAM,
                    "invalid_instruments",
                    walk -> error(
                            walk, "{\"action\":\"subscribe\",\"instruments\":[\"NOSUCH\"]}", "invalid_instruments")),
            Case.refusal(
                    STREAM,
                    "Unknown API command: Tradovate functions",
                    walk -> same(
                            "error",
                            "Unknown API command",
                            walk.doors()
                                    .socket()
                                    .call("Tv_ListOrders", Walk.args())
                                    .text("error"))));

    private StreamCases() {}

    static Result result(Doors doors, Case line) {
        Optional<String> failure = Optional.empty();
        try {
            doors.clear();
            // The door under test is the socket; what is read goes over REST.
            line.steps()
                    .accept(new Walk(
                            doors, new Way.Rpc(Operations.byName("GetQuote").orElseThrow(), "GetQuote")));
        } catch (RuntimeException e) {
            failure = Optional.of(Walker.reason(e));
        }
        return new Result(STREAM, "GET " + STREAM, "WS", line.title(), failure);
    }

    private static void events(Walk walk) {
        ask(
                walk,
                "{\"action\":\"subscribe\",\"events\":[\"orders\",\"executions\",\"positions\"]}",
                status("subscribed"));
        // syncing may come first.
        JsonNode ready = frame(
                walk,
                "status ready",
                frame -> type("status").test(frame)
                        && frame.path("state").asText().equals("ready"));
        long seq = ready.path("seq").asLong();
        String id =
                ok(walk.otherWith("PlaceOrder", walk.order("MARKET", "BUY", 1))).text("orderId");
        boolean filled = false;
        boolean executed = false;
        boolean positioned = false;
        while (!filled || !executed || !positioned) {
            JsonNode event = frame(
                    walk,
                    "an event of " + id,
                    frame -> frame.path("type").asText().endsWith("Update"));
            EVENT.check(event);
            same("seq", seq + 1, event.path("seq").asLong());
            seq = event.path("seq").asLong();
            filled |= event.path("order").path("orderId").asText().equals(id)
                    && event.path("order").path("orderState").asText().equals("Filled");
            executed |= event.path("execution").path("orderId").asText().equals(id);
            positioned |= event.path("position").path("quantity").asInt() == 1;
        }
        ask(
                walk,
                "{\"action\":\"unsubscribe\",\"events\":[\"orders\",\"executions\",\"positions\"]}",
                status("unsubscribed"));
    }

    private static void protections(Walk walk) {
        ask(walk, "{\"action\":\"subscribe\",\"events\":[\"protections\"]}", status("subscribed"));
        walk.otherOk("SetProtection", "seconds", 1);
        try {
            walk.open(2);
            JsonNode missing = protection(walk, "missing");
            same("quantity", 2, missing.path("quantity").asLong());
            JsonNode enforced = protection(walk, "enforced");
            walk.awaitNet(0);
            same(
                    "the closing order's name",
                    enforced.path("reason").asText(),
                    walk.order(enforced.path("closingOrderId").asText())
                            .path("name")
                            .asText());
        } finally {
            walk.otherOk("SetProtection", "seconds", 0);
        }
        ask(walk, "{\"action\":\"unsubscribe\",\"events\":[\"protections\"]}", status("unsubscribed"));
    }

    private static JsonNode protection(Walk walk, String state) {
        return frame(
                        walk,
                        "protection " + state,
                        frame -> type("protectionUpdate").test(frame)
                                && frame.path("protection")
                                        .path("state")
                                        .asText()
                                        .equals(state))
                .path("protection");
    }

    private static void error(Walk walk, String message, String code) {
        JsonNode frame = ask(walk, message, type("error"));
        same("error", code, frame.path("error").asText());
        check(frame.path("detail").isTextual() && frame.has("action"), "detail or action is missing: " + frame);
    }

    private static JsonNode ask(Walk walk, String message, Predicate<JsonNode> wanted) {
        walk.doors().socket().send(message);
        return frame(walk, message, wanted);
    }

    private static JsonNode frame(Walk walk, String what, Predicate<JsonNode> wanted) {
        return walk.doors().socket().frame(what, walk.doors().patienceNanos(), wanted);
    }

    private static Predicate<JsonNode> type(String type) {
        return frame -> frame.path("type").asText().equals(type);
    }

    private static Predicate<JsonNode> status(String status) {
        return frame -> frame.path("status").asText().equals(status);
    }
}
