package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.value.Side;

/** ATM templates, the instances they open, and positions that demand a stop. */
class AtmOperationsTest {
    @TempDir
    Path data;

    private DeskFixture desk;

    @BeforeEach
    void open() throws IOException {
        Path own = Files.createDirectory(data.resolve("atm"));
        Files.writeString(own.resolve("Mine.json"), """
                {"timeInForce": "DAY", "brackets": [
                  {"quantity": 2, "targetTicks": 8, "stopTicks": 12},
                  {"quantity": 1, "stopTicks": 12, "autoBreakEven": {"profitTriggerTicks": 4, "plusTicks": 1}}
                ]}""");
        Files.writeString(own.resolve("Broken.json"), "{\"brackets\": [{\"quantity\": 1, \"target\": 8}]}");
        Files.writeString(own.resolve("Runner.json"), "{\"brackets\": [{\"quantity\": 1, \"stopTicks\": 5}]}");
        desk = new DeskFixture(AccountSettings.IMMEDIATE, data.resolve("strategies"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer enter(String template, int quantity) {
        return desk.call(
                "PlaceOrder",
                "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':" + quantity
                        + ",'orderType':'MARKET','timeInForce':'DAY','strategy':'" + template + "'}");
    }

    private Map<String, JsonNode> orders() {
        Map<String, JsonNode> byName = new HashMap<>();
        desk.call("ListOrders", "{'account':'Sim101'}")
                .ok()
                .json()
                .path("orders")
                .forEach(order -> byName.put(order.path("name").asText(), order));
        return byName;
    }

    private Answer strategy(String operation, String id) {
        return desk.call(operation, "{'account':'Sim101','strategyId':'" + id + "'}");
    }

    @Test
    void templatesAreListedAndMistakesNamed() {
        Answer list = desk.call("ListAtmTemplates", "{}").ok();
        String names = list.json().path("templates").toString();
        assertTrue(names.contains("Mine") && names.contains("Three Targets") && names.contains("Scalp 6-8"), names);
        assertFalse(names.contains("Broken"), names);
        assertEquals(
                "bracket 1: unknown field target; known are [autoBreakEven, autoTrail, quantity, stopTicks, targetTicks]",
                list.json().path("unusable").path(0).path("error").asText());
        assertEquals("atm_template_not_found", enter("Nothing", 1).error());
        Answer broken = enter("Broken", 1);
        assertEquals(400, broken.status());
        assertEquals("atm_template_not_found", broken.error());
        assertTrue(broken.text("detail").contains("unknown field target"), broken.json()::toString);
        assertTrue(orders().isEmpty(), "nothing was placed");
    }

    @Test
    void anEntryGetsTheExitsOfItsTemplate() {
        Answer placed = enter("mine", 3).ok();
        String id = placed.text("strategyId");
        assertTrue(id.matches("[0-9]+"));
        assertEquals(3, placed.json().path("bracketOrderIds").size());
        Map<String, JsonNode> orders = orders();
        assertEquals("Filled", orders.get("Entry").path("orderState").asText());
        assertEquals(6902.25, orders.get("Target1").path("limitPrice").asDouble());
        assertEquals(2, orders.get("Target1").path("quantity").asInt());
        assertEquals(6897.25, orders.get("Stop1").path("stopPrice").asDouble());
        assertEquals(1, orders.get("Stop2").path("quantity").asInt());
        for (JsonNode order : orders.values()) {
            assertEquals(id, order.path("ownerStrategy").path("id").asText());
            assertEquals("Mine", order.path("ownerStrategy").path("name").asText());
            assertEquals(
                    "Mine " + id,
                    order.path("ownerStrategy").path("displayName").asText());
        }
        JsonNode row = desk.call("ListStrategies", "{'account':'Sim101'}")
                .ok()
                .json()
                .path("strategies")
                .path(0);
        assertEquals(id, row.path("strategyId").asText());
        assertEquals("ATM", row.path("type").asText());
        assertEquals("ES 12-26", row.path("instrument").asText());
        assertEquals("Active", row.path("state").asText());
        assertTrue(row.path("isEnabled").asBoolean());
        assertEquals(4, row.path("orders").size());
        assertEquals(
                1,
                desk.call("ListAllStrategies", "{}").ok().json().path("count").asInt());
        assertEquals("Active", strategy("GetStrategy", id).ok().text("state"));
        assertTrue(strategy("EnableStrategy", id).ok().json().path("wasEnabled").asBoolean());
        assertEquals(400, strategy("DisableStrategy", id).status());
        assertEquals(404, strategy("GetStrategy", "1").status());
        assertEquals(404, strategy("CloseStrategy", "no number").status());
        assertEquals(
                404,
                desk.call("GetStrategy", "{'account':'Sim102','strategyId':'" + id + "'}")
                        .status());
    }

    @Test
    void stopsMoveWithoutAnybodyAsking() {
        enter("Mine", 3).ok();
        desk.market.quote(desk.es, desk.clock.get() + 1_000_000, 27_605, 27_606, 50);
        desk.market.trade(desk.es, desk.clock.get() + 1_000_001, 27_605, 1, Side.BUY);
        desk.pass(10_000_000);
        assertEquals(6900.5, orders().get("Stop2").path("stopPrice").asDouble());
        assertEquals(6897.25, orders().get("Stop1").path("stopPrice").asDouble());
    }

    @Test
    void changeDemandsThatOrderAndStrategyMatch() {
        String id = enter("Mine", 3).ok().text("strategyId");
        String stop = orders().get("Stop1").path("orderId").asText();
        String change = "{'account':'Sim101','orderId':'" + stop + "','stopPrice':6896,'strategyId':'";
        assertEquals("Invalid request", desk.call("Change", change + "12345'}").error());
        desk.call("Change", change + id + "'}").ok();
        assertEquals(6896, orders().get("Stop1").path("stopPrice").asDouble());
        String plain = desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT',"
                                + "'limitPrice':6890,'timeInForce':'DAY'}")
                .ok()
                .text("orderId");
        assertEquals(
                "Invalid request",
                desk.call(
                                "Change",
                                "{'account':'Sim101','orderId':'" + plain + "','limitPrice':6889,'strategyId':'" + id
                                        + "'}")
                        .error());
    }

    @Test
    void closeEndsTheInstanceAndARepeatSaysSo() {
        String id = enter("Runner", 2).ok().text("strategyId");
        Answer closed = strategy("CloseStrategy", id).ok();
        assertEquals(id, closed.text("strategyId"));
        assertEquals("Closed", strategy("GetStrategy", id).ok().text("state"));
        assertEquals(
                "Flat",
                desk.call("GetPosition", "{'account':'Sim101','instrument':'ES'}")
                        .ok()
                        .text("marketPosition"));
        assertTrue(strategy("CloseStrategy", id).ok().text("warning").startsWith("already_closed"));
        assertEquals(409, strategy("EnableStrategy", id).status());
    }

    @Test
    void aTemplateGoesWithNothingElseThatBringsExits() {
        assertEquals(
                "Invalid request",
                desk.call(
                                "PlaceOrder",
                                "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET',"
                                        + "'timeInForce':'DAY','strategy':'Mine','bracket':{'stopLossTicks':4}}")
                        .error());
    }

    /** A template with any call that places an order. */
    private Answer placing(String operation, String more) {
        var answer = desk.start(
                operation,
                "{'account':'Sim101','instrument':'ES','quantity':3,'timeInForce':'DAY','strategy':'Mine'," + more
                        + "}");
        for (int i = 0; i < 20 && !answer.isDone(); i++) {
            desk.pass(10 * DeskFixture.MILLI);
        }
        return DeskFixture.await(answer);
    }

    @Test
    void whateverPlacesAnOrderTakesATemplate() {
        String first =
                placing("FlatPlace", "'action':'BUY','orderType':'MARKET'").ok().text("strategyId");
        assertEquals("Active", strategy("GetStrategy", first).ok().text("state"));
        desk.pass(10 * DeskFixture.MILLI);
        Answer reversed = placing("ReversePosition", "'action':'SELL','orderType':'MARKET'")
                .ok();
        String second = reversed.text("strategyId");
        assertEquals("Closed", strategy("GetStrategy", first).ok().text("state"));
        assertEquals("Active", strategy("GetStrategy", second).ok().text("state"));
        assertTrue(
                reversed.json().path("bracketOrderIds").size() > 1,
                () -> reversed.json().toString());
        desk.pass(10 * DeskFixture.MILLI);
        assertEquals(
                "Short",
                desk.call("GetPosition", "{'account':'Sim101','instrument':'ES'}")
                        .ok()
                        .text("marketPosition"));
        String resting = desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT',"
                                + "'limitPrice':6890,'timeInForce':'DAY'}")
                .ok()
                .text("orderId");
        Answer replaced = placing(
                        "CancelReplace",
                        "'orderId':'" + resting + "','action':'BUY','orderType':'LIMIT','limitPrice':6889")
                .ok();
        assertEquals(
                "Active",
                strategy("GetStrategy", replaced.text("strategyId")).ok().text("state"));
        assertEquals(
                "atm_template_not_found",
                desk.call(
                                "FlatPlace",
                                "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET',"
                                        + "'timeInForce':'DAY','strategy':'Nobody'}")
                        .error());
    }

    @Test
    void aRestartedDeskKnowsItsInstances() {
        String id = enter("Mine", 3).ok().text("strategyId");
        desk.restart();
        assertEquals("Active", strategy("GetStrategy", id).ok().text("state"));
        assertEquals(
                "Mine", orders().get("Stop2").path("ownerStrategy").path("name").asText());
    }

    @Test
    void aPositionWithoutAStopIsClosedWhenTheAccountDemandsOne() {
        Answer set =
                desk.call("SetProtection", "{'account':'Sim101','seconds':20}").ok();
        assertEquals(20, set.json().path("seconds").asInt());
        assertTrue(desk.call("GetProtection", "{'account':'Sim101'}")
                .ok()
                .json()
                .path("requireProtection")
                .asBoolean());
        assertFalse(desk.call("GetProtection", "{'account':'Sim102'}")
                .ok()
                .json()
                .path("requireProtection")
                .asBoolean());
        desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':2,'orderType':'MARKET',"
                                + "'timeInForce':'DAY'}")
                .ok();
        desk.pass(19 * DeskFixture.SECOND);
        String position = "{'account':'Sim101','instrument':'ES'}";
        assertEquals("Long", desk.call("GetPosition", position).ok().text("marketPosition"));
        desk.pass(2 * DeskFixture.SECOND);
        // The closing order meets the market of the moment after time was advanced.
        desk.pass(DeskFixture.SECOND / 100);
        assertEquals("Flat", desk.call("GetPosition", position).ok().text("marketPosition"));
        assertTrue(orders().containsKey("Protection: no stop for 2 of 2 in 20 s"), () -> orders().toString());
        for (String wrong : new String[] {"'x'", "-1", "86401", "1.5"}) {
            assertEquals(
                    400,
                    desk.call("SetProtection", "{'account':'Sim101','seconds':" + wrong + "}")
                            .status());
        }
        assertEquals(400, desk.call("SetProtection", "{'account':'Sim101'}").status());
    }
}
