package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.e2e.TradovateServer.Trader;

/** After a kill -9 a synchronisation tells the same rows, and bracket strategies go on where they were. */
class TradovateKillTest {
    /** Everything of an account that no later market changes by itself. */
    private static final List<String> ROWS = List.of(
            "accounts",
            "positions",
            "orders",
            "commands",
            "commandReports",
            "executionReports",
            "orderVersions",
            "fills",
            "fillFees",
            "fillPairs",
            "orderStrategies",
            "orderStrategyLinks",
            "cashBalances",
            "marginSnapshots",
            "contracts",
            "contractMaturities",
            "products");

    @TempDir
    Path directory;

    @Test
    void strategiesAndRowsOutliveAKill() throws Exception {
        Path data = directory.resolve("data");
        Map<String, Map<Long, JsonNode>> before;
        long account;
        String symbol;
        String token;
        long waiting;
        long leg;
        long target;
        long stop;
        BigDecimal last;
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            TradovateServer server = TradovateServer.over(product);
            token = server.token;
            try (Trader trader = server.trader()) {
                account = trader.account();
                symbol = trader.symbol();
                TradovateSocket socket = trader.socket();
                last = trader.away(0);
                // One strategy that waits, a leg of it changed twice.
                SequenceFStrategyTest.start(trader, last.subtract(BigDecimal.valueOf(60)));
                socket.tells(SequenceFStrategyTest.STARTED);
                waiting = socket.value("o");
                leg = socket.value("l1");
                SequenceHLegModifiedTest.modify(socket, leg, last.add(BigDecimal.valueOf(30)));
                SequenceHLegModifiedTest.modify(socket, leg, last.add(BigDecimal.valueOf(31)));
                // One that has entered and is protected.
                JsonNode started = SequenceFStrategyTest.start(trader, last.add(BigDecimal.valueOf(30)));
                long strategy = started.at("/orderStrategy/id").asLong();
                socket.skipTo(change -> isFill(change));
                socket.skipTo(TradovateKillTest::isWorking);
                JsonNode links = socket.get("orderStrategyLink/deps", "masterid=" + strategy);
                target = links.get(1).path("orderId").asLong();
                stop = links.get(2).path("orderId").asLong();
                // A trade that opened and closed.
                trade(trader, "Buy");
                trade(trader, "Sell");
                before = rows(server, account);
            }
            product.kill();
        }
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            TradovateServer server = TradovateServer.over(product);
            assertEquals(
                    200,
                    TradovateServer.send(server.domain("demo") + "/v1/account/list", token, "")
                            .statusCode(),
                    "the session outlives the process");
            Map<String, Map<Long, JsonNode>> after = rows(server, account);
            before.forEach((kind, known) -> assertEquals(known, after.get(kind), kind));
            try (TradovateSocket socket = server.socket("demo")) {
                socket.call("user/syncrequest", "{'accounts':[" + account + "]}");
                heldCommandsEnd(socket, waiting, leg);
                strategyGoesOn(socket, target, stop, last);
            }
            assertEquals(0, product.stop());
            assertFalse(symbol.isEmpty());
        }
    }

    /** At the market, until its last consequence has been told: the margin. */
    private static void trade(Trader trader, String action) throws Exception {
        long order = trader.place(action, 2, "Market", "").path("orderId").asLong();
        trader.socket().skipToOrder(order, "Filled");
        trader.socket().skipTo(change -> change.path("entityType").asText().equals("marginSnapshot"));
        trader.socket().drained();
    }

    private static boolean isFill(JsonNode change) {
        return change.path("entityType").asText().equals("fill")
                && change.path("eventType").asText().equals("Created");
    }

    private static boolean isWorking(JsonNode change) {
        return change.path("entityType").asText().equals("order")
                && change.at("/entity/ordStatus").asText().equals("Working");
    }

    private static Map<String, Map<Long, JsonNode>> rows(TradovateServer server, long account) throws Exception {
        try (TradovateSocket socket = server.socket("demo")) {
            JsonNode state = socket.call("user/syncrequest", "{'accounts':[" + account + "]}");
            Map<String, Map<Long, JsonNode>> rows = new TreeMap<>();
            for (String kind : ROWS) {
                Map<Long, JsonNode> of = new TreeMap<>();
                state.path(kind).forEach(row -> of.put(row.path("id").asLong(), row));
                rows.put(kind, of);
            }
            assertFalse(rows.get("orderStrategies").isEmpty()
                    || rows.get("fillPairs").isEmpty());
            return rows;
        }
    }

    /** Sequence G in the second life: New and both changes of the leg were still held. */
    private static void heldCommandsEnd(TradovateSocket socket, long entry, long leg) throws Exception {
        socket.call("order/cancelorder", "{'orderId':" + entry + "}");
        socket.skipToOrder(leg, "Canceled");
        JsonNode commands = socket.get("command/deps", "masterid=" + leg);
        assertEquals(
                List.of("ExecutionStopped", "ExecutionStopped", "ExecutionStopped", "AtExecution"),
                commands.findValuesAsText("commandStatus"),
                commands::toString);
    }

    /** The target is moved through the market: it fills, and its stop is canceled. */
    private static void strategyGoesOn(TradovateSocket socket, long target, long stop, BigDecimal last)
            throws Exception {
        JsonNode changed = socket.call(
                "order/modifyorder",
                "{'orderId':" + target + ",'orderQty':1,'orderType':'Limit','price':"
                        + last.subtract(BigDecimal.valueOf(50)) + "}");
        assertTrue(changed.has("commandId"), changed::toString);
        socket.skipToOrder(target, "Filled");
        socket.skipToOrder(stop, "Canceled");
        socket.skipTo(change -> change.at("/entity/status").asText().equals("ExecutionFinished"));
    }
}
