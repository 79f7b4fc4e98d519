package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.1: which rows share an id, and that ids grow with time. */
@ExtendWith(TradovateServer.Shared.class)
class OrderIdsTest {
    /** What becomes of an order in time, one id after the other; the other kinds reuse these. */
    private static final Set<String> OWN = Set.of("command", "commandReport", "fill");

    private final TradovateServer server;

    OrderIdsTest(TradovateServer server) {
        this.server = server;
    }

    /** A change, a fill, a close, a cancel and a strategy, then the rules over all of it. */
    @Test
    void rowsShareIdsAndIdsGrow() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            long order = trader.place("Buy", 1, "Limit", ",'price':" + price)
                    .path("orderId")
                    .asLong();
            socket.awaitWorking(order);
            socket.call(
                    "order/modifyorder",
                    "{'orderId':" + order + ",'orderQty':1,'orderType':'Limit','price':"
                            + price.add(BigDecimal.valueOf(40)) + "}");
            socket.skipToOrder(order, "Filled");
            long closing = trader.place("Sell", 1, "Market", "").path("orderId").asLong();
            socket.skipToOrder(closing, "Filled");
            SequenceFStrategyTest.start(trader, price);
            socket.skipTo(change -> change.path("entityType").asText().equals("orderStrategyLink")
                    && change.at("/entity/label").asText().equals("0"));
            socket.drained();
            rules(socket);
        }
    }

    private static void rules(TradovateSocket socket) {
        Map<String, Map<Long, JsonNode>> rows = new HashMap<>();
        long last = 0;
        for (JsonNode message : socket.messages()) {
            JsonNode change = message.path("d");
            if (!message.path("e").asText().equals("props")) {
                continue;
            }
            String kind = change.path("entityType").asText();
            JsonNode row = change.path("entity");
            boolean isNew = rows.computeIfAbsent(kind, _ -> new HashMap<>())
                            .put(row.path("id").asLong(), row)
                    == null;
            if (isNew && change.path("eventType").asText().equals("Created") && OWN.contains(kind)) {
                assertTrue(row.path("id").asLong() > 0, row::toString);
                last = Math.max(last, row.path("id").asLong());
            }
        }
        assertTrue(last > 0);
        rows.get("command").forEach((id, command) -> {
            boolean isNew = command.path("commandType").asText().equals("New");
            assertEquals(isNew, id == command.path("orderId").asLong(), command::toString);
        });
        rows.get("orderVersion")
                .forEach((id, version) -> assertEquals(
                        version.path("orderId"), rows.get("command").get(id).path("orderId"), version::toString));
        rows.get("executionReport").forEach((id, report) -> {
            JsonNode caused = rows.get("commandReport").get(id);
            boolean trade = report.path("execType").asText().equals("Trade");
            assertEquals(trade, caused == null, () -> "a report of a command shares its id: " + report);
            if (caused != null) {
                assertEquals(report.path("commandId"), caused.path("commandId"));
            }
        });
        assertEquals(rows.get("fill").keySet(), rows.get("fillFee").keySet());
        rows.get("orderStrategyLink")
                .forEach((id, link) -> assertEquals(id, link.path("orderId").asLong(), link::toString));
        rows.get("marginSnapshot")
                .forEach((id, margin) -> assertTrue(
                        rows.get("order").values().stream()
                                .anyMatch(order -> order.path("accountId").asLong() == id),
                        margin::toString));
    }

    /** Commands, reports and fills of one order are told in the order of their ids. */
    @Test
    void idsGrowWithTime() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            long order = trader.place("Buy", 1, "Market", "").path("orderId").asLong();
            socket.skipToOrder(order, "Filled");
            socket.drained();
            long last = 0;
            for (JsonNode message : socket.messages()) {
                String kind = message.at("/d/entityType").asText();
                if (OWN.contains(kind) && message.at("/d/eventType").asText().equals("Created")) {
                    long id = message.at("/d/entity/id").asLong();
                    assertTrue(id > last, message::toString);
                    last = id;
                }
            }
        }
    }
}
