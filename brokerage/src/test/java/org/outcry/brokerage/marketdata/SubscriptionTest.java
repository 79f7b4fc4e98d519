package org.outcry.brokerage.marketdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.outcry.brokerage.marketdata.Pit.Socket;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;

/** Quotes, books and volumes by price: what they say, to whom, and when. */
class SubscriptionTest {
    private static final String ES = "{\"symbol\":\"ESZ6\"}";

    private static BigDecimal price(long ticks) {
        return new BigDecimal("0.25").multiply(BigDecimal.valueOf(ticks));
    }

    private static void assertPrice(long ticks, JsonNode entry) {
        assertEquals(
                0, price(ticks).compareTo(new BigDecimal(entry.path("price").asText())), entry + " " + ticks);
    }

    /** Most sockets never ask for market data: nothing of them stays. */
    @Test
    void socketsThatNeverAskedLeaveNothing() {
        try (Pit pit = new Pit()) {
            for (int i = 0; i < 100; i++) {
                pit.gone(new Socket());
            }
            assertEquals(0, pit.waitingWord());
        }
    }

    @Test
    void quotesAreTheMarketAndItsSession() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            int es = pit.contractId("ESZ6");
            assertTrue(pit.done(socket, "md/subscribeQuote", ES).has("subscriptionId"));
            for (int i = 1; i <= 20; i++) {
                long now = Pit.START + i * 7L * Pit.SECOND;
                pit.clock.set(now);
                MarketSnapshot market = Pit.MARKET.at(es, now);
                Pit.await(
                        "a quote of " + i,
                        () -> last(socket, "quotes")
                                        .path("entries")
                                        .path("TotalTradeVolume")
                                        .path("size")
                                        .asLong()
                                == market.volume());
                JsonNode entries = last(socket, "quotes").path("entries");
                SessionStatistics session = Pit.MARKET.session(es, now);
                assertEquals(session.volume(), market.volume());
                assertPrice(session.openTicks(), entries.path("OpeningPrice"));
                assertPrice(session.highTicks(), entries.path("HighPrice"));
                assertPrice(session.lowTicks(), entries.path("LowPrice"));
                assertPrice(session.previousCloseTicks(), entries.path("SettlementPrice"));
                assertPrice(market.lastTicks(), entries.path("Trade"));
            }
            assertEquals(es, last(socket, "quotes").path("contractId").asInt());
            assertTrue(last(socket, "quotes")
                    .path("timestamp")
                    .asText()
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        }
    }

    @Test
    void figuresFollowTheMarketOverASessionBreak() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            int es = pit.contractId("ESZ6");
            pit.clock.set(Pit.nanos("2026-11-18T21:59:30Z"));
            pit.done(socket, "md/subscribeQuote", ES);
            pit.clock.set(Pit.nanos("2026-11-18T22:30:00Z"));
            Pit.await("the close", () -> last(socket, "quotes").path("entries").has("EmptyBook"));
            assertFalse(last(socket, "quotes").path("entries").has("Bid"));
            long reopened = Pit.nanos("2026-11-18T23:01:00Z");
            pit.clock.set(reopened);
            SessionStatistics session = Pit.MARKET.session(es, reopened);
            assertEquals(20_261_119, session.sessionDate());
            Pit.await(
                    "the session's volume",
                    () -> last(socket, "quotes")
                                    .path("entries")
                                    .path("TotalTradeVolume")
                                    .path("size")
                                    .asLong()
                            == session.volume());
            JsonNode entries = last(socket, "quotes").path("entries");
            assertPrice(session.openTicks(), entries.path("OpeningPrice"));
            assertPrice(session.highTicks(), entries.path("HighPrice"));
            assertPrice(session.previousCloseTicks(), entries.path("SettlementPrice"));
        }
    }

    @Test
    void everyFormOfASymbolMeansTheContract() {
        try (Pit pit = new Pit()) {
            int es = pit.contractId("ESZ6");
            for (String symbol :
                    new String[] {"\"ESZ6\"", "\"esz6\"", "\"ESZ26\"", "\"@ES\"", "" + es, "\"" + es + "\""}) {
                Socket socket = new Socket();
                pit.done(socket, "md/subscribeQuote", "{\"symbol\":" + symbol + "}");
                Pit.await(symbol, () -> !socket.raw.isEmpty());
                assertEquals(es, last(socket, "quotes").path("contractId").asInt(), symbol);
            }
            for (String symbol :
                    new String[] {"\"\"", "\"NONE\"", "\"@\"", "\"@XX\"", "-1", "0", "999999999", "\"ESZ\""}) {
                JsonNode refused = pit.done(new Socket(), "md/subscribeQuote", "{\"symbol\":" + symbol + "}");
                assertEquals(
                        "{\"errorText\":\"Symbol is inaccessible\",\"errorCode\":\"UnknownSymbol\",\"mode\":\"None\"}",
                        refused.toString(),
                        symbol);
            }
        }
    }

    @Test
    void withoutEntitlementAccessIsDenied() {
        Answer denied = new Answer.Refused(401, "Access is denied");
        try (Pit pit = new Pit(user -> user != 7)) {
            for (String path :
                    new String[] {"md/subscribeQuote", "md/subscribeDOM", "md/subscribeHistogram", "md/getChart"}) {
                assertEquals(denied, pit.call(new Socket(), path, ES));
            }
        }
        try (Pit pit = new Pit()) {
            assertEquals(denied, pit.call(new Socket(Domain.MD, Set.of("Prices")), "md/subscribeQuote", ES));
            assertEquals(
                    new Answer.Refused(404, "Not found: md/subscribeQuote"),
                    pit.call(new Socket(Domain.DEMO, Set.of()), "md/subscribeQuote", ES));
        }
    }

    @Test
    void aRepeatIsHarmlessAndUnsubscribingEnds() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            Socket other = new Socket();
            assertEquals(
                    pit.done(socket, "md/subscribeDOM", ES),
                    pit.done(socket, "md/subscribeDOM", "{\"symbol\":\"@ES\"}"));
            pit.done(other, "md/subscribeDOM", ES);
            pit.clock.addAndGet(60 * Pit.SECOND);
            Pit.await("a change", () -> other.raw.size() > 1 && socket.raw.size() == other.raw.size());
            assertSame(socket.raw.getLast(), other.raw.getLast(), "one message is made for all");
            pit.done(socket, "md/unsubscribeDOM", "{\"symbol\":\"@ES\"}");
            int heard = socket.raw.size();
            int others = other.raw.size();
            pit.clock.addAndGet(60 * Pit.SECOND);
            Pit.await("another change", () -> other.raw.size() > others);
            assertEquals(heard, socket.raw.size());
        }
    }

    @Test
    void aBookShowsEveryLevelBestFirst() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            pit.done(socket, "md/subscribeDOM", ES);
            Pit.await("the first", () -> !socket.raw.isEmpty());
            MarketSnapshot market = Pit.MARKET.at(pit.contractId("ESZ6"), Pit.START);
            JsonNode book = last(socket, "doms");
            assertPrice(market.bidTicks(), book.path("bids").path(0));
            assertEquals(
                    market.asks().size(0),
                    book.path("offers").path(0).path("size").asInt());
            assertTrue(book.path("bids").size() >= 10);
            for (int i = 1; i < book.path("bids").size(); i++) {
                assertTrue(book.path("bids").path(i - 1).path("price").asDouble()
                        > book.path("bids").path(i).path("price").asDouble());
                assertTrue(book.path("offers").path(i - 1).path("price").asDouble()
                        < book.path("offers").path(i).path("price").asDouble());
            }
        }
    }

    @Test
    void volumesByPriceAddUpToTheSession() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            int es = pit.contractId("ESZ6");
            pit.done(socket, "md/subscribeHistogram", ES);
            Pit.await("the first", () -> socket.raw.size() == 1);
            long now = Pit.START + 300 * Pit.SECOND;
            pit.clock.addAndGet(90 * Pit.SECOND);
            Pit.await("a change", () -> socket.raw.size() > 1);
            pit.clock.set(now);
            long volume = Pit.MARKET.session(es, now).volume();
            Pit.await("all of it", () -> sum(merged(socket)) == volume);
            Map<Long, Long> traded = new TreeMap<>();
            long open = Pit.CATALOGUE
                    .calendarOf(Pit.CATALOGUE.contract(es).orElseThrow().productId())
                    .atOrNext(now)
                    .openNanos();
            Pit.MARKET.trades(
                    es, open - 1, now, trade -> traded.merge(trade.priceTicks(), (long) trade.size(), Long::sum));
            assertEquals(traded, merged(socket));
            JsonNode first = socket.elements("histograms").getFirst();
            assertTrue(first.path("refresh").asBoolean());
            assertEquals(
                    "{\"year\":2026,\"month\":11,\"day\":18}",
                    first.path("tradeDate").toString());
            assertFalse(last(socket, "histograms").path("refresh").asBoolean());
        }
    }

    /** The procedural market, whose past is read when the test lets it. */
    private record SlowPast(CountDownLatch read) implements MarketData {
        @Override
        public MarketSnapshot at(int contractId, long timeNanos) {
            return Pit.MARKET.at(contractId, timeNanos);
        }

        @Override
        public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {
            Pit.MARKET.events(contractId, afterSequence, untilNanos, consumer);
        }

        @Override
        public void trades(int contractId, long afterSequence, long untilNanos, Consumer<Trade> consumer) {
            try {
                read.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Pit.MARKET.trades(contractId, afterSequence, untilNanos, consumer);
        }

        @Override
        public SessionStatistics session(int contractId, long timeNanos) {
            return Pit.MARKET.session(contractId, timeNanos);
        }

        @Override
        public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
            return Pit.MARKET.bars(contractId, period, fromNanos, toNanos, limit);
        }
    }

    @Test
    void theFirstHistogramOfAContractHoldsUpNobody() {
        CountDownLatch read = new CountDownLatch(1);
        try (Pit pit = new Pit(user -> true, new SlowPast(read))) {
            Socket histogram = new Socket();
            Socket quotes = new Socket();
            pit.done(histogram, "md/subscribeHistogram", ES);
            pit.done(quotes, "md/subscribeQuote", ES);
            long now = Pit.START + 120 * Pit.SECOND;
            pit.clock.set(now);
            Pit.await("quotes go on", () -> quotes.raw.size() > 1);
            assertEquals(0, histogram.raw.size());
            read.countDown();
            long volume = Pit.MARKET.session(pit.contractId("ESZ6"), now).volume();
            Pit.await("what was traded before and meanwhile", () -> sum(merged(histogram)) == volume);
        }
    }

    @Test
    void aSlowSocketMissesChangesAndThenKnowsAll() {
        try (Pit pit = new Pit()) {
            Socket slow = new Socket();
            Socket quick = new Socket();
            for (Socket socket : new Socket[] {slow, quick}) {
                pit.done(socket, "md/subscribeQuote", ES);
                pit.done(socket, "md/subscribeHistogram", ES);
            }
            Pit.await("the first", () -> slow.raw.size() == 2);
            slow.full.set(true);
            for (int i = 1; i <= 10; i++) {
                int heard = quick.elements("histograms").size();
                pit.clock.addAndGet(30 * Pit.SECOND);
                Pit.await("change " + i, () -> quick.elements("histograms").size() > heard);
            }
            assertEquals(2, slow.raw.size());
            slow.drained();
            Pit.await("the state", () -> slow.raw.size() == 4);
            assertEquals(merged(quick), merged(slow));
            assertEquals(last(quick, "quotes"), last(slow, "quotes"));
        }
    }

    @Test
    void aSocketThatIsGoneIsForgotten() {
        try (Pit pit = new Pit()) {
            Socket socket = new Socket();
            Socket other = new Socket();
            pit.done(socket, "md/subscribeQuote", ES);
            pit.done(other, "md/subscribeQuote", ES);
            pit.gone(socket);
            pit.done(socket, "md/subscribeQuote", ES);
            int others = other.raw.size();
            int heard = socket.raw.size();
            pit.clock.addAndGet(60 * Pit.SECOND);
            Pit.await("a change", () -> other.raw.size() > others);
            assertEquals(heard, socket.raw.size());
        }
    }

    private static JsonNode last(Socket socket, String kind) {
        var elements = socket.elements(kind);
        return elements.isEmpty() ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : elements.getLast();
    }

    /** Volumes by price in ticks, as a client knows them. */
    private static Map<Long, Long> merged(Socket socket) {
        Map<Long, Long> volumes = new TreeMap<>();
        for (JsonNode histogram : socket.elements("histograms")) {
            if (histogram.path("refresh").asBoolean()) {
                volumes.clear();
            }
            long base = new BigDecimal(histogram.path("base").asText())
                    .divide(new BigDecimal("0.25"))
                    .longValueExact();
            histogram
                    .path("items")
                    .properties()
                    .forEach(item -> volumes.put(
                            base + Long.parseLong(item.getKey()),
                            item.getValue().asLong()));
        }
        return volumes;
    }

    private static long sum(Map<Long, Long> volumes) {
        return volumes.values().stream().mapToLong(Long::longValue).sum();
    }
}
