package org.outcry.desk.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** Strategies as the API's callers and the writers of strategies see them. */
class StrategiesTest {
    /** Buys two with exits when it starts flat, and remembers nothing. */
    private static final String BUYER = """
            @Parameter(min = 1, max = 5) public int quantity = 2;
            public void onStart(StrategyContext context) {
                if (context.position() == 0) {
                    context.place(OrderRequest.market(OrderRequest.Side.BUY, quantity).withExits(40, 20));
                }
            }
            public void onFill(StrategyContext context, Fill fill) {
                if (!fill.exit()) {
                    context.place(OrderRequest.limit(
                            OrderRequest.Side.BUY, 1, fill.price().subtract(java.math.BigDecimal.TEN)));
                }
            }
            """;

    @TempDir
    Path folder;

    private DeskFixture desk;

    @BeforeEach
    void open() {
        desk = new DeskFixture(DeskFixture.EASY, folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aShippedStrategyIsStartedDisabledEnabledAndClosed() {
        Answer started = start("MovingAverageCross", "{'fast':5,'slow':20}").ok();
        assertEquals("Realtime", started.text("state"));
        assertEquals("ES 12-26", started.text("instrument"));
        assertEquals("account", started.text("hostMode"));
        assertTrue(started.json().path("isEnabled").asBoolean());
        String id = started.text("strategyId");
        assertEquals(7, id.length());

        assertEquals(
                id,
                desk.call("ListStrategies", "{'account':'sim101'}")
                        .ok()
                        .json()
                        .at("/strategies/0/strategyId")
                        .asText());
        assertEquals(
                0,
                desk.call("ListStrategies", "{'account':'Sim102'}")
                        .ok()
                        .json()
                        .path("count")
                        .asInt());
        assertEquals(
                1,
                desk.call("ListAllStrategies", "{}").ok().json().path("count").asInt());

        Answer disabled = switched("DisableStrategy", id).ok();
        assertTrue(disabled.json().path("wasEnabled").asBoolean());
        assertFalse(disabled.json().path("isEnabled").asBoolean());
        assertEquals("Disabled", disabled.text("state"));

        Answer enabled = switched("EnableStrategy", id).ok();
        assertFalse(enabled.json().path("wasEnabled").asBoolean());
        assertEquals("Realtime", enabled.text("state"));
        assertTrue(switched("EnableStrategy", id).ok().json().path("wasEnabled").asBoolean());

        assertEquals(id, switched("CloseStrategy", id).ok().text("strategyId"));
        assertEquals("Terminated", switched("GetStrategy", id).ok().text("state"));
        Answer again = switched("EnableStrategy", id);
        assertEquals(409, again.status());
        assertEquals("strategy_terminated", again.error());
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertEquals(404, switched("EnableStrategy", "999").status());
        assertEquals("strategy_not_found", switched("GetStrategy", "999").error());
        Answer unknown = start("NoSuchThing", "{}");
        assertEquals(400, unknown.status());
        assertEquals("strategy_class_not_found", unknown.error());
        assertTrue(unknown.text("detail").contains("OpeningRangeBreakout"), unknown.text("detail"));
        assertEquals(
                "Invalid request", start("MovingAverageCross", "{'speed':1}").error());
        assertEquals(
                "Invalid request", start("MovingAverageCross", "{'fast':0}").error());
        assertEquals(
                "Invalid request", start("MovingAverageCross", "{'fast':1.5}").error());
        Answer failed = start("MovingAverageCross", "{'fast':50,'slow':20}");
        assertEquals("strategy_failed", failed.error());
        assertTrue(failed.text("detail").contains("fast must be below slow"), failed.text("detail"));
        assertEquals(
                "Invalid request",
                desk.call(
                                "StartStrategy",
                                "{'account':'Sim101','instrument':'ES','strategyClass':'MovingAverageCross','mode':'chart'}")
                        .error());
    }

    @Test
    void aUsersJarTradesThroughTheSameDoorAndIsClosedWithWhatItHolds() throws IOException {
        UserJar.write(folder, "Buyer", BUYER);
        String id = start("Buyer", "{'quantity':2}").ok().text("strategyId");
        until(() -> working() == 3);
        assertEquals(2, position());
        JsonNode strategy = switched("GetStrategy", id).ok().json();
        assertEquals("Long", strategy.path("marketPosition").asText());
        assertEquals(2, strategy.path("quantity").asInt());
        assertEquals(6900.25, strategy.path("averagePrice").asDouble());

        desk.call("ListOrders", "{'account':'Sim101'}")
                .ok()
                .json()
                .path("orders")
                .forEach(order -> {
                    assertEquals(id, order.at("/ownerStrategy/id").asText());
                    assertEquals("Buyer", order.at("/ownerStrategy/name").asText());
                });

        // The trader's own contract is none of the strategy's.
        desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET',"
                                + "'timeInForce':'DAY'}")
                .ok();
        assertEquals(3, position());
        switched("CloseStrategy", id).ok();
        assertEquals(1, position());
        assertEquals(0, working());
        assertEquals(0, switched("GetStrategy", id).ok().json().path("quantity").asInt());
    }

    @Test
    void disablingCancelsItsOwnOrdersAndLeavesTheExits() throws IOException {
        UserJar.write(folder, "Buyer", BUYER);
        String id = start("Buyer", "{}").ok().text("strategyId");
        until(() -> working() == 3);
        switched("DisableStrategy", id).ok();
        until(() -> working() == 2);
        assertEquals(2, position());
    }

    @Test
    void anEnabledStrategyStartsAgainWithTheDeskAndKnowsWhatItHolds() throws IOException {
        UserJar.write(folder, "Buyer", BUYER);
        String id = start("Buyer", "{}").ok().text("strategyId");
        String other = start("MovingAverageCross", "{}").ok().text("strategyId");
        switched("DisableStrategy", other).ok();
        until(() -> working() == 3);

        desk.restart();

        until(() -> switched("GetStrategy", id).text("state").equals("Realtime"));
        assertEquals(2, switched("GetStrategy", id).ok().json().path("quantity").asInt());
        assertEquals("Disabled", switched("GetStrategy", other).ok().text("state"));
        // It knows that it is not flat, so it did not buy again.
        assertEquals(2, position());
        String next = start("MovingAverageCross", "{}").ok().text("strategyId");
        assertTrue(Long.parseLong(next) > Long.parseLong(other));
    }

    @Test
    void fillsThatTheFileHasNotSeenAreLearntFromTheLedger() throws IOException {
        UserJar.write(folder, "Buyer", BUYER);
        String id = start("Buyer", "{}").ok().text("strategyId");
        until(() -> working() == 3);
        desk.stopDesk();
        // The target trades while the desk is down: 40 ticks above the fill, then 4 more to trade through it.
        desk.market.quote(desk.es, desk.clock.get() + 1, 27_644, 27_645, 50);
        desk.market.trade(desk.es, desk.clock.get() + 2, 27_645, 50, org.outcry.engine.value.Side.BUY);
        desk.pass(DeskFixture.SECOND);
        desk.startDesk();
        // Flat since then, so that it buys again when it starts.
        until(() -> switched("GetStrategy", id).json().path("averagePrice").asDouble() == 6911.25);
        assertEquals(2, position());
    }

    @Test
    void aStrategyThatThrowsIsEndedAndSaysWhy() throws IOException {
        UserJar.write(folder, "Thrower", """
                public void onStart(StrategyContext context) {
                    context.place(OrderRequest.market(OrderRequest.Side.BUY, 1));
                }
                public void onFill(StrategyContext context, Fill fill) {
                    throw new IllegalStateException("did not expect " + fill.quantity());
                }
                """);
        String id = start("Thrower", "{}").ok().text("strategyId");
        until(() -> switched("GetStrategy", id).text("state").equals("Terminated"));
        JsonNode ended = switched("GetStrategy", id).json();
        assertEquals(
                "IllegalStateException: did not expect 1", ended.path("error").asText());
        assertFalse(ended.path("isEnabled").asBoolean());
        assertEquals(1, position());
    }

    @Test
    void aRefusedOrderIsToldToTheStrategy() throws IOException {
        UserJar.write(folder, "Greedy", """
                public void onStart(StrategyContext context) {
                    context.place(OrderRequest.market(OrderRequest.Side.BUY, 1_000_000));
                }
                public void onRefused(StrategyContext context, Refusal refusal) {
                    throw new IllegalStateException("refused: " + refusal.error());
                }
                """);
        String id = start("Greedy", "{}").ok().text("strategyId");
        until(() -> switched("GetStrategy", id).text("state").equals("Terminated"));
        assertEquals(
                "IllegalStateException: refused: invalid_quantity",
                switched("GetStrategy", id).json().path("error").asText());
    }

    @Test
    void ordersThatOnlyLookLikeAStrategysAreNotItsOwn() {
        String id = start("MovingAverageCross", "{}").ok().text("strategyId");
        desk.call(
                        "PlaceOrder",
                        "{'account':'Sim102','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET',"
                                + "'timeInForce':'DAY','orderId':'strategy-" + id + "-x'}")
                .ok();
        assertEquals(0, switched("GetStrategy", id).ok().json().path("quantity").asInt());
    }

    private Answer start(String strategyClass, String parameters) {
        return desk.call(
                "StartStrategy",
                "{'account':'Sim101','instrument':'ES','strategyClass':'" + strategyClass
                        + "','periodType':'Minute','period':1,'parameters':" + parameters + "}");
    }

    private Answer switched(String operation, String id) {
        return desk.call(operation, "{'account':'Sim101','strategyId':'" + id + "'}");
    }

    private int position() {
        JsonNode position = desk.call("GetPosition", "{'account':'Sim101','instrument':'ES'}")
                .ok()
                .json();
        return position.path("quantity").asInt();
    }

    private int working() {
        return desk.call("ListOrders", "{'account':'Sim101','activeOnly':true}")
                .ok()
                .json()
                .path("orders")
                .size();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not come to pass in half a minute");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
