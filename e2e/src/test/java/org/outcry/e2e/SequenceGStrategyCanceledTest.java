package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence G: the entry of a strategy is canceled, also after its legs were changed. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceGStrategyCanceledTest {
    private final TradovateServer server;

    SequenceGStrategyCanceledTest(TradovateServer server) {
        this.server = server;
    }

    /** A leg's end: no report of its own, since it never was at the market. */
    private static String leg(String name, String... held) {
        StringBuilder table =
                new StringBuilder("""
                command       Created id=$c$leg orderId=$leg commandType=Cancel commandStatus=Pending isAutomated=true
                commandReport Created commandId=$c$leg commandStatus=AtExecution
                command       Updated id=$c$leg commandStatus=AtExecution
                """.replace("$c$leg", "$c" + name).replace("$leg", "$" + name));
        for (String command : held) {
            table.append("commandReport Created commandId=$")
                    .append(command)
                    .append(" commandStatus=ExecutionStopped\n");
            table.append("command Updated id=$").append(command).append(" commandStatus=ExecutionStopped\n");
        }
        return table.append("order Updated id=$")
                .append(name)
                .append(" ordStatus=Canceled\n")
                .toString();
    }

    @Test
    void theEntryIsCanceled() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            SequenceFStrategyTest.start(trader, trader.away(-25));
            socket.tells(SequenceFStrategyTest.STARTED);
            socket.call("order/cancelorder", "{'orderId':" + socket.value("o") + "}");
            socket.let("live", socket.value("o"))
                    .tells(SequenceCCancelTest.CANCELED + leg("l1", "l1") + leg("l2", "l2") + """
                            orderStrategy  Updated id=$s status=ExecutionInterrupted
                            marginSnapshot Updated totalUsedMargin=0
                            """);
            socket.silent();
            assertEquals(
                    0,
                    socket.get("executionReport/deps", "masterid=" + socket.value("l1"))
                            .size());
        }
    }

    /** The call that interrupts a strategy does the same. */
    @Test
    void aStrategyIsInterrupted() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            SequenceFStrategyTest.start(trader, trader.away(-25));
            socket.tells(SequenceFStrategyTest.STARTED);
            socket.call("orderStrategy/interruptorderstrategy", "{'orderStrategyId':" + socket.value("s") + "}");
            socket.skipTo(change -> change.at("/entity/status").asText().equals("ExecutionInterrupted"));
            for (String order : new String[] {"o", "l1", "l2"}) {
                assertEquals(
                        "Canceled",
                        socket.get("order/item", "id=" + socket.value(order))
                                .path("ordStatus")
                                .asText());
            }
        }
    }

    /** Every command of a leg that is still held is stopped: its New and the later Modify. */
    @Test
    void theHeldCommandsOfAChangedLegAreStopped() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            SequenceFStrategyTest.start(trader, price);
            socket.tells(SequenceFStrategyTest.STARTED);
            SequenceHLegModifiedTest.modify(socket, socket.value("l1"), price.add(BigDecimal.valueOf(22)));
            socket.let("live", socket.value("o")).tells(SequenceHLegModifiedTest.LEG_MODIFIED);
            long resent = socket.value("m");
            socket.call("order/cancelorder", "{'orderId':" + socket.value("o") + "}");
            socket.forget("r", "live")
                    .let("live", resent)
                    .tells(SequenceCCancelTest.CANCELED + leg("l1", "l1", "h") + leg("l2", "l2") + """
                            orderStrategy  Updated id=$s status=ExecutionInterrupted
                            marginSnapshot Updated totalUsedMargin=0
                            """);
            socket.silent();
        }
    }
}
