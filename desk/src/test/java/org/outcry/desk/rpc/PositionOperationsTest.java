package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** Positions: look up, close, flatten. */
class PositionOperationsTest {
    private static final String MARKET_BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':2,'orderType':'MARKET','timeInForce':'DAY'}";
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    private Answer buy() {
        return call("PlaceOrder", MARKET_BUY).ok();
    }

    private String limitBuy(String more) {
        return call(
                        "PlaceOrder",
                        "{'account':'sim101','instrument':'ESZ26','action':'Buy','quantity':3,'orderType':'Limit',"
                                + "'limitPrice':6890.25,'timeInForce':'Gtc'" + more + "}")
                .ok()
                .text("orderId");
    }

    @Test
    void closePositionInFullIsVerified() {
        buy();
        Answer closed =
                call("ClosePosition", "{'account':'Sim101','instrument':'ES'}").ok();
        assertEquals(
                2,
                closed.json().path("closedPositions").path(0).path("quantity").asInt());
        assertEquals(true, closed.json().path("verified").asBoolean());
        assertEquals(false, closed.json().path("pending").asBoolean());
        assertEquals(0, closed.json().path("remainingQuantity").asInt());
        Answer flat = call("ClosePosition", "{'account':'Sim101','instrument':'ES 12-26'}");
        assertEquals(400, flat.status());
        assertEquals("No positions found for instrument 'ES 12-26'", flat.error());
        assertEquals(
                "Flat",
                call("GetPosition", "{'account':'Sim101','instrument':'ES'}")
                        .ok()
                        .text("marketPosition"));
        assertEquals(
                1,
                call("ListPositions", "{'account':'Sim101','includeFlat':true}")
                        .json()
                        .path("positions")
                        .size());
    }

    @Test
    void closePositionInPartRoundsUpAndKeepsOrders() {
        call("PlaceOrder", MARKET_BUY.replace("'quantity':2", "'quantity':5")).ok();
        limitBuy("");
        Answer closed = call("ClosePosition", "{'account':'Sim101','instrument':'ES','percent':0.3}")
                .ok();
        assertEquals(3, closed.json().path("remainingQuantity").asInt());
        assertEquals(true, closed.json().path("verified").asBoolean());
        assertEquals(
                1,
                call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                        .json()
                        .path("orders")
                        .size());
        call("ClosePosition", "{'account':'Sim101','instrument':'ES','quantity':99}")
                .ok();
        assertEquals(
                0,
                call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                        .json()
                        .path("orders")
                        .size());
    }

    @Test
    void flattenClosesAndCancels() {
        buy();
        limitBuy("");
        Answer flattened = call("Flatten", "{'account':'Sim101'}").ok();
        assertEquals(1, flattened.json().path("closedPositions").size());
        assertEquals(
                0,
                call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                        .json()
                        .path("orders")
                        .size());
        Answer nothing = call("Flatten", "{'account':'Sim101'}").ok();
        assertEquals("no_open_positions: nothing to flatten", nothing.text("warning"));
    }

    @Test
    void flattenEverythingAndsItsFilters() {
        buy();
        call("PlaceOrder", MARKET_BUY.replace("Sim101", "Sim102").replace("BUY", "SELL"))
                .ok();
        Answer longs = call("FlattenEverything", "{'marketPosition':'Long','account':'Sim102'}")
                .ok();
        assertEquals(0, longs.json().path("closedPositions").size());
        Answer shorts = call("FlattenEverything", "{'marketPosition':'short'}").ok();
        assertEquals(
                "Sim102",
                shorts.json().path("closedPositions").path(0).path("account").asText());
        assertEquals(1, shorts.json().path("orderIds").size());
        assertEquals(
                1,
                call("FlattenEverything", "{}")
                        .ok()
                        .json()
                        .path("closedPositions")
                        .size());
        assertEquals(0, call("GetAllPositions", "{}").ok().json().path("count").asInt());
        assertEquals(400, call("FlattenEverything", "{'marketPosition':'up'}").status());
    }
}
