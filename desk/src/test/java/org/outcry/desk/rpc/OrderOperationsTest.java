package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** Orders: place, change, cancel, list, look up. */
class OrderOperationsTest {
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
    void marketOrderFillsAtTheAskAndShowsEverywhere() {
        String id = buy().text("orderId");
        assertTrue(id.matches("[0-9a-f]{32}"));
        Answer order =
                call("GetOrder", "{'account':'Sim101','orderId':'" + id + "'}").ok();
        assertEquals("Filled", order.text("orderState"));
        assertEquals("6900.25", order.text("averageFillPrice"));
        assertEquals("ES 12-26", order.text("instrument"));
        assertEquals("Sim101", order.text("account"));
        assertEquals(
                "Filled",
                call("GetOrderStatus", "{'account':'Sim101','orderId':'" + id + "'}")
                        .ok()
                        .text("status"));
        Answer position =
                call("GetPosition", "{'account':'SIM101','instrument':'ES1!'}").ok();
        assertEquals("Long", position.text("marketPosition"));
        assertEquals("2", position.text("quantity"));
        assertEquals("6900.25", position.text("averagePrice"));
        assertEquals("6900.0", position.text("marketPrice"));
        // Two contracts, one tick under water, 12.50 each.
        assertEquals("-25.0", position.text("unrealizedProfitLoss"));
        JsonNode fill = call("ListExecutions", "{'account':'Sim101'}")
                .ok()
                .json()
                .path("executions")
                .path(0);
        assertEquals(id, fill.path("orderId").asText());
        assertEquals(6900.25, fill.path("price").asDouble());
        assertEquals("Long", fill.path("marketPosition").asText());
        assertEquals(2, fill.path("position").asInt());
        Answer execution = call(
                        "GetExecution",
                        "{'account':'Sim101','executionId':'" + fill.path("id").asText() + "'}")
                .ok();
        assertEquals(fill.path("price"), execution.json().path("price"));
        assertEquals(1, call("GetAllPositions", "{}").ok().json().path("count").asInt());
        assertEquals(
                0,
                call("ListPositions", "{'account':'Sim102'}")
                        .ok()
                        .json()
                        .path("positions")
                        .size());
    }

    @Test
    void limitOrderWorksIsChangedAndCanceled() {
        String id = limitBuy(",'orderId':'mine-1'");
        String byCustomId = "{'account':'Sim101','orderId':'mine-1'}";
        Answer order = call("GetOrder", byCustomId).ok();
        assertEquals("Working", order.text("orderState"));
        assertEquals(id, order.text("orderId"));
        assertEquals("mine-1", order.text("automatedTradingOrderId"));
        assertEquals("Gtc", order.text("timeInForce"));
        assertEquals("2099-12-01T00:00:00.0000000", order.text("gtd"));
        assertEquals(
                order.json().path("epoch").asLong() / 1000,
                order.json().path("timestamp").asLong());
        assertEquals(
                id,
                call(
                                "Change",
                                "{'account':'Sim101','orderId':'mine-1','limitPrice':6891,'quantity':0,'stopPrice':null}")
                        .ok()
                        .text("orderId"));
        order = call("GetOrder", byCustomId).ok();
        assertEquals("6891.0", order.text("limitPrice"));
        assertEquals("6891.0", order.text("limitPriceChanged"));
        assertEquals("3", order.text("quantity"));
        assertEquals(
                1,
                call("ListOrders", "{'account':'Sim101','activeOnly':'true','instrument':'ES'}")
                        .ok()
                        .json()
                        .path("orders")
                        .size());
        assertEquals(id, call("Cancel", byCustomId).ok().text("orderId"));
        assertEquals("Cancelled", call("GetOrderStatus", byCustomId).ok().text("status"));
        Answer again = call("Cancel", byCustomId);
        assertEquals(400, again.status());
        assertEquals("Order linked to 'mine-1' not found or already terminal.", again.error());
        assertEquals(
                "Order linked to 'mine-1' not found or already terminal.",
                call("Change", "{'account':'Sim101','orderId':'mine-1','quantity':1}")
                        .error());
        assertEquals(
                0,
                call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                        .json()
                        .path("orders")
                        .size());
        assertEquals(
                1,
                call("ListOrders", "{'account':'Sim101'}").json().path("orders").size());
    }

    @Test
    void customIdsAreUnique() {
        limitBuy(",'orderId':'mine-1'");
        Answer twice = call(
                "PlaceOrder",
                "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT',"
                        + "'limitPrice':6890,'timeInForce':'DAY','orderId':'mine-1'}");
        assertEquals(409, twice.status());
        assertEquals("duplicate_order_id", twice.error());
    }

    @Test
    void cancelOrdersByInstrumentAndById() {
        String first = limitBuy("");
        limitBuy(",'orderId':'mine-2'");
        limitBuy("");
        Answer named = call("CancelOrders", "{'account':'Sim101','orderIds':['mine-2','nonsense']}")
                .ok();
        assertEquals(1, named.json().path("orderIds").size());
        assertEquals(
                0,
                call("CancelOrders", "{'account':'Sim101','orderIds':['nonsense']}")
                        .ok()
                        .json()
                        .path("orderIds")
                        .size());
        assertEquals(
                0,
                call("CancelOrders", "{'account':'Sim101','instrument':'NQ'}")
                        .ok()
                        .json()
                        .path("orderIds")
                        .size());
        Answer rest =
                call("CancelOrders", "{'account':'Sim101','instrument':'ES'}").ok();
        assertEquals(2, rest.json().path("orderIds").size());
        assertEquals(first, rest.json().path("orderIds").path(0).asText());
    }

    @Test
    void bracketLegsFollowTheEntry() {
        Answer placed = call(
                        "PlaceOrder", MARKET_BUY.replace("}", ",'bracket':{'takeProfitTicks':8,'stopLoss':6898.00}}"))
                .ok();
        assertEquals(2, placed.json().path("bracketOrderIds").size());
        JsonNode legs = call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                .json()
                .path("orders");
        assertEquals(2, legs.size());
        assertEquals(6902.25, legs.path(0).path("limitPrice").asDouble());
        assertEquals(6898.0, legs.path(1).path("stopPrice").asDouble());
        assertEquals(placed.text("orderId"), legs.path(0).path("parentOrderId").asText());
    }

    @Test
    void gatesRefuseBeforeAnythingIsPlaced() {
        assertEquals(
                "require_market_position_not_met",
                call("PlaceOrder", MARKET_BUY.replace("}", ",'requireMarketPosition':'long, SHORT'}"))
                        .error());
        call("PlaceOrder", MARKET_BUY.replace("}", ",'requireMarketPosition':'flat,long'}"))
                .ok();
        assertEquals(
                "max_positions_reached",
                call("PlaceOrder", MARKET_BUY.replace("'ES'", "'NQ'").replace("}", ",'maxPositions':1}"))
                        .error());
        call("PlaceOrder", MARKET_BUY.replace("}", ",'maxPositions':1}")).ok();
        assertEquals(
                "atm_template_not_found",
                call("PlaceOrder", MARKET_BUY.replace("}", ",'strategy':'Scalp'}"))
                        .error());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BUY|'stopLoss':6901|stop_loss_on_wrong_side
            BUY|'takeProfit':6899|take_profit_on_wrong_side
            SELL|'stopLoss':6899|stop_loss_on_wrong_side
            SELL|'takeProfit':6901|take_profit_on_wrong_side
            BUY|'stopLoss':6899,'takeProfit':6901|``
            SELL|'stopLoss':6901,'takeProfit':6899|``
            BUY|'stopLossTicks':4,'takeProfitTicks':4|``
            """)
    void anExitOnTheWrongSideIsPlacedWithAWarning(String action, String bracket, String warning) {
        Answer placed = call(
                        "PlaceOrder", MARKET_BUY.replace("BUY", action).replace("}", ",'bracket':{" + bracket + "}}"))
                .ok();
        assertEquals(warning, placed.json().path("warning").asText().replaceFirst(":.*", ""));
    }
}
