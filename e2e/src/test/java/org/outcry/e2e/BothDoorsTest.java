package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One account seen and traded through both doors. */
@ExtendWith(TradovateServer.Shared.class)
class BothDoorsTest {
    private final TradovateServer server;

    BothDoorsTest(TradovateServer server) {
        this.server = server;
    }

    @Test
    void oneAccountIsSeenThroughBothDoors() throws Exception {
        Product product = server.product;
        String symbol = server.front("MES");
        long account = server.demo("account/find?name=Sim101").path("id").asLong();
        try (TradovateSocket socket = server.socket("demo")) {
            socket.call("user/syncrequest", "{'accounts':[" + account + "]}");
            long first = socket.call(
                            "order/placeorder",
                            "{'accountId':" + account + ",'accountSpec':'Sim101','action':'Buy','symbol':'" + symbol
                                    + "','orderQty':1,'orderType':'Market','isAutomated':true}")
                    .path("orderId")
                    .asLong();
            socket.skipToOrder(first, "Filled");
            JsonNode position = product.await(
                            "/v1/api/accounts/Sim101/positions",
                            answer -> !answer.path("positions").isEmpty())
                    .path("positions")
                    .get(0);
            assertEquals("Long", position.path("marketPosition").asText());
            BigDecimal price = socket.get("fill/deps", "masterid=" + first)
                    .get(0)
                    .path("price")
                    .decimalValue();
            herePlacedThereCanceled(product, socket, account, symbol, price.subtract(BigDecimal.valueOf(25)));
            therePlacedHereCanceled(product, socket, price.subtract(BigDecimal.valueOf(25)));
        }
    }

    private static void herePlacedThereCanceled(
            Product product, TradovateSocket socket, long account, String symbol, BigDecimal price) throws Exception {
        String leg = "'action':'Buy','orderType':'Limit','price':";
        JsonNode placed = socket.call(
                "order/placeoco",
                "{'accountId':" + account + ",'symbol':'" + symbol + "','orderQty':1,'clOrdId':'both-doors'," + leg
                        + price + ",'other':{" + leg + price.subtract(BigDecimal.TEN) + "}}");
        product.await(
                "/v1/api/accounts/Sim101/orders/both-doors",
                order -> order.path("orderState").asText().equals("Working"));
        JsonNode canceled = product.post("/v1/api/accounts/Sim101/orders/both-doors/cancel", "{}");
        assertTrue(canceled.path("success").asBoolean(), canceled::toString);
        socket.event("props", TradovateSocket.order(placed.path("orderId").asLong(), "Canceled"));
        // One cancels the other.
        socket.event("props", TradovateSocket.order(placed.path("ocoId").asLong(), "Canceled"));
    }

    private static void therePlacedHereCanceled(Product product, TradovateSocket socket, BigDecimal price)
            throws Exception {
        JsonNode placed = product.post("/v1/api/accounts/Sim101/orders/place", """
                {"instrument":"MES","action":"BUY","quantity":1,"orderType":"LIMIT","limitPrice":%s,"timeInForce":"DAY",\
                "orderId":"from-there"}""".formatted(price));
        assertTrue(placed.path("success").asBoolean(), placed::toString);
        JsonNode command = socket.event(
                "props",
                change -> change.path("entityType").asText().equals("command")
                        && change.at("/entity/clOrdId").asText().equals("from-there"));
        long order = command.at("/entity/orderId").asLong();
        socket.event("props", TradovateSocket.order(order, "Working"));
        JsonNode canceled = socket.call("order/cancelorder", "{'orderId':" + order + "}");
        assertTrue(canceled.path("commandId").asLong() > 0, canceled::toString);
        product.await(
                "/v1/api/accounts/Sim101/orders/from-there",
                answer -> answer.path("orderState").asText().startsWith("Cancel"));
    }
}
