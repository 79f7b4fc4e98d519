package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The functions that stand in for others, and what tells of an order afterwards: each over REST and over the stream, its answer
 * field by field, its effect read back through another function.
 */
class SuccessionConversationTest {
    private static final String ACCOUNT = "'account':'Sim101'";
    private static final String MES = ACCOUNT + ",'instrument':'MES'";

    private static Product product;

    /** Which way a test goes. */
    enum Way {
        REST,
        STREAM;

        Door open() {
            return this == REST ? Door.rest(product) : Door.stream(product);
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        product = Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static void clean(Door door) throws Exception {
        ok(door.call("FlattenEverything", "{}"));
        until(door, "GetAllPositions", "{}", all -> all.path("count").asInt() == 0);
        until(
                door,
                "GetAllOrders",
                "{'activeOnly':true}",
                all -> all.path("count").asInt() == 0);
    }

    private static JsonNode ok(JsonNode answer) {
        assertTrue(answer.path("success").asBoolean(), answer::toString);
        assertEquals(200, answer.path("_status").asInt(200), answer::toString);
        return answer;
    }

    private static void refused(JsonNode answer, int status, String error) {
        assertFalse(answer.path("success").asBoolean(true), answer::toString);
        assertEquals(error, answer.path("error").asText(), answer::toString);
        assertEquals(status, answer.path("_status").asInt(status), answer::toString);
        assertTrue(answer.path("detail").asText().length() > 5, answer::toString);
    }

    private static void fields(JsonNode answer, String... names) {
        Set<String> expected = new TreeSet<>(Set.of(names));
        Set<String> found = new TreeSet<>();
        answer.fieldNames().forEachRemaining(found::add);
        found.remove("_status");
        assertEquals(expected, found, answer::toString);
    }

    private static JsonNode until(Door door, String operation, String args, Predicate<JsonNode> wanted)
            throws Exception {
        long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
        JsonNode last = ok(door.call(operation, args));
        while (!wanted.test(last)) {
            assertTrue(System.nanoTime() < deadline, "never came true for " + operation + ": " + last);
            Thread.sleep(20);
            last = ok(door.call(operation, args));
        }
        return last;
    }

    private static JsonNode state(Door door, String orderId, String state) throws Exception {
        return until(
                door,
                "GetOrder",
                "{" + ACCOUNT + ",'orderId':'" + orderId + "'}",
                order -> order.path("orderState").asText().equals(state));
    }

    private static JsonNode position(Door door, String side, int quantity) throws Exception {
        return until(
                door,
                "GetPosition",
                "{" + MES + "}",
                position -> position.path("marketPosition").asText().equals(side)
                        && position.path("quantity").asInt() == quantity);
    }

    private static void market(Door door, String action, int quantity) throws Exception {
        String id = ok(door.call(
                        "PlaceOrder",
                        "{" + MES + ",'action':'" + action + "','orderType':'MARKET','quantity':" + quantity
                                + ",'timeInForce':'DAY'}"))
                .path("orderId")
                .asText();
        state(door, id, "Filled");
    }

    /** So many points from the last price, on the grid. */
    private static String price(Door door, int points) throws Exception {
        return ok(door.call("GetQuote", "{'instrument':'MES'}"))
                .path("bid")
                .decimalValue()
                .add(BigDecimal.valueOf(points))
                .toPlainString();
    }

    private static String limit(Door door, String more) throws Exception {
        String id = ok(door.call(
                        "PlaceOrder",
                        "{" + MES + ",'action':'BUY','orderType':'LIMIT','quantity':1,'limitPrice':" + price(door, -40)
                                + ",'timeInForce':'GTC'" + more + "}"))
                .path("orderId")
                .asText();
        state(door, id, "Working");
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void reverse(Way way) throws Exception {
        try (Door door = way.open()) {
            clean(door);
            refused(
                    door.call("Reverse", "{'account':'sim101','instrument':'MES'}"),
                    400,
                    "No position found for instrument 'MES' in account 'sim101'");
            refused(door.call("Reverse", "{'account':'none','instrument':'MES'}"), 400, "invalid_account");
            refused(door.call("Reverse", "{" + ACCOUNT + ",'instrument':'NONE'}"), 400, "invalid_instrument");
            market(door, "BUY", 2);
            String resting = limit(door, "");
            JsonNode answer = ok(door.call("Reverse", "{" + MES + "}"));
            fields(answer, "orderId", "success");
            position(door, "Short", 2);
            JsonNode entry = state(door, answer.path("orderId").asText(), "Filled");
            assertEquals("Sell", entry.path("orderAction").asText());
            assertEquals(2, entry.path("filled").asInt());
            state(door, resting, "Cancelled");
        }
    }

    @ParameterizedTest
    @EnumSource
    void reversePositionAndFlatPlace(Way way) throws Exception {
        try (Door door = way.open()) {
            clean(door);
            String entry = MES + ",'action':'SELL','orderType':'LIMIT','quantity':3,'timeInForce':'DAY','limitPrice':";
            refused(
                    door.call("ReversePosition", "{" + entry + price(door, 40) + "}"),
                    400,
                    "No position found for instrument 'MES' in account 'Sim101'");
            refused(
                    door.call(
                            "ReversePosition",
                            "{" + MES + ",'action':'SELL','orderType':'LIMIT','quantity':3,'timeInForce':'DAY'}"),
                    400,
                    "limit_price_required");
            market(door, "BUY", 1);
            JsonNode reversed = ok(door.call("ReversePosition", "{" + entry + price(door, 40) + "}"));
            fields(reversed, "orderId", "success");
            position(door, "Flat", 0);
            state(door, reversed.path("orderId").asText(), "Working");
            // Without a position FlatPlace takes the orders out of the way and places; with one it closes it first.
            JsonNode placed =
                    ok(door.call("FlatPlace", "{" + entry + price(door, 44) + ",'orderId':'flat-" + way + "'}"));
            fields(placed, "orderId", "success");
            state(door, reversed.path("orderId").asText(), "Cancelled");
            JsonNode second = state(door, "flat-" + way, "Working");
            assertEquals(placed.path("orderId"), second.path("orderId"));
            refused(
                    door.call("FlatPlace", "{" + entry + price(door, 44) + ",'orderId':'flat-" + way + "'}"),
                    409,
                    "duplicate_order_id");
            market(door, "BUY", 2);
            JsonNode bought = ok(door.call(
                    "FlatPlace", "{" + MES + ",'action':'BUY','orderType':'MARKET','quantity':1,'timeInForce':'DAY'}"));
            state(door, bought.path("orderId").asText(), "Filled");
            position(door, "Long", 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelReplace(Way way) throws Exception {
        try (Door door = way.open()) {
            clean(door);
            String mine = "mine-" + way;
            String old = limit(door, ",'orderId':'" + mine + "'");
            String next = "{" + MES + ",'orderId':'" + mine + "','action':'BUY','orderType':'LIMIT','quantity':2,"
                    + "'timeInForce':'DAY','limitPrice':" + price(door, -44) + "}";
            refused(door.call("CancelReplace", next.replace("LIMIT", "STOPMARKET")), 400, "stop_price_required");
            state(door, old, "Working");
            JsonNode replaced = ok(door.call("CancelReplace", next));
            fields(replaced, "orderId", "success");
            state(door, old, "Cancelled");
            JsonNode order = state(door, replaced.path("orderId").asText(), "Working");
            assertEquals(2, order.path("quantity").asInt());
            refused(
                    door.call("CancelReplace", next),
                    400,
                    "Order linked to '" + mine + "' not found or already terminal.");
            assertEquals(
                    1,
                    ok(door.call("ListOrders", "{" + ACCOUNT + ",'activeOnly':true}"))
                            .path("orders")
                            .size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelAndBracket(Way way) throws Exception {
        String[] names = {
            "cancelledOrderIds", "takeProfitOrderId", "stopLossOrderId", "orderIds", "ocoId", "quantity", "success"
        };
        try (Door door = way.open()) {
            clean(door);
            market(door, "BUY", 2);
            String old = limit(door, "");
            String exits = MES + ",'action':'Buy','takeProfit':" + price(door, 40) + ",'stopLoss':" + price(door, -40);
            JsonNode pair =
                    ok(door.call("CancelAndBracket", "{" + exits + ",'quantity':2,'ocoId':'pair-" + way + "'}"));
            fields(pair, names);
            assertEquals(old, pair.path("cancelledOrderIds").path(0).asText());
            assertEquals(2, pair.path("quantity").asInt());
            assertEquals("pair-" + way, pair.path("ocoId").asText());
            JsonNode target = state(door, pair.path("takeProfitOrderId").asText(), "Working");
            JsonNode stop = state(door, pair.path("stopLossOrderId").asText(), "Working");
            assertEquals("Limit", target.path("orderType").asText());
            assertEquals("StopMarket", stop.path("orderType").asText());
            assertEquals("Sell", stop.path("orderAction").asText());
            assertEquals(target.path("ocoId"), stop.path("ocoId"));
            // Swapped for a smaller position: clamped, with a warning.
            ok(door.call("ClosePosition", "{" + MES + ",'quantity':1}"));
            position(door, "Long", 1);
            JsonNode clamped = ok(door.call("CancelAndBracket", "{" + exits + ",'quantity':2,'cancelDelayMs':200}"));
            assertEquals(1, clamped.path("quantity").asInt());
            assertTrue(clamped.path("warning").asText().startsWith("quantity_clamped: "), clamped::toString);
            state(door, target.path("orderId").asText(), "Cancelled");
            state(door, clamped.path("stopLossOrderId").asText(), "Working");
            clean(door);
            market(door, "SELL", 1);
            refused(door.call("CancelAndBracket", "{" + exits + ",'quantity':1}"), 400, "opposing_position");
            refused(
                    door.call("CancelAndBracket", "{" + MES + ",'action':'Sell','quantity':1}"),
                    400,
                    "Invalid request");
            clean(door);
            JsonNode straddle = ok(door.call("CancelAndBracket", "{" + exits + ",'quantity':2,'delay':0}"));
            fields(straddle, names);
            assertEquals(2, straddle.path("quantity").asInt());
            state(door, straddle.path("takeProfitOrderId").asText(), "Working");
            state(door, straddle.path("stopLossOrderId").asText(), "Working");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ordersEverywhere(Way way) throws Exception {
        try (Door door = way.open()) {
            clean(door);
            String first = limit(door, "");
            ok(door.call(
                    "PlaceOrder",
                    "{'account':'Sim102','instrument':'MES','action':'BUY','orderType':'LIMIT','quantity':1,"
                            + "'timeInForce':'DAY','limitPrice':" + price(door, -40) + "}"));
            JsonNode all = until(
                    door,
                    "GetAllOrders",
                    "{'activeOnly':true}",
                    answer -> answer.path("count").asInt() == 2);
            fields(all, "orders", "count", "success");
            fields(
                    all.path("orders").path(0),
                    ("id orderId automatedTradingOrderId name account instrument instrumentType orderAction orderType"
                                    + " orderState quantity filled averageFillPrice limitPrice stopPrice"
                                    + " limitPriceChanged stopPriceChanged quantityChanged timeInForce gtd ocoId"
                                    + " fromEntrySignal hasOverfill isBacktestOrder ownerStrategy userData time epoch"
                                    + " timestamp")
                            .split(" "));
            JsonNode canceled = ok(door.call("CancelAllOrders", "{" + ACCOUNT + "}"));
            fields(canceled, "orderIds", "success");
            assertEquals(first, canceled.path("orderIds").path(0).asText());
            assertEquals(1, canceled.path("orderIds").size());
            assertEquals(
                    1, ok(door.call("CancelAllOrders", "{}")).path("orderIds").size());
            until(
                    door,
                    "GetAllOrders",
                    "{'activeOnly':true}",
                    answer -> answer.path("count").asInt() == 0);
            refused(door.call("CancelAllOrders", "{'account':'none'}"), 400, "invalid_account");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBecameOfAnOrder(Way way) throws Exception {
        try (Door door = way.open()) {
            clean(door);
            String id = limit(door, ",'orderId':'told-" + way + "'");
            String order = ACCOUNT + ",'orderId':'told-" + way + "'";
            refused(door.call("Change", "{" + order + ",'limitPrice':1}"), 400, "order_rejected");
            // Through the market, so that it fills.
            ok(door.call("Change", "{" + order + ",'limitPrice':" + price(door, 10) + "}"));
            state(door, id, "Filled");
            JsonNode fills = ok(door.call("GetExecutionsByOrderId", "{" + order + "}"));
            fields(fills, "executions", "count", "success");
            assertEquals(fills.path("executions").size(), fills.path("count").asInt());
            JsonNode fill = fills.path("executions").path(0);
            assertEquals(id, fill.path("orderId").asText());
            JsonNode one = ok(door.call(
                    "GetExecution",
                    "{" + ACCOUNT + ",'executionId':'" + fill.path("id").asText() + "'}"));
            assertEquals(fill.path("price"), one.path("price"));

            JsonNode life = ok(door.call("GetOrderLifecycle", "{" + order + "}"));
            fields(life, "orderId", "count", "events", "truncated", "success");
            assertEquals(id, life.path("orderId").asText());
            assertFalse(life.path("truncated").asBoolean(true));
            StringBuilder story = new StringBuilder();
            for (JsonNode event : life.path("events")) {
                story.append(event.path("kind").asText())
                        .append(' ')
                        .append(event.path("command").asText())
                        .append(event.path("orderState").asText())
                        .append(event.path("accepted").asText())
                        .append(", ");
            }
            assertEquals(
                    "api PlaceOrdertrue, state Submitted, state Working, api Changefalse, api Changetrue, fill ,"
                            + " state Filled, ",
                    story.toString());
            JsonNode told = life.path("events").path(5);
            fields(told, "seq", "kind", "executionId", "price", "quantity", "epoch", "time");
            assertEquals(fill.path("id"), told.path("executionId"));
            assertEquals(fill.path("price"), told.path("price"));
            JsonNode bounded = ok(door.call("GetOrderLifecycle", "{" + order + ",'limit':2,'includeRaw':true}"));
            assertEquals(2, bounded.path("count").asInt());
            assertTrue(bounded.path("truncated").asBoolean());
            fields(bounded.path("events").path(1), "seq", "kind", "orderState", "filled", "epoch", "time", "raw");
            refused(door.call("GetOrderLifecycle", "{" + ACCOUNT + ",'orderId':'none'}"), 400, "order_not_found");
            refused(door.call("GetExecutionsByOrderId", "{" + ACCOUNT + ",'orderId':'none'}"), 400, "order_not_found");
        }
    }

    @ParameterizedTest
    @EnumSource
    void peaksAndSummary(Way way) throws Exception {
        try (Door door = way.open()) {
            clean(door);
            market(door, "BUY", 1);
            JsonNode marks = ok(door.call("GetWatermarks", "{" + ACCOUNT + "}"));
            fields(marks, "success", "data");
            JsonNode data = marks.path("data");
            fields(data, "account", "watermarks", "stats");
            fields(data.path("watermarks"), "pnlhigh", "netliqhigh", "unrealhigh");
            fields(
                    data.path("stats"),
                    "pnl",
                    "total",
                    "unrealized",
                    "poscount",
                    "netliq",
                    "pnlhigh",
                    "netliqhigh",
                    "unrealhigh");
            for (String[] names :
                    new String[][] {{"pnlhigh", "pnl"}, {"netliqhigh", "netliq"}, {"unrealhigh", "unrealized"}}) {
                BigDecimal peak = data.path("watermarks").path(names[0]).decimalValue();
                assertTrue(peak.compareTo(data.path("stats").path(names[1]).decimalValue()) >= 0, data::toString);
            }
            assertEquals(1, data.path("stats").path("poscount").asInt());
            JsonNode summary = ok(door.call("GetAccountSummary", "{" + ACCOUNT + "}"));
            fields(
                    summary,
                    "account",
                    "realizedPnl",
                    "unrealizedPnl",
                    "buyingPower",
                    "cashValue",
                    "currency",
                    "success");
            assertEquals(
                    ok(door.call("GetAccount", "{" + ACCOUNT + "}"))
                            .path("item")
                            .path("cashValue"),
                    summary.path("cashValue"));
            JsonNode untouched =
                    ok(door.call("GetWatermarks", "{'account':'Sim102'}")).path("data");
            assertEquals(0, untouched.path("watermarks").size());
            assertEquals(0, untouched.path("stats").size());
            refused(door.call("GetWatermarks", "{'account':'none'}"), 400, "invalid_account");
            refused(door.call("GetAccountSummary", "{'account':'none'}"), 400, "invalid_account");
        }
    }
}
