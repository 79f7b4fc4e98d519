package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.MILLI;
import static org.outcry.desk.DeskFixture.SECOND;
import static org.outcry.desk.DeskFixture.START;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

class DeskOperationsTest {
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
    void everyOperationOfTheTableIsKnown() {
        List<Operation> all = new ArrayList<>(Operations.all());
        all.addAll(Operations.internal());
        for (Operation operation : all) {
            assertTrue(
                    !call(operation.name(), "{}").error().equals("Unknown API command"),
                    operation.name() + " is not known");
        }
        Answer unknown = call("Tv_ListOrders", "{}");
        assertEquals(400, unknown.status());
        assertEquals("Unknown API command", unknown.error());
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
    void accountHasThe31ItemsAndAddsUp() {
        buy();
        Answer account = call("GetAccount", "{'account':'sim101'}").ok();
        JsonNode item = account.json().path("item");
        assertEquals(31, item.size());
        double cash = item.path("cashValue").asDouble();
        assertEquals(cash - 25, item.path("netLiquidation").asDouble());
        assertEquals(100_000 - item.path("commission").asDouble(), cash, 1e-9);
        assertTrue(item.path("commission").asDouble() > 0);
        assertEquals(
                -item.path("commission").asDouble(),
                item.path("realizedProfitLoss").asDouble());
        assertEquals(2, call("ListAccounts", "{}").ok().json().path("accounts").size());
        JsonNode pnl = call("StreamPnl", "{}").ok().json().path("accounts").path(0);
        assertEquals("Sim101", pnl.path("account").asText());
        assertEquals(1, pnl.path("positionCount").asInt());
        assertEquals(-25.0, pnl.path("unrealizedProfitLoss").asDouble());
    }

    @Test
    void snapshotIsRememberedForASecond() {
        Answer before = call("GetAccountsSnapshot", "{}").ok();
        assertEquals("snapshot", before.text("type"));
        assertEquals("2026-11-18T09:00:00.0000000-06:00", before.text("timestamp"));
        assertTrue(before.json()
                .path("accounts")
                .path(0)
                .path("account")
                .path("isAccountFlat")
                .asBoolean());
        buy();
        assertEquals(before.json(), call("GetAccountsSnapshot", "{}").json());
        desk.pass(SECOND);
        JsonNode after =
                call("GetAccountsSnapshot", "{}").ok().json().path("accounts").path(0);
        assertEquals(false, after.path("account").path("isAccountFlat").asBoolean());
        assertEquals(
                "ES 12-26", after.path("positions").path(0).path("instrument").asText());
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
    @CsvSource(delimiter = '|', textBlock = """
            PlaceOrder|{}|400|Invalid request
            PlaceOrder|{'account':'Nobody'}|400|invalid_account
            PlaceOrder|{'account':'Sim101','instrument':'ZZZZ'}|400|invalid_instrument
            PlaceOrder|{'account':'Sim101','instrument':'ES2!'}|400|invalid_instrument
            PlaceOrder|{'account':{'a':1},'instrument':'ES'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'HOLD','quantity':1,'orderType':'MARKET','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':0,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':-1,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1.5,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1e400,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':'NaN','orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':[1],'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':4294967297,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'QTS','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'OPG'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','timeInForce':'DAY'}|400|limit_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':0,'timeInForce':'DAY'}|400|limit_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'STOP','timeInForce':'DAY'}|400|stop_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'STOPLIMIT','limitPrice':6905,'timeInForce':'DAY'}|400|stop_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':6890.1,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':'NaN','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':'Infinity','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':1e60,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':1,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'STOP','stopPrice':6800,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'TRAILINGSTOP','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'GTD'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'GTD','gtd':'soon'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY','bracket':7}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY','bracket':{}}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY','requireMarketPosition':'sideways'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':100000,'orderType':'MARKET','timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':50,'orderType':'MARKET','timeInForce':'DAY'}|400|order_rejected
            GetAccount|{'account':'Nobody'}|400|invalid_account
            GetAccount|{}|400|Invalid request
            GetPosition|{'account':'Sim101'}|400|Invalid request
            GetPosition|{'account':'Sim101','instrument':'nope'}|400|invalid_instrument
            ListPositions|{'account':'Sim101','includeFlat':'maybe'}|400|Invalid request
            ClosePosition|{'account':'Sim101','instrument':'ES'}|400|No positions found for instrument 'ES'
            Cancel|{'account':'Sim101','orderId':'zzz'}|400|Order linked to 'zzz' not found or already terminal.
            Change|{'account':'Sim101','orderId':'zzz','quantity':1}|400|Order linked to 'zzz' not found or already terminal.
            GetOrder|{'account':'Sim101','orderId':'zzz'}|400|order_not_found
            GetOrderStatus|{'account':'Sim101','orderId':'00000000000000000000000000000000'}|400|order_not_found
            GetExecution|{'account':'Sim101','executionId':'00000000000000000000000000000000'}|400|execution_not_found
            ListExecutions|{'account':'Sim101','lookbackTime':'x'}|400|Invalid request
            GetQuote|{}|400|Invalid request
            GetQuote|{'instrument':'ES,NOPE'}|400|invalid_instrument
            GetBars|{'instrument':'ES','periodType':'renko'}|400|unsupported_period_type
            GetBars|{'instrument':'ES','period':0}|400|Invalid request
            GetBars|{'instrument':'ES','limit':-5}|400|Invalid request
            GetBars|{'instrument':'ES','from':'yesterday'}|400|Invalid request
            MarketInfo|{'instrument':'NOPE'}|400|invalid_instrument
            """)
    void mistakesAreAnsweredInTheDocumentedWords(String operation, String args, int status, String error) {
        Answer answer = call(operation, args);
        assertEquals(error, answer.error(), () -> args + " " + answer.json());
        assertEquals(status, answer.status());
        assertEquals(false, answer.json().path("success").asBoolean(true));
        assertTrue(answer.json().path("detail").asText().length() > 5);
    }

    @Test
    void aFullLedgerIsBusyAndAFailedOneUnknown() {
        desk.ledger.failNext(Failure.BUSY);
        assertEquals(429, call("PlaceOrder", MARKET_BUY).status());
        desk.ledger.failNext(Failure.UNKNOWN);
        assertEquals(408, call("PlaceOrder", MARKET_BUY).status());
        desk.ledger.failNext(Failure.DISK_FULL);
        assertEquals("temporarily_disabled", call("PlaceOrder", MARKET_BUY).error());
        buy();
    }

    @Test
    void quotesOneManyAndLegacy() {
        Answer one = call("GetQuote", "{'instrument':'es'}").ok();
        assertEquals("ES 12-26", one.text("instrument"));
        assertEquals("6900.0", one.text("bid"));
        assertEquals("6900.25", one.text("ask"));
        assertEquals("12.5", one.text("tickValue"));
        assertEquals("2026-12-01", one.text("expiration"));
        assertEquals("11/18/2026 09:00:00 AM", one.text("quoteTime"));
        assertEquals("2026-11-18 15:00:00", one.text("quoteTimeUtc"));
        assertEquals(START / SECOND, one.json().path("epoch").asLong());
        assertEquals(true, one.json().path("isMarketOpen").asBoolean());
        Answer many = call("GetQuote", "{'instrument':'ES, NQ'}");
        assertTrue(many.json().isArray());
        assertEquals(2, many.json().size());
        Answer legacy =
                call("GetQuote", "{'instrument':'ES','account':'Sim101'}").ok();
        assertEquals("12/01/2026 12:00:00 AM", legacy.text("expiration"));
        assertEquals(false, legacy.json().has("epoch"));
    }

    @Test
    void barsClampTheirLimit() {
        Answer bars =
                call("GetBars", "{'instrument':'ES','daysBack':1,'limit':10}").ok();
        assertEquals(10, bars.json().path("count").asInt());
        JsonNode last = bars.json().path("bars").path(9);
        assertEquals("2026-11-18T15:00:00.0000000Z", last.path("time").asText());
        assertEquals(START / MILLI, last.path("epoch").asLong());
        assertEquals(26.25, last.path("close").asDouble());
        Answer all = call("GetBars", "{'instrument':'ES','daysBack':30,'limit':1000000}")
                .ok();
        assertEquals(20_000, all.json().path("count").asInt());
        assertTrue(all.text("warning").startsWith("limit_clamped"));
        assertEquals(
                0,
                call("GetBars", "{'instrument':'ES','from':'2030-01-01'}")
                        .ok()
                        .json()
                        .path("count")
                        .asInt());
    }

    @Test
    void marketInfoDefaultsToEsAndCountsDown() {
        Answer info = call("MarketInfo", "{}").ok();
        assertEquals("ES 12-26", info.text("instrument"));
        assertEquals("Central Standard Time", info.text("timeZone"));
        assertEquals("Open", info.json().path("status").path("state").asText());
        JsonNode session = info.json().path("session");
        assertEquals("Current Session", session.path("label").asText());
        assertEquals("2026-11-18 17:00:00", session.path("localEnd").asText());
        assertEquals("08:00:00", session.path("countdown").asText());
        assertEquals("Until Close", session.path("action").asText());
        assertEquals(false, info.json().has("unobserved"));
    }

    @Test
    void namesResolveForTheGateway() {
        JsonNode resolved = call("ResolveInstruments", "{'instruments':['ES','mnqz26','XYZ']}")
                .ok()
                .json()
                .path("resolved");
        assertEquals("ES 12-26", resolved.path("ES").asText());
        assertEquals("MNQ 12-26", resolved.path("mnqz26").asText());
        assertTrue(resolved.path("XYZ").isNull());
    }
}
