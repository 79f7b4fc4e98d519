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
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;

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
        "Custom,6,MomentumRange"
    })
    void aChartIsWhatOneThatWasAlwaysThereShows(String underlying, int size, String unit) {
        long seed = 20_261_118;
        Random random = new Random(seed);
        try (Pit pit = new Pit()) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                long asked = Pit.START + random.nextLong(3_600 * Pit.SECOND);
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

    private static List<String> stamps(Socket socket, long id) {
        List<String> stamps = new ArrayList<>();
        for (JsonNode packet : socket.elements("charts")) {
            if (packet.path("id").asLong() == id) {
                packet.path("bars")
                        .forEach(bar -> stamps.add(bar.path("timestamp").asText()));
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
                packet.path("bars")
                        .forEach(bar -> bars.put(bar.path("timestamp").asText(), bar));
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
                assertEquals(Stamps.of(bar.openNanos()), shown.path("timestamp").asText());
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
}
