package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence C: a cancel is accepted. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceCCancelTest {
    /** {@code $o} is the order, {@code $live} the command at the market, {@code $c} the cancel. */
    static final String CANCELED = """
            command         Created id=$c orderId=$o commandType=Cancel commandStatus=Pending
            commandReport   Created id=$r commandId=$c commandStatus=AtExecution
            command         Updated id=$c commandStatus=AtExecution
            commandReport   Created id=$r+1 commandId=$live commandStatus=ExecutionStopped
            command         Updated id=$live commandStatus=ExecutionStopped
            executionReport Created id=$r commandId=$c orderId=$o execType=Canceled ordStatus=Canceled
            order           Updated id=$o ordStatus=Canceled
            """;

    private final TradovateServer server;

    SequenceCCancelTest(TradovateServer server) {
        this.server = server;
    }

    private static void accepted(Trader trader, BigDecimal price) throws Exception {
        trader.place("Buy", 1, "Limit", ",'price':" + price);
        trader.socket().let("account", trader.account()).tells(SequenceANewOrderTest.ACCEPTED);
    }

    @Test
    void aCancelIsAccepted() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            accepted(trader, trader.away(-25));
            long order = socket.value("o");
            long cancel = socket.call("order/cancelorder", "{'orderId':" + order + ",'clOrdId':'enough'}")
                    .path("commandId")
                    .asLong();
            socket.let("live", order).tells(CANCELED + "marginSnapshot Updated id=$account totalUsedMargin=0.0");
            socket.silent();
            assertEquals(cancel, socket.value("c"));
            assertEquals(
                    "enough",
                    socket.get("command/item", "id=" + cancel).path("clOrdId").asText());
            // A cancel carries no terms.
            assertEquals(
                    404,
                    socket.ask("orderVersion/item", "id=" + cancel, "")
                            .path("s")
                            .asInt());
        }
    }

    /** The command that a cancel stops is the last change. */
    @Test
    void aChangedOrderIsCanceled() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            accepted(trader, price);
            long order = socket.value("o");
            socket.call(
                    "order/modifyorder",
                    "{'orderId':" + order + ",'orderQty':1,'orderType':'Limit','price':"
                            + price.subtract(BigDecimal.ONE) + "}");
            socket.let("live", order).tells(SequenceBModifyTest.MODIFIED);
            socket.call("order/cancelorder", "{'orderId':" + order + "}");
            long changed = socket.value("m");
            socket.forget("r", "live").let("live", changed).tells(CANCELED);
            socket.tells("marginSnapshot Updated id=$account");
            socket.silent();
        }
    }

    /** What is done cannot be canceled again, and what is nobody's cannot be canceled at all. */
    @Test
    void whatIsDoneIsTooLate() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            accepted(trader, trader.away(-25));
            long order = socket.value("o");
            socket.call("order/cancelorder", "{'orderId':" + order + "}");
            socket.skipToOrder(order, "Canceled");
            assertEquals(
                    "{\"failureReason\":\"TooLate\",\"failureText\":\"Too late\"}",
                    socket.call("order/cancelorder", "{'orderId':" + order + "}")
                            .toString());
            assertEquals(
                    "{\"failureReason\":\"UnknownReason\",\"failureText\":\"Access is denied\"}",
                    socket.call("order/cancelorder", "{'orderId':1}").toString());
        }
    }

    /** One leg of a pair canceled by its client takes the other with it. */
    @Test
    void thePartnerOfACanceledOrderIsCanceled() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            var placed = socket.call(
                    "order/placeoco",
                    "{" + trader.order("Buy", 1, "Limit") + ",'price':" + price
                            + ",'other':{'action':'Buy','orderType':'Limit','price':" + price.subtract(BigDecimal.TEN)
                            + "}}");
            long order = placed.path("orderId").asLong();
            long partner = placed.path("ocoId").asLong();
            assertEquals(
                    partner,
                    socket.get("order/item", "id=" + order).path("ocoId").asLong());
            assertEquals(
                    order,
                    socket.get("order/item", "id=" + partner).path("ocoId").asLong());
            socket.awaitWorking(order, partner);
            socket.drained();
            socket.call("order/cancelorder", "{'orderId':" + order + "}");
            socket.let("o", order).let("live", order).tells(CANCELED);
            socket.skipTo(change -> change.path("entityType").asText().equals("command"));
            socket.skipToOrder(partner, "Canceled");
        }
    }
}
