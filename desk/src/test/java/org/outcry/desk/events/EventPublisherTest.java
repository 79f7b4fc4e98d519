package org.outcry.desk.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;

class EventPublisherTest {
    private static final String MARKET_BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY'}";
    private final DeskFixture desk = new DeskFixture(DeskFixture.DELAYED);
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> quotes = new LinkedBlockingQueue<>();

    private record Told(String user, String account, String kind, DeskEvent.Cursor cursor, JsonNode payload) {}

    @BeforeEach
    void attach() {
        desk.desk.attach(new DeskLink.Inbox() {
            @Override
            public void onQuote(String instrument, byte[] quoteJson) {
                quotes.add(DeskFixture.read(quoteJson));
            }

            @Override
            public void onEvent(DeskEvent event) {
                told.add(new Told(
                        event.user(),
                        event.account(),
                        event.kind(),
                        event.cursor().orElseThrow(),
                        DeskFixture.read(event.payload().utf8())));
            }
        });
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Told next() throws InterruptedException {
        Told next = told.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "no event");
        return next;
    }

    private List<String> statesUntilFilled() throws InterruptedException {
        List<String> states = new ArrayList<>();
        while (!states.contains("Filled")) {
            Told next = next();
            if (next.kind().equals("orderUpdate")) {
                states.add(next.payload().path("orderState").asText());
            }
        }
        return states;
    }

    @Test
    void anOrderIsToldInEveryStateOnce() throws InterruptedException {
        desk.desk.wantEvents(Set.of("trader"));
        desk.call("PlaceOrder", MARKET_BUY).ok();
        desk.pass(60 * DeskFixture.MILLI);
        assertEquals(List.of("Initialized", "Submitted", "Working", "Filled"), statesUntilFilled());
    }

    @Test
    void fillsAndPositionsAreToldInFull() throws InterruptedException {
        desk.desk.wantEvents(Set.of("trader"));
        String id = desk.call("PlaceOrder", MARKET_BUY).ok().text("orderId");
        desk.pass(60 * DeskFixture.MILLI);
        Told execution = next();
        while (!execution.kind().equals("executionUpdate")) {
            execution = next();
        }
        assertEquals("trader", execution.user());
        assertEquals("Sim101", execution.account());
        assertEquals(id, execution.payload().path("orderId").asText());
        assertEquals(6900.25, execution.payload().path("price").asDouble());
        Told position = next();
        while (!position.kind().equals("positionUpdate")) {
            position = next();
        }
        assertEquals("Long", position.payload().path("marketPosition").asText());
        assertEquals(6900.25, position.payload().path("averagePrice").asDouble());
    }

    @Test
    void everyEventHasAPlaceOfItsOwnThatOnlyGrows() throws InterruptedException {
        desk.desk.wantEvents(Set.of("trader"));
        desk.call("PlaceOrder", MARKET_BUY).ok();
        desk.pass(60 * DeskFixture.MILLI);
        Told before = next();
        for (Told told = next(); !told.kind().equals("positionUpdate"); told = next()) {
            assertTrue(told.cursor().compareTo(before.cursor()) > 0, before.cursor() + " then " + told.cursor());
            before = told;
        }
    }

    @Test
    void aPositionWithoutAStopIsToldOfUntilItIsClosed() throws InterruptedException {
        desk.desk.wantEvents(Set.of("trader"));
        desk.call("SetProtection", "{'account':'Sim101','seconds':30}").ok();
        desk.call("PlaceOrder", MARKET_BUY.replace("'quantity':1", "'quantity':2"))
                .ok();
        desk.pass(60 * DeskFixture.MILLI);
        JsonNode missing = protection("missing");
        assertEquals("Sim101", missing.path("account").asText());
        assertEquals("ES 12-26", missing.path("instrument").asText());
        assertEquals("Long", missing.path("marketPosition").asText());
        assertEquals(2, missing.path("quantity").asInt());
        assertEquals(0, missing.path("covered").asInt());
        assertTrue(missing.path("closesAt").asText().endsWith("Z"));
        String stop = "{'account':'Sim101','instrument':'ES','action':'SELL','quantity':2,'orderType':'STOPMARKET',"
                + "'stopPrice':6890,'timeInForce':'GTC','orderId':'stop'}";
        desk.call("PlaceOrder", stop).ok();
        desk.pass(60 * DeskFixture.MILLI);
        assertEquals("ES 12-26", protection("restored").path("instrument").asText());
        desk.call("Cancel", "{'account':'Sim101','orderId':'stop'}").ok();
        desk.pass(60 * DeskFixture.MILLI);
        protection("missing");
        desk.pass(31 * DeskFixture.SECOND);
        JsonNode enforced = protection("enforced");
        assertEquals(
                "Protection: no stop for 2 of 2 in 30 s",
                enforced.path("reason").asText());
        assertEquals(
                enforced.path("reason").asText(),
                desk.call(
                                "GetOrder",
                                "{'account':'Sim101','orderId':'"
                                        + enforced.path("closingOrderId").asText() + "'}")
                        .ok()
                        .text("name"));
    }

    private JsonNode protection(String state) throws InterruptedException {
        Told next = next();
        while (!next.kind().equals("protectionUpdate")) {
            next = next();
        }
        assertEquals(state, next.payload().path("state").asText(), next::toString);
        return next.payload();
    }

    @Test
    void nobodyIsToldOfUsersNobodyAsksAbout() throws InterruptedException {
        desk.desk.wantEvents(Set.of("somebody"));
        desk.call("PlaceOrder", MARKET_BUY).ok();
        desk.pass(60 * DeskFixture.MILLI);
        desk.desk.wantEvents(Set.of("somebody", "trader"));
        desk.call("PlaceOrder", MARKET_BUY).ok();
        // The first thing told is of the second order.
        assertEquals("Initialized", next().payload().path("orderState").asText());
    }

    @Test
    void wantedQuotesComeAtOnceAndWhenTheyChange() throws InterruptedException {
        desk.desk.wantQuotes(Set.of("ES 12-26"));
        JsonNode first = quotes.poll(30, TimeUnit.SECONDS);
        assertEquals("ES 12-26", first.path("instrument").asText());
        assertEquals(6900.25, first.path("ask").asDouble());
        assertEquals(50, first.path("bidSize").asInt());
        desk.market.quote(desk.es, desk.clock.get(), 27_610, 27_611, 20);
        JsonNode second = quotes.poll(30, TimeUnit.SECONDS);
        assertEquals(6902.5, second.path("bid").asDouble());
        assertTrue(quotes.isEmpty());
    }
}
