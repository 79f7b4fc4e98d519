package org.outcry.harness.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.harness.remote.NearDesk.Reply;
import org.outcry.ledger.api.Awaited;
import org.outcry.ledger.view.AccountView;
import org.outcry.remote.order.Allowance;

/** The wire between a desk and the server where its account lives breaks at every place it can. */
class RemoteCutsTest {
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

    private static void placeThere(AccountView account, Side side, int quantity) {
        MarketSnapshot market = far.market.at(far.es(), FarServer.now());
        assertTrue(Awaited.outcome(
                        far.ledger,
                        Command.PlaceOrder.of(account.accountId(), far.es(), side, OrderTerms.market(quantity), market))
                .isAccepted());
    }

    private static void awaitWhole(NearDesk near) {
        NearDesk.await(() -> near.environment.problem().isEmpty());
    }

    @Test
    void fillsDuringAGapArriveOnce() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            String before = near.place("BUY", 1, MARKET);
            NearDesk.await(() -> near.net() == 1 && near.told("executionUpdate") == 1);
            near.wire.cut();
            NearDesk.await(() -> near.environment.problem().isPresent());
            placeThere(account, Side.BUY, 2);
            placeThere(account, Side.SELL, 1);
            near.wire.mend();
            awaitWhole(near);
            NearDesk.await(() -> near.net() == 2);
            long fills = far.account(account.accountId()).fills().size();
            NearDesk.await(() -> near.executions().size() == fills);
            NearDesk.await(() -> near.told("executionUpdate") == fills);
            NearDesk.await(() -> near.state(before).equals("Filled"));

            // Once more without anything new: a second picture repeats nothing.
            near.wire.end();
            NearDesk.await(() -> near.environment.problem().isPresent());
            awaitWhole(near);
            placeThere(account, Side.SELL, 2);
            NearDesk.await(() -> near.net() == 0);
            long all = far.account(account.accountId()).fills().size();
            NearDesk.await(() -> near.told("executionUpdate") == all);
            NearDesk.await(() -> near.executions().size() == all);
        }
    }

    @Test
    void aPlaceWhoseAnswerWasLostIsFound() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.wire.swallowDown();
            CompletableFuture<Reply> placed = near.start("PlaceOrder", NearDesk.order("BUY", 1, MARKET));
            long key = near.key();
            NearDesk.await(() -> far.orders(account.accountId()) == 1);
            near.wire.cut();
            near.wire.mend();
            String order = NearDesk.get(placed).ok().text("orderId");
            NearDesk.await(() -> near.state(order).equals("Filled"));
            assertEquals(
                    order,
                    NearDesk.get(near.start("PlaceOrder", NearDesk.order("BUY", 1, MARKET), key))
                            .text("orderId"));
            assertEquals(1, far.orders(account.accountId()));

            // Another process of ours, asked for the same again, finds the mark over there.
            try (NearDesk next = new NearDesk(far, account.name(), directory).connected()) {
                Reply repeated = NearDesk.get(next.start("PlaceOrder", NearDesk.order("BUY", 1, MARKET), key));
                assertEquals(order, repeated.ok().text("orderId"));
                assertEquals(1, far.orders(account.accountId()));
            }
        }
    }

    @Test
    void aPlaceThatNeverArrivedIsUnknownAndNeverSentAgain() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.wire.swallowUp();
            CompletableFuture<Reply> placed = near.start("PlaceOrder", NearDesk.order("BUY", 1, MARKET));
            near.wire.cut();
            near.wire.mend();
            Reply unknown = NearDesk.get(placed);
            // What was still unsent when the wire broke is busy: nothing was done. What was sent is unknown.
            assertTrue(
                    unknown.text("error").equals("outcome_unknown")
                            || unknown.text("detail").startsWith("busy"),
                    unknown.json()::toString);
            awaitWhole(near);
            if (unknown.text("error").equals("outcome_unknown")) {
                Reply again = NearDesk.get(near.start("PlaceOrder", NearDesk.order("BUY", 1, MARKET), near.key()));
                assertEquals("outcome_unknown", again.text("error"), again.json()::toString);
            }
            assertEquals(0, far.orders(account.accountId()));
        }
    }

    @Test
    void aSilentWireIsGivenUp() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            int connections = near.wire.accepted();
            near.wire.swallowDown();
            NearDesk.await(() -> near.environment.problem().isPresent());
            placeThere(account, Side.SELL, 1);
            near.wire.mend();
            awaitWhole(near);
            NearDesk.await(() -> near.net() == -1);
            assertTrue(near.wire.accepted() > connections);
        }
    }

    @Test
    void nothingIsSentWhileApart() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.wire.cut();
            NearDesk.await(() -> near.environment.problem().isPresent());
            Reply refused = near.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET));
            assertEquals(503, refused.status());
            assertEquals("temporarily_disabled", refused.text("error"));
            near.wire.mend();
            awaitWhole(near);
            assertEquals(0, far.orders(account.accountId()));
            near.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET)).ok();
        }
    }

    /** Orders all the while, cuts at any moment: everything that was acknowledged is there, nothing is there twice. */
    @Test
    void randomCutsLoseAndDoubleNothing() throws Exception {
        long seed = 20_261_121L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.wire.delay(1_000_000);
            int acknowledged = 0;
            int unknown = 0;
            for (int i = 0; i < 24; i++) {
                CompletableFuture<Reply> placed =
                        near.start("PlaceOrder", NearDesk.order(i % 3 == 2 ? "SELL" : "BUY", 1, MARKET));
                if (random.nextInt(3) == 0) {
                    Thread.sleep(random.nextInt(8)); // anywhere between the call and its answer
                    near.wire.end();
                }
                Reply reply = NearDesk.get(placed);
                if (reply.status() == 200) {
                    acknowledged++;
                } else if (reply.text("error").equals("outcome_unknown")) {
                    unknown++;
                }
                awaitWhole(near);
            }
            // The last of those whose answer was lost may still be on its way.
            NearDesk.await(() -> near.executions().size()
                            == far.account(account.accountId()).fills().size()
                    && near.told("executionUpdate")
                            == far.account(account.accountId()).fills().size()
                    && near.net()
                            == far.account(account.accountId())
                                    .positions()
                                    .getFirst()
                                    .net());
            int there = far.orders(account.accountId());
            assertTrue(
                    there >= acknowledged && there <= acknowledged + unknown,
                    there + " there, " + acknowledged + " acknowledged, " + unknown + " unknown");
        }
    }

    /** The token ends every few seconds here; the desk goes on with new ones. */
    @Test
    void tokensAreRenewed() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            Thread.sleep(FarServer.TOKEN_MILLIS + 1_000); // there is no event of a token that has ended
            near.wire.end();
            NearDesk.await(() -> near.environment.problem().isPresent());
            awaitWhole(near);
            near.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET)).ok();
            assertFalse(near.news.toString().contains("stopped"), near.news::toString);
        }
    }

    @Test
    void aHaltClosesAndSurvivesAGapAndARestart() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            near.place("BUY", 2, MARKET);
            NearDesk.await(() -> near.net() == 2);
            assertEquals(
                    List.of(),
                    near.environment.halt(NearDesk.PATIENCE, "tester").open());
            assertEquals(0, near.net());
            assertEquals(
                    "order_rejected",
                    near.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET)).text("error"));
            near.wire.cut();
            NearDesk.await(() -> near.environment.problem().isPresent());
            placeThere(account, Side.SELL, 1); // somebody else trades the account meanwhile
            near.wire.mend();
            awaitWhole(near);
            NearDesk.await(() ->
                    far.account(account.accountId()).positions().getFirst().net() == 0);
        }
        try (NearDesk again = connect(account)) {
            assertTrue(again.environment.halted());
            assertEquals(
                    "order_rejected",
                    again.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET)).text("error"));
            assertTrue(again.environment.liftHalt());
            again.call("PlaceOrder", NearDesk.order("BUY", 1, MARKET)).ok();
        }
    }

    /** The prices' socket comes back before the server is ready for it: the subscription is refused at first, not for good. */
    @Test
    void aRefusedSubscriptionIsTriedAgain() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = new NearDesk(far, account.name(), directory, Duration.ofMillis(500)).connected()) {
            NearDesk.await(() -> quote(near).status() == 200);
            far.refuseQuotes(2);
            near.prices.end();
            NearDesk.await(() -> !far.refusesQuotes());
            NearDesk.await(() -> quote(near).status() == 200);
            String before = quote(near).ok().text("last") + quote(near).json().path("volume");
            NearDesk.await(() -> !before.equals(
                    quote(near).ok().text("last") + quote(near).json().path("volume")));
        }
    }

    /** The trading socket is back, the prices are not: quotes are refused, and positions are worth their last trade. */
    @Test
    void withoutPricesQuotesAreRefusedAndPositionsKeepTheLastTrade() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = new NearDesk(far, account.name(), directory, Duration.ofMillis(500)).connected()) {
            near.place("BUY", 1, MARKET);
            NearDesk.await(() -> near.net() == 1);
            Reply quoted = quote(near).ok();
            double close = quoted.json().path("close").asDouble();
            near.prices.cut();
            NearDesk.await(() -> {
                Reply reply = quote(near);
                assertTrue(reply.status() == 503 || reply.json().path("bid").asDouble() > 0, reply.json()::toString);
                return reply.status() == 503;
            });
            assertEquals("temporarily_disabled", quote(near).text("error"));
            Reply trailing = near.call(
                    "PlaceOrder",
                    NearDesk.order("SELL", 1, "'orderType':'TRAILINGSTOP','trailTicks':8,'timeInForce':'DAY'"));
            assertEquals(503, trailing.status(), trailing.json()::toString);
            long last = near.environment.market().lastTicks(far.es(), FarServer.now());
            Reply position = near.call("GetPosition", "{'instrument':'ES'}").ok();
            double average = position.json().path("averagePrice").asDouble();
            double open = position.json().path("unrealizedProfitLoss").asDouble();
            assertEquals((last * 0.25 - average) * 50, open, 0.001, () -> position.json() + " close " + close);
            near.prices.mend();
            NearDesk.await(() -> quote(near).status() == 200);
        }
    }

    private static Reply quote(NearDesk near) {
        return near.call("GetQuote", "{'instrument':'ES'}");
    }

    @Test
    void aHaltedDeskClosesWhatIsPlacedElsewhere() throws Exception {
        AccountView account = far.open(false);
        try (NearDesk near = connect(account)) {
            assertEquals(
                    List.of(),
                    near.environment.halt(NearDesk.PATIENCE, "tester").open());
            placeThere(account, Side.BUY, 2);
            NearDesk.await(() -> {
                AccountView now = far.account(account.accountId());
                return !now.positions().isEmpty()
                        && now.positions().getFirst().net() == 0
                        && now.fills().size() >= 2;
            });
            placeThere(account, Side.SELL, 1);
            NearDesk.await(() -> near.told("executionUpdate") >= 3);
            NearDesk.await(() ->
                    far.account(account.accountId()).positions().getFirst().net() == 0);
            NearDesk.await(() -> near.net() == 0);
            assertTrue(near.environment.halted());
        }
    }

    @Test
    void aLiveAccountIsHeldToWhatWasAllowed() throws Exception {
        AccountView account = far.open(true);
        AccountView other = far.open(true);
        Allowance allowance = new Allowance(account.name(), 2, 3);
        try (NearDesk near = new NearDesk(far, account.name(), directory, Optional.of(allowance)).connected()) {
            Reply accounts = near.call("ListAccounts", "{}").ok();
            assertEquals(1, accounts.json().path("accounts").size());
            assertFalse(accounts.json().toString().contains(other.name()));
            assertEquals(
                    "live",
                    accounts.json().path("accounts").path(0).path("domain").asText());
            Reply large = near.call("PlaceOrder", NearDesk.order("BUY", 3, MARKET));
            assertTrue(large.text("detail").contains("2 contracts"), large.json()::toString);
            near.place("BUY", 2, MARKET);
            NearDesk.await(() -> near.net() == 2);
            assertEquals(
                    "order_rejected",
                    near.call("PlaceOrder", NearDesk.order("BUY", 2, MARKET)).text("error"));
            near.place("BUY", 1, MARKET);
            NearDesk.await(() -> near.net() == 3);
            // Larger than any order may be, but it only reduces.
            near.place("SELL", 3, MARKET);
            NearDesk.await(() -> near.net() == 0);
            assertEquals(3, far.orders(account.accountId()));
        }
    }
}
