package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tradovate reference, section 14: quotes, depth and volume by price over a socket of the md domain. */
@ExtendWith(TradovateServer.Shared.class)
class MarketDataConversationTest {
    private static final List<String> PRICED =
            List.of("Bid", "Offer", "Trade", "OpeningPrice", "HighPrice", "LowPrice", "SettlementPrice");

    private final TradovateServer server;

    MarketDataConversationTest(TradovateServer server) {
        this.server = server;
    }

    private String body() throws Exception {
        return "{'symbol':'" + server.front("MNQ") + "'}";
    }

    private long contract() throws Exception {
        return server.demo("contract/find?name=" + server.front("MNQ"))
                .path("id")
                .asLong();
    }

    /** The whole set of entries first, and the whole set each time; volume never falls. */
    @Test
    void quotes() throws Exception {
        try (TradovateSocket socket = server.socket("md")) {
            assertTrue(socket.call("md/subscribeQuote", body()).has("subscriptionId"));
            double volume = 0;
            for (int i = 0; i < 2; i++) {
                JsonNode quote = socket.event("md", d -> d.has("quotes")).at("/quotes/0");
                assertEquals(contract(), quote.path("contractId").asLong());
                JsonNode entries = quote.path("entries");
                PRICED.forEach(
                        entry -> assertTrue(entries.path(entry).path("price").isNumber(), quote::toString));
                assertTrue(entries.at("/Bid/price")
                                .decimalValue()
                                .compareTo(entries.at("/Offer/price").decimalValue())
                        < 0);
                assertTrue(entries.at("/LowPrice/price").asDouble()
                        <= entries.at("/Trade/price").asDouble());
                assertTrue(entries.at("/HighPrice/price").asDouble()
                        >= entries.at("/Trade/price").asDouble());
                double traded = entries.at("/TotalTradeVolume/size").asDouble();
                assertTrue(traded >= volume, quote::toString);
                volume = traded;
            }
            assertEquals(
                    200, socket.ask("md/unsubscribeQuote", "", body()).path("s").asInt());
        }
    }

    /** Best first on both sides, never crossed; the best of it is what the quote says. */
    @Test
    void depth() throws Exception {
        try (TradovateSocket socket = server.socket("md")) {
            socket.call("md/subscribeDOM", body());
            for (int i = 0; i < 2; i++) {
                JsonNode dom = socket.event("md", d -> d.has("doms")).at("/doms/0");
                assertEquals(contract(), dom.path("contractId").asLong());
                assertTrue(dom.path("timestamp").asText().endsWith("Z"));
                sorted(dom.path("bids"), -1);
                sorted(dom.path("offers"), 1);
                assertTrue(dom.at("/bids/0/price")
                                .decimalValue()
                                .compareTo(dom.at("/offers/0/price").decimalValue())
                        < 0);
            }
        }
    }

    private static void sorted(JsonNode levels, int sign) {
        assertFalse(levels.isEmpty());
        for (int i = 1; i < levels.size(); i++) {
            int order = levels.get(i)
                    .path("price")
                    .decimalValue()
                    .compareTo(levels.get(i - 1).path("price").decimalValue());
            assertEquals(sign, order, levels::toString);
            assertTrue(levels.get(i).path("size").asDouble() > 0, levels::toString);
        }
    }

    /** The whole of the session first, with {@code refresh}; then keys that replace theirs: together they are the volume traded. */
    @Test
    void volumeByPrice() throws Exception {
        try (TradovateSocket socket = server.socket("md")) {
            socket.call("md/subscribeHistogram", body());
            Map<String, BigDecimal> volumes = new HashMap<>();
            JsonNode first = take(socket, volumes);
            assertTrue(first.path("refresh").asBoolean(), first::toString);
            assertTrue(
                    first.path("base").isNumber() && first.at("/tradeDate/year").isInt(), first::toString);
            JsonNode next = take(socket, volumes);
            assertFalse(next.path("refresh").asBoolean(), next::toString);
            assertEquals(first.path("base"), next.path("base"));
            // A second reader, later: what it is told at first is what the changes have come to, or more.
            try (TradovateSocket other = server.socket("md")) {
                other.call("md/subscribeHistogram", body());
                Map<String, BigDecimal> whole = new HashMap<>();
                take(other, whole);
                volumes.forEach((key, volume) ->
                        assertTrue(whole.getOrDefault(key, BigDecimal.ZERO).compareTo(volume) >= 0, key));
            }
        }
    }

    private static JsonNode take(TradovateSocket socket, Map<String, BigDecimal> volumes) throws Exception {
        JsonNode told = socket.event("md", d -> d.has("histograms")).at("/histograms/0");
        told.path("items")
                .properties()
                .forEach(item -> volumes.put(item.getKey(), item.getValue().decimalValue()));
        return told;
    }

    /** A repeat is harmless; what was given up is silent; what nobody knows is refused in the original's words. */
    @Test
    void repeatsEndsAndRefusals() throws Exception {
        try (TradovateSocket socket = server.socket("md")) {
            JsonNode first = socket.call("md/subscribeQuote", body());
            assertEquals(first, socket.call("md/subscribeQuote", body()));
            socket.event("md", d -> d.has("quotes"));
            assertEquals(
                    200, socket.ask("md/unsubscribeQuote", "", body()).path("s").asInt());
            int told = socket.messages().size();
            assertEquals(
                    "{\"errorText\":\"Symbol is inaccessible\",\"errorCode\":\"UnknownSymbol\",\"mode\":\"None\"}",
                    socket.call("md/subscribeQuote", "{'symbol':'NOPE'}").toString());
            // Other contracts are told, this one is not.
            socket.call("md/subscribeQuote", "{'symbol':'@MES'}");
            long silent = contract();
            socket.event("md", d -> d.at("/quotes/0/contractId").asLong() != silent);
            for (JsonNode message :
                    socket.messages().subList(told, socket.messages().size())) {
                assertFalse(message.at("/d/quotes/0/contractId").asLong() == silent, message::toString);
            }
        }
    }
}
