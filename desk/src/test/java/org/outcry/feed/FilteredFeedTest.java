package org.outcry.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.desk.Bootstrap;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.FirstUser;
import org.outcry.desk.ScriptedMarket;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.FillView;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;

/** The feed submits only what touches a watch. Orders must fill exactly as if every event had been submitted. */
class FilteredFeedTest {
    private static final int ORDERS = 60;
    private static final int EVENTS = 1_500;
    private static final long START = DeskFixture.START;
    private static final long MILLI = DeskFixture.MILLI;

    private final Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    private final int es =
            catalogue.resolve("ES 12-26", START).orElseThrow().contract().contractId();

    private record Planned(long nanos, Side side, OrderTerms terms) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void filteredFillsEqualUnfilteredOnes(long seed) throws Exception {
        System.out.println("seed " + seed);
        ScriptedMarket market = market(new Random(seed));
        List<Planned> plan = plan(new Random(seed + 1_000), market);
        String filtered = filtered(market, plan, new Random(seed + 2_000));
        String unfiltered = unfiltered(market, plan);
        assertEquals(unfiltered, filtered);
        assertEquals(unfiltered, leaping(market, plan));
        assertTrue(filtered.lines().count() > 10, filtered);
    }

    /** A lively random walk: quotes and trades a few milliseconds apart. */
    private ScriptedMarket market(Random random) {
        ScriptedMarket market = new ScriptedMarket();
        long nanos = START - MILLI;
        long bid = 27_600;
        market.quote(es, nanos, bid, bid + 1, 10);
        for (int i = 0; i < EVENTS; i++) {
            nanos += 1 + random.nextLong(8 * MILLI);
            switch (random.nextInt(4)) {
                case 0 -> bid += random.nextInt(5) - 2;
                case 1 -> bid += random.nextBoolean() ? 1 : -1;
                default -> {
                    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                    market.trade(es, nanos, side == Side.BUY ? bid + 1 : bid, 1 + random.nextInt(8), side);
                    continue;
                }
            }
            market.quote(es, nanos, bid, bid + 1 + random.nextInt(2), 1 + random.nextInt(20));
        }
        return market;
    }

    private List<Planned> plan(Random random, ScriptedMarket market) {
        List<Planned> plan = new ArrayList<>();
        long nanos = START;
        for (int i = 0; i < ORDERS; i++) {
            nanos += random.nextLong(60 * MILLI);
            MarketSnapshot now = market.at(es, nanos);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            plan.add(new Planned(nanos, side, terms(random, side, now)));
        }
        return plan;
    }

    private static OrderTerms terms(Random random, Side side, MarketSnapshot now) {
        int quantity = 1 + random.nextInt(30);
        long last = now.lastTicks() == Prices.NONE ? now.bidTicks() : now.lastTicks();
        long away = random.nextInt(8);
        long below = last - side.sign() * away;
        long beyond = last + side.sign() * (away + 1);
        return switch (random.nextInt(5)) {
            case 0 -> OrderTerms.stop(quantity, beyond);
            case 1 ->
                new OrderTerms(
                        OrderType.TRAILING_STOP,
                        TimeInForce.GTC,
                        quantity,
                        Prices.NONE,
                        last + side.sign() * (2 + away),
                        2 + away,
                        0,
                        0);
            case 2 -> new OrderTerms(OrderType.MIT, TimeInForce.GTC, quantity, Prices.NONE, below, 0, 0, 0);
            default -> OrderTerms.limit(quantity, below);
        };
    }

    private String filtered(ScriptedMarket market, List<Planned> plan, Random pace) throws Exception {
        AtomicLong clock = new AtomicLong(START);
        MemoryLedger ledger = open(clock);
        Feed feed = new Feed(ledger, market, ledger.appliedNanos());
        for (int i = 0; i < plan.size(); i++) {
            long at = plan.get(i).nanos();
            // The feed comes by now and then, not in step with the orders.
            while (clock.get() < at) {
                clock.set(Math.min(at, clock.get() + 1 + pace.nextLong(40 * MILLI)));
                if (pace.nextInt(3) > 0) {
                    FeedSteps.settle(feed, clock.get());
                }
            }
            place(ledger, i, plan.get(i), market);
        }
        while (clock.get() < START + EVENTS * 8 * MILLI) {
            clock.addAndGet(25 * MILLI);
            FeedSteps.settle(feed, clock.get());
        }
        feed.close();
        return fills(ledger);
    }

    /** As a replay does it: from instant to instant at which the feed says that something may happen. */
    private String leaping(ScriptedMarket market, List<Planned> plan) throws Exception {
        AtomicLong clock = new AtomicLong(START);
        MemoryLedger ledger = open(clock);
        try (Feed feed = Feed.ofThePast(ledger, market, START)) {
            for (int i = 0; i < plan.size(); i++) {
                leap(feed, clock, plan.get(i).nanos());
                place(ledger, i, plan.get(i), market);
            }
            leap(feed, clock, START + EVENTS * 8 * MILLI);
        }
        return fills(ledger);
    }

    private static void leap(Feed feed, AtomicLong clock, long until) {
        for (long next = feed.settle(clock.get()); next < until; next = feed.settle(clock.get())) {
            clock.set(next);
        }
        clock.set(until);
        feed.settle(until);
    }

    private String unfiltered(ScriptedMarket market, List<Planned> plan) throws Exception {
        AtomicLong clock = new AtomicLong(START);
        MemoryLedger ledger = open(clock);
        long seen = START;
        for (int i = 0; i < plan.size(); i++) {
            seen = everything(market, ledger, clock, seen, plan.get(i).nanos());
            place(ledger, i, plan.get(i), market);
        }
        everything(market, ledger, clock, seen, START + EVENTS * 8 * MILLI);
        return fills(ledger);
    }

    private long everything(ScriptedMarket market, Ledger ledger, AtomicLong clock, long from, long to) {
        market.events(es, from, to, new MarketData.MarketEvents() {
            @Override
            public void onQuote(MarketSnapshot quote) {
                clock.set(quote.sequence());
                submit(ledger, new Command.UpdateMarket(quote, List.of()));
            }

            @Override
            public void onTrade(Trade trade, MarketSnapshot after) {
                clock.set(after.sequence());
                submit(ledger, new Command.UpdateMarket(after, List.of(trade)));
            }
        });
        clock.set(to);
        return to;
    }

    private MemoryLedger open(AtomicLong clock) throws Exception {
        MemoryLedger ledger = new MemoryLedger(clock::get);
        // An account for each order: orders of one account at one price queue behind each other.
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            accounts.add("Sim" + (100 + i));
        }
        try (Bootstrap bootstrap = new Bootstrap(ledger, catalogue)) {
            bootstrap.start(new FirstUser("trader", accounts, 1_000_000_000_000L, DeskFixture.EASY));
        }
        return ledger;
    }

    private void place(MemoryLedger ledger, int number, Planned planned, ScriptedMarket market) {
        AccountView account = account(ledger, number);
        submit(
                ledger,
                Command.PlaceOrder.of(
                        account.accountId(), es, planned.side(), planned.terms(), market.at(es, planned.nanos())));
    }

    private static AccountView account(MemoryLedger ledger, int number) {
        long userId = ledger.views().user("trader").orElseThrow().userId();
        return ledger.views().account(userId, "Sim" + (100 + number)).orElseThrow();
    }

    /** Every fill in a form that does not depend on when it was submitted. */
    private static String fills(MemoryLedger ledger) {
        TreeMap<Integer, String> all = new TreeMap<>();
        for (int i = 0; i < ORDERS; i++) {
            StringBuilder lines = new StringBuilder();
            for (FillView fill : account(ledger, i).fills()) {
                lines.append("order %d %s %d at %d, %s against %d\n"
                        .formatted(
                                i,
                                fill.side(),
                                fill.quantity(),
                                fill.priceTicks(),
                                fill.explanation().rule(),
                                fill.explanation().marketSequence() - START));
            }
            all.put(i, lines.toString());
        }
        return String.join("", all.values());
    }

    private static void submit(Ledger ledger, Command command) {
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                // Refusals (a stop on the wrong side) are the same in both runs.
            }

            @Override
            public void onFailure(Failure failure) {
                throw new AssertionError(failure);
            }
        });
    }
}
