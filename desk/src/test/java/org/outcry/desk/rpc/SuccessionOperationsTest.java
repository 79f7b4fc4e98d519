package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.MILLI;
import static org.outcry.desk.DeskFixture.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** Orders in place of others, with 50 ms on the way to the market; each is read back through another operation. */
class SuccessionOperationsTest {
    private static final String ES = "{'account':'Sim101','instrument':'ES'}";
    private final DeskFixture desk = new DeskFixture(DeskFixture.DELAYED);

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    private String place(String more) {
        String id = call("PlaceOrder", "{'account':'Sim101','instrument':'ES','timeInForce':'DAY'," + more + "}")
                .ok()
                .text("orderId");
        desk.pass(60 * MILLI);
        return id;
    }

    private String limit(String more) {
        return place("'action':'BUY','orderType':'LIMIT','quantity':1,'limitPrice':6890" + more);
    }

    private void buy(int quantity) {
        place("'action':'BUY','orderType':'MARKET','quantity':" + quantity);
    }

    private String status(String orderId) {
        return call("GetOrderStatus", "{'account':'Sim101','orderId':'" + orderId + "'}")
                .ok()
                .text("status");
    }

    private Answer order(String orderId) {
        return call("GetOrder", "{'account':'Sim101','orderId':'" + orderId + "'}")
                .ok();
    }

    private String position() {
        Answer position = call("GetPosition", ES).ok();
        return position.text("marketPosition") + " " + position.text("quantity");
    }

    private Answer after(CompletableFuture<Answer> answer, long... waits) {
        for (long nanos : waits) {
            desk.pass(nanos);
        }
        return DeskFixture.await(answer);
    }

    @Test
    void reverseTurnsThePositionRound() {
        buy(2);
        String resting = limit("");
        CompletableFuture<Answer> reversing = desk.start("Reverse", ES);
        desk.pass(20 * MILLI);
        assertFalse(reversing.isDone());
        Answer reversed = after(reversing, 40 * MILLI).ok();
        assertFalse(reversed.json().has("warning"));
        desk.pass(60 * MILLI);
        assertEquals("Short 2", position());
        Answer entry = order(reversed.text("orderId"));
        assertEquals("Filled", entry.text("orderState"));
        assertEquals("Sell", entry.text("orderAction"));
        assertEquals("Cancelled", status(resting));
    }

    @Test
    void reversePositionPlacesTheGivenOrderOnceFlat() {
        buy(1);
        Answer placed = after(
                        desk.start(
                                "ReversePosition",
                                "{'account':'Sim101','instrument':'ES','action':'SELL','orderType':'LIMIT','quantity':3,"
                                        + "'limitPrice':6910,'timeInForce':'GTC'}"),
                        60 * MILLI)
                .ok();
        assertEquals("Flat 0", position());
        desk.pass(60 * MILLI);
        Answer entry = order(placed.text("orderId"));
        assertEquals("Working", entry.text("orderState"));
        assertEquals("6910.0", entry.text("limitPrice"));
        assertEquals("3", entry.text("quantity"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Reverse|{'account':'sim101','instrument':'MNQ'}
            ReversePosition|{'account':'sim101','instrument':'MNQ','action':'SELL','orderType':'MARKET','quantity':3,'timeInForce':'DAY'}
            """)
    void withoutAPositionThereIsNothingToReverse(String operation, String args) {
        Answer refused = call(operation, args);
        assertEquals(400, refused.status());
        assertEquals("No position found for instrument 'MNQ' in account 'sim101'", refused.error());
        assertEquals(0, call("GetAllOrders", "{}").ok().json().path("count").asInt());
    }

    @Test
    void flatPlaceNeedsNoPosition() {
        String args = "{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'MARKET','quantity':1,"
                + "'timeInForce':'DAY'}";
        Answer first = call("FlatPlace", args).ok();
        desk.pass(60 * MILLI);
        assertEquals("Filled", status(first.text("orderId")));
        Answer second =
                after(desk.start("FlatPlace", args), 60 * MILLI, 60 * MILLI).ok();
        assertEquals("Filled", status(second.text("orderId")));
        assertEquals("Long 1", position());
        assertEquals(
                3,
                call("ListExecutions", "{'account':'Sim101'}")
                        .json()
                        .path("executions")
                        .size());
    }

    @Test
    void anEntryThatCannotWaitLongerIsSentWithAWarning() {
        buy(1);
        CompletableFuture<Answer> placing = desk.start(
                "FlatPlace",
                "{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'LIMIT','quantity':1,"
                        + "'limitPrice':6890,'timeInForce':'DAY'}");
        // The feed stands still, so the closing order does not arrive; business time goes on.
        desk.clock.addAndGet(5 * SECOND);
        call("CancelAllOrders", "{'account':'Sim102'}").ok();
        Answer placed = DeskFixture.await(placing).ok();
        assertTrue(placed.text("warning").startsWith("position_not_flat"), placed.text("warning"));
        assertEquals("Submitted", status(placed.text("orderId")));
    }

    @Test
    void cancelReplacePlacesBehindTheCancel() {
        String old = limit(",'orderId':'mine'");
        String args = "{'account':'Sim101','orderId':'mine','instrument':'ES','action':'BUY','orderType':'LIMIT',"
                + "'quantity':2,'limitPrice':6891,'timeInForce':'GTC'}";
        CompletableFuture<Answer> replacing = desk.start("CancelReplace", args);
        assertEquals("CancelPending", status("mine"));
        Answer replaced = after(replacing, 60 * MILLI).ok();
        assertEquals("Cancelled", status(old));
        desk.pass(60 * MILLI);
        Answer next = order(replaced.text("orderId"));
        assertEquals("Working", next.text("orderState"));
        assertEquals("6891.0", next.text("limitPrice"));
        Answer again = call("CancelReplace", args);
        assertEquals(400, again.status());
        assertEquals("Order linked to 'mine' not found or already terminal.", again.error());
        assertEquals(2, call("GetAllOrders", "{}").ok().json().path("count").asInt());
    }

    @Test
    void whatFillsBeforeItsCancelIsNotReplaced() {
        limit(",'orderId':'mine'");
        desk.market.quote(desk.es, desk.clock.get() + 10 * MILLI, 27_550, 27_551, 50);
        Answer refused = after(
                desk.start(
                        "CancelReplace",
                        "{'account':'Sim101','orderId':'mine','instrument':'ES','action':'BUY','orderType':'LIMIT',"
                                + "'quantity':2,'limitPrice':6880,'timeInForce':'GTC'}"),
                60 * MILLI);
        assertEquals("Order linked to 'mine' not found or already terminal.", refused.error());
        assertEquals("Filled", status("mine"));
        assertEquals(
                0,
                call("GetAllOrders", "{'activeOnly':true}")
                        .ok()
                        .json()
                        .path("count")
                        .asInt());
    }

    private static String bracket(String more) {
        return "{'account':'Sim101','instrument':'ES','action':'Buy','quantity':3,'takeProfit':6910,'stopLoss':6890"
                + more + "}";
    }

    @Test
    void cancelAndBracketSwapsTheExitsAndClampsThem() {
        buy(2);
        String old = place("'action':'SELL','orderType':'STOPMARKET','quantity':2,'stopPrice':6880");
        Answer placed = after(desk.start("CancelAndBracket", bracket(",'ocoId':'pair'")), 500 * MILLI)
                .ok();
        assertEquals("Cancelled", status(old));
        assertEquals(old, placed.json().path("cancelledOrderIds").path(0).asText());
        assertEquals(1, placed.json().path("cancelledOrderIds").size());
        assertEquals("pair", placed.text("ocoId"));
        assertEquals("2", placed.text("quantity"));
        assertTrue(placed.text("warning").startsWith("quantity_clamped"));
        desk.pass(60 * MILLI);
        Answer target = order(placed.text("takeProfitOrderId"));
        Answer stop = order(placed.text("stopLossOrderId"));
        assertEquals("Limit Working 2", words(target));
        assertEquals("StopMarket Working 2", words(stop));
        assertEquals("Sell", stop.text("orderAction"));
        assertEquals("Gtc", stop.text("timeInForce"));
        assertEquals("pair", target.text("ocoId"));
        assertEquals("pair", stop.text("ocoId"));
        JsonNode ids = placed.json().path("orderIds");
        assertEquals(target.text("orderId"), ids.path(0).asText());
        assertEquals(stop.text("orderId"), ids.path(1).asText());
        desk.market.trade(desk.es, desk.clock.get() + MILLI, 27_540, 1, org.outcry.engine.value.Side.SELL);
        desk.pass(10 * MILLI);
        assertEquals("Flat 0", position());
        assertEquals("Cancelled", status(target.text("orderId")));
    }

    private static String words(Answer order) {
        return order.text("orderType") + " " + order.text("orderState") + " " + order.text("quantity");
    }

    @Test
    void aPositionThatGoesFlatMeanwhileGetsNoBracket() {
        buy(2);
        CompletableFuture<Answer> bracketing = desk.start("CancelAndBracket", bracket(",'cancelDelayMs':1000"));
        desk.start("ClosePosition", "{'account':'Sim101','instrument':'ES','quantity':2}");
        Answer aborted = after(bracketing, 500 * MILLI, 500 * MILLI).ok();
        assertTrue(aborted.text("warning").startsWith("position_flat"), aborted.json()::toString);
        assertEquals(0, aborted.json().path("orderIds").size());
        assertTrue(aborted.json().path("takeProfitOrderId").isNull());
        assertEquals("0", aborted.text("quantity"));
        assertEquals(
                0,
                call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                        .ok()
                        .json()
                        .path("orders")
                        .size());
    }

    @Test
    void withoutAPositionThePairIsAStraddle() {
        Answer placed = after(desk.start("CancelAndBracket", bracket(",'delay':0")), 60 * MILLI)
                .ok();
        assertFalse(placed.json().has("warning"));
        assertEquals("3", placed.text("quantity"));
        assertEquals("Limit Working 3", words(order(placed.text("takeProfitOrderId"))));
        assertEquals("StopMarket Working 3", words(order(placed.text("stopLossOrderId"))));
        assertEquals(placed.text("ocoId"), order(placed.text("stopLossOrderId")).text("ocoId"));
    }

    @Test
    void anOpposingPositionIsLeftAlone() {
        place("'action':'SELL','orderType':'MARKET','quantity':1");
        String resting = limit("");
        Answer refused = call("CancelAndBracket", bracket(""));
        assertEquals("opposing_position", refused.error());
        assertEquals("Working", status(resting));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CancelAndBracket|'action':'Buy','quantity':1|Invalid request
            CancelAndBracket|'action':'Buy','takeProfit':6910|invalid_quantity
            CancelAndBracket|'quantity':1,'takeProfit':6910|Invalid request
            CancelAndBracket|'action':'Buy','quantity':1,'takeProfit':6910.1|order_rejected
            CancelAndBracket|'action':'Buy','quantity':1,'takeProfit':6910,'cancelDelayMs':5001|Invalid request
            CancelAndBracket|'action':'Buy','quantity':1,'takeProfit':6910,'timeInForce':'IOC'|Invalid request
            CancelAndBracket|'action':'Buy','quantity':1,'stopLoss':6910|order_rejected
            CancelReplace|'orderId':'none','action':'BUY','orderType':'MARKET','quantity':1,'timeInForce':'DAY'|Order linked to 'none' not found or already terminal.
            CancelReplace|'action':'BUY','orderType':'MARKET','quantity':1,'timeInForce':'DAY'|Invalid request
            CancelReplace|'orderId':'none','action':'BUY','orderType':'MARKET','timeInForce':'DAY'|invalid_quantity
            FlatPlace|'action':'BUY','orderType':'LIMIT','quantity':1,'timeInForce':'DAY'|limit_price_required
            FlatPlace|'action':'BUY','orderType':'MARKET','quantity':99,'timeInForce':'DAY'|order_rejected
            ReversePosition|'action':'BUY','orderType':'STOPMARKET','quantity':1,'timeInForce':'DAY'|stop_price_required
            """)
    void mistakesChangeNothing(String operation, String args, String error) {
        String resting = limit("");
        Answer refused = call(operation, "{'account':'Sim101','instrument':'ES'," + args + "}");
        assertEquals(error, refused.error(), refused.json()::toString);
        assertEquals(400, refused.status());
        assertEquals("Working", status(resting));
    }

    @Test
    void ordersOfAllAccounts() {
        int nasdaq = desk.catalogue
                .resolve("NQ 12-26", DeskFixture.START)
                .orElseThrow()
                .contract()
                .contractId();
        desk.market.quote(nasdaq, DeskFixture.START, 96_100, 96_101, 50);
        limit("");
        String other = call(
                        "PlaceOrder",
                        "{'account':'Sim102','instrument':'NQ','action':'BUY','orderType':'LIMIT','quantity':1,"
                                + "'limitPrice':24000,'timeInForce':'DAY'}")
                .ok()
                .text("orderId");
        desk.pass(60 * MILLI);
        Answer all = call("GetAllOrders", "{'activeOnly':true}").ok();
        assertEquals(2, all.json().path("count").asInt());
        assertEquals(2, all.json().path("orders").size());
        assertEquals(
                0,
                call("CancelAllOrders", "{'account':'Sim101','instrument':'NQ'}")
                        .ok()
                        .json()
                        .path("orderIds")
                        .size());
        JsonNode nq = call("CancelAllOrders", "{'instrument':'NQ'}").ok().json().path("orderIds");
        assertEquals(1, nq.size());
        assertEquals(other, nq.path(0).asText());
        assertEquals(
                1, call("CancelAllOrders", "{}").ok().json().path("orderIds").size());
        desk.pass(60 * MILLI);
        assertEquals(
                0,
                call("GetAllOrders", "{'activeOnly':true}")
                        .ok()
                        .json()
                        .path("count")
                        .asInt());
        assertEquals(
                "invalid_account", call("CancelAllOrders", "{'account':'x'}").error());
    }

    @Test
    void executionsOfOneOrder() {
        String first = place("'action':'BUY','orderType':'MARKET','quantity':2");
        buy(1);
        Answer executions = call("GetExecutionsByOrderId", "{'account':'Sim101','orderId':'" + first + "'}")
                .ok();
        assertEquals(1, executions.json().path("count").asInt());
        JsonNode fill = executions.json().path("executions").path(0);
        assertEquals(first, fill.path("orderId").asText());
        assertEquals(2, fill.path("quantity").asInt());
        assertEquals(
                "order_not_found",
                call("GetExecutionsByOrderId", "{'account':'Sim101','orderId':'none'}")
                        .error());
    }

    @Test
    void theSummaryAgreesWithTheAccount() {
        buy(2);
        Answer summary = call("GetAccountSummary", "{'account':'sim101'}").ok();
        JsonNode item = call("GetAccount", "{'account':'sim101'}").ok().json().path("item");
        assertEquals("Sim101", summary.text("account"));
        assertEquals(item.path("realizedProfitLoss"), summary.json().path("realizedPnl"));
        assertEquals(item.path("unrealizedProfitLoss"), summary.json().path("unrealizedPnl"));
        assertEquals(item.path("buyingPower"), summary.json().path("buyingPower"));
        assertEquals(item.path("cashValue"), summary.json().path("cashValue"));
        assertEquals("USD", summary.text("currency"));
        assertEquals(
                "invalid_account", call("GetAccountSummary", "{'account':'x'}").error());
    }
}
