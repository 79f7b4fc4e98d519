package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Market replay as its clients meet it: over real sockets of the built product, which runs with the open profile. */
class ReplayTest {
    private static final String START = "2026-03-04T14:30:00.000Z";
    private static final Instant FIRST = Instant.parse(START);
    private static final int FASTEST = Integer.MAX_VALUE;

    @TempDir
    static Path directory;

    private static TradovateServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TradovateServer.over(
                Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open", "--seed", "7"));
    }

    @AfterAll
    static void stop() throws Exception {
        try (TradovateServer running = server) {
            assertEquals(0, running.product.stop());
        }
    }

    private static TradovateSocket socket() throws Exception {
        return server.socket("replay");
    }

    private static void begin(TradovateSocket socket, String start, int speed) throws Exception {
        JsonNode begun = socket.call(
                "replay/initializeclock",
                "{'startTimestamp':'" + start + "','speed':" + speed + ",'initialBalance':75000}");
        assertTrue(begun.path("ok").asBoolean(), begun::toString);
        // Until here it may have listened to a session whose last connection was just closed.
        clock(socket, clock -> time(clock).equals(Instant.parse(start)));
    }

    private static JsonNode clock(TradovateSocket socket, Predicate<JsonNode> wanted) throws Exception {
        JsonNode[] read = new JsonNode[1];
        socket.event("clock", text -> {
            assertTrue(text.isTextual(), text::toString);
            try {
                read[0] = Product.JSON.readTree(text.textValue());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return wanted.test(read[0]);
        });
        return read[0];
    }

    private static Instant time(JsonNode clock) {
        return Instant.parse(clock.path("t").asText());
    }

    private static void speed(TradovateSocket socket, String arguments) throws Exception {
        JsonNode changed = socket.call("replay/changespeed", arguments);
        assertTrue(changed.path("ok").asBoolean(), changed::toString);
    }

    /** Plays up to an instant and stands there. */
    private static void playTo(TradovateSocket socket, int speed, Instant until) throws Exception {
        speed(socket, "{'speed':" + speed + ",'pauseAt':'" + until + "'}");
        JsonNode stood = clock(
                socket, clock -> clock.path("s").asInt() == 0 && !time(clock).isBefore(until));
        assertEquals(until, time(stood));
    }

    private static Predicate<JsonNode> row(String entity) {
        return change -> change.path("entityType").asText().equals(entity);
    }

    @Test
    void aSessionIsAConversationOnOneSocket() throws Exception {
        String password = TradovateServer.printed(server.product, "password");
        JsonNode signedIn =
                server.rest("replay", "auth/accesstokenrequest", "{'name':'trader','password':'" + password + "'}");
        assertTrue(signedIn.has("accessToken"), signedIn::toString);
        try (TradovateSocket socket = socket()) {
            assertEquals(0, socket.call("account/list", "{}").size(), "no session, no account");
            assertEquals(
                    "OK",
                    socket.call("replay/checkreplaysession", "{'startTimestamp':'" + START + "'}")
                            .path("checkStatus")
                            .asText());
            JsonNode future = socket.call("replay/checkreplaysession", "{'startTimestamp':'2050-01-01T00:00:00Z'}");
            assertEquals("StartTimestampAdjusted", future.path("checkStatus").asText());
            assertTrue(Instant.parse(future.path("startTimestamp").asText()).isBefore(Instant.now()));

            begin(socket, START, 0);
            JsonNode standing = clock(socket, clock -> true);
            assertEquals("{\"t\":\"" + START + "\",\"s\":0}", standing.toString());
            JsonNode accounts = socket.call("account/list", "{}");
            assertEquals(1, accounts.size(), accounts::toString);
            long account = accounts.get(0).path("id").asLong();
            long user = accounts.get(0).path("userId").asLong();
            assertEquals(server.rest("replay", "auth/me", "").path("userId").asLong(), user);
            JsonNode state = socket.call("user/syncrequest", "{'users':[" + user + "]}");
            assertEquals(account, state.at("/accounts/0/id").asLong());
            assertEquals(75_000, state.at("/cashBalances/0/amount").asInt());
            assertEquals(
                    account,
                    server.rest("replay", "account/list", "").get(0).path("id").asLong(),
                    "REST of the user sees it too");

            socket.call("md/subscribeQuote", "{'symbol':'ESH6'}");
            JsonNode quote = socket.event("md", d -> d.has("quotes")).at("/quotes/0");
            assertFalse(Instant.parse(quote.path("timestamp").asText()).isAfter(FIRST), quote::toString);
            historyEndsAtTheClock(socket);

            long order = socket.call(
                            "order/placeorder",
                            "{'accountId':" + account
                                    + ",'action':'Buy','symbol':'ESH6','orderQty':1,'orderType':'Market'}")
                    .path("orderId")
                    .asLong();
            assertTrue(order > 0);
            speed(socket, "{'speed':400}");
            JsonNode fill = socket.event("props", row("fill")).path("entity");
            assertEquals(order, fill.path("orderId").asLong());
            Instant filled = Instant.parse(fill.path("timestamp").asText());
            assertTrue(filled.isAfter(FIRST) && filled.isBefore(FIRST.plusSeconds(2)), fill::toString);
            JsonNode running = clock(socket, clock -> time(clock).isAfter(filled));
            assertEquals(400, running.path("s").asInt());

            speed(socket, "{'speed':0}");
            Instant stood = time(clock(socket, clock -> clock.path("s").asInt() == 0));
            assertEquals(stood, time(clock(socket, clock -> true)), "time stands still");
            othersJoin(socket, account, order, stood);
        }
        try (TradovateSocket again = socket()) {
            long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
            while (!again.call("account/list", "{}").isEmpty()) {
                assertTrue(System.nanoTime() < deadline, "the session outlives its last connection");
                Thread.sleep(20);
            }
            JsonNode refused = again.call("replay/changespeed", "{'speed':100}");
            assertFalse(refused.path("ok").asBoolean(), refused::toString);
        }
        assertEquals(0, server.demo("fill/list").size(), "nothing of it reached the demo accounts");
    }

    private static void historyEndsAtTheClock(TradovateSocket socket) throws Exception {
        JsonNode asked = socket.call(
                "md/getChart",
                "{'symbol':'ESH6','chartDescription':{'underlyingType':'MinuteBar','elementSize':5,"
                        + "'elementSizeUnit':'UnderlyingUnits'},'timeRange':{'asMuchAsElements':10}}");
        long id = asked.path("historicalId").asLong();
        List<Instant> bars = new ArrayList<>();
        JsonNode[] end = new JsonNode[1];
        while (end[0] == null) {
            JsonNode told = socket.event("chart", d -> true);
            for (JsonNode chart : told.path("charts")) {
                if (chart.path("id").asLong() == id) {
                    chart.path("bars")
                            .forEach(bar ->
                                    bars.add(Instant.parse(bar.path("timestamp").asText())));
                    end[0] = chart.path("eoh").asBoolean() ? chart : null;
                }
            }
        }
        assertEquals(10, bars.size(), bars::toString);
        assertEquals(FIRST.minusSeconds(300), bars.getLast());
    }

    /** A second connection joins without initialising, and keeps the session when the first closes. */
    private static void othersJoin(TradovateSocket first, long account, long order, Instant stood) throws Exception {
        try (TradovateSocket second = socket()) {
            assertEquals(stood, time(clock(second, clock -> true)), "who only listens hears the clock");
            JsonNode state = second.call("user/syncrequest", "{'accounts':[" + account + "]}");
            assertEquals(1, state.at("/positions/0/netPos").asInt());
            first.close();
            assertEquals(
                    "Filled",
                    second.call("order/list", "{}").get(0).path("ordStatus").asText());
            assertEquals(
                    order, second.call("order/list", "{}").get(0).path("id").asLong());
            playTo(second, FASTEST, stood.plusSeconds(60));
        }
    }

    /** What became of a script: the same orders at the same replay times. */
    private static List<String> played(int speed) throws Exception {
        try (TradovateSocket socket = socket()) {
            begin(socket, START, 0);
            long account = socket.call("account/list", "{}").get(0).path("id").asLong();
            String common = "{'accountId':" + account + ",'symbol':'MESH6','orderQty':1,";
            socket.call("order/placeorder", common + "'action':'Buy','orderType':'Market'}");
            socket.call(
                    "order/placeorder",
                    common + "'action':'Sell','orderType':'Market','activationTime':'2026-03-04T14:30:02.113Z'}");
            playTo(socket, speed, FIRST.plusSeconds(1));
            double price = socket.call("fill/list", "{}").get(0).path("price").asDouble();
            socket.call(
                    "order/placeorder", common + "'action':'Buy','orderType':'Limit','price':" + (price - 0.25) + "}");
            socket.call("order/placeorder", common + "'action':'Sell','orderType':'TrailingStop','pegDifference':0.5}");
            socket.call(
                    "order/placeoso",
                    common
                            + "'action':'Sell','orderType':'Market','bracket1':{'action':'Buy','orderType':'Limit','price':"
                            + (price - 1) + "},'bracket2':{'action':'Buy','orderType':'Stop','stopPrice':"
                            + (price + 1) + "}}");
            playTo(socket, speed, FIRST.plusSeconds(5));
            List<String> told = new ArrayList<>();
            for (String entity : List.of("fill", "order", "executionReport", "position", "cashBalance")) {
                socket.call(entity + "/list", "{}").forEach(row -> told.add(entity + " " + row));
            }
            return told;
        }
    }

    @Test
    void theSpeedChangesNoFill() throws Exception {
        List<String> fastest = played(FASTEST);
        assertTrue(
                fastest.stream().filter(row -> row.startsWith("fill ")).count() >= 4, () -> String.join("\n", fastest));
        assertEquals(fastest, played(400));
        assertEquals(fastest, played(100));
    }

    /** A day that nobody could take for the procedural one: ES trades around 1000. */
    @Test
    void anImportedDayPlaysAndFillsAtItsPrices() throws Exception {
        StringBuilder csv = new StringBuilder("time,price,size,side,bid,bid_size,ask,ask_size\n");
        Instant first = Instant.parse("2026-03-03T15:00:00Z");
        for (int second = 0; second < 120; second++) {
            double bid = 1_000 + second % 4 * 0.25;
            csv.append(first.plusSeconds(second))
                    .append(",,,,%s,20,%s,20%n".formatted(bid, bid + 0.25))
                    .append(first.plusSeconds(second).plusMillis(500))
                    .append(",%s,1,B,%s,20,%s,20%n".formatted(bid + 0.25, bid, bid + 0.25));
        }
        Path file = Files.writeString(directory.resolve("es.csv"), csv.toString());
        List<String> line = Product.line("import", file.toString(), "--contract", "ESH6");
        line.addAll(List.of("--data", directory.resolve("data").toString()));
        Product.run(Product.PATIENCE, Map.of(), line.toArray(String[]::new));
        try (TradovateSocket socket = socket()) {
            begin(socket, "2026-03-03T15:00:10Z", 0);
            long account = socket.call("account/list", "{}").get(0).path("id").asLong();
            socket.call(
                    "order/placeorder",
                    "{'accountId':" + account + ",'action':'Buy','symbol':'ESH6','orderQty':1,'orderType':'Market'}");
            playTo(socket, FASTEST, first.plusSeconds(30));
            JsonNode fills = socket.call("fill/list", "{}");
            // Quoted 1000.50 at 1000.75 from the tenth second to the eleventh.
            assertEquals(1_000.75, fills.at("/0/price").asDouble(), fills::toString);
            begin(socket, "2026-03-05T15:00:10Z", 0);
            socket.call("md/subscribeQuote", "{'symbol':'ESH6'}");
            JsonNode other = socket.event("md", d -> d.has("quotes")).at("/quotes/0/entries/Bid/price");
            assertTrue(other.asDouble() > 2_000, "every other day is the procedural one: " + other);
        }
    }
}
