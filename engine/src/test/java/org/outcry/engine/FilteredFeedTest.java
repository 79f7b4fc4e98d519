package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** A feed that submits only what the watch asks for gives the same fills as one that submits everything. */
class FilteredFeedTest {
    private static final int STEPS = 4000;

    /** One thing the market did, and the market after it. */
    private record Tick(MarketSnapshot market, List<Trade> trades) {}

    /** One step of the day: the market moves, then perhaps somebody asks for something. */
    private record Step(Tick tick, List<Command> commands) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aFilteredFeedGivesTheSameEvents(long seed) {
        Day day = new Day(seed, 8);
        Run all = new Run(day, false, 0);
        Run some = new Run(day, true, 0);
        assertEquals(all.events.size(), some.events.size(), "events of seed " + seed);
        for (int i = 0; i < all.events.size(); i++) {
            assertEquals(all.events.get(i), some.events.get(i));
        }
        assertTrue(all.fills.size() > 100, () -> "too few fills: " + all.fills.size());
        long moves = all.events.stream()
                .filter(event ->
                        event instanceof Event.OrderAdjusted adjusted && all.atmStops.contains(adjusted.orderId()))
                .count();
        long enforced = all.events.stream()
                .filter(Event.ProtectionEnforced.class::isInstance)
                .count();
        assertTrue(moves > 15 && enforced > 3, () -> moves + " moves, " + enforced + " positions closed");
        assertTrue(some.submitted < all.submitted * 9 / 10, () -> some.submitted + " of " + all.submitted);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void aFeedThatRanAheadMakesUpForItWhenTheWatchChanges(long seed) {
        // One order for each account, so that orders do not meet one another's money.
        Day day = new Day(seed, 900);
        Run all = new Run(day, false, 0);
        Run late = new Run(day, true, 7);
        assertEquals(all.fills, late.fills, "fills of seed " + seed);
        assertTrue(all.fills.size() > 100, () -> "too few fills: " + all.fills.size());
    }

    /** The random market and what people ask for in it, fixed before any run. */
    private static final class Day {
        final List<Step> steps = new ArrayList<>();
        final int accounts;
        private final SplittableRandom random;
        private long bid = 24_000;
        private long last = 24_000;
        private long now = Desk.START + 1;
        private int nextAccount;

        Day(long seed, int accounts) {
            this.random = new SplittableRandom(seed);
            this.accounts = accounts;
            for (int i = 0; i < STEPS; i++) {
                Tick tick = tick();
                List<Command> commands = new ArrayList<>();
                if (random.nextInt(6) == 0) {
                    Command.PlaceOrder order = place(tick.market, i);
                    commands.add(
                            order.attached().isEmpty() && accounts < 100 && random.nextInt(6) == 0
                                    ? new Command.PlaceAtm(order, RandomTrading.template(random))
                                    : order);
                }
                if (accounts < 100 && random.nextInt(10) == 0) {
                    // Order numbers stand in for ids until the run knows them.
                    int number = Math.max(0, i - random.nextInt(1, 120));
                    commands.add(
                            random.nextBoolean()
                                    ? new Command.CancelOrder(number, tick.market)
                                    : new Command.ChangeOrder(number, terms(any()), tick.market));
                }
                if (accounts < 100 && random.nextInt(40) == 0) {
                    int number = Math.max(0, i - random.nextInt(1, 120));
                    commands.add(
                            random.nextBoolean()
                                    ? new Command.CloseAtm(number, tick.market)
                                    : new Command.RequireProtection(
                                            random.nextInt(accounts), random.nextLong(5) * Desk.SECOND));
                }
                steps.add(new Step(tick, commands));
            }
        }

        private Tick tick() {
            now += random.nextLong(1, 30_000_000L);
            List<Trade> trades = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                Side aggressor = any();
                last = aggressor == Side.BUY ? bid + 1 : bid;
                trades.add(new Trade(now, last, random.nextInt(1, 15), aggressor));
            } else if (random.nextInt(3) == 0) {
                bid += random.nextInt(60) == 0 ? random.nextInt(-9, 10) : random.nextInt(-1, 2);
            }
            return new Tick(
                    new MarketSnapshot(Desk.ESZ6, now, now, bid, bid + 1, last, 1, 1, depth(), depth()), trades);
        }

        private Depth depth() {
            return Depth.of(random.nextInt(10), random.nextInt(10), random.nextInt(10));
        }

        private Side any() {
            return random.nextBoolean() ? Side.BUY : Side.SELL;
        }

        private Command.PlaceOrder place(MarketSnapshot market, int number) {
            Side side = any();
            List<AttachedOrder> attached = new ArrayList<>();
            if (accounts < 100 && random.nextInt(3) == 0) {
                long sign = side.opposite().sign();
                attached.add(new AttachedOrder(
                        Relation.BRACKET, 1, side.opposite(), OrderTerms.limit(0, -sign * random.nextInt(1, 8)), true));
                attached.add(new AttachedOrder(
                        Relation.BRACKET, 1, side.opposite(), OrderTerms.stop(0, sign * random.nextInt(1, 8)), true));
            }
            long account = accounts < 100 ? random.nextInt(accounts) : nextAccount++;
            return new Command.PlaceOrder(
                    account,
                    Desk.ESZ6,
                    side,
                    terms(side),
                    "n" + number,
                    "",
                    0,
                    0,
                    0,
                    false,
                    false,
                    "",
                    attached,
                    random.nextInt(8) == 0 && accounts < 100 ? MarketSnapshot.UNKNOWN : market);
        }

        private OrderTerms terms(Side side) {
            List<OrderType> types = List.of(OrderType.values());
            OrderType type = types.get(random.nextInt(types.size()));
            boolean stops = type != OrderType.MIT && type != OrderType.LIMIT_IF_TOUCHED;
            long away = random.nextInt(1, 7);
            long stop = (side == Side.BUY) == stops ? bid + 2 + away : bid - away;
            long limit = bid + random.nextInt(-5, 7);
            return new OrderTerms(
                    type,
                    random.nextInt(9) == 0 ? TimeInForce.IOC : TimeInForce.DAY,
                    random.nextInt(12) == 0 ? random.nextInt(10, 60) : random.nextInt(1, 5),
                    type.hasLimit() ? limit : Prices.NONE,
                    type.hasTrigger() ? stop : Prices.NONE,
                    type.trails() ? random.nextInt(1, 6) : 0,
                    0,
                    0);
        }
    }

    /** One engine and one feed through the day. The feed runs {@code ahead} ticks before the orders. */
    private static final class Run {
        final List<Event> events = new ArrayList<>();
        final TreeSet<String> fills = new TreeSet<>();
        final TreeSet<Long> atmStops = new TreeSet<>();
        int submitted;
        private final Engine engine = new Engine();
        private final List<Tick> ticks;
        private final boolean filtered;
        private final List<Long> accounts = new ArrayList<>();
        private final java.util.Map<Integer, Long> orderIds = new java.util.HashMap<>();
        private final TreeMap<Integer, Long> strategyIds = new TreeMap<>();
        private final java.util.Map<Long, String> names = new java.util.HashMap<>();
        private Watch watch;
        private boolean rescan;
        private int fed;
        private long now = Desk.START;

        Run(Day day, boolean filtered, int ahead) {
            this.filtered = filtered;
            this.ticks = day.steps.stream().map(Step::tick).toList();
            define(day.accounts);
            for (int i = 0; i < day.steps.size(); i++) {
                while (fed <= Math.min(i + ahead, ticks.size() - 1)) {
                    feed(fed);
                }
                for (Command command : day.steps.get(i).commands) {
                    ask(command, i);
                }
            }
        }

        private void define(int count) {
            apply(new Command.DefineSessions(1, Desk.sessions(Desk.START, 20)));
            apply(new Command.DefineProduct(Desk.ES));
            apply(new Command.DefineContract(
                    new Contract(Desk.ESZ6, 1, "ESZ26", 2026, 12, Desk.START + 15 * Desk.DAY)));
            long user = apply(new Command.CreateUser("trader")).id();
            List<FillModel> models = List.of(FillModel.values());
            for (int i = 0; i < count; i++) {
                AccountSettings settings = new AccountSettings(
                        count < 100 && i % 4 == 3 ? 40_000_000 : 0,
                        35,
                        models.get(i % 3),
                        i % 2 == 0 ? TriggerSource.LAST : TriggerSource.BID_ASK,
                        0,
                        i % 8 == 6,
                        true,
                        0,
                        0,
                        count < 100 ? 100 : 0);
                accounts.add(apply(new Command.OpenAccount("Sim" + i, user, 20_000_000_000L, settings))
                        .id());
            }
        }

        private void ask(Command command, int step) {
            now = Math.max(now, ticks.get(step).market.timeNanos());
            switch (command) {
                case Command.PlaceOrder p -> orderIds.put(step, apply(mine(p)).id());
                case Command.PlaceAtm p -> {
                    Outcome outcome = apply(new Command.PlaceAtm(mine(p.entry()), p.template()));
                    orderIds.put(step, outcome.id());
                    if (outcome.isAccepted()) {
                        strategyIds.put(step, outcome.ids().getFirst());
                    }
                }
                case Command.CloseAtm c -> {
                    var strategy = strategyIds.floorEntry((int) c.strategyId());
                    apply(new Command.CloseAtm(strategy == null ? 1 : strategy.getValue(), c.market()));
                }
                case Command.RequireProtection r ->
                    apply(new Command.RequireProtection(accounts.get((int) r.accountId()), r.withinNanos()));
                case Command.CancelOrder c ->
                    apply(new Command.CancelOrder(orderIds.getOrDefault((int) c.orderId(), 1L), c.market()));
                case Command.ChangeOrder c ->
                    apply(new Command.ChangeOrder(orderIds.getOrDefault((int) c.orderId(), 1L), c.terms(), c.market()));
                default -> throw new AssertionError(command);
            }
            followWatch();
        }

        private Command.PlaceOrder mine(Command.PlaceOrder p) {
            return new Command.PlaceOrder(
                    accounts.get((int) p.accountId()),
                    p.contractId(),
                    p.side(),
                    p.terms(),
                    p.clientOrderId(),
                    p.ocoGroup(),
                    0,
                    0,
                    0,
                    false,
                    false,
                    "",
                    p.attached(),
                    p.market());
        }

        /** The feed's whole job: due instants first, then the event if it concerns the watch, then what the watch missed. */
        private void feed(int i) {
            Tick tick = ticks.get(i);
            while (engine.nextDueNanos() <= tick.market.timeNanos()) {
                now = Math.max(now, engine.nextDueNanos());
                apply(new Command.AdvanceTime());
            }
            if (i > 0) {
                duesBefore(tick.market.timeNanos(), ticks.get(i - 1).market);
            }
            offer(tick);
            fed++;
            followWatch();
        }

        private void duesBefore(long timeNanos, MarketSnapshot market) {
            while (watch != null && watch.dueNanos() < timeNanos) {
                long at = Math.max(watch.dueNanos(), market.timeNanos());
                now = Math.max(now, at);
                submit(new Command.UpdateMarket(
                        new MarketSnapshot(
                                market.contractId(),
                                market.sequence(),
                                at,
                                market.bidTicks(),
                                market.askTicks(),
                                market.lastTicks(),
                                1,
                                1,
                                market.bids(),
                                market.asks()),
                        List.of()));
                followWatch();
            }
        }

        private void offer(Tick tick) {
            boolean wanted = !filtered
                    || (watch != null
                            && (watch.touchedBy(tick.market)
                                    || tick.trades.stream().anyMatch(trade -> watch.touchedBy(trade))));
            if (wanted) {
                now = Math.max(now, tick.market.timeNanos());
                submit(new Command.UpdateMarket(tick.market, tick.trades));
            }
        }

        private void followWatch() {
            while (rescan && filtered) {
                rescan = false;
                Watch seen = watch;
                for (int i = 0; i < fed && watch.version() == seen.version(); i++) {
                    if (ticks.get(i).market.sequence() > seen.sinceSequence()) {
                        offer(ticks.get(i));
                    }
                }
            }
        }

        private void submit(Command command) {
            submitted++;
            apply(command);
        }

        private Outcome apply(Command command) {
            Outcome outcome = engine.apply(new Submission(now, 0, 0, 7, command), this::hear);
            engine.drainChangedWatches(changed -> {
                watch = changed;
                rescan = true;
            });
            return outcome;
        }

        private void hear(Event event) {
            events.add(event);
            if (event instanceof Event.OrderCreated created) {
                names.put(created.orderId(), created.clientOrderId());
                if (created.strategyId() != 0 && created.terms().type() == OrderType.STOP) {
                    atmStops.add(created.orderId());
                }
            }
            if (event instanceof Event.Filled fill) {
                fills.add(names.get(fill.orderId()) + " " + fill.side() + " " + fill.quantity() + " at "
                        + fill.priceTicks() + " by " + fill.explanation().rule() + " on "
                        + fill.explanation().marketSequence());
            }
        }
    }
}
