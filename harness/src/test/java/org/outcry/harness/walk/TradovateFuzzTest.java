package org.outcry.harness.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.DomainRules;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SocketOperation;
import org.outcry.tradovate.schema.Type;

/**
 * Whatever is sent to any operation of the schema, by REST or socket, on any of the four domains: a sound answer, never a server error,
 * nothing of other people, no secret, and a refusal changes nothing (docs/adr/0012-what-a-refusal-leaves.md).
 */
@Timeout(400)
class TradovateFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = Integer.getInteger("outcry.fuzz", 2_500);
    private static final long SEED = Long.getLong("outcry.seed", 20_261_121L);
    /** A failed sign-in is counted in the user's own statistics; renewing gives a token. */
    private static final Set<String> COUNTED = Set.of("auth/accesstokenrequest");

    private static final List<Domain> DOMAINS = List.of(Domain.values());

    private static FourDomains domains;

    @BeforeAll
    static void start() {
        domains = new FourDomains();
    }

    @AfterAll
    static void stop() {
        domains.close();
    }

    private final Map<String, Integer> tally = new TreeMap<>();

    @Test
    void noRequestIsAServerErrorOrALeakAndNoRefusalChangesAnything() {
        System.out.println("TradovateFuzzTest seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        SchemaArguments arguments = new SchemaArguments(random, domains);
        List<Endpoint> endpoints = Schema.standard().endpoints();
        List<SocketOperation> operations = Schema.standard().socketOperations().stream()
                .filter(operation -> !operation.path().equals("authorize"))
                .toList();
        List<FourDomains.Person> callers = List.of(domains.trader, domains.mara);
        try (Wires wires = new Wires()) {
            for (int round = 0; round < ROUNDS; round++) {
                FourDomains.Person person = callers.get(random.nextInt(callers.size()));
                boolean socketOnly = random.nextInt(8) == 0;
                String path;
                String query = "";
                String body = "";
                if (socketOnly) {
                    SocketOperation operation = operations.get(random.nextInt(operations.size()));
                    path = operation.path();
                    body = operation
                            .request()
                            .map(type -> arguments.body(person, type))
                            .orElse("");
                } else {
                    // Orders are a tenth of the operations and most of what matters.
                    List<Endpoint> from = random.nextInt(3) == 0
                            ? endpoints.stream()
                                    .filter(TradovateFuzzTest::changes)
                                    .toList()
                            : endpoints;
                    Endpoint endpoint = from.get(random.nextInt(from.size()));
                    path = endpoint.path();
                    query = arguments.query(person, endpoint);
                    Type type = endpoint.request().orElse(new Type("None", List.of()));
                    body = arguments.body(person, type);
                }
                // Half of them where they belong, so that they are not refused for that alone.
                Domain domain = random.nextBoolean()
                        ? DOMAINS.get(random.nextInt(DOMAINS.size()))
                        : socketOnly && path.startsWith("md/")
                                ? Domain.MD
                                : DomainRules.only(path).orElse(Domain.DEMO);
                boolean bySocket = socketOnly || random.nextBoolean();
                String where = "seed " + SEED + " round " + round + " " + person.name() + " " + domain
                        + (bySocket ? " socket " : " REST ") + path + "?" + shown(query) + " " + shown(body);
                StateMark before = domains.settled();
                Reply reply = bySocket
                        ? wires.socket(domain, person, path, query, body)
                        : wires.rest(domain, person, path, query, body);
                check(where, person, reply, query + body);
                if (reply.isRefusal() && !COUNTED.contains(path)) {
                    StateMark after = domains.settled();
                    assertEquals(
                            before.tradingHash(),
                            after.tradingHash(),
                            () -> where + " -> " + reply + " from " + before.logPosition() + " to "
                                    + after.logPosition() + ": " + domains.latest);
                    if (after.logPosition() == before.logPosition()) {
                        assertEquals(before.stateHash(), after.stateHash(), where);
                    } else {
                        tally.merge("refused by the engine", 1, Integer::sum);
                    }
                } else if (domains.settled().tradingHash() != before.tradingHash()) {
                    tally.merge("changed something", 1, Integer::sum);
                }
                remember(reply.json(), arguments);
            }
        }
        System.out.println("TradovateFuzzTest " + tally);
        assertTrue(tally.getOrDefault("done", 0) > ROUNDS / 10, () -> "hardly anything was accepted: " + tally);
    }

    private static boolean changes(Endpoint endpoint) {
        return endpoint.method().equals("POST") && !endpoint.entity().equals("auth");
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(400, text.length())).replaceAll("[^ -~]", "?");
    }

    private static void remember(JsonNode json, SchemaArguments arguments) {
        json.properties().forEach(member -> {
            boolean id = member.getKey().equals("id") || member.getKey().endsWith("Id");
            if (id && member.getValue().isIntegralNumber()) {
                arguments.remember(member.getValue().asLong());
            } else if (member.getValue().isObject()) {
                remember(member.getValue(), arguments);
            }
        });
        if (json.isArray() && !json.isEmpty()) {
            remember(json.get(0), arguments);
        }
    }

    private void check(String where, FourDomains.Person person, Reply reply, String asked) {
        String seen = where + " -> " + shown(reply.toString());
        assertTrue(reply.status() < 500, seen);
        boolean done = !reply.isRefusal();
        tally.merge(
                done ? "done" : reply.status() == 200 ? "200 refused" : String.valueOf(reply.status()),
                1,
                Integer::sum);
        if (reply.status() == 200) {
            assertFalse(reply.json().isMissingNode(), seen);
        }
        secret(seen, person, reply.text(), asked);
        foreign(seen, person, reply.json());
    }

    private static void secret(String seen, FourDomains.Person person, String text, String asked) {
        for (String ours :
                List.of("Exception", "java.util", "java.base", "org.outcry", "outcry-", "sqlite", "argon2", ".db")) {
            assertTrue(!text.contains(ours) || asked.contains(ours), () -> ours + " in " + seen);
        }
        for (FourDomains.Person other : domains.people()) {
            assertFalse(text.contains(other.password()), seen);
            assertFalse(text.contains(other.token()), seen);
        }
        boolean administers = person.equals(domains.trader);
        for (String theirs : administers ? List.of("STRANGER") : List.of("STRANGER", "TRADERDEMO", "TRADERLIVE")) {
            assertTrue(!text.contains(theirs) || asked.contains(theirs), () -> theirs + " in " + seen);
        }
    }

    /** A trading permission is told to whom it is for, also before it is accepted; it names the account. */
    private static void foreign(String seen, FourDomains.Person person, JsonNode json) {
        Set<Long> hidden = domains.hiddenFrom(person);
        boolean permission =
                json.has("accountHolderContact") && json.path("userId").asLong() == person.userId();
        json.properties().forEach(member -> {
            boolean row = member.getKey().equals("accountId") && !permission;
            assertFalse(row && hidden.contains(member.getValue().asLong()), () -> "somebody else's row in " + seen);
            foreign(seen, person, member.getValue());
        });
        if (json.isArray()) {
            json.forEach(element -> foreign(seen, person, element));
        }
    }

    /** What a call heard: on a socket everything that came before its answer is left out. */
    private record Reply(int status, String text, JsonNode json) {
        static Reply of(int status, String text) {
            try {
                return new Reply(status, text, status == 200 ? JSON.readTree(text) : JSON.missingNode());
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        boolean isRefusal() {
            return status != 200
                    || json.hasNonNull("errorText")
                    || json.has("violations")
                    || json.has("p-ticket")
                    || json.has("error")
                    || !json.path("failureReason").asText("Success").equals("Success");
        }
    }

    /** A kept connection for each person and domain and door; one that the server ended is opened anew. */
    private static final class Wires implements AutoCloseable {
        private final Map<String, RawHttp> https = new HashMap<>();
        private final Map<String, RawSocket> sockets = new HashMap<>();
        private int id = 10;

        Reply rest(Domain domain, FourDomains.Person person, String path, String query, String body) {
            RawHttp http =
                    https.computeIfAbsent(domain + person.name(), _ -> new RawHttp(domains.gateway.port(domain)));
            String address = query.isEmpty() ? path : path + "?" + query;
            RawHttp.Answer answer =
                    http.ask(FourDomains.head(person.token(), address), body.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.ends()) {
                http.close();
                https.remove(domain + person.name());
            }
            // A line too long for any HTTP server is answered by the server's own words, or not at all.
            return Reply.of(answer.status() == 0 ? 400 : answer.status(), answer.body());
        }

        Reply socket(Domain domain, FourDomains.Person person, String path, String query, String body) {
            RawSocket socket = sockets.computeIfAbsent(domain + person.name(), _ -> open(domain, person));
            id++;
            socket.text((path + "\n" + id + "\n" + query + "\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                String text = socket.next();
                if (text.startsWith("close ") || text.equals("gone") || text.startsWith("c[")) {
                    assertTrue(
                            text.startsWith("close 1007") || text.startsWith("c["), () -> text + " to " + shown(body));
                    socket.close();
                    sockets.remove(domain + person.name());
                    return new Reply(400, text, JSON.missingNode());
                }
                if (text.startsWith("a[")) {
                    JsonNode message = parsed(text.substring(1)).get(0);
                    if (message.path("i").asInt(-1) == id) {
                        JsonNode d = message.path("d");
                        int status = message.path("s").asInt();
                        assertTrue(status == 200 || d.isTextual() || d.isMissingNode(), text);
                        return new Reply(
                                status, text, status == 200 && d.isMissingNode() ? JSON.createObjectNode() : d);
                    }
                }
            }
        }

        private static RawSocket open(Domain domain, FourDomains.Person person) {
            RawSocket socket = new RawSocket(domains.gateway.port(domain), person.token(), "/v1/websocket");
            assertEquals("o", socket.next());
            socket.text(("authorize\n1\n\n" + person.token()).getBytes(StandardCharsets.UTF_8));
            assertEquals("a[{\"s\":200,\"i\":1}]", socket.next());
            return socket;
        }

        private static JsonNode parsed(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        @Override
        public void close() {
            https.values().forEach(RawHttp::close);
            sockets.values().forEach(RawSocket::close);
        }
    }

    /** Frames and requests that are no requests: with nothing in them that may be done, nothing is done. */
    @Test
    void noiseOnEveryDoorChangesNothing() {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        long stranger = domains.stranger.accounts().getFirst();
        List<String> bases = new ArrayList<>(List.of(
                "order/placeorder\n1\n\n{\"accountId\":" + stranger
                        + ",\"action\":\"Buy\",\"symbol\":\"ESZ6\",\"orderQty\":1,\"orderType\":\"Market\"}",
                "order/list\n2\n\n",
                "order/item\n3\nid=" + domains.ids.getFirst() + "\n",
                "user/syncrequest\n4\n\n{\"users\":[" + domains.mara.userId() + "]}",
                "md/getChart\n5\n\n{\"symbol\":\"ESZ6\",\"chartDescription\":{\"underlyingType\":\"MinuteBar\","
                        + "\"elementSize\":1,\"elementSizeUnit\":\"UnderlyingUnits\",\"withHistogram\":false},"
                        + "\"timeRange\":{\"asMuchAsElements\":3}}",
                "md/subscribeQuote\n6\n\n{\"symbol\":\"ESZ6\"}",
                "[]"));
        StateMark before = domains.settled();
        for (Domain domain : Domain.values()) {
            RawSocket socket = Wires.open(domain, domains.mara);
            for (int i = 0; i < 150; i++) {
                byte[] frame = bases.get(random.nextInt(bases.size())).getBytes(StandardCharsets.ISO_8859_1);
                for (int hits = random.nextInt(4); hits > 0; hits--) {
                    frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
                }
                int first = random.nextInt(20) == 0 ? random.nextInt(256) : 0x81;
                socket.frame(first, frame, random.nextInt(50) != 0);
                if (random.nextInt(10) == 0 && !answers(socket)) {
                    socket.close();
                    socket = Wires.open(domain, domains.mara);
                }
            }
            socket.close();
            for (int i = 0; i < 60; i++) {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                try (RawHttp http = new RawHttp(domains.gateway.port(domain))) {
                    http.send(("POST /v1/" + bases.get(random.nextInt(5)).split("\n")[0]
                                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + domains.mara.token()
                                    + "\r\nContent-Length: " + noise.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
                    http.send(noise);
                    RawHttp.Answer answer = http.answer();
                    assertTrue(answer.status() < 500, answer::toString);
                    secret(answer.toString(), domains.mara, answer.body(), "");
                }
            }
        }
        StateMark after = domains.settled();
        assertEquals(before.tradingHash(), after.tradingHash());
    }

    /** Reads until a request of its own is answered; false when the socket is gone. */
    private static boolean answers(RawSocket socket) {
        socket.text("currency/list\n987654\n\n".getBytes(StandardCharsets.UTF_8));
        while (true) {
            String text = socket.next();
            if (text.startsWith("close ") || text.equals("gone") || text.startsWith("c[")) {
                return false;
            }
            if (text.startsWith("a[")) {
                secret(shown(text), domains.mara, text, "");
                JsonNode message = Wires.parsed(text.substring(1)).get(0);
                assertTrue(message.path("s").asInt() < 500, text);
                foreign(shown(text), domains.mara, message);
                if (message.path("i").asLong() == 987654) {
                    return true;
                }
            }
        }
    }
}
