package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Walk.INSTRUMENT;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** Lines of the stream as Server-Sent Events, which is a route and no function. */
final class EventStreamCases {
    private static final Operation STREAM = Operations.EVENT_STREAM;
    private static final String INVALID = "Invalid request";

    private EventStreamCases() {}

    static List<Case> all() {
        String name = STREAM.name();
        List<Case> own = List.of(
                happy(name, "acknowledged under the full name; quotes and events arrive", walk -> {
                    String full =
                            walk.other("GetQuote", "instrument", INSTRUMENT).text("instrument");
                    try (EventLines events = open(walk, "?instruments=" + INSTRUMENT + "&events=orders,executions")) {
                        JsonNode ack = events.frame("subscribed", patience(walk), frame -> frame.has("status"));
                        same("status", "subscribed", ack.path("status").asText());
                        same(
                                "instruments",
                                "[\"" + full + "\"]",
                                ack.path("instruments").toString());
                        check(!ack.has("resolvedInstruments"), "explained unasked: " + ack);
                        events.frame(
                                "ready",
                                patience(walk),
                                frame -> frame.path("state").asText().equals("ready"));
                        String id = ok(walk.otherWith("PlaceOrder", walk.order("MARKET", "BUY", 1)))
                                .text("orderId");
                        events.frame(
                                "the execution of " + id,
                                patience(walk),
                                frame -> frame.path("execution")
                                        .path("orderId")
                                        .asText()
                                        .equals(id));
                        events.frame(
                                "a quote",
                                patience(walk),
                                frame -> frame.path("type").asText().equals("marketData"));
                    }
                }),
                other(name, "explain says what a name meant", walk -> {
                    try (EventLines events = open(walk, "?instruments=" + INSTRUMENT + "&explain=true")) {
                        JsonNode meant = events.frame("subscribed", patience(walk), frame -> frame.has("status"))
                                .path("resolvedInstruments")
                                .path(0);
                        same("asked", INSTRUMENT, meant.path("asked").asText());
                        check(meant.path("rule").isTextual() && meant.has("rollsAt"), "no rule: " + meant);
                    }
                }),
                refusal(name, INVALID + ": nothing is asked for", walk -> refused(get(walk, ""), 400, INVALID)),
                refusal(
                        name,
                        INVALID + ": a kind nobody knows",
                        walk -> refused(get(walk, "?events=rumours"), 400, INVALID)),
                refusal(
                        name,
                        INVALID + ": explain of another type",
                        walk -> refused(get(walk, "?instruments=" + INSTRUMENT + "&explain=perhaps"), 400, INVALID)),
                refusal(
                        name,
                        "invalid_instruments",
                        walk -> refused(get(walk, "?instruments=NOSUCH"), 400, "invalid_instruments")),
                refusal(name, "invalid_bearer", TableCases::withoutToken));
        return Stream.concat(own.stream(), TableCases.ofRoutes(STREAM).stream()).toList();
    }

    private static long patience(Walk walk) {
        return walk.doors().patienceNanos();
    }

    private static EventLines open(Walk walk, String query) {
        return new EventLines(walk.doors().base(), walk.doors().token(), query);
    }

    private static Reply get(Walk walk, String query) {
        return walk.doors()
                .rest()
                .send(
                        "GET",
                        STREAM.routes().getFirst().path() + query,
                        "",
                        Map.of("Authorization", "Bearer " + walk.doors().token()));
    }
}
