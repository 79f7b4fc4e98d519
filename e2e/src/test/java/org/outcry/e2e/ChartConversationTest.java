package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tradovate reference, section 15: charts over a socket of the md domain. History comes first, then live elements under the other id
 * of the same request; a later chart shows that nothing was missing between them and nothing came twice.
 */
@ExtendWith(TradovateServer.Shared.class)
class ChartConversationTest {
    private static final String BUSY = "MNQ";
    private static final int PAST = 40;
    private static final int LIVE = 2;
    /** Enough to reach back to the first of the past, however long a busy machine took in a busy market. */
    private static final int LONGER = 8_000;

    private final TradovateServer server;

    ChartConversationTest(TradovateServer server) {
        this.server = server;
    }

    /** One chart as it was told: elements of the past and of the present, by their key. */
    private static final class Chart {
        final long historicalId;
        final long realtimeId;
        final TreeMap<Long, JsonNode> history = new TreeMap<>();
        final TreeMap<Long, JsonNode> live = new TreeMap<>();
        private final List<Long> liveOrder = new ArrayList<>();
        private boolean ended;

        Chart(JsonNode answer) {
            historicalId = answer.path("historicalId").asLong();
            realtimeId = answer.path("realtimeId").asLong();
            assertTrue(historicalId != 0 && realtimeId != 0 && historicalId != realtimeId, answer::toString);
        }

        void take(JsonNode packet) {
            long id = packet.path("id").asLong();
            if (packet.path("eoh").asBoolean()) {
                assertEquals(historicalId, id);
                assertFalse(packet.has("bars") || packet.has("tks"), packet::toString);
                assertFalse(ended, "a second end of history");
                assertTrue(live.isEmpty(), "live before the end of history");
                ended = true;
                return;
            }
            assertEquals(!ended, id == historicalId, packet::toString);
            assertEquals(ended, id == realtimeId, packet::toString);
            assertTrue(packet.path("td").asInt() > 20_000_000, packet::toString);
            for (JsonNode bar : packet.path("bars")) {
                keep(Instant.parse(bar.path("timestamp").asText()).toEpochMilli(), bar, false);
            }
            for (JsonNode tick : packet.path("tks")) {
                assertTrue(packet.path("bp").isInt() && packet.path("bt").isNumber(), packet::toString);
                keep(tick.path("id").asLong(), absolute(packet, tick), true);
            }
        }

        /** A trade without its packet: time and price in themselves. */
        private static JsonNode absolute(JsonNode packet, JsonNode tick) {
            return Product.JSON
                    .createObjectNode()
                    .put("time", packet.path("bt").asLong() + tick.path("t").asLong())
                    .put("price", packet.path("bp").asLong() + tick.path("p").asLong())
                    .put("size", tick.path("s").asLong());
        }

        private void keep(long key, JsonNode element, boolean once) {
            TreeMap<Long, JsonNode> into = ended ? live : history;
            assertTrue(into.isEmpty() || key >= into.lastKey(), () -> "out of order: " + element);
            JsonNode before = into.put(key, element);
            if (once || !ended) {
                assertTrue(before == null, () -> "told twice: " + element);
            }
            assertFalse(ended && history.containsKey(key), () -> "told under both ids: " + element);
            if (ended && before == null) {
                liveOrder.add(key);
            }
        }

        /** What has come of both, without the newest, which may still grow. */
        Map<Long, JsonNode> complete() {
            TreeMap<Long, JsonNode> all = new TreeMap<>(history);
            all.putAll(live);
            all.pollLastEntry();
            return all;
        }
    }

    private static String request(String symbol, String kind, String unit, int size, int count) {
        return "{'symbol':'" + symbol + "','chartDescription':{'underlyingType':'" + kind + "','elementSize':" + size
                + ",'elementSizeUnit':'" + unit + "','withHistogram':false},'timeRange':{'asMuchAsElements':" + count
                + "}}";
    }

    /** Several charts on one socket, until each has so many live elements. */
    private static List<Chart> read(TradovateSocket socket, int live, String... requests) throws Exception {
        List<Chart> charts = new ArrayList<>();
        for (String request : requests) {
            charts.add(new Chart(socket.call("md/getChart", request)));
        }
        while (!charts.stream().allMatch(chart -> chart.ended && chart.live.size() >= live)) {
            for (JsonNode packet : socket.event("chart", _ -> true).path("charts")) {
                long id = packet.path("id").asLong();
                charts.stream()
                        .filter(chart -> id == chart.historicalId || id == chart.realtimeId)
                        .forEach(chart -> chart.take(packet));
            }
        }
        return charts;
    }

    private static Chart read(TradovateSocket socket, String request, int live) throws Exception {
        return read(socket, live, request).getFirst();
    }

    /** Trades, bars of two of them, bars of a range: the history of a later chart holds what the first told, element by element. */
    @Test
    void betweenHistoryAndLiveThereIsNoGapAndNoRepeat() throws Exception {
        String symbol = server.front(BUSY);
        String[][] kinds = {{"Tick", "UnderlyingUnits", "1"}, {"Custom", "UnderlyingUnits", "1"}, {"Tick", "Range", "1"}
        };
        try (TradovateSocket socket = server.socket("md");
                TradovateSocket other = server.socket("md")) {
            String[] requests = new String[kinds.length];
            String[] longer = new String[kinds.length];
            for (int i = 0; i < kinds.length; i++) {
                int size = Integer.parseInt(kinds[i][2]);
                requests[i] = request(symbol, kinds[i][0], kinds[i][1], size, PAST);
                longer[i] = request(symbol, kinds[i][0], kinds[i][1], size, LONGER);
            }
            List<Chart> charts = read(socket, LIVE, requests);
            List<Chart> later = read(other, 0, longer);
            for (int i = 0; i < kinds.length; i++) {
                Chart first = charts.get(i);
                assertEquals(PAST, first.history.size());
                long from = first.history.firstKey();
                long to = first.liveOrder.get(first.liveOrder.size() - 2);
                assertEquals(
                        new TreeMap<>(later.get(i).history.subMap(from, true, to, true)),
                        new TreeMap<>(first.complete()).headMap(to, true),
                        String.join(" ", kinds[i]));
            }
        }
    }

    /** Whole minutes are history; the growing one is live, behind the last of them. */
    @Test
    void minutes() throws Exception {
        String symbol = server.front(BUSY);
        try (TradovateSocket socket = server.socket("md")) {
            Chart chart = read(socket, request(symbol, "MinuteBar", "UnderlyingUnits", 1, 120), 1);
            assertEquals(120, chart.history.size());
            long before = 0;
            for (Map.Entry<Long, JsonNode> bar : chart.history.entrySet()) {
                assertEquals(0, bar.getKey() % 60_000, bar::toString);
                assertTrue(bar.getKey() > before);
                before = bar.getKey();
                JsonNode row = bar.getValue();
                assertTrue(row.path("high").asDouble() >= row.path("open").asDouble(), row::toString);
                assertTrue(row.path("low").asDouble() <= row.path("close").asDouble(), row::toString);
                assertEquals(
                        row.path("upVolume").asDouble() + row.path("downVolume").asDouble(),
                        row.path("bidVolume").asDouble()
                                + row.path("offerVolume").asDouble(),
                        row::toString);
            }
            long growing = chart.live.firstKey();
            assertTrue(growing > chart.history.lastKey(), "live goes on behind history");
            assertEquals(0, growing % 60_000);
        }
    }

    /** Days that are over, each a session; no stamp twice. */
    @Test
    void days() throws Exception {
        try (TradovateSocket socket = server.socket("md")) {
            Chart chart = read(socket, request(server.front(BUSY), "DailyBar", "UnderlyingUnits", 1, 5), 0);
            assertEquals(5, chart.history.size());
        }
    }

    /** Either id ends both streams; what goes on beside them is another chart's. */
    @Test
    void canceled() throws Exception {
        String symbol = server.front(BUSY);
        String trades = request(symbol, "Tick", "UnderlyingUnits", 1, 5);
        try (TradovateSocket socket = server.socket("md")) {
            Chart one = read(socket, trades, 0);
            Chart other = read(socket, trades, 0);
            for (long id : new long[] {one.historicalId, other.realtimeId}) {
                assertEquals(
                        200,
                        socket.ask("md/cancelChart", "", "{'subscriptionId':" + id + "}")
                                .path("s")
                                .asInt());
            }
            int told = socket.messages().size();
            read(socket, trades, 1);
            for (JsonNode message :
                    socket.messages().subList(told, socket.messages().size())) {
                long of = message.at("/d/charts/0/id").asLong();
                assertFalse(
                        of == one.historicalId
                                || of == one.realtimeId
                                || of == other.historicalId
                                || of == other.realtimeId,
                        message::toString);
            }
        }
    }
}
