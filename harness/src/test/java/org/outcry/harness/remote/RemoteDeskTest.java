package org.outcry.harness.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.harness.remote.NearDesk.Reply;
import org.outcry.ledger.view.AccountView;

/** What the desk serves of an account that lives on another server, over real sockets. */
class RemoteDeskTest {
    private static final String MARKET = "'orderType':'MARKET','timeInForce':'DAY'";
    private static FarServer far;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        far = new FarServer();
    }

    @AfterAll
    static void stop() throws Exception {
        far.close();
    }

    private NearDesk connect(AccountView account) throws Exception {
        return new NearDesk(far, account.name(), directory).connected();
    }

    private static String limit(long ticksFromBid) {
        long bid = far.market.at(far.es(), FarServer.now()).bidTicks();
        return "'orderType':'LIMIT','timeInForce':'GTC','limitPrice':" + (bid + ticksFromBid) * 0.25;
    }

    @Test
    void anOrderFillsAndEverybodySeesTheSame() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            Reply row = near.call("GetAccount", "{}").ok();
            assertEquals(account.name(), row.text("name"));
            assertEquals(100_000.0, row.json().path("item").path("cashValue").asDouble());

            String order = near.place("BUY", 2, MARKET);
            NearDesk.await(() -> near.state(order).equals("Filled"));
            NearDesk.await(() -> near.net() == 2);
            JsonNode filled =
                    near.call("GetOrder", "{'orderId':'" + order + "'}").ok().json();
            assertEquals(2, filled.path("filled").asInt());
            assertTrue(filled.path("averageFillPrice").asDouble() > 0, filled::toString);
            // A fill is told with its fees, behind the states of its order.
            NearDesk.await(() -> sum(executions(near, order), "quantity") == 2);
            JsonNode executions = executions(near, order);
            assertTrue(sum(executions, "fee") + sum(executions, "commission") > 0, executions::toString);
            NearDesk.await(() -> near.told("positionUpdate") > 0
                    && near.told("executionUpdate") == executions.path("count").asLong());
            assertEquals(
                    2, far.account(account.accountId()).positions().getFirst().net());
            JsonNode way = near.call("GetOrderLifecycle", "{'orderId':'" + order + "'}")
                    .ok()
                    .json();
            assertTrue(way.toString().contains("Filled"), way::toString);

            // Cash and profit come by rows of their own; open profit needs the quotes.
            NearDesk.await(() -> near.call("GetAccount", "{}")
                                    .ok()
                                    .json()
                                    .path("item")
                                    .path("commission")
                                    .asDouble()
                            + near.call("GetAccount", "{}")
                                    .ok()
                                    .json()
                                    .path("item")
                                    .path("fee")
                                    .asDouble()
                    > 0);
            near.call("ClosePosition", "{'instrument':'ES'}").ok();
            NearDesk.await(() -> near.net() == 0);
            assertEquals(
                    0, far.account(account.accountId()).positions().getFirst().net());
        }
    }

    private static JsonNode executions(NearDesk near, String order) {
        return near.call("GetExecutionsByOrderId", "{'orderId':'" + order + "'}")
                .ok()
                .json();
    }

    private static double sum(JsonNode executions, String member) {
        return executions
                .path("executions")
                .valueStream()
                .mapToDouble(execution -> execution.path(member).asDouble())
                .sum();
    }

    @Test
    void anOrderIsChangedAndCanceled() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            String order = near.place("BUY", 1, limit(-40) + ",'orderId':'mine-1'");
            NearDesk.await(() -> near.state("mine-1").equals("Working"));
            double price = (far.market.at(far.es(), FarServer.now()).bidTicks() - 60) * 0.25;
            near.call("Change", "{'orderId':'" + order + "','quantity':3,'limitPrice':" + price + "}")
                    .ok();
            NearDesk.await(() -> {
                JsonNode row = near.call("GetOrder", "{'orderId':'" + order + "'}")
                        .ok()
                        .json();
                return row.path("quantity").asInt() == 3
                        && row.path("limitPrice").asDouble() == price;
            });
            assertEquals(
                    3,
                    far.account(account.accountId())
                            .workingOrders()
                            .getFirst()
                            .terms()
                            .quantity());
            assertEquals(
                    "duplicate_order_id",
                    near.call("PlaceOrder", NearDesk.order("BUY", 1, limit(-40) + ",'orderId':'mine-1'"))
                            .text("error"));
            near.call("Cancel", "{'orderId':'mine-1'}").ok();
            NearDesk.await(() -> near.state(order).equals("Cancelled"));
            Reply gone = near.call("Cancel", "{'orderId':'mine-1'}");
            assertEquals("Order linked to 'mine-1' not found or already terminal.", gone.text("error"));
        }
    }

    @Test
    void riskOverThereRefusesInOurWords() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            Reply large = near.call("PlaceOrder", NearDesk.order("BUY", 5_000, MARKET));
            assertEquals(400, large.status(), large.json()::toString);
            assertEquals("order_rejected", large.text("error"), large.json()::toString);
            Reply unknown =
                    near.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET).replace("'ES'", "'NOPE'"));
            assertEquals("invalid_instrument", unknown.text("error"));
        }
    }

    @Test
    void aBracketProtectsItsEntryAndFlattenTakesEverythingAway() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            long bid = far.market.at(far.es(), FarServer.now()).bidTicks();
            Reply placed = near.call(
                            "PlaceOrder",
                            NearDesk.order(
                                    "BUY",
                                    1,
                                    MARKET + ",'bracket':{'takeProfit':" + (bid + 80) * 0.25 + ",'stopLoss':"
                                            + (bid - 80) * 0.25 + "}"))
                    .ok();
            assertEquals(2, placed.json().path("bracketOrderIds").size(), placed.json()::toString);
            NearDesk.await(() -> near.net() == 1);
            for (JsonNode leg : placed.json().path("bracketOrderIds")) {
                NearDesk.await(() -> near.state(leg.asText()).equals("Working"));
            }
            near.call("FlattenEverything", "{}").ok();
            NearDesk.await(() -> near.net() == 0
                    && far.account(account.accountId()).workingOrders().isEmpty());
            for (JsonNode leg : placed.json().path("bracketOrderIds")) {
                NearDesk.await(() -> near.state(leg.asText()).equals("Cancelled"));
            }
        }
    }

    @Test
    void aReversalIsOneOrder() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.place("SELL", 1, MARKET);
            NearDesk.await(() -> near.net() == -1);
            near.call("Reverse", "{'instrument':'ES'}").ok();
            NearDesk.await(() -> near.net() == 1);
            assertEquals(2, far.orders(account.accountId()));
        }
    }

    @Test
    void allOrdersAreCanceledAtOnce() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            Set<String> placed = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                placed.add(near.place("BUY", 1, limit(-40 - i)));
            }
            JsonNode canceled = near.call("CancelAllOrders", "{}").ok().json().path("orderIds");
            Set<String> told = new HashSet<>();
            canceled.forEach(id -> told.add(id.asText()));
            assertEquals(placed, told);
            NearDesk.await(
                    () -> far.account(account.accountId()).workingOrders().isEmpty());
        }
    }

    /** The second time there is another order, and it is not taken for the one that was canceled under this key. */
    @Test
    void aRepeatedCancelOfAllCancelsWhatIsThere() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.place("BUY", 1, limit(-40));
            near.call("CancelAllOrders", "{}").ok();
            long key = near.key();
            NearDesk.await(
                    () -> far.account(account.accountId()).workingOrders().isEmpty());
            near.place("BUY", 1, limit(-41));
            NearDesk.get(near.start("CancelAllOrders", "{}", key)).ok();
            NearDesk.await(
                    () -> far.account(account.accountId()).workingOrders().isEmpty());
        }
    }

    @Test
    void quotesAndBarsComeFromThere() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            JsonNode quote = near.call("GetQuote", "{'instrument':'NQ'}").ok().json();
            assertTrue(quote.path("bid").asDouble() > 0, quote::toString);
            assertTrue(quote.path("ask").asDouble() > quote.path("bid").asDouble(), quote::toString);
            JsonNode bars = near.call("GetBars", "{'instrument':'ES','periodType':'minute','period':5,'limit':20}")
                    .ok()
                    .json();
            assertEquals(20, bars.path("bars").size(), bars::toString);
            JsonNode last = bars.path("bars").path(19);
            assertTrue(last.path("high").asDouble() >= last.path("low").asDouble()
                    && last.path("volume").asLong() > 0);
            assertEquals(
                    "unsupported_period_type",
                    near.call("GetBars", "{'instrument':'ES','periodType':'range','period':8}")
                            .text("error"));
        }
    }

    @Test
    void whatCannotBeServedSaysSo() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            for (String operation : new String[] {"FlatPlace", "CancelReplace", "StartStrategy", "SetProtection"}) {
                Reply refused = near.call(operation, NearDesk.order("BUY", 1, MARKET));
                assertEquals("Unknown API command", refused.text("error"));
                assertTrue(refused.text("detail").contains("far"), refused.json()::toString);
            }
            Reply group = near.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET + ",'ocoId':'pair'"));
            assertEquals("Invalid request", group.text("error"));
            assertEquals(0, far.orders(account.accountId()));
        }
    }
}
