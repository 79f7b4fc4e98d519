package org.outcry.harness.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.contract.Contract;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.link.Operation;
import org.outcry.link.Operations;
import org.outcry.link.Parameter;

/**
 * Whatever is sent to any operation through either door: a sound answer, never a server error, and a refusal changes nothing. A
 * refusal before the log leaves the state's hash; one by the engine is in the log, and leaves the hash of all that trading has made:
 * accounts, positions, orders, fills (docs/adr/0012-what-a-refusal-leaves.md).
 */
@Timeout(400)
class FuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = Integer.getInteger("outcry.fuzz", 1_500);
    private static final int MOST_IDS = 50;

    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> tally = new TreeMap<>();

    @Test
    void noArgumentsAreAServerErrorAndNoRefusalChangesAnything() {
        long seed = Long.getLong("outcry.seed", 20_261_121L);
        System.out.println("FuzzTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        HostileArguments hostile = new HostileArguments(random);
        List<Operation> operations = Operations.routed();
        try (WholeServer server = WholeServer.standing();
                Doubled doors = new Doubled(server)) {
            for (int round = 0; round < ROUNDS; round++) {
                Operation operation = operations.get(random.nextInt(operations.size()));
                List<Way> ways = Way.all(operation);
                Way way = ways.get(random.nextInt(ways.size()));
                Map<String, String> args = hostile.of(operation, ids);
                String where = "seed " + seed + " round " + round + " " + way.label() + " " + shown(args);
                StateMark before = server.ledger.stateMark();
                RawHttp.Answer answer = switch (way) {
                    case Way.Rest rest ->
                        operation.isStream() ? doors.stream(rest, args) : doors.rest(rest, args, hostile);
                    case Way.Rpc rpc -> doors.rpc(rpc.name(), hostile.object(args));
                };
                asDocumented(way, answer);
                check(where, answer, () -> {
                    StateMark after = server.ledger.stateMark();
                    assertEquals(before.tradingHash(), after.tradingHash(), where);
                    if (after.logPosition() == before.logPosition()) {
                        assertEquals(before.stateHash(), after.stateHash(), where);
                    } else {
                        tally.merge("refused by the engine", 1, Integer::sum);
                    }
                });
            }
        }
        System.out.println("FuzzTest " + tally);
        assertTrue(tally.getOrDefault("200", 0) > ROUNDS / 10, "hardly anything was accepted: " + tally);
    }

    private void check(String where, RawHttp.Answer answer, Runnable ifRefused) {
        String seen = where + " -> " + answer.status() + " "
                + answer.body().substring(0, Math.min(300, answer.body().length()));
        JsonNode json;
        try {
            json = JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + seen, e);
        }
        assertTrue(
                json.isArray()
                        || json.path("success").isBoolean()
                        || json.path("type").asText().equals("error"),
                seen);
        assertTrue(answer.status() < 500, seen);
        assertTrue(!json.path("error").asText().equals("internal_error"), seen);
        boolean done = json.isArray() || json.path("success").asBoolean();
        tally.merge(done ? "200" : answer.status() + " " + kind(json), 1, Integer::sum);
        // Nobody can say what became of a call whose answer did not come in time.
        if (!done && !json.path("error").asText().equals("Add-on did not answer in time")) {
            assertTrue(json.path("error").isTextual() && json.path("detail").isTextual(), seen);
            ifRefused.run();
        }
        remember(json);
    }

    /** What a connection that ended said is no answer of the operation; what a socket answers beside a call has its own frame. */
    private static void asDocumented(Way way, RawHttp.Answer answer) {
        JsonNode json = parsed(answer.body());
        boolean said = !answer.body().equals(RawHttp.Answer.NOTHING_SAID)
                && !json.path("type").asText().equals("error");
        if (said && way instanceof Way.Rest rest) {
            boolean read = rest.operation().isStream() && answer.status() == 200;
            if (!read) {
                Contract.rest(rest.route().method(), rest.route().path(), answer.status(), json);
            }
        } else if (said) {
            Contract.rpc(way.operation().name(), json);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    private static String kind(JsonNode json) {
        return json.path("error").asText().replaceAll("'.*'", "'...'");
    }

    private void remember(JsonNode json) {
        for (String id : List.of("orderId", "takeProfitOrderId", "strategyId")) {
            if (json.path(id).isTextual()) {
                ids.add(json.path(id).asText());
            }
        }
        for (JsonNode execution : json.path("executions")) {
            ids.add(execution.path("id").asText());
        }
        while (ids.size() > MOST_IDS) {
            ids.removeFirst();
        }
    }

    private static String shown(Map<String, String> args) {
        Map<String, String> shown = new LinkedHashMap<>();
        args.forEach((name, value) -> shown.put(name, value.substring(0, Math.min(60, value.length()))));
        return shown.toString();
    }

    /** Both doors with bytes as they are; a connection that the server ended is opened anew. */
    private static final class Doubled implements AutoCloseable {
        private final WholeServer server;
        private RawHttp http;
        private RawSocket socket;

        Doubled(WholeServer server) {
            this.server = server;
            this.http = new RawHttp(server.gateway.port());
            this.socket = new RawSocket(server.gateway.port(), server.token);
        }

        /** The event stream: its first event is an acknowledgement; then it is left. */
        RawHttp.Answer stream(Way.Rest way, Map<String, String> args) {
            try (RawHttp stream = new RawHttp(server.gateway.port())) {
                RawHttp.Answer answer = stream.ask(head(way, address(way, new LinkedHashMap<>(args))), new byte[0]);
                if (answer.status() != 200) {
                    return sound(answer);
                }
                Contract.frame(parsed(stream.firstEvent()));
                return new RawHttp.Answer(200, "{\"success\":true}", true);
            }
        }

        RawHttp.Answer rest(Way.Rest way, Map<String, String> args, HostileArguments hostile) {
            Map<String, String> body = new LinkedHashMap<>(args);
            String address = address(way, body);
            boolean bodiless = way.route().body() == Operation.Route.Body.NONE;
            RawHttp.Answer answer = http.ask(
                    head(way, address),
                    bodiless ? new byte[0] : hostile.object(body).getBytes(StandardCharsets.ISO_8859_1));
            if (answer.ends()) {
                http.close();
                http = new RawHttp(server.gateway.port());
            }
            return sound(answer);
        }

        private String head(Way.Rest way, String address) {
            return way.route().method() + " " + address
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + server.token + "\r\n";
        }

        /** A line too long for any HTTP server is answered by the server's own words. */
        private static RawHttp.Answer sound(RawHttp.Answer answer) {
            return answer.body().isEmpty() && answer.status() >= 400 && answer.status() < 500
                    ? new RawHttp.Answer(answer.status(), RawHttp.Answer.NOTHING_SAID, true)
                    : answer;
        }

        /** Path and query; what they carry leaves the body. */
        private static String address(Way.Rest way, Map<String, String> body) {
            String path = way.route().path();
            StringBuilder query = new StringBuilder();
            for (Parameter parameter : way.operation().parameters()) {
                String value = body.get(parameter.name());
                String text = value == null ? "A" : encoded(value);
                if (path.contains("{" + parameter.name() + "}")) {
                    path = path.replace("{" + parameter.name() + "}", text);
                    body.remove(parameter.name());
                } else if (parameter.in() == Parameter.In.QUERY && value != null) {
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.name())
                            .append('=')
                            .append(text);
                    body.remove(parameter.name());
                }
            }
            return path + query;
        }

        RawHttp.Answer rpc(String name, String args) {
            socket.text(("{\"action\":\"rpc\",\"id\":\"f\",\"api\":\"" + name + "\",\"args\":" + args + "}")
                    .getBytes(StandardCharsets.ISO_8859_1));
            String text = socket.next();
            boolean ascii = args.chars().allMatch(c -> c < 128);
            if (!ascii && text.startsWith("close 1007")) {
                // Broken UTF-8 in a text frame ends the socket by the protocol's own rule.
                socket.close();
                socket = new RawSocket(server.gateway.port(), server.token);
                return new RawHttp.Answer(400, RawHttp.Answer.NOTHING_SAID, false);
            }
            try {
                JsonNode message = JSON.readTree(text);
                return new RawHttp.Answer(
                        200, message.has("data") ? message.path("data").toString() : asRefusal(message), false);
            } catch (IOException e) {
                throw new AssertionError("the socket said " + text + " to " + name + " " + args, e);
            }
        }

        private static String asRefusal(JsonNode error) {
            return ((com.fasterxml.jackson.databind.node.ObjectNode) error)
                    .put("success", false)
                    .toString();
        }

        /** The value's text, percent-encoded byte by byte. */
        private static String encoded(String json) {
            String text = json.length() > 1 && json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
            StringBuilder encoded = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                encoded.append(
                        Character.isLetterOrDigit(c) && c < 128
                                ? String.valueOf(c)
                                : String.format("%%%02x", c & 0xff));
            }
            return encoded.isEmpty() ? "%20" : encoded.toString();
        }

        @Override
        public void close() {
            http.close();
            socket.close();
        }
    }
}
