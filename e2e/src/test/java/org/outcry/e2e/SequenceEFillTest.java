package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence E: an order fills, another closes what it opened. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceEFillTest {
    private final TradovateServer server;

    SequenceEFillTest(TradovateServer server) {
        this.server = server;
    }

    @Test
    void anOrderFillsAndAnotherClosesIt() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket =
                    trader.socket().let("account", trader.account()).let("none", 0);
            trader.place("Buy", 1, "Market", "");
            socket.tells(SequenceANewOrderTest.ACCEPTED);
            socket.tells("""
                    fill            Created id=$f orderId=$o qty=1 active=true finallyPaired=0
                    executionReport Created orderId=$o execType=Trade ordStatus=Filled cumQty=1 lastQty=1
                    order           Updated id=$o ordStatus=Filled
                    position        Created id=$p accountId=$account netPos=1 bought=1 sold=0
                    fillFee         Created id=$f
                    cashBalance     Updated id=$account
                    cashBalanceLog  Created accountId=$account
                    marginSnapshot  Updated id=$account positionMargin>$none
                    """);
            socket.silent();
            long opening = socket.value("f");
            socket.forget("o", "f");

            trader.place("Sell", 1, "Market", "");
            socket.tells(SequenceANewOrderTest.ACCEPTED.replace("marginSnapshot Updated id=$account\n", ""));
            socket.tells("""
                    fill            Created id=$f orderId=$o qty=1 action=Sell
                    executionReport Created orderId=$o execType=Trade ordStatus=Filled cumQty=1 lastQty=1
                    order           Updated id=$o ordStatus=Filled
                    position        Updated id=$p netPos=0 bought=1 sold=1 !netPrice
                    fillPair        Created positionId=$p sellFillId=$f qty=1 active=true
                    fill            Updated finallyPaired=1
                    fill            Updated id=$f finallyPaired=1
                    cashBalance     Updated id=$account
                    cashBalanceLog  Created accountId=$account cashChangeType=TradePaired
                    fillFee         Created id=$f
                    cashBalance     Updated id=$account
                    cashBalanceLog  Created accountId=$account
                    marginSnapshot  Updated id=$account totalUsedMargin=0
                    """);
            socket.silent();
            JsonNode pair =
                    socket.get("fillPair/deps", "masterid=" + socket.value("p")).get(0);
            assertEquals(opening, pair.path("buyFillId").asLong());
            assertEquals(socket.value("f"), pair.path("sellFillId").asLong());
        }
    }

    /** Partial fills are a frame each; the order works until the last. */
    @Test
    void aLargeOrderFillsInParts() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            long order = trader.place("Buy", 400, "Market", "").path("orderId").asLong();
            List<JsonNode> told = new ArrayList<>();
            socket.skipTo(change -> {
                told.add(change);
                return TradovateSocket.order(order, "Filled").test(change);
            });
            List<JsonNode> fills = of(told, "fill");
            List<JsonNode> trades = of(told, "executionReport").stream()
                    .filter(report -> report.path("execType").asText().equals("Trade"))
                    .toList();
            assertTrue(fills.size() > 1, "filled at once: " + fills);
            assertEquals(fills.size(), trades.size());
            int sum = 0;
            BigDecimal worth = BigDecimal.ZERO;
            for (int i = 0; i < fills.size(); i++) {
                sum += fills.get(i).path("qty").asInt();
                worth = worth.add(fills.get(i)
                        .path("price")
                        .decimalValue()
                        .multiply(fills.get(i).path("qty").decimalValue()));
                JsonNode trade = trades.get(i);
                assertEquals(sum, trade.path("cumQty").asInt());
                assertEquals(fills.get(i).path("qty"), trade.path("lastQty"));
                assertEquals(fills.get(i).path("price"), trade.path("lastPx"));
                assertEquals(worth.doubleValue() / sum, trade.path("avgPx").asDouble(), 1e-6, trade::toString);
                assertEquals(
                        i == fills.size() - 1 ? "Filled" : "Working",
                        trade.path("ordStatus").asText());
            }
            assertEquals(400, sum);
            long filledAt = told.stream()
                    .filter(change -> change.path("entityType").asText().equals("order"))
                    .filter(change -> change.at("/entity/ordStatus").asText().equals("Working"))
                    .count();
            assertEquals(1, filledAt, "the order is told to work once, and stays so while it fills");
        }
    }

    private static List<JsonNode> of(List<JsonNode> told, String kind) {
        return told.stream()
                .filter(change -> change.path("entityType").asText().equals(kind))
                .map(change -> change.path("entity"))
                .toList();
    }

    /** Brackets that waited go to work when their entry fills; the one left is canceled when the other fills, as in C. */
    @Test
    void bracketsWakeWithTheirEntryAndEndEachOther() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal last = trader.away(0);
            JsonNode placed = socket.call(
                    "order/placeoso",
                    "{" + trader.order("Buy", 1, "Market") + ",'bracket1':{'action':'Sell','orderType':'Limit','price':"
                            + last.add(BigDecimal.valueOf(40))
                            + "},'bracket2':{'action':'Sell','orderType':'Stop','stopPrice':"
                            + last.subtract(BigDecimal.valueOf(40)) + "}}");
            long entry = placed.path("orderId").asLong();
            long target = placed.path("oso1Id").asLong();
            long stop = placed.path("oso2Id").asLong();
            assertEquals(entry + 1, target);
            assertEquals(entry + 2, stop);
            List<String> life = new ArrayList<>();
            socket.skipTo(change -> {
                if (change.path("entityType").asText().equals("order")
                        && change.at("/entity/id").asLong() == stop) {
                    assertEquals(entry, change.at("/entity/parentId").asLong());
                    assertEquals(target, change.at("/entity/ocoId").asLong());
                    life.add(change.at("/entity/ordStatus").asText());
                }
                return life.contains("Working");
            });
            assertEquals(List.of("Unknown", "Suspended", "PendingNew", "PendingNew", "Working"), life);
            List<String> commands = new ArrayList<>();
            for (JsonNode report : socket.get("commandReport/deps", "masterid=" + stop)) {
                commands.add(report.path("commandStatus").asText());
            }
            assertEquals(List.of("OnHold", "AtExecution"), commands);
            socket.drained();

            // The target is moved through the market: it fills.
            socket.call(
                    "order/modifyorder",
                    "{'orderId':" + target + ",'orderQty':1,'orderType':'Limit','price':"
                            + last.subtract(BigDecimal.valueOf(30)) + "}");
            socket.skipToOrder(target, "Filled");
            socket.let("o", stop).let("live", stop);
            JsonNode command =
                    socket.skipTo(change -> change.path("entityType").asText().equals("command")
                            && change.path("eventType").asText().equals("Created"));
            assertEquals("Cancel", command.at("/entity/commandType").asText());
            assertEquals(stop, command.at("/entity/orderId").asLong());
            socket.let("c", command.at("/entity/id").asLong())
                    .tells(SequenceCCancelTest.CANCELED.substring(SequenceCCancelTest.CANCELED.indexOf('\n') + 1));
            JsonNode positions = socket.get("position/deps", "masterid=" + trader.account());
            assertEquals(List.of("0"), positions.findValuesAsText("netPos"));
        }
    }

    /** Where an account stands with its marks is told when its best value moves. */
    @Test
    void theHighestValueOfAnAccountIsToldAsItMoves() throws Exception {
        try (Trader trader = server.trader()) {
            trader.server()
                    .demo(
                            "userAccountAutoLiq/create",
                            "{'id':" + trader.account() + ",'trailingMaxDrawdown':50000000}");
            trader.place("Buy", 1, "Market", "");
            trader.socket()
                    .event(
                            "props",
                            change -> change.path("entityType").asText().equals("accountRiskStatus")
                                    && change.at("/entity/id").asLong() == trader.account()
                                    && change.at("/entity").has("minNetLiq"));
        }
    }
}
