package org.outcry.brokerage.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.brokerage.marketdata.Pit.Socket;
import org.outcry.brokerage.marketdata.tape.MarketJson;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.wire.IsoTime;

/** Between the history of a chart and what follows it there is neither a gap nor a repeat, whenever it is asked for. */
class SeamTest {
    private static final int MOMENTS = 3;

    @ParameterizedTest
    @CsvSource({
        "MinuteBar,1,UnderlyingUnits",
        "MinuteBar,5,UnderlyingUnits",
        "Custom,40,UnderlyingUnits",
        "Custom,100,Volume",
        "Custom,4,Range",
        "Custom,4,OFARange",
        "Custom,6,MomentumRange",
        "Custom,3,Renko",
        "Custom,2,PointAndFigure",
        "DOM,1,UnderlyingUnits"
    })
    void aChartIsWhatOneThatWasAlwaysThereShows(String underlying, int size, String unit) {
        long seed = 20_261_118;
        Random random = new Random(seed);
        try (Pit pit = new Pit()) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                long asked = pit.clock.get() + random.nextLong(900 * Pit.SECOND);
                pit.clock.set(asked);
                Socket socket = new Socket();
                socket.full.set(random.nextBoolean());
                String body = """
                        {"symbol":"ESZ6","chartDescription":{"underlyingType":"%s","elementSize":%d,"elementSizeUnit":"%s"},
                         "timeRange":{"asMuchAsElements":30}}""".formatted(underlying, size, unit);
                JsonNode ids = pit.done(socket, "md/getChart", body);
                long end = asked;
                for (int step = random.nextInt(8); step >= 0; step--) {
                    end += random.nextLong(90 * Pit.SECOND);
                    pit.clock.set(end);
                    if (random.nextInt(3) == 0) {
                        socket.drained();
                    }
                }
                socket.drained();
                long settled = end + 1;
                // Whoever asks afterwards has all in its history, but for what grows.
                pit.clock.set(settled);
                Pit.await(
                        "history of " + what(seed, asked),
                        () -> !merged(socket, ids).isEmpty());
                String oldest = merged(socket, ids).firstKey();
                NavigableMap<String, JsonNode> later =
                        later(pit, body.replace("\"asMuchAsElements\":30", "\"asFarAsTimestamp\":\"" + oldest + "\""));
                String what = what(seed, asked) + " until " + settled;
                Pit.await(
                        what,
                        () -> merged(socket, ids).lastEntry() != null
                                && merged(socket, ids)
                                        .lastEntry()
                                        .getValue()
                                        .equals(later.lastEntry().getValue()));
                NavigableMap<String, JsonNode> seen = merged(socket, ids);
                assertEquals(later.tailMap(seen.firstKey()), seen, what);
                assertTrue(seen.size() >= 30, what);
                assertOrder(socket, ids, what);
                pit.gone(socket);
            }
        }
    }

    private static String what(long seed, long asked) {
        return "seed " + seed + " moment " + asked;
    }

    /** No element is in both, and history ends once. */
    private static void assertOrder(Socket socket, JsonNode ids, String what) {
        List<String> history = stamps(socket, ids.path("historicalId").asLong());
        List<String> live = stamps(socket, ids.path("realtimeId").asLong());
        assertEquals(history.stream().distinct().sorted().toList(), history, what);
        assertEquals(live.stream().sorted().toList(), live, what);
        assertTrue(live.isEmpty() || live.getFirst().compareTo(history.getLast()) > 0, what);
        assertEquals(
                1,
                socket.elements("charts").stream()
                        .filter(packet -> packet.has("eoh"))
                        .count(),
                what);
        List<Long> order = new ArrayList<>();
        socket.elements("charts").forEach(packet -> order.add(packet.path("id").asLong()));
        int end = order.lastIndexOf(ids.path("historicalId").asLong());
        assertTrue(socket.elements("charts").get(end).path("eoh").asBoolean(), what);
        assertEquals(end, order.subList(0, end + 1).stream().distinct().count() == 1 ? end : -1, what);
    }

    private static JsonNode elements(JsonNode packet) {
        return packet.path(packet.has("doms") ? "doms" : "bars");
    }

    private static List<String> stamps(Socket socket, long id) {
        List<String> stamps = new ArrayList<>();
        for (JsonNode packet : socket.elements("charts")) {
            if (packet.path("id").asLong() == id) {
                elements(packet).forEach(bar -> stamps.add(bar.path("timestamp").asText()));
            }
        }
        return stamps;
    }

    private static NavigableMap<String, JsonNode> merged(Socket socket, JsonNode ids) {
        TreeMap<String, JsonNode> bars = new TreeMap<>();
        for (JsonNode packet : socket.elements("charts")) {
            long id = packet.path("id").asLong();
            if (id == ids.path("historicalId").asLong()
                    || id == ids.path("realtimeId").asLong()) {
                elements(packet).forEach(bar -> bars.put(bar.path("timestamp").asText(), bar));
            }
        }
        return bars;
    }

    private static NavigableMap<String, JsonNode> later(Pit pit, String body) {
        Socket socket = new Socket();
        JsonNode ids = pit.done(socket, "md/getChart", body);
        Pit.await("the end of history", () -> socket.elements("charts").stream().anyMatch(packet -> packet.has("eoh")));
        // One request later the chart has joined and sent what grows.
        pit.done(socket, "md/cancelChart", "{\"subscriptionId\":" + ids.path("historicalId") + "}");
        NavigableMap<String, JsonNode> bars = merged(socket, ids);
        pit.gone(socket);
        return bars;
    }

    @Test
    void minuteBarsAreTheBarsOfTheMarket() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            JsonNode ids = pit.done(socket, "md/getChart", """
                    {"symbol":"ESZ6","chartDescription":{"underlyingType":"MinuteBar","elementSize":5,"elementSizeUnit":"UnderlyingUnits","withHistogram":true},
                     "timeRange":{"closestTimestamp":"2026-11-18T08:31:00Z","asMuchAsElements":150}}""");
            Pit.await(
                    "the end of history",
                    () -> socket.elements("charts").stream().anyMatch(packet -> packet.has("eoh")));
            List<Bar> expected = Pit.MARKET.bars(
                    pit.contractId("ESZ6"),
                    new BarPeriod(BarPeriod.Kind.MINUTE, 5),
                    0,
                    Pit.nanos("2026-11-18T08:35:00Z"),
                    150);
            List<JsonNode> bars = new ArrayList<>();
            socket.elements("charts").stream()
                    .filter(packet -> packet.path("id").equals(ids.path("historicalId")))
                    .forEach(packet -> packet.path("bars").forEach(bars::add));
            assertEquals(150, bars.size());
            for (int i = 0; i < 150; i++) {
                Bar bar = expected.get(i);
                JsonNode shown = bars.get(i);
                assertEquals(
                        IsoTime.utc(bar.openNanos(), MarketJson.FRACTION_DIGITS),
                        shown.path("timestamp").asText());
                assertEquals(bar.openTicks() * 0.25, shown.path("open").asDouble());
                assertEquals(bar.highTicks() * 0.25, shown.path("high").asDouble());
                assertEquals(bar.lowTicks() * 0.25, shown.path("low").asDouble());
                assertEquals(bar.closeTicks() * 0.25, shown.path("close").asDouble());
                assertEquals(
                        bar.volume(),
                        shown.path("upVolume").asLong()
                                + shown.path("downVolume").asLong());
                assertEquals(
                        bar.volume(),
                        shown.path("bidVolume").asLong()
                                + shown.path("offerVolume").asLong());
                assertEquals(
                        bar.trades(),
                        shown.path("upTicks").asLong() + shown.path("downTicks").asLong());
                long byPrice = 0;
                for (JsonNode volume : shown.path("histogram").path("items")) {
                    byPrice += volume.asLong();
                }
                assertEquals(bar.volume(), byPrice);
            }
        }
    }

    @Test
    void tradesFollowHistoryOneByOne() {
        Random random = new Random(53);
        try (Pit pit = new Pit()) {
            int es = pit.contractId("ESZ6");
            for (int moment = 0; moment < MOMENTS; moment++) {
                pit.clock.addAndGet(random.nextLong(900 * Pit.SECOND));
                Socket socket = new Socket();
                socket.full.set(random.nextBoolean());
                JsonNode ids = pit.done(socket, "md/getChart", """
                        {"symbol":"ESZ6","chartDescription":{"underlyingType":"Tick","elementSize":1,"elementSizeUnit":"UnderlyingUnits"},
                         "timeRange":{"asMuchAsElements":200}}""");
                for (int step = 0; step < 5; step++) {
                    pit.clock.addAndGet(random.nextLong(60 * Pit.SECOND));
                }
                socket.drained();
                long end = pit.clock.get();
                List<Trade> trades = new ArrayList<>();
                Pit.MARKET.trades(es, end - 7_200 * Pit.SECOND, end, trades::add);
                Pit.await(
                        "the last of " + end,
                        () -> !ticks(socket, ids).isEmpty()
                                && ticks(socket, ids).getLast().equals(shown(trades.getLast())));
                List<String> seen = ticks(socket, ids);
                List<String> expected = trades.stream().map(SeamTest::shown).toList();
                assertTrue(seen.size() >= 200, "only " + seen.size());
                assertEquals(expected.subList(expected.size() - seen.size(), expected.size()), seen, "until " + end);
                pit.gone(socket);
            }
        }
    }

    private static String shown(Trade trade) {
        return (trade.sequence() & ((1L << 53) - 1)) + " " + trade.sequence() / 1_000_000 + " " + trade.priceTicks()
                + " " + trade.size();
    }

    private static List<String> ticks(Socket socket, JsonNode ids) {
        List<String> ticks = new ArrayList<>();
        for (JsonNode packet : socket.elements("charts")) {
            assertTrue(packet.path("id").equals(ids.path("historicalId"))
                    || packet.path("id").equals(ids.path("realtimeId")));
            for (JsonNode tick : packet.path("tks")) {
                ticks.add(tick.path("id").asLong() + " "
                        + (packet.path("bt").asLong() + tick.path("t").asLong()) + " "
                        + (packet.path("bp").asLong() + tick.path("p").asLong()) + " "
                        + tick.path("s").asInt());
            }
        }
        return ticks;
    }

    @Test
    void daysAreTheSessionsOfTheMarketAndTheLastOneGrows() {
        try (Pit pit = new Pit()) {
            int es = pit.contractId("ESZ6");
            Socket socket = new Socket();
            JsonNode ids = pit.done(socket, "md/getChart", """
                    {"symbol":"ESZ6","chartDescription":{"underlyingType":"DailyBar","elementSize":1,"elementSizeUnit":"UnderlyingUnits"},
                     "timeRange":{"asMuchAsElements":12}}""");
            Pit.await("today", () -> merged(socket, ids).size() == 13);
            List<Bar> days = Pit.MARKET.bars(es, new BarPeriod(BarPeriod.Kind.DAY, 1), 0, Pit.START, 12);
            List<JsonNode> shown = new ArrayList<>(merged(socket, ids).values());
            for (int i = 0; i < 12; i++) {
                assertEquals(
                        IsoTime.utc(days.get(i).openNanos(), MarketJson.FRACTION_DIGITS),
                        shown.get(i).path("timestamp").asText());
                assertEquals(days.get(i).volume(), volume(shown.get(i)));
                assertEquals(
                        days.get(i).closeTicks() * 0.25,
                        shown.get(i).path("close").asDouble());
            }
            // Tomorrow the day that grew is history, and must say the same.
            long close = Pit.nanos("2026-11-18T22:00:00Z");
            pit.clock.set(close);
            long volume = Pit.MARKET.session(es, close).volume();
            Pit.await("the close", () -> volume(merged(socket, ids).lastEntry().getValue()) == volume);
            Socket later = new Socket();
            JsonNode others = pit.done(later, "md/getChart", """
                    {"symbol":"ESZ6","chartDescription":{"underlyingType":"DailyBar","elementSize":1,"elementSizeUnit":"UnderlyingUnits"},
                     "timeRange":{"asMuchAsElements":1}}""");
            Pit.await("history", () -> !merged(later, others).isEmpty());
            assertEquals(merged(later, others).firstEntry(), merged(socket, ids).lastEntry());
        }
    }

    private static long volume(JsonNode bar) {
        return bar.path("upVolume").asLong() + bar.path("downVolume").asLong();
    }

    @Test
    void eitherIdEndsBothStreams() {
        try (Pit pit = new Pit()) {
            for (String which : new String[] {"historicalId", "realtimeId"}) {
                Socket socket = new Socket();
                Socket other = new Socket();
                String body = """
                        {"symbol":"@ES","chartDescription":{"underlyingType":"MinuteBar","elementSize":1,"elementSizeUnit":"UnderlyingUnits"},
                         "timeRange":{"asMuchAsElements":3}}""";
                JsonNode ids = pit.done(socket, "md/getChart", body);
                JsonNode others = pit.done(other, "md/getChart", body);
                Pit.await(
                        "both",
                        () -> merged(socket, ids).size() == 4
                                && merged(other, others).size() == 4);
                pit.done(other, "md/cancelChart", "{\"subscriptionId\":" + ids.path(which) + "}");
                pit.done(socket, "md/cancelChart", "{\"subscriptionId\":" + ids.path(which) + "}");
                int heard = socket.raw.size();
                int others2 = other.raw.size();
                pit.clock.addAndGet(300 * Pit.SECOND);
                Pit.await("the other goes on", () -> other.raw.size() > others2);
                assertEquals(heard, socket.raw.size(), which);
                pit.gone(other);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tick | 2 | UnderlyingUnits | {'asMuchAsElements':1} | elementSize must be 1 for Tick and DailyBar",
                "DailyBar | 5 | UnderlyingUnits | {'asMuchAsElements':1} | elementSize must be 1 for Tick and DailyBar",
                "MinuteBar | 0 | UnderlyingUnits | {'asMuchAsElements':1} | elementSize must be between 1 and 1000000",
                "MinuteBar | 1 | UnderlyingUnits | {} | timeRange must have at least one of its members",
                "MinuteBar | 1 | UnderlyingUnits | {'asMuchAsElements':0} | asMuchAsElements must be 1 or more"
            })
    void whatCannotBeDrawnIsRefused(String underlying, int size, String unit, String range, String text) {
        try (Pit pit = new Pit()) {
            JsonNode refused = pit.done(
                    new Socket(), "md/getChart", """
                    {"symbol":"ESZ6","chartDescription":{"underlyingType":"%s","elementSize":%d,"elementSizeUnit":"%s"},"timeRange":%s}""".formatted(underlying, size, unit, range.replace('\'', '"')));
            assertEquals(text, refused.path("errorText").asText());
            assertEquals("None", refused.path("mode").asText());
        }
    }
}
