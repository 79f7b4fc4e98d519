package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tradovate reference, section 20: the worked session, line by line. */
@ExtendWith(TradovateServer.Shared.class)
class WorkedSessionTest {
    /** Arrays of a synchronisation in the order in which the original sends them (section 13). */
    static final List<String> ARRAYS = List.of(
            "users",
            "userProperties",
            "properties",
            "accounts",
            "accountRiskStatuses",
            "marginSnapshots",
            "userAccountAutoLiqs",
            "cashBalances",
            "currencies",
            "positions",
            "fillPairs",
            "orders",
            "contracts",
            "contractMaturities",
            "products",
            "exchanges",
            "spreadDefinitions",
            "commands",
            "commandReports",
            "executionReports",
            "orderVersions",
            "fills",
            "fillFees",
            "orderStrategies",
            "orderStrategyLinks",
            "userPlugins",
            "annualReviews",
            "userReadStatuses",
            "userPromoCodes",
            "contractGroups",
            "orderStrategyTypes");

    /** Members of the rows that the session shows. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "order",
            List.of(
                    "id",
                    "accountId",
                    "contractId",
                    "timestamp",
                    "action",
                    "ordStatus",
                    "archived",
                    "external",
                    "admin"),
            "command",
            List.of(
                    "id",
                    "orderId",
                    "timestamp",
                    "commandType",
                    "commandStatus",
                    "senderId",
                    "userSessionId",
                    "isAutomated"),
            "fill",
            List.of(
                    "id",
                    "orderId",
                    "contractId",
                    "timestamp",
                    "tradeDate",
                    "action",
                    "qty",
                    "price",
                    "active",
                    "finallyPaired",
                    "external"),
            "position",
            List.of(
                    "id",
                    "accountId",
                    "contractId",
                    "timestamp",
                    "tradeDate",
                    "netPos",
                    "netPrice",
                    "bought",
                    "boughtValue",
                    "sold",
                    "soldValue",
                    "prevPos",
                    "archived"));

    private final TradovateServer server;

    WorkedSessionTest(TradovateServer server) {
        this.server = server;
    }

    @Test
    void theWorkedSession() throws Exception {
        long account = server.account();
        String symbol = server.front("MES");
        JsonNode row = server.demo("account/item?id=" + account);
        long user = row.path("userId").asLong();
        try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
            assertEquals("o", socket.anyFrame());
            socket.send("authorize\n1\n\n" + server.token);
            assertEquals("a[{\"s\":200,\"i\":1}]", socket.frame());
            socket.send("user/syncrequest\n2\n\n{\"users\":[" + user + "]}");
            JsonNode synced = socket.answer(2);
            assertEquals(200, synced.path("s").asInt());
            synchronised(synced.path("d"), user, row);
            socket.send("[]");
            socket.send("order/placeorder\n3\n\n{\"accountId\":" + account + ",\"accountSpec\":\""
                    + row.path("name").asText() + "\",\"action\":\"Buy\",\"symbol\":\"" + symbol
                    + "\",\"orderQty\":1,\"orderType\":\"Market\",\"isAutomated\":true}");
            JsonNode placed = socket.answer(3);
            assertEquals(200, placed.path("s").asInt());
            assertEquals(1, placed.path("d").size(), placed::toString);
            long order = placed.at("/d/orderId").asLong();

            socket.let("account", account).let("user", user);
            socket.tells(SequenceANewOrderTest.ACCEPTED);
            assertEquals(order, socket.value("o"));
            socket.tells("""
                    fill            Created id=$f orderId=$o qty=1 action=Buy active=true finallyPaired=0
                    executionReport Created orderId=$o execType=Trade ordStatus=Filled
                    order           Updated id=$o ordStatus=Filled
                    position        Created id=$p accountId=$account netPos=1 bought=1 sold=0 soldValue=0.0 prevPos=0
                    """);
            MEMBERS.forEach((kind, members) -> assertEquals(
                    new TreeSet<>(members), members(first(socket, kind)), () -> "members of the first " + kind));
            JsonNode fill = first(socket, "fill");
            JsonNode position = first(socket, "position");
            assertEquals(fill.path("price"), position.path("netPrice"));
            assertEquals(fill.path("price"), position.path("boughtValue"));
            assertEquals(fill.path("tradeDate"), position.path("tradeDate"));
            assertEquals(user, first(socket, "command").path("senderId").asLong());
            // An open position has more to tell; when it is silent the server lives on.
            socket.heartbeat();
            socket.send("[]");
        }
    }

    private static void synchronised(JsonNode state, long user, JsonNode account) {
        List<String> arrays = new ArrayList<>();
        state.fieldNames().forEachRemaining(arrays::add);
        assertEquals(ARRAYS, arrays);
        arrays.forEach(array -> assertTrue(state.path(array).isArray(), array));
        assertEquals(1, state.path("users").size());
        JsonNode row = state.path("users").get(0);
        assertEquals(user, row.path("id").asLong());
        assertEquals("trader", row.path("name").asText());
        assertEquals("Active", row.path("status").asText());
        List<JsonNode> accounts = new ArrayList<>();
        state.path("accounts").forEach(accounts::add);
        assertTrue(accounts.contains(account), () -> account + " is not among " + accounts);
        assertEquals("Customer", account.path("accountType").asText());
        assertEquals(true, account.path("active").asBoolean());
        assertEquals("Speculator", account.path("marginAccountType").asText());
        assertEquals("Individual", account.path("legalStatus").asText());
        assertEquals(2, account.path("clearingHouseId").asInt());
        assertEquals(2, account.path("riskCategoryId").asInt());
        assertEquals(1, account.path("autoLiqProfileId").asInt());
    }

    private static JsonNode first(TradovateSocket socket, String kind) {
        for (JsonNode message : socket.messages()) {
            if (message.at("/d/entityType").asText().equals(kind)
                    && message.at("/d/eventType").asText().equals("Created")) {
                return message.at("/d/entity");
            }
        }
        throw new AssertionError("no " + kind);
    }

    private static Set<String> members(JsonNode row) {
        Set<String> members = new TreeSet<>();
        row.fieldNames().forEachRemaining(members::add);
        return members;
    }
}
