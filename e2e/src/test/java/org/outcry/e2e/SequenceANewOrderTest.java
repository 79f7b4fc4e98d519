package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tradovate reference, section 7.3, sequence A: a new order is accepted. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceANewOrderTest {
    /** From its first frame to its rest in the book; {@code $o} is the order. */
    static final String ACCEPTED = """
            order          Created id=$o ordStatus=Unknown accountId=$account !executionProviderId
            command        Created id=$o orderId=$o commandType=New commandStatus=Pending
            orderVersion   Created id=$o orderId=$o
            commandReport  Created id=$o+1 commandId=$o commandStatus=RiskPassed ordStatus=PendingNew
            command        Updated id=$o commandStatus=RiskPassed
            order          Updated id=$o ordStatus=PendingNew !executionProviderId
            order          Updated id=$o ordStatus=PendingNew executionProviderId=1
            marginSnapshot Updated id=$account
            commandReport  Created id>$o commandId=$o commandStatus=AtExecution ordStatus=Working
            command        Updated id=$o commandStatus=AtExecution
            order          Updated id=$o ordStatus=Working executionProviderId=1
            executionReport Created id>$o commandId=$o orderId=$o execType=New ordStatus=Working
            """;

    private final TradovateServer server;

    SequenceANewOrderTest(TradovateServer server) {
        this.server = server;
    }

    @Test
    void aNewOrderIsAccepted() throws Exception {
        try (TradovateServer.Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket().let("account", trader.account());
            long order = trader.place(
                            "Buy",
                            1,
                            "Limit",
                            ",'price':" + trader.away(-25) + ",'clOrdId':'first','customTag50':'desk 7'")
                    .path("orderId")
                    .asLong();
            socket.tells(ACCEPTED);
            assertEquals(order, socket.value("o"));
            socket.silent();

            JsonNode margin = socket.get("marginSnapshot/item", "id=" + trader.account());
            assertTrue(margin.path("totalUsedMargin").asDouble() > 0, margin::toString);
            assertEquals(margin.path("totalUsedMargin"), margin.path("totalUsedFullMargin"));
            JsonNode command = socket.get("command/item", "id=" + order);
            assertEquals("first", command.path("clOrdId").asText());
            assertEquals("desk 7", command.path("customTag50").asText());
            assertTrue(command.path("isAutomated").asBoolean());
            assertTrue(command.path("userSessionId").asLong() > 0, command::toString);
        }
    }

    /** A contract that appears first in an order is told with its product and maturity before the order that names it. */
    @Test
    void theContractOfAFirstOrderIsToldBefore() throws Exception {
        try (TradovateServer.Trader trader = server.trader()) {
            trader.place("Buy", 1, "Limit", ",'price':" + trader.away(-25));
            trader.socket().tells("order Created id=$o");
            List<String> kinds = new ArrayList<>();
            for (JsonNode message : trader.socket().messages()) {
                if (message.path("e").asText().equals("props")) {
                    kinds.add(message.at("/d/entityType").asText());
                }
            }
            assertEquals(
                    List.of("product", "contractMaturity", "contract", "order"),
                    kinds.subList(kinds.indexOf("order") - 3, kinds.indexOf("order") + 1));
        }
    }

    /** With an activation time the order is held instead, and starts by itself. */
    @Test
    void anOrderWithAnActivationTimeIsHeldUntilThen() throws Exception {
        try (TradovateServer.Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            String price = ",'price':" + trader.away(-25);
            // Soon, yet later than a busy machine needs to take the order.
            String start = Instant.now().plusSeconds(3).toString();
            trader.place("Buy", 1, "Limit", price + ",'activationTime':'" + start + "'");
            socket.tells("""
                    order          Created id=$o ordStatus=Unknown
                    command        Created id=$o commandType=New commandStatus=Pending
                    orderVersion   Created id=$o
                    commandReport  Created commandId=$o commandStatus=OnHold ordStatus=Suspended
                    command        Updated id=$o commandStatus=OnHold
                    order          Updated id=$o ordStatus=Suspended
                    """);
            socket.skipToOrder(socket.value("o"), "PendingNew");
            socket.skipToOrder(socket.value("o"), "Working");
        }
    }
}
