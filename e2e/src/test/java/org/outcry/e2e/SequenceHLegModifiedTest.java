package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence H: a leg of a strategy that waits is changed. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceHLegModifiedTest {
    /** The entry is sent once more as it is, as in B; then the leg's change comes twice as new. {@code $h} is that change. */
    static final String LEG_MODIFIED = SequenceBModifyTest.MODIFIED + """
            command         Created id=$h orderId=$l1 commandType=Modify commandStatus=Pending
            orderVersion    Created id=$h orderId=$l1
            command         Created id=$h orderId=$l1 commandType=Modify commandStatus=OnHold
            orderVersion    Created id=$h orderId=$l1
            commandReport   Created commandId=$h commandStatus=OnHold
            command         Updated id=$h commandStatus=OnHold
            """;

    private final TradovateServer server;

    SequenceHLegModifiedTest(TradovateServer server) {
        this.server = server;
    }

    static void modify(TradovateSocket socket, long leg, BigDecimal price) throws Exception {
        JsonNode changed = socket.call(
                "order/modifyorder", "{'orderId':" + leg + ",'orderQty':1,'orderType':'Limit','price':" + price + "}");
        assertEquals(true, changed.path("commandId").asLong() > 0, changed::toString);
    }

    @Test
    void aLegIsChanged() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            SequenceFStrategyTest.start(trader, price);
            socket.tells(SequenceFStrategyTest.STARTED);
            long entry = socket.value("o");
            modify(socket, socket.value("l1"), price.add(BigDecimal.valueOf(22)));
            socket.let("live", entry).tells(LEG_MODIFIED);
            socket.silent();

            // The entry's terms are what they were, with every version that it was sent with.
            JsonNode versions = socket.get("orderVersion/deps", "masterid=" + entry);
            assertEquals(2, versions.size());
            for (String member : new String[] {"orderQty", "orderType", "price", "timeInForce"}) {
                assertEquals(versions.get(0).path(member), versions.get(1).path(member), member);
            }
            assertEquals(
                    0,
                    price.add(BigDecimal.valueOf(22))
                            .compareTo(socket.get("orderVersion/item", "id=" + socket.value("h"))
                                    .path("price")
                                    .decimalValue()));
        }
    }

    /** When the entry fills, the leg goes to the market with its last command, at its new price; the one before is over. */
    @Test
    void theChangedLegGoesToWork() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            SequenceFStrategyTest.start(trader, price);
            socket.tells(SequenceFStrategyTest.STARTED);
            long entry = socket.value("o");
            long leg = socket.value("l1");
            BigDecimal target = price.add(BigDecimal.valueOf(70));
            modify(socket, leg, target);
            socket.let("live", entry).tells(LEG_MODIFIED);
            socket.call(
                    "order/modifyorder",
                    "{'orderId':" + entry + ",'orderQty':1,'orderType':'Limit','price':"
                            + price.add(BigDecimal.valueOf(35)) + "}");
            socket.skipToOrder(leg, "Working");
            List<String> commands = new ArrayList<>();
            for (JsonNode command : socket.get("command/deps", "masterid=" + leg)) {
                commands.add(command.path("commandType").asText() + " "
                        + command.path("commandStatus").asText());
            }
            assertEquals(List.of("New ExecutionStopped", "Modify AtExecution"), commands);
            JsonNode version = socket.get("orderVersion/item", "id=" + socket.value("h"));
            assertEquals(0, target.compareTo(version.path("price").decimalValue()), version::toString);
        }
    }
}
