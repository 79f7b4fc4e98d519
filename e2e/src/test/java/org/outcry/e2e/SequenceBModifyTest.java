package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence B: a change is accepted. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceBModifyTest {
    /** {@code $o} is the order, {@code $live} the command at the market, {@code $m} the one that changes it. */
    static final String MODIFIED = """
            command         Created id=$m orderId=$o commandType=Modify commandStatus=Pending
            orderVersion    Created id=$m orderId=$o
            commandReport   Created id=$m+1 commandId=$m commandStatus=RiskPassed
            command         Updated id=$m commandStatus=RiskPassed
            commandReport   Created id=$r commandId=$m commandStatus=AtExecution
            command         Updated id=$m commandStatus=AtExecution
            commandReport   Created id=$r+1 commandId=$live commandStatus=ExecutionStopped
            command         Updated id=$live commandStatus=ExecutionStopped
            executionReport Created id=$r commandId=$m orderId=$o execType=Replaced ordStatus=Working
            """;

    private final TradovateServer server;

    SequenceBModifyTest(TradovateServer server) {
        this.server = server;
    }

    private static String change(long order, int quantity, BigDecimal price) {
        return "{'orderId':" + order + ",'orderQty':" + quantity + ",'orderType':'Limit','price':" + price
                + ",'isAutomated':true}";
    }

    @Test
    void aChangeIsAccepted() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket().let("account", trader.account());
            BigDecimal price = trader.away(-25);
            long order = trader.place("Buy", 1, "Limit", ",'price':" + price)
                    .path("orderId")
                    .asLong();
            socket.tells(SequenceANewOrderTest.ACCEPTED);

            long first = socket.call("order/modifyorder", change(order, 1, price.subtract(BigDecimal.ONE)))
                    .path("commandId")
                    .asLong();
            socket.let("live", order).tells(MODIFIED);
            assertEquals(first, socket.value("m"));
            assertNotEquals(order, first, "a change takes a fresh id");
            // Neither the order nor its margin is told when the quantity stays.
            socket.silent();

            socket.call("order/modifyorder", change(order, 1, price.subtract(BigDecimal.TWO)));
            socket.forget("m", "r", "live").let("live", first).tells(MODIFIED);
            socket.silent();
            JsonNode versions = socket.get("orderVersion/deps", "masterid=" + order);
            assertEquals(3, versions.size());
            assertEquals(
                    List.of(order, first, socket.value("m")),
                    versions.findValues("id").stream().map(JsonNode::asLong).toList());
        }
    }

    /** Another quantity needs another margin. */
    @Test
    void anotherQuantityIsAnotherMargin() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket().let("account", trader.account());
            BigDecimal price = trader.away(-25);
            long order = trader.place("Buy", 1, "Limit", ",'price':" + price)
                    .path("orderId")
                    .asLong();
            socket.tells(SequenceANewOrderTest.ACCEPTED);
            socket.call("order/modifyorder", change(order, 3, price));
            socket.let("live", order).tells(MODIFIED);
            socket.tells("marginSnapshot Updated id=$account");
            socket.silent();
        }
    }

    /** A change that risk refuses is a command like any other, and the order stays as it was. */
    @Test
    void aChangeThatRiskRefusesLeavesTheOrder() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket().let("account", trader.account());
            BigDecimal price = trader.away(-25);
            long order = trader.place("Buy", 1, "Limit", ",'price':" + price)
                    .path("orderId")
                    .asLong();
            socket.tells(SequenceANewOrderTest.ACCEPTED);
            socket.call("order/modifyorder", change(order, 60_000, price));
            socket.tells("""
                    command       Created id=$m orderId=$o commandType=Modify commandStatus=Pending
                    orderVersion  Created id=$m orderId=$o orderQty=60000
                    commandReport Created id=$m+1 commandId=$m commandStatus=RiskRejected rejectReason=MaxOrderQtyLimitReached
                    command       Updated id=$m commandStatus=RiskRejected
                    """);
            socket.silent();
            assertEquals(
                    "AtExecution",
                    socket.get("command/item", "id=" + order)
                            .path("commandStatus")
                            .asText());
        }
    }
}
