package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.MILLI;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** The steps of an order's life as history tells them. */
class LifecycleOperationsTest {
    private final DeskFixture desk = new DeskFixture(DeskFixture.DELAYED);

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    private String limit() {
        String id = call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'LIMIT','quantity':2,"
                                + "'limitPrice':6899,'timeInForce':'DAY','orderId':'mine'}")
                .ok()
                .text("orderId");
        desk.pass(60 * MILLI);
        return id;
    }

    private static List<String> words(Answer lifecycle) {
        List<String> words = new ArrayList<>();
        for (JsonNode event : lifecycle.json().path("events")) {
            assertEquals(words.size() + 1, event.path("seq").asInt());
            assertTrue(event.path("epoch").asLong() > 0);
            assertFalse(event.path("time").asText().isEmpty());
            words.add(event.path("kind").asText() + " "
                    + switch (event.path("kind").asText()) {
                        case "state" ->
                            event.path("orderState").asText() + " "
                                    + event.path("filled").asInt();
                        case "fill" ->
                            event.path("quantity").asInt() + " @ "
                                    + event.path("price").asText();
                        default ->
                            event.path("command").asText() + " "
                                    + event.path("accepted").asBoolean();
                    });
        }
        assertEquals(words.size(), lifecycle.json().path("count").asInt());
        return words;
    }

    @Test
    void everyAttemptStateAndFillInTheirSequence() {
        String id = limit();
        assertEquals(
                "order_rejected",
                call("Change", "{'account':'Sim101','orderId':'mine','limitPrice':100}")
                        .error());
        call("Change", "{'account':'Sim101','orderId':'mine','quantity':3}").ok();
        desk.pass(60 * MILLI);
        desk.market.trade(desk.es, desk.clock.get() + MILLI, 27_596, 51, org.outcry.engine.value.Side.SELL);
        desk.pass(10 * MILLI);
        call("Cancel", "{'account':'Sim101','orderId':'mine'}").ok();
        desk.pass(60 * MILLI);
        Answer lifecycle = call("GetOrderLifecycle", "{'account':'sim102','orderId':'mine'}")
                .ok();
        assertEquals(id, lifecycle.text("orderId"));
        assertEquals(
                List.of(
                        "api PlaceOrder true",
                        "state Submitted 0",
                        "state Working 0",
                        "api Change false",
                        "api Change true",
                        "fill 1 @ 6899.0",
                        "api Cancel true",
                        "state Cancelled 1"),
                words(lifecycle));
        assertEquals(false, lifecycle.json().path("truncated").asBoolean(true));
        String fill = call("ListExecutions", "{'account':'Sim101'}")
                .json()
                .path("executions")
                .path(0)
                .path("id")
                .asText();
        assertEquals(
                fill,
                lifecycle.json().path("events").path(5).path("executionId").asText());
        assertTrue(lifecycle
                .json()
                .path("events")
                .path(3)
                .path("rejectReason")
                .asText()
                .startsWith("The price is further"));
    }

    @Test
    void limitsAndWishes() {
        String id = limit();
        String order = "'account':'Sim101','orderId':'" + id + "'";
        Answer two = call("GetOrderLifecycle", "{" + order + ",'limit':2}").ok();
        assertEquals(List.of("api PlaceOrder true", "state Submitted 0"), words(two));
        assertEquals(true, two.json().path("truncated").asBoolean());
        assertFalse(two.json().path("events").path(0).has("raw"));
        call(
                "FlatPlace",
                "{'account':'Sim101','instrument':'ES','action':'SELL','orderType':'MARKET','quantity':1,"
                        + "'timeInForce':'DAY'}");
        desk.market.trade(desk.es, desk.clock.get() + MILLI, 27_590, 1, org.outcry.engine.value.Side.SELL);
        desk.pass(10 * MILLI);
        Answer clamped = call("GetOrderLifecycle", "{" + order + ",'limit':5000,'includeRaw':true}")
                .ok();
        assertTrue(clamped.text("warning").startsWith("limit_clamped"));
        assertEquals(
                "NEW",
                clamped.json().path("events").path(0).path("raw").path("type").asText());
        Answer without = call("GetOrderLifecycle", "{" + order + ",'includeFills':false}")
                .ok();
        assertTrue(words(without).stream().noneMatch(word -> word.startsWith("fill")));
        assertEquals(
                "Invalid request",
                call("GetOrderLifecycle", "{" + order + ",'limit':0}").error());
        assertEquals(
                "order_not_found",
                call("GetOrderLifecycle", "{'account':'Sim101','orderId':'none'}")
                        .error());
        assertEquals(
                "invalid_account",
                call("GetOrderLifecycle", "{'account':'x','orderId':'none'}").error());
    }
}
