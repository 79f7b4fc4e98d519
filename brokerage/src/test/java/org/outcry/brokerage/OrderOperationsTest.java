package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.engine.command.Command;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;

/** What traders ask of orders, as clients write it. Prices are taken from a market one tick of 0.25 wide. */
class OrderOperationsTest {
    private House house;

    @BeforeEach
    void open() {
        house = new House();
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Calls an operation and holds the answer against the schema. */
    private JsonNode call(String path, String arguments) {
        JsonNode answer = house.get(Domain.DEMO, house.admin, path, arguments);
        Endpoint endpoint = Schema.standard().endpoint(path).orElseThrow();
        if (!answer.has("violations")) {
            assertEquals(java.util.List.of(), Replies.problems(endpoint, answer), answer::toString);
        }
        return answer;
    }

    /** A price so many ticks from the bid. */
    private String price(int ticks) {
        return new BigDecimal(house.quote().bidTicks() + ticks)
                .multiply(new BigDecimal("0.25"))
                .toPlainString();
    }

    private String order(String action, String rest) {
        return "{'accountId':" + house.account + ",'action':'" + action + "','symbol':'ESZ6'," + rest + "}";
    }

    private long placed(String action, String rest) {
        JsonNode answer = call("order/placeorder", order(action, rest));
        assertTrue(answer.has("orderId"), answer::toString);
        return answer.path("orderId").asLong();
    }

    private JsonNode item(String entity, long id) {
        return house.get(entity + "/item", "{'id':" + id + "}");
    }

    private String status(long orderId) {
        return item("order", orderId).path("ordStatus").asText();
    }

    private static void refused(String reason, JsonNode answer) {
        assertEquals(reason, answer.path("failureReason").asText(), answer::toString);
        assertFalse(answer.path("failureText").asText().isEmpty(), answer::toString);
        assertFalse(answer.has("orderId"), answer::toString);
    }

    @Test
    void aMarketOrderFills() {
        long order = placed("Buy", "'orderQty':2,'orderType':'Market','isAutomated':true");
        assertEquals("Filled", status(order));
        JsonNode position = house.get("position/list", "{}").get(0);
        assertEquals(2, position.path("netPos").asInt());
        assertTrue(item("command", order).path("isAutomated").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Limit;'price':%1$s;price",
                "Stop;'stopPrice':%2$s;stopPrice",
                "StopLimit;'price':%2$s,'stopPrice':%2$s;stopPrice",
                "MIT;'price':%1$s;price",
                "LimitIfTouched;'price':%1$s,'limitIfTouchedPrice':%1$s;limitIfTouchedPrice",
                "TrailingStop;'stopPrice':%2$s,'pegDifference':10;pegDifference",
                "TrailingStop;'pegDifference':-10;stopPrice",
                "TrailingStopLimit;'price':%2$s,'stopPrice':%2$s,'pegDifference':10;pegDifference"
            })
    void everyTypeRests(String type, String prices, String shown) {
        String given = prices.formatted(price(-100), price(100));
        long order = placed("Buy", "'orderQty':1,'orderType':'" + type + "','timeInForce':'GTC'," + given);
        assertEquals("Working", status(order));
        JsonNode version = item("orderVersion", order);
        assertEquals(type, version.path("orderType").asText());
        assertEquals("GTC", version.path("timeInForce").asText());
        assertTrue(version.path(shown).isNumber(), version::toString);
    }

    @Test
    void aDatedOrderExpires() {
        long order = placed(
                "Buy",
                "'orderQty':1,'orderType':'Limit','price':" + price(-100)
                        + ",'timeInForce':'GTD','expireTime':'2026-11-18T15:30:00Z','text':'mine','maxShow':1");
        JsonNode version = item("orderVersion", order);
        assertEquals("2026-11-18T15:30Z", version.path("expireTime").asText());
        assertEquals("mine", version.path("text").asText());
        assertEquals(1, version.path("maxShow").asInt());
        house.clock.addAndGet(3_600 * House.SECOND);
        house.accepted(new Command.AdvanceTime());
        assertEquals("Expired", status(order));
    }

    @Test
    void anOrderWaitsForItsActivation() {
        long order = placed(
                "Buy",
                "'orderQty':1,'orderType':'Limit','price':" + price(-100) + ",'activationTime':'2026-11-18T15:30:00Z'");
        assertEquals("Suspended", status(order));
        house.clock.addAndGet(3_600 * House.SECOND);
        house.accepted(new Command.AdvanceTime());
        assertEquals("PendingNew", status(order));
    }

    @Test
    void whatCannotBePlacedIsRefusedWithItsReason() {
        refused("Unsupported", call("order/placeorder", order("Buy", "'orderQty':1,'orderType':'QTS'")));
        refused("InvalidPrice", call("order/placeorder", order("Buy", "'orderQty':1,'orderType':'Limit'")));
        refused(
                "InvalidPrice",
                call("order/placeorder", order("Buy", "'orderQty':1,'orderType':'Limit','price':6000.1")));
        refused(
                "InvalidPrice",
                call("order/placeorder", order("Buy", "'orderQty':1,'orderType':'Stop','stopPrice':" + price(-100))));
        refused(
                "UnknownReason",
                call(
                        "order/placeorder",
                        order("Buy", "'orderQty':1,'orderType':'Limit','timeInForce':'GTD','price':" + price(-9))));
        JsonNode unknown = call(
                "order/placeorder",
                "{'accountId':" + house.account
                        + ",'action':'Buy','symbol':'NOPEZ6','orderQty':1,'orderType':'Market'}");
        refused("UnknownReason", unknown);
        assertEquals("Access is denied", unknown.path("failureText").asText());
        JsonNode foreign = call(
                "order/placeorder",
                "{'accountId':99999,'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market'}");
        assertEquals("Access is denied", foreign.path("failureText").asText());
        assertEquals(0, house.get("order/list", "{}").size());
    }

    /** The client has the id already; the verdict is in the rows. */
    @Test
    void whatRiskRefusesHasAnId() {
        long order = placed("Buy", "'orderQty':100000,'orderType':'Limit','price':" + price(-100));
        assertEquals("Rejected", status(order));
        JsonNode report =
                house.get("commandReport/deps", "{'masterid':" + order + "}").get(0);
        assertEquals("RiskRejected", report.path("commandStatus").asText());
        assertTrue(report.has("rejectReason"), report::toString);
    }

    @Test
    void accountsAndContractsHaveSeveralNames() {
        String rest = "'action':'Buy','orderQty':1,'orderType':'Limit','price':" + price(-100) + "}";
        for (String account : new String[] {"Sim101", "sim101", "user" + house.admin}) {
            JsonNode answer = call("order/placeorder", "{'accountSpec':'" + account + "','symbol':'ESZ6'," + rest);
            assertTrue(answer.has("orderId"), answer::toString);
        }
        for (String symbol : new String[] {"esz6", "ESZ26", Integer.toString(house.es)}) {
            JsonNode answer = call("order/placeorder", "{'accountSpec':'Sim101','symbol':'" + symbol + "'," + rest);
            assertTrue(answer.has("orderId"), answer::toString);
        }
        JsonNode nobody = call("order/placeorder", "{'symbol':'ESZ6'," + rest);
        assertEquals("accountId", nobody.at("/violations/0/constraint").asText());
        assertEquals(
                "Account Id should be specified",
                nobody.at("/violations/0/description").asText());
        JsonNode both = call(
                "order/placeorder",
                "{'accountId':" + house.account + ",'accountSpec':'Nobody','symbol':'ESZ6'," + rest);
        assertTrue(both.has("orderId"), both::toString);
    }

    /** Names of commands may repeat; the first order of a name is known by it at the other door too. */
    @Test
    void aClientsNameIsACustomIdOnce() {
        String rest = "'orderQty':1,'orderType':'Limit','clOrdId':'mine','price':" + price(-100);
        long first = placed("Buy", rest);
        long second = placed("Buy", rest);
        assertEquals("mine", item("command", first).path("clOrdId").asText());
        assertEquals(
                first,
                house.ledger.views().order(house.account, "mine").orElseThrow().orderId());
        assertTrue(second > first);
    }

    @Test
    void oneCancelsTheOther() {
        JsonNode answer = call(
                "order/placeoco",
                order(
                        "Sell",
                        "'orderQty':1,'orderType':'Limit','price':" + price(100)
                                + ",'other':{'action':'Sell','orderType':'Stop','stopPrice':" + price(-100) + "}"));
        long first = answer.path("orderId").asLong();
        long other = answer.path("ocoId").asLong();
        assertEquals("Working", status(first));
        assertEquals(other, item("order", first).path("ocoId").asLong());
        assertEquals(first, item("order", other).path("ocoId").asLong());
        call("order/cancelorder", "{'orderId':" + first + "}");
        assertEquals("Canceled", status(other));
    }

    @Test
    void bracketsWaitForTheirEntry() {
        JsonNode answer = call(
                "order/placeoso",
                order(
                        "Buy",
                        "'orderQty':2,'orderType':'Limit','price':" + price(-100)
                                + ",'bracket1':{'action':'Sell','orderType':'Limit','price':" + price(200)
                                + "},'bracket2':{'action':'Sell','orderType':'Stop','stopPrice':" + price(-200) + "}"));
        long entry = answer.path("orderId").asLong();
        long target = answer.path("oso1Id").asLong();
        long stop = answer.path("oso2Id").asLong();
        assertEquals(entry + 1, target);
        assertEquals(entry + 2, stop);
        assertEquals("Suspended", status(target));
        assertEquals("Suspended", status(stop));
        assertEquals(entry, item("order", target).path("parentId").asLong());
        assertEquals(2, item("orderVersion", stop).path("orderQty").asInt());
        call("order/cancelorder", "{'orderId':" + entry + "}");
        assertEquals("Canceled", status(target));
        assertEquals("Canceled", status(stop));
    }

    @Test
    void aFilledEntryWakesItsBrackets() {
        JsonNode answer = call(
                "order/placeoso",
                order(
                        "Buy",
                        "'orderQty':1,'orderType':'Market','bracket1':{'action':'Sell','orderType':'Limit','price':"
                                + price(200) + "}"));
        assertEquals("Filled", status(answer.path("orderId").asLong()));
        assertEquals("Working", status(answer.path("oso1Id").asLong()));
        assertFalse(answer.has("oso2Id"));
    }

    @Test
    void aModifyReplacesTheTerms() {
        long order = placed("Buy", "'orderQty':1,'orderType':'Limit','price':" + price(-100));
        String price = price(-104);
        long command = call(
                        "order/modifyorder",
                        "{'orderId':" + order + ",'orderQty':3,'orderType':'Limit','price':" + price + "}")
                .path("commandId")
                .asLong();
        JsonNode version = item("orderVersion", command);
        assertEquals(3, version.path("orderQty").asInt());
        assertEquals(0, new BigDecimal(price).compareTo(version.path("price").decimalValue()));
        assertEquals(
                "AtExecution", item("command", command).path("commandStatus").asText());
        assertEquals(
                "ExecutionStopped", item("command", order).path("commandStatus").asText());
        // A price that is left out stays.
        long kept = call("order/modifyorder", "{'orderId':" + order + ",'orderQty':2,'orderType':'Limit'}")
                .path("commandId")
                .asLong();
        assertEquals(
                version.path("price").asText(),
                item("orderVersion", kept).path("price").asText());
    }

    @Test
    void ofATrailingStopOnlyTheQuantityChanges() {
        long order =
                placed("Sell", "'orderQty':1,'orderType':'TrailingStop','pegDifference':10,'stopPrice':" + price(-40));
        String change = "{'orderId':" + order + ",'orderType':'TrailingStop','orderQty':2,'pegDifference':";
        assertTrue(call("order/modifyorder", change + "10}").has("commandId"));
        refused("TrailingStopNonOrderQtyModify", call("order/modifyorder", change + "11}"));
    }

    @Test
    void whatIsDoneIsTooLateToChange() {
        long order = placed("Buy", "'orderQty':1,'orderType':'Limit','price':" + price(-100));
        assertTrue(call("order/cancelorder", "{'orderId':" + order + "}").has("commandId"));
        JsonNode late = call("order/cancelorder", "{'orderId':" + order + "}");
        refused("TooLate", late);
        assertEquals("Too late", late.path("failureText").asText());
        refused("TooLate", call("order/modifyorder", "{'orderId':" + order + ",'orderQty':1,'orderType':'Market'}"));
        refused("UnknownReason", call("order/cancelorder", "{'orderId':987654321}"));
    }

    @Test
    void aPositionIsLiquidatedAndItsOrdersCanceled() {
        placed("Buy", "'orderQty':2,'orderType':'Market'");
        long resting = placed("Buy", "'orderQty':1,'orderType':'Limit','price':" + price(-100));
        String position = "{'accountId':" + house.account + ",'contractId':" + house.es + ",'admin':";
        refused("Unauthorized", call("order/liquidateposition", position + "true}"));
        long closing = call("order/liquidateposition", position + "false,'customTag50':'T50','isAutomated':true}")
                .path("orderId")
                .asLong();
        assertEquals("T50", item("command", closing).path("customTag50").asText());
        assertTrue(item("command", closing).path("isAutomated").asBoolean());
        assertEquals("Sell", item("order", closing).path("action").asText());
        assertEquals("Filled", status(closing));
        assertEquals("Canceled", status(resting));
        assertEquals(0, house.get("position/list", "{}").get(0).path("netPos").asInt());
        assertEquals("{}", call("order/liquidateposition", position + "false}").toString());
    }

    @Test
    void severalPositionsAreLiquidatedOrNone() {
        placed("Sell", "'orderQty':1,'orderType':'Market'");
        long position = house.get("position/list", "{}").get(0).path("id").asLong();
        JsonNode denied = call("order/liquidatepositions", "{'positions':[" + position + ",4711],'admin':false}");
        assertEquals("Access is denied", denied.path("errorText").asText());
        assertEquals(-1, item("position", position).path("netPos").asInt());
        JsonNode done = call("order/liquidatepositions", "{'positions':[" + position + "],'admin':false}");
        assertTrue(done.path("ok").asBoolean());
        assertEquals(0, item("position", position).path("netPos").asInt());
    }

    @Test
    void aDryRunSaysWhatRiskWouldSay() {
        String order = "{'contractId':" + house.es + ",'action':'Buy','orderType':'Limit','price':" + price(-10);
        String call = "{'accountId':" + house.account + ",'orders':[";
        JsonNode sound = call("order/dryrun", call + order + ",'orderQty':2}]}");
        assertFalse(sound.has("rejectReason"), sound::toString);
        assertEquals(0, sound.at("/details/beforeNetPos").asInt());
        assertEquals(2, sound.at("/details/hypoLongPos").asInt());
        assertTrue(sound.at("/details/initialMarginReq").asDouble() > 0, sound::toString);
        assertTrue(sound.at("/fees/exchangeFee").asDouble() > 0, sound::toString);
        assertEquals(
                "MaxOrderQtyLimitReached",
                call("order/dryrun", call + order + ",'orderQty':100000}]}")
                        .path("rejectReason")
                        .asText());
        String large = order + ",'orderQty':100}";
        assertEquals(
                "NotEnoughLiquidity",
                call("order/dryrun", call + large + "," + large + "," + large + "]}")
                        .path("rejectReason")
                        .asText());
        assertEquals(0, house.get("order/list", "{}").size());
    }

    /** What clients say besides is shown with the command. */
    @Test
    void commandsKeepTheirTags() {
        long order = placed("Buy", "'orderQty':1,'orderType':'Limit','customTag50':'tag','price':" + price(-100));
        assertEquals("tag", item("command", order).path("customTag50").asText());
        assertEquals(7, item("command", order).path("userSessionId").asInt());
        long cancel = call("order/cancelorder", "{'orderId':" + order + ",'clOrdId':'away','isAutomated':true}")
                .path("commandId")
                .asLong();
        assertEquals("away", item("command", cancel).path("clOrdId").asText());
        assertTrue(item("command", cancel).path("isAutomated").asBoolean());
    }
}
