package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.schema.Schema;

/** Strategies of an entry with brackets, begun, changed and interrupted as clients write it. */
class StrategyOperationsTest {
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
        assertEquals(
                List.of(), Replies.problems(Schema.standard().endpoint(path).orElseThrow(), answer));
        return answer;
    }

    private JsonNode start(String action, String params) {
        ObjectNode body = (ObjectNode) House.parse(("{\"accountId\":" + house.account
                        + ",\"symbol\":\"ESZ6\",\"orderStrategyTypeId\":2,\"uuid\":\"mine\",\"customTag50\":\"tag\",\"action\":\""
                        + action + "\"}")
                .getBytes(StandardCharsets.UTF_8));
        body.put("params", params.replace('\'', '"'));
        return house.get(Domain.DEMO, house.admin, "orderStrategy/startorderstrategy", body);
    }

    private long started(String action, String params) {
        JsonNode answer = start(action, params);
        assertTrue(answer.has("orderStrategy"), answer::toString);
        assertEquals(
                List.of(),
                Replies.problems(
                        Schema.standard()
                                .endpoint("orderStrategy/startorderstrategy")
                                .orElseThrow(),
                        answer));
        return answer.at("/orderStrategy/id").asLong();
    }

    private String price(int ticks) {
        return new BigDecimal(house.quote().bidTicks() + ticks)
                .multiply(new BigDecimal("0.25"))
                .toPlainString();
    }

    private String resting(String brackets) {
        return "{'entryVersion':{'id':0,'orderId':0,'orderQty':2,'orderType':'Limit','price':" + price(-100)
                + ",'stopPrice':0,'timeInForce':'Day'},'brackets':[" + brackets + "]}";
    }

    private static String filling(int quantity, String brackets) {
        return "{'entryVersion':{'orderQty':" + quantity + ",'orderType':'Market'},'brackets':[" + brackets + "]}";
    }

    private JsonNode item(String entity, long id) {
        return house.get(entity + "/item", "{'id':" + id + "}");
    }

    private String status(long strategy) {
        return item("orderStrategy", strategy).path("status").asText();
    }

    /** Orders of a strategy: "label type" to id. */
    private Map<String, Long> orders(long strategy) {
        Map<String, Long> orders = new TreeMap<>();
        for (JsonNode link : house.get("orderStrategyLink/deps", "{'masterid':" + strategy + "}")) {
            long order = link.path("orderId").asLong();
            assertEquals(order, link.path("id").asLong());
            JsonNode version = item("orderVersion", order);
            orders.put(
                    link.path("label").asText() + " "
                            + version.path("orderType").asText(),
                    order);
        }
        return orders;
    }

    private BigDecimal shown(long order, String field) {
        JsonNode versions = house.get("orderVersion/deps", "{'masterid':" + order + "}");
        JsonNode newest = versions.get(0);
        for (JsonNode version : versions) {
            newest = version.path("id").asLong() > newest.path("id").asLong() ? version : newest;
        }
        return newest.path(field).decimalValue();
    }

    private String ordStatus(long order) {
        return item("order", order).path("ordStatus").asText();
    }

    @Test
    void anEntryWaitsWithItsBrackets() {
        long strategy = started(
                "Buy",
                resting("{'qty':1,'profitTarget':20,'stopLoss':-15,'trailingStop':false},"
                        + "{'qty':1,'profitTarget':40,'stopLoss':-15,'trailingStop':true}"));
        assertEquals("ActiveStrategy", status(strategy));
        JsonNode row = item("orderStrategy", strategy);
        assertEquals("mine", row.path("uuid").asText());
        assertEquals("tag", row.path("customTag50").asText());
        Map<String, Long> orders = orders(strategy);
        assertEquals(
                List.of("0 Limit", "0 Stop", "1 Limit", "1 TrailingStop", "256 Limit"), List.copyOf(orders.keySet()));
        assertEquals("Working", ordStatus(orders.get("256 Limit")));
        assertEquals("Suspended", ordStatus(orders.get("0 Stop")));
        assertFalse(item("order", orders.get("0 Stop")).has("parentId"));
        assertEquals(
                0,
                shown(orders.get("0 Limit"), "price")
                        .compareTo(shown(orders.get("256 Limit"), "price").add(BigDecimal.valueOf(20))));
    }

    @Test
    void aFilledEntryWakesItsBracketsAtTheirDistance() {
        long strategy = started(
                "Sell",
                filling(
                        3,
                        "{'qty':2,'profitTarget':-20,'stopLoss':15},"
                                + "{'qty':1,'profitTarget':-40,'stopLoss':15,'autoTrail':{'stopLoss':10,'trigger':12,'freq':2}}"));
        Map<String, Long> orders = orders(strategy);
        BigDecimal fill = house.get("fill/deps", "{'masterid':" + orders.get("256 Market") + "}")
                .get(0)
                .path("price")
                .decimalValue();
        assertEquals("Working", ordStatus(orders.get("0 Limit")));
        assertEquals(
                2, item("orderVersion", orders.get("0 Limit")).path("orderQty").asInt());
        assertEquals(0, shown(orders.get("0 Limit"), "price").compareTo(fill.subtract(BigDecimal.valueOf(20))));
        assertEquals(0, shown(orders.get("1 Stop"), "stopPrice").compareTo(fill.add(BigDecimal.valueOf(15))));
        JsonNode params = House.parse(
                item("orderStrategy", strategy).path("params").asText().getBytes(StandardCharsets.UTF_8));
        assertEquals(-40.0, params.at("/brackets/1/profitTarget").asDouble());
        assertEquals(2.0, params.at("/brackets/1/autoTrail/freq").asDouble());
    }

    @Test
    void bracketsMayBePrices() {
        String target = price(200);
        String stop = price(-200);
        long strategy = started(
                "Buy",
                filling(
                        1,
                        "{'profitTarget':" + target + ",'stopLoss':" + stop + ",'absPrice':true,'trailingStop':true}"));
        Map<String, Long> orders = orders(strategy);
        assertEquals(0, shown(orders.get("0 Limit"), "price").compareTo(new BigDecimal(target)));
        assertEquals(0, shown(orders.get("0 TrailingStop"), "stopPrice").compareTo(new BigDecimal(stop)));
    }

    @Test
    void interruptingCancelsOrdersAndKeepsThePosition() {
        long waiting = started("Buy", resting("{'qty':2,'profitTarget':20,'stopLoss':-15}"));
        JsonNode interrupted = call("orderStrategy/interruptorderstrategy", "{'orderStrategyId':" + waiting + "}");
        assertEquals(
                "ExecutionInterrupted", interrupted.at("/orderStrategy/status").asText());
        orders(waiting).values().forEach(order -> assertEquals("Canceled", ordStatus(order)));
        long filled = started("Buy", filling(1, "{'qty':1,'profitTarget':20,'stopLoss':-15}"));
        call("orderStrategy/interruptorderstrategy", "{'orderStrategyId':" + filled + "}");
        assertEquals("ExecutionInterrupted", status(filled));
        assertEquals(1, house.get("position/list", "{}").get(0).path("netPos").asInt());
        JsonNode late = call("orderStrategy/interruptorderstrategy", "{'orderStrategyId':" + filled + "}");
        assertEquals("TooLate", late.path("failureReason").asText());
    }

    @Test
    void brokenParametersAreRefused() {
        assertEquals(
                "Invalid or missed parameters",
                start("Buy", "no json").path("errorText").asText());
        assertEquals(
                "Invalid or missed parameters",
                start("Buy", "{}").path("errorText").asText());
        for (String brackets : List.of(
                "{'qty':1,'profitTarget':-20}",
                "{'qty':1,'stopLoss':15}",
                "{'qty':2,'profitTarget':20}",
                "{'qty':1}",
                "{'qty':1,'profitTarget':20.1}",
                "{'qty':1,'profitTarget':20,'autoTrail':{'stopLoss':5,'trigger':10,'freq':1}}",
                "{'qty':1,'profitTarget':1e-999999999}")) {
            JsonNode answer = start("Buy", filling(1, brackets));
            assertTrue(answer.has("errorText"), () -> brackets + ": " + answer);
        }
        assertEquals(0, house.get("order/list", "{}").size());
        JsonNode nobody = call("orderStrategy/interruptorderstrategy", "{'orderStrategyId':4711}");
        assertEquals("Access is denied", nobody.path("errorText").asText());
    }

    @Test
    void aStrategyIsChangedByACommand() {
        long strategy = started(
                "Buy",
                filling(2, "{'qty':1,'profitTarget':20,'stopLoss':-15},{'qty':1,'profitTarget':40,'stopLoss':-15}"));
        Map<String, Long> orders = orders(strategy);
        BigDecimal fill = house.get("fill/deps", "{'masterid':" + orders.get("256 Market") + "}")
                .get(0)
                .path("price")
                .decimalValue();
        String path = "orderStrategy/modifyorderstrategy";
        String change = "{'orderStrategyId':" + strategy + ",'command':'";
        assertTrue(call(path, change + "stopLoss all -12.5; profitTarget 1 @" + price(300) + "'}")
                .has("orderStrategy"));
        assertEquals(0, shown(orders.get("0 Stop"), "stopPrice").compareTo(fill.subtract(new BigDecimal("12.5"))));
        assertEquals(0, shown(orders.get("1 Stop"), "stopPrice").compareTo(fill.subtract(new BigDecimal("12.5"))));
        assertEquals(0, shown(orders.get("1 Limit"), "price").compareTo(new BigDecimal(price(300))));
        call(path, change + "cancel profitTarget 0'}");
        assertEquals("Canceled", ordStatus(orders.get("0 Limit")));
        assertEquals(
                "Invalid or missed parameters",
                call(path, change + "sell everything'}").path("errorText").asText());
        assertEquals(
                "TooLate",
                call(path, change + "stopLoss 7 -1'}").path("failureReason").asText());
    }

    /** Nobody has to be connected, and a process that comes back finds the same rows. */
    @Test
    void strategiesOutliveTheDoor() {
        long strategy = started("Buy", resting("{'qty':2,'profitTarget':20,'stopLoss':-15,'trailingStop':true}"));
        JsonNode before = item("orderStrategy", strategy);
        Map<String, Long> orders = orders(strategy);
        house.restart();
        assertEquals(before, item("orderStrategy", strategy));
        assertEquals(orders, orders(strategy));
        call("order/cancelorder", "{'orderId':" + orders.get("256 Limit") + "}");
        assertEquals("ExecutionInterrupted", status(strategy));
    }
}
