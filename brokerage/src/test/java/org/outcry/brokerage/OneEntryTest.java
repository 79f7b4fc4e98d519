package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.engine.command.Command;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.Ledger;
import org.outcry.tradovate.Domain;

/** Operations of many steps: one entry of the log, so that neither a crash nor a refusal leaves half of their work. */
class OneEntryTest {
    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    /** The positions in the log of everything that came of a call. */
    private Set<Long> entriesOf(Runnable call) {
        Set<Long> entries = new HashSet<>();
        try (Ledger.Subscription _ = house.ledger.follow((position, _, _) -> entries.add(position))) {
            call.run();
        }
        return entries;
    }

    private JsonNode call(String path, String arguments) {
        return house.get(Domain.DEMO, house.admin, path, arguments);
    }

    private long open(String name) {
        return house.accepted(new Command.OpenAccount(name, house.admin, 100_000_000_000L, House.EASY))
                .id();
    }

    private List<Long> positions(long... accounts) {
        List<Long> ids = new ArrayList<>();
        for (long account : accounts) {
            ids.add(call("position/deps", "{'masterid':" + account + "}")
                    .get(0)
                    .path("id")
                    .asLong());
        }
        return ids;
    }

    private List<String> nets(List<Long> positions) {
        return positions.stream()
                .map(id -> call("position/item", "{'id':" + id + "}")
                        .path("netPos")
                        .asText())
                .toList();
    }

    @Test
    void positionsAreLiquidatedTogetherOrNotAtAll() {
        long second = open("Sim102");
        long locked = open("Sim103");
        for (long account : new long[] {house.account, second, locked}) {
            house.trade(account, Side.BUY, 1);
        }
        List<Long> all = positions(house.account, second, locked);
        house.accepted(new Command.SetAdminAction(locked, AdminAction.LOCK));
        Set<Long> none = entriesOf(() -> {
            JsonNode refused = call("order/liquidatepositions", "{'positions':" + all + ",'admin':false}");
            assertEquals("Trading is locked", refused.path("errorText").asText(), refused::toString);
        });
        assertEquals(Set.of(), none, "nothing has happened");
        assertEquals(List.of("1", "1", "1"), nets(all));
        List<Long> free = all.subList(0, 2);
        Set<Long> one =
                entriesOf(() -> assertTrue(call("order/liquidatepositions", "{'positions':" + free + ",'admin':false}")
                        .path("ok")
                        .asBoolean()));
        assertEquals(1, one.size());
        assertEquals(List.of("0", "0", "1"), nets(all));
    }

    private String strategy() {
        String symbol = house.brokerage.office().listings().known(house.es).name();
        JsonNode started = call(
                "orderStrategy/startorderstrategy",
                "{'accountId':" + house.account + ",'symbol':'" + symbol
                        + "','orderStrategyTypeId':2,'action':'Buy','params':"
                        + "'{\\\"entryVersion\\\":{\\\"orderQty\\\":2,"
                        + "\\\"orderType\\\":\\\"Market\\\"},\\\"brackets\\\":[{\\\"qty\\\":1,\\\"profitTarget\\\":40,\\\"stopLoss\\\":-40},"
                        + "{\\\"qty\\\":1,\\\"profitTarget\\\":50,\\\"stopLoss\\\":-50}]}'}");
        assertTrue(started.has("orderStrategy"), started::toString);
        return started.at("/orderStrategy/id").asText();
    }

    private List<String> terms() {
        List<String> terms = new ArrayList<>();
        for (JsonNode version : call("orderVersion/list", "{}")) {
            terms.add(version.path("orderId") + " " + version.path("price") + " " + version.path("stopPrice"));
        }
        return terms;
    }

    @Test
    void aStrategyIsChangedWholeOrNotAtAll() {
        String change = "{'orderStrategyId':" + strategy() + ",'command':'";
        List<String> before = terms();
        Set<Long> none = entriesOf(() -> {
            // The second step asks for a stop beyond the market.
            JsonNode refused =
                    call("orderStrategy/modifyorderstrategy", change + "profitTarget 0 45; stopLoss 1 500'}");
            assertEquals("InvalidPrice", refused.path("failureReason").asText(), refused::toString);
        });
        assertEquals(Set.of(), none);
        assertEquals(before, terms());
        Set<Long> one = entriesOf(() -> assertTrue(call(
                        "orderStrategy/modifyorderstrategy",
                        change + "profitTarget all 60; stopLoss all -60; stopLoss 0 -55'}")
                .has("orderStrategy")));
        assertEquals(1, one.size());
        assertEquals(before.size() + 4, terms().size(), "of two steps about one leg the last counts");
    }

    @Test
    void anAccountIsOpenedWithItsLimitsAndItsPermission() {
        long member = call(
                        "user/signuporganizationmember",
                        "{'name':'member','email':'m@example.org','password':'secret 123','firstName':'Mem','lastName':'Ber'}")
                .path("userId")
                .asLong();
        String item = "{'userId':" + member + ",'templateAccountId':" + house.account
                + ",'name':'EVAL1','initialBalance':50000,'postTradeRisk':{'dailyLossAutoLiq':500},'preTradeRisk':["
                + "{'active':true,'totalBy':'Overall','exposedLimit':3,'parameters':[{'hardLimit':true,'maxOpeningOrderQty':2}]},"
                + "{'active':true,'totalBy':'Product','longLimit':2,'parameters':[]}]}";
        JsonNode[] made = new JsonNode[1];
        Set<Long> entries = entriesOf(() -> made[0] = call(
                        "user/createevaluationaccounts",
                        "{'accounts':[" + item + "," + item + "," + item.replace("EVAL1", "EVAL2") + "]}")
                .path("results"));
        assertEquals(2, entries.size(), "one entry for each account");
        assertEquals("Account name is taken", made[0].get(1).path("errorText").asText(), made[0]::toString);
        for (int i = 0; i < 3; i += 2) {
            long account = made[0].get(i).path("accountId").asLong();
            JsonNode limits = call("userAccountPositionLimit/deps", "{'masterid':" + account + "}");
            assertEquals(2, limits.size(), limits::toString);
            JsonNode parameters = call(
                    "userAccountRiskParameter/deps",
                    "{'masterid':" + limits.get(0).path("id") + "}");
            assertEquals(1, parameters.size(), parameters::toString);
            JsonNode permission =
                    call("tradingPermission/item", "{'id':" + made[0].get(i).path("tradingPermissionId") + "}");
            assertEquals(account, permission.path("accountId").asLong(), permission::toString);
            assertEquals(member, permission.path("userId").asLong());
            assertEquals(
                    500.0,
                    call("userAccountAutoLiq/item", "{'id':" + account + "}")
                            .path("dailyLossAutoLiq")
                            .asDouble());
        }
        assertEquals(2, house.get(Domain.DEMO, member, "account/list", "{}").size());
        // A permission made so is found again when the same is asked for: it is not made twice.
        long account = made[0].get(0).path("accountId").asLong();
        assertEquals(
                made[0].get(0).path("tradingPermissionId").asLong(),
                call("user/createtradingpermission", "{'accountId':" + account + ",'userId':" + member + "}")
                        .at("/tradingPermission/id")
                        .asLong());
    }

    private static String user(String name, String email) {
        return "{'name':'" + name + "','email':'" + email
                + "','password':'secret 123','firstName':'Mem','lastName':'Ber',"
                + "'tradovateSubscriptionPlanId':1,'entitlementIds':[1,2,1]}";
    }

    @Test
    void aMemberIsThereWholeOrNotAtAll() {
        JsonNode[] made = new JsonNode[1];
        Set<Long> entries = entriesOf(() -> made[0] = call(
                        "user/createevaluationusers",
                        "{'users':[" + user("first", "one@example.org") + "," + user("FIRST", "two@example.org") + ","
                                + user("second", "one@example.org") + "," + user("third", "three@example.org") + "]}")
                .path("results"));
        assertEquals(2, entries.size(), "one entry for each user");
        assertEquals("User already exists", made[0].get(1).path("errorText").asText(), made[0]::toString);
        assertEquals(
                "Email is already registered", made[0].get(2).path("errorText").asText());
        for (int i = 0; i < 4; i += 3) {
            long member = made[0].get(i).path("userId").asLong();
            for (String kind : List.of("contactInfo", "tradovateSubscription", "userProperty")) {
                JsonNode row = call(kind + "/deps", "{'masterid':" + member + "}");
                assertEquals(1, row.size(), kind);
                assertEquals(member, row.get(0).path("userId").asLong(), kind);
            }
            assertEquals(
                    2, call("userPlugin/deps", "{'masterid':" + member + "}").size());
            assertEquals(
                    i == 0 ? "one@example.org" : "three@example.org",
                    call("user/item", "{'id':" + member + "}").path("email").asText());
        }
    }

    @Test
    void cashAndWhenItWasLastChangedAreOneEntry() {
        long member = call("user/signuporganizationmember", user("member", "m@example.org"))
                .path("userId")
                .asLong();
        long account = house.accepted(new Command.OpenAccount("Sim104", member, 1_000_000_000L, House.EASY))
                .id();
        String change = "{'accountId':" + account + ",'cashChange':100}";
        Set<Long> entries = entriesOf(() -> assertEquals(
                1_100,
                house.get(Domain.DEMO, member, "cashBalance/changedemobalance", change)
                        .path("totalCashValue")
                        .asLong()));
        assertEquals(1, entries.size());
        Set<Long> none =
                entriesOf(() -> assertTrue(house.get(Domain.DEMO, member, "cashBalance/changedemobalance", change)
                        .has("errorText")));
        assertEquals(Set.of(), none, "once an hour");
    }

    @Test
    void anAlertGoesWithItsSignals() {
        long[] alert = new long[1];
        Set<Long> fired = entriesOf(() -> {
            alert[0] = call("alert/createalert", "{'expression':'ESZ6.last > 0','triggerLimits':3}")
                    .at("/alert/id")
                    .asLong();
            // The watch looks four times a second.
            long deadline = System.nanoTime() + 60 * House.SECOND;
            while (house.ledger.views().records("alertSignal").isEmpty()) {
                assertTrue(System.nanoTime() < deadline, "no signal");
                LockSupport.parkNanos(1_000_000);
            }
        });
        assertEquals(2, fired.size(), "created; then counted and told");
        assertEquals(1, call("alertSignal/list", "{}").size());
        Set<Long> entries = entriesOf(() -> call("alert/deletealert", "{'alertId':" + alert[0] + "}"));
        assertEquals(1, entries.size());
        assertEquals(0, call("alertSignal/list", "{}").size());
        assertEquals(0, call("alert/list", "{}").size());
    }

    @Test
    void aDemoAccountIsOneEntry() {
        Set<Long> entries = entriesOf(() -> assertTrue(call(
                        "user/opendemoaccount",
                        "{'templateAccountId':" + house.account + ",'defaultAutoLiq':{'dailyLossAutoLiq':100}}")
                .has("accountId")));
        assertEquals(1, entries.size());
    }
}
