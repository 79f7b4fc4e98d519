package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence F: a bracket strategy starts. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceFStrategyTest {
    /** {@code $s} the strategy, {@code $o} its entry, {@code $l1} and {@code $l2} its legs. */
    static final String STARTED = """
            orderStrategy   Created id=$s status=InactiveStrategy
            orderStrategy   Updated id=$s status=ActiveStrategy
            order           Created id=$o ordStatus=Unknown
            command         Created id=$o orderId=$o commandType=New commandStatus=Pending
            orderVersion    Created id=$o
            commandReport   Created id>$o commandId=$o commandStatus=RiskPassed
            command         Updated id=$o commandStatus=RiskPassed
            order           Updated id=$o ordStatus=PendingNew !executionProviderId
            orderStrategyLink Created id=$o orderStrategyId=$s orderId=$o label=256
            orderStrategy   Updated id=$s status=ActiveStrategy
            order           Updated id=$o ordStatus=PendingNew executionProviderId=1
            marginSnapshot  Updated
            commandReport   Created commandId=$o commandStatus=AtExecution
            command         Updated id=$o commandStatus=AtExecution
            order           Updated id=$o ordStatus=Working
            executionReport Created commandId=$o execType=New ordStatus=Working
            orderStrategy   Updated id=$s status=ActiveStrategy
            """ + leg("l1") + leg("l2") + """
            orderStrategy   Updated id=$s status=ActiveStrategy
            """;

    private final TradovateServer server;

    SequenceFStrategyTest(TradovateServer server) {
        this.server = server;
    }

    private static String leg(String name) {
        return """
                order             Created id=$leg ordStatus=Unknown !ocoId !parentId
                command           Created id=$leg orderId=$leg commandType=New commandStatus=Pending isAutomated=true
                orderVersion      Created id=$leg orderId=$leg
                commandReport     Created commandId=$leg commandStatus=OnHold ordStatus=Suspended
                command           Updated id=$leg commandStatus=OnHold
                order             Updated id=$leg ordStatus=Suspended
                orderStrategyLink Created id=$leg orderStrategyId=$s orderId=$leg label=0
                """.replace("$leg", "$" + name);
    }

    /** A strategy of one bracket that waits 25 points below the market. */
    static JsonNode start(Trader trader, BigDecimal price) throws Exception {
        return trader.socket()
                .call(
                        "orderStrategy/startorderstrategy",
                        "{'accountId':" + trader.account() + ",'symbol':'" + trader.symbol()
                                + "','orderStrategyTypeId':2,'action':'Buy','params':"
                                + Product.JSON
                                        .writeValueAsString(
                                                "{\"entryVersion\":{\"orderQty\":1,\"orderType\":\"Limit\",\"price\":"
                                                        + price
                                                        + ",\"timeInForce\":\"Day\"},\"brackets\":[{\"qty\":1,\"profitTarget\":20,\"stopLoss\":-15,\"trailingStop\":false}]}")
                                        .replace("'", "\\u0027")
                                + "}");
    }

    @Test
    void aStrategyStarts() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            JsonNode started = start(trader, price);
            assertTrue(started.path("orderStrategy").has("id"), started::toString);
            socket.tells(STARTED);
            socket.silent();
            long strategy = socket.value("s");
            assertEquals(strategy, started.at("/orderStrategy/id").asLong());
            JsonNode held = socket.get("command/item", "id=" + socket.value("l1"));
            Instant activation = Instant.parse(held.path("activationTime").asText());
            assertTrue(activation.isAfter(Instant.now().plus(9 * 365, ChronoUnit.DAYS)), held::toString);
            JsonNode target = socket.get("orderVersion/item", "id=" + socket.value("l1"));
            assertEquals(
                    0,
                    price.add(BigDecimal.valueOf(20))
                            .compareTo(target.path("price").decimalValue()));
            JsonNode stop = socket.get("orderVersion/item", "id=" + socket.value("l2"));
            assertEquals(
                    0,
                    price.subtract(BigDecimal.valueOf(15))
                            .compareTo(stop.path("stopPrice").decimalValue()));
            assertEquals(
                    3,
                    socket.get("orderStrategyLink/deps", "masterid=" + strategy).size());
        }
    }
}
