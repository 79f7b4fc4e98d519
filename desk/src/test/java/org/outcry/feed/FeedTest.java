package org.outcry.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.outcry.desk.DeskFixture.MILLI;
import static org.outcry.desk.DeskFixture.SECOND;
import static org.outcry.desk.DeskFixture.START;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.engine.Watch;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.api.OutcomeListener.Failure;

class FeedTest {
    private static final String LIMIT_BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':6899,"
                    + "'timeInForce':'DAY'}";
    private static final String MARKET_BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY'}";

    private static String state(DeskFixture desk, String id) {
        return desk.call("GetOrderStatus", "{'account':'Sim101','orderId':'" + id + "'}")
                .ok()
                .text("status");
    }

    private static JsonNode lastFill(DeskFixture desk) {
        JsonNode fills =
                desk.call("ListExecutions", "{'account':'Sim101'}").ok().json().path("executions");
        return fills.path(fills.size() - 1);
    }

    @Test
    void aRestingLimitFillsWhenTheMarketTradesThroughIt() {
        try (DeskFixture desk = new DeskFixture()) {
            String id = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            desk.market.quote(desk.es, START + 10 * MILLI, 27_596, 27_597, 20);
            desk.market.trade(desk.es, START + 11 * MILLI, 27_595, 1, Side.SELL);
            desk.market.quote(desk.es, START + 12 * MILLI, 27_600, 27_601, 20);
            desk.pass(5 * MILLI);
            assertEquals("Working", state(desk, id));
            desk.pass(20 * MILLI);
            assertEquals("Filled", state(desk, id));
            JsonNode why = lastFill(desk).path("explanation");
            assertEquals(
                    Long.toString(START + 11 * MILLI),
                    why.path("marketSequence").asText());
            assertEquals(6898.75, why.path("last").asDouble());
        }
    }

    @Test
    void anOrderMeetsTheMarketOfItsDueInstantNotOfItsArrivalNorOfThePresent() {
        try (DeskFixture desk = new DeskFixture(DeskFixture.DELAYED)) {
            String id = desk.call("PlaceOrder", MARKET_BUY).ok().text("orderId");
            assertEquals("Submitted", state(desk, id));
            desk.market.quote(desk.es, START + 40 * MILLI, 27_610, 27_611, 20);
            desk.market.quote(desk.es, START + 70 * MILLI, 27_650, 27_651, 20);
            desk.pass(200 * MILLI);
            assertEquals("Filled", state(desk, id));
            assertEquals(6902.75, lastFill(desk).path("price").asDouble());
        }
    }

    /** The feed of a past market leaves its command to a thread that is at work, and time does not go on before that is done. */
    @Test
    void aPastMarketWaitsForWhoeverIsAtWorkOnTheLedger() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (DeskFixture desk = new DeskFixture(DeskFixture.DELAYED);
                Feed feed = Feed.ofThePast(desk.ledger, desk.market, START)) {
            String id = desk.call("PlaceOrder", MARKET_BUY).ok().text("orderId");
            Thread other = Thread.ofPlatform()
                    .start(() ->
                            desk.ledger.submit(CommandKey.NONE, 0, new Command.AdvanceTime(), new OutcomeListener() {
                                @Override
                                public void onOutcome(Outcome outcome) {
                                    atWork.countDown();
                                    awaitOrFail(goOn);
                                }

                                @Override
                                public void onFailure(Failure failure) {
                                    throw new AssertionError(failure);
                                }
                            }));
            awaitOrFail(atWork);
            desk.clock.addAndGet(100 * MILLI);
            CompletableFuture<String> settled = CompletableFuture.supplyAsync(() -> {
                feed.settle(desk.clock.get());
                return state(desk, id);
            });
            assertThrows(TimeoutException.class, () -> settled.get(100, TimeUnit.MILLISECONDS));
            goOn.countDown();
            assertEquals("Filled", settled.get(20, TimeUnit.SECONDS));
            other.join();
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFloodOfDelayedOrdersIsServedByTheMarketsItMeetsNotByItsOrders() {
        AccountSettings cheap =
                new AccountSettings(50 * MILLI, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 1);
        try (DeskFixture desk = new DeskFixture(cheap)) {
            int orders = 3_000;
            long gap = MILLI / 5;
            int events = 0;
            for (long at = 25 * MILLI; at < orders * gap + 100 * MILLI; at += 25 * MILLI) {
                events++;
                desk.market.quote(desk.es, START + at, 27_600 + events, 27_601 + events, 50_000);
            }
            Map<Long, Long> created = new HashMap<>();
            List<Event.Filled> fills = new ArrayList<>();
            desk.ledger.follow((_, _, event) -> {
                if (event instanceof Event.OrderCreated order) {
                    created.put(order.orderId(), order.timeNanos());
                } else if (event instanceof Event.Filled filled) {
                    fills.add(filled);
                }
            });
            long before = desk.ledger.status().appliedCommands();
            for (int i = 0; i < orders; i++) {
                String order = i % 2 == 0 ? MARKET_BUY : MARKET_BUY.replace("BUY", "SELL");
                desk.call("PlaceOrder", order).ok();
                // The feed's thread is slow, so that a hundred fall due between two of its steps.
                desk.clock.addAndGet(gap);
                if (i % 100 == 99) {
                    desk.pass(0);
                }
            }
            desk.pass(200 * MILLI);
            long submissions = desk.ledger.status().appliedCommands() - before - orders;
            assertTrue(submissions <= events + 30, submissions + " submissions for " + events + " events");
            assertEquals(orders, fills.size());
            for (Event.Filled fill : fills) {
                long due = created.get(fill.orderId()) + 50 * MILLI;
                assertEquals(due, fill.explanation().marketNanos());
                MarketSnapshot then = desk.market.at(desk.es, due);
                assertEquals(fill.side() == Side.BUY ? then.askTicks() : then.bidTicks(), fill.priceTicks());
            }
        }
    }

    @Test
    void nothingIsSkippedWhenTheLedgerIsBusy() {
        try (DeskFixture desk = new DeskFixture()) {
            String id = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            desk.market.trade(desk.es, START + 10 * MILLI, 27_590, 1, Side.SELL);
            desk.market.quote(desk.es, START + 11 * MILLI, 27_600, 27_601, 20);
            for (int i = 0; i < 5; i++) {
                desk.ledger.failNext(Failure.BUSY);
            }
            desk.pass(20 * MILLI);
            assertEquals("Working", state(desk, id));
            for (int i = 0; i < 20; i++) {
                desk.pass(10 * MILLI);
            }
            assertEquals("Filled", state(desk, id));
            assertEquals(
                    Long.toString(START + 10 * MILLI),
                    lastFill(desk).path("explanation").path("marketSequence").asText());
        }
    }

    @Test
    void aShortPauseIsPlayedAfterTheFactAndALongOneIsNot() {
        try (DeskFixture desk = new DeskFixture()) {
            desk.pass(MILLI);
            String first = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            desk.market.trade(desk.es, START + 5 * SECOND, 27_590, 1, Side.SELL);
            desk.market.quote(desk.es, START + 6 * SECOND, 27_600, 27_601, 20);
            desk.pass(30 * SECOND);
            assertEquals("Filled", state(desk, first));
            assertTrue(desk.feed.lastGap().isEmpty());

            String second = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            long from = desk.clock.get();
            desk.market.trade(desk.es, from + 5 * SECOND, 27_590, 1, Side.SELL);
            desk.market.quote(desk.es, from + 6 * SECOND, 27_600, 27_601, 20);
            desk.pass(600 * SECOND);
            assertEquals("Working", state(desk, second));
            assertEquals(new Gap(from, from + 600 * SECOND), desk.feed.lastGap().orElseThrow());
            JsonNode unobserved = desk.call("MarketInfo", "{}").ok().json().path("unobserved");
            assertEquals("2026-11-18T15:00:30.0010000Z", unobserved.path("from").asText());
            desk.market.trade(desk.es, desk.clock.get() + MILLI, 27_590, 1, Side.SELL);
            desk.pass(30 * MILLI);
            assertEquals("Filled", state(desk, second));
        }
    }

    @Test
    void theFeedStaysBehindAnOrderOnItsWay() {
        try (DeskFixture desk = new DeskFixture()) {
            desk.call("PlaceOrder", LIMIT_BUY.replace("6899", "6890")).ok();
            desk.ledger.hold();
            var placing = desk.start("PlaceOrder", LIMIT_BUY.replace("Sim101", "Sim102"));
            // Between the order's arrival and its entry into the log the market trades through both limits.
            desk.market.trade(desk.es, START + MILLI, 27_590, 1, Side.SELL);
            desk.market.trade(desk.es, START + 2 * MILLI, 27_550, 1, Side.SELL);
            desk.clock.addAndGet(20 * MILLI);
            desk.feed.step(desk.clock.get());
            desk.ledger.release();
            String id = DeskFixture.await(placing).ok().text("orderId");
            desk.pass(20 * MILLI);
            JsonNode fill = desk.call("ListExecutions", "{'account':'Sim102'}")
                    .ok()
                    .json()
                    .path("executions")
                    .path(0);
            assertEquals(id, fill.path("orderId").asText());
            assertEquals(
                    Long.toString(START + MILLI),
                    fill.path("explanation").path("marketSequence").asText());
        }
    }

    @Test
    void positionsAreMarkedFourTimesASecondAndAnIdleFeedSleeps() {
        try (DeskFixture desk = new DeskFixture()) {
            assertTrue(desk.feed.step(START) > START + SECOND);
            desk.call("PlaceOrder", MARKET_BUY).ok();
            long before = desk.ledger.status().appliedCommands();
            for (int i = 1; i <= 100; i++) {
                desk.market.trade(desk.es, START + i * (10 * MILLI), 27_600 + i % 2, 1, Side.BUY);
                desk.pass(10 * MILLI);
            }
            long commands = desk.ledger.status().appliedCommands() - before;
            assertTrue(commands >= 2 && commands <= 5, "commands in one second: " + commands);
        }
    }

    @Test
    void timePassesInTheLogEvenWhenNothingHappens() {
        try (DeskFixture desk = new DeskFixture()) {
            for (int i = 0; i < 60; i++) {
                desk.pass(SECOND);
            }
            assertTrue(desk.clock.get() - desk.ledger.appliedNanos() <= 20 * SECOND);
        }
    }

    @Test
    void aWatchThatIsReplacedBeforeTheFeedLooksStillSendsItBack() {
        try (DeskFixture desk = new DeskFixture()) {
            List<Watch> watches = new ArrayList<>();
            desk.ledger.watch(watch -> {
                if (watch.contractId() == desk.es) {
                    watches.add(watch);
                }
            });
            long now = START + 50 * MILLI;
            ContractFeed feed = new ContractFeed(watches.removeFirst(), START, desk.ledger, desk.market, () -> {});
            feed.step(now, now, START);
            String id = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            desk.market.trade(desk.es, START + 10 * MILLI, 27_590, 1, Side.SELL);
            desk.market.quote(desk.es, START + 12 * MILLI, 27_600, 27_601, 20);
            desk.clock.set(now);
            desk.call("PlaceOrder", LIMIT_BUY.replace("6899", "6899.5").replace("Sim101", "Sim102"))
                    .ok();
            assertEquals(2, watches.size());
            watches.forEach(feed::onWatch);
            feed.step(now, now, START);
            assertEquals("Filled", state(desk, id));
        }
    }

    @Test
    void aGapIsNotPlayedEvenWhenASubmissionWasUnderWayAsItBegan() {
        try (DeskFixture desk = new DeskFixture()) {
            List<Watch> watches = new ArrayList<>();
            String first = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            String second = desk.call("PlaceOrder", LIMIT_BUY.replace("6899", "6898"))
                    .ok()
                    .text("orderId");
            desk.ledger.watch(watch -> {
                if (watch.contractId() == desk.es) {
                    watches.add(watch);
                }
            });
            ContractFeed feed = new ContractFeed(watches.getFirst(), START, desk.ledger, desk.market, () -> {});
            desk.market.trade(desk.es, START + 10 * MILLI, 27_595, 1, Side.SELL);
            desk.market.trade(desk.es, START + SECOND, 27_590, 1, Side.SELL);
            desk.ledger.hold();
            feed.step(START + 20 * MILLI, START + 20 * MILLI, 0);
            assertTrue(feed.waiting());
            long later = START + 3_600 * SECOND;
            feed.skipTo(later);
            desk.ledger.release();
            feed.onWatch(watches.getLast());
            feed.step(later, later, later);
            assertEquals("Filled", state(desk, first));
            assertEquals("Working", state(desk, second));
        }
    }

    /** A market that fell to {@code low} before the order of the test joined above it, an event each 10 ms. */
    private static void past(DeskFixture desk, long low, long fromNanos, long toNanos) {
        for (long at = fromNanos; at < toNanos; at += 10 * MILLI) {
            desk.market.trade(desk.es, at, low + at / (10 * MILLI) % 2, 1, Side.SELL);
        }
        desk.market.quote(desk.es, toNanos, 27_600, 27_601, 20);
    }

    @Test
    void aFeedGoesOnWhereTheOneBeforeItDiedAndSubmitsNothingTwice() {
        try (DeskFixture desk = new DeskFixture()) {
            desk.call("PlaceOrder", LIMIT_BUY.replace("6899", "6800")).ok();
            past(desk, 27_590, START + MILLI, START + 50 * SECOND);
            for (int i = 0; i < 500; i++) {
                desk.pass(100 * MILLI);
            }
            // The market of the last 50 seconds would have touched this one all the time.
            String id = desk.call("PlaceOrder", LIMIT_BUY).ok().text("orderId");
            desk.pass(100 * MILLI);
            desk.feed.close();
            long died = desk.clock.get();
            desk.market.trade(desk.es, died + SECOND, 27_595, 1, Side.SELL);
            desk.market.quote(desk.es, died + SECOND + MILLI, 27_600, 27_601, 20);
            for (int crash = 0; crash < 4; crash++) {
                desk.clock.addAndGet(SECOND / 5);
                long before = desk.ledger.status().appliedCommands();
                try (Feed next = new Feed(desk.ledger, desk.market, desk.ledger.appliedNanos())) {
                    FeedSteps.settle(next, desk.clock.get());
                }
                long submitted = desk.ledger.status().appliedCommands() - before;
                long oldNews = ContractFeed.PROGRESS_NANOS / (10 * MILLI);
                assertTrue(submitted <= oldNews + 3, submitted + " submissions after crash " + crash);
                assertEquals("Working", state(desk, id));
            }
            desk.clock.addAndGet(SECOND);
            try (Feed next = new Feed(desk.ledger, desk.market, desk.ledger.appliedNanos())) {
                FeedSteps.settle(next, desk.clock.get());
            }
            assertEquals("Filled", state(desk, id));
            assertEquals(
                    Long.toString(died + SECOND),
                    lastFill(desk).path("explanation").path("marketSequence").asText());
        }
    }

    @Test
    void theLogSaysEveryTwoSecondsHowFarOrdersWereServed() {
        try (DeskFixture desk = new DeskFixture()) {
            desk.call("PlaceOrder", LIMIT_BUY).ok();
            for (int i = 1; i <= 2_000; i++) {
                desk.market.quote(desk.es, START + i * (10 * MILLI), 27_600 + i % 3, 27_601 + i % 3, 20);
            }
            for (int i = 1; i <= 200; i++) {
                desk.pass(100 * MILLI);
                List<Watch> resumed = new ArrayList<>();
                desk.ledger.watch(resumed::add).close();
                long behind = resumed.stream()
                        .filter(watch -> watch.contractId() == desk.es)
                        .mapToLong(watch -> desk.clock.get() - watch.sinceSequence())
                        .findFirst()
                        .orElseThrow();
                assertTrue(behind <= ContractFeed.PROGRESS_NANOS + 100 * MILLI, "behind " + behind);
            }
            long commands = desk.ledger.status().appliedCommands();
            for (int i = 1; i <= 100; i++) {
                desk.pass(100 * MILLI);
            }
            // The market stands still: there is nothing to say.
            assertTrue(desk.ledger.status().appliedCommands() - commands <= 2, "a silent market fills the log");
        }
    }
}
