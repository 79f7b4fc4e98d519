package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** A call whose answer was lost and that is made again under its key hears of its success, not that there is nothing left to do. */
class RepeatedCallsTest {
    private static final String MINE = "{'account':'Sim101','orderId':'mine'}";
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private String resting() {
        return desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'LIMIT','quantity':2,"
                                + "'limitPrice':6890,'timeInForce':'DAY','orderId':'mine'}")
                .ok()
                .text("orderId");
    }

    private void again(String operation, String args) {
        Answer first = desk.call(operation, args).ok();
        assertEquals(first.json(), desk.repeat(operation, args).ok().json(), operation);
    }

    @Test
    void aCancelIsHeardAgainThoughTheOrderIsGone() {
        String id = resting();
        again("Cancel", MINE);
        assertEquals("Cancelled", desk.call("GetOrderStatus", MINE).ok().text("status"));
        Answer anew = desk.call("Cancel", MINE);
        assertEquals("Order linked to 'mine' not found or already terminal.", anew.error());
        assertEquals(
                "Order linked to '" + id + "' not found or already terminal.",
                desk.call("Change", "{'account':'Sim101','orderId':'" + id + "','quantity':1}")
                        .error());
    }

    @Test
    void aChangeIsHeardAgainThoughTheOrderHasFilledMeanwhile() {
        resting();
        String change = "{'account':'Sim101','orderId':'mine','limitPrice':6901}";
        again("Change", change);
        assertEquals("Filled", desk.call("GetOrderStatus", MINE).ok().text("status"));
    }

    @Test
    void cancelsOfManyAreHeardAgain() {
        resting();
        again("CancelOrders", "{'account':'Sim101','orderIds':['mine']}");
        Answer anew = desk.call("CancelOrders", "{'account':'Sim101','orderIds':['mine']}")
                .ok();
        assertEquals("no_working_orders: none of the orders is live", anew.text("warning"));
    }

    @Test
    void aCloseIsHeardAgainThoughNothingIsOpen() {
        desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'MARKET','quantity':2,"
                                + "'timeInForce':'DAY'}")
                .ok();
        String close = "{'account':'Sim101','instrument':'ES'}";
        desk.call("ClosePosition", close).ok();
        Answer repeat = desk.repeat("ClosePosition", close).ok();
        assertEquals(0, repeat.json().path("remainingQuantity").asInt());
        assertEquals(
                "No positions found for instrument 'ES'",
                desk.call("ClosePosition", close).error());
    }
}
