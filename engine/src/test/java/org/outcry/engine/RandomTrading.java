package org.outcry.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
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

/**
 * Trading at random from a seed: several accounts with every kind of settings, two contracts, all order types, brackets, ATM
 * entries, OCO, protection, changes, cancels, flattening, session ends, releases of history. Every submission is kept, so that a run can be replayed.
 */
final class RandomTrading {
    private static final Product MES =
            new Product(2, "MES", 2, 1_250_000, 100_000_000L, 90_000_000L, 12, 4000, 1000, Product.Fees.NONE);
    private static final int MESZ6 = Contract.id(2, 2026, 12);

    final Engine engine = new Engine();
    final List<Submission> submissions = new ArrayList<>();
    final List<Long> accounts = new ArrayList<>();
    private final SplittableRandom random;
    private final EventSink sink;
    private final List<Long> orders = new ArrayList<>();
    private final List<Long> strategies = new ArrayList<>();
    private final long[] bid = {24_000, 24_000};
    private final long[] last = {24_000, 24_000};
    private final int[] contracts = {Desk.ESZ6, MESZ6};
    private long now = Desk.START;
    private long key;
    private long highestId;

    RandomTrading(long seed, EventSink sink) {
        this.random = new SplittableRandom(seed);
        this.sink = event -> {
            remember(event);
            sink.accept(event);
        };
        define();
    }

    private void remember(Event event) {
        if (event instanceof Event.OrderCreated created) {
            orders.add(created.orderId());
            highestId = created.orderId();
        }
    }

    private void define() {
        apply(new Command.DefineSessions(1, Desk.sessions(Desk.START, 10)));
        // The second calendar has a break of an hour before each end.
        apply(new Command.DefineSessions(
                2,
                Desk.sessions(Desk.START, 10).stream()
                        .map(w -> new org.outcry.engine.calendar.SessionWindow(
                                w.openNanos(), w.closeNanos() - Desk.HOUR, w.sessionDate()))
                        .toList()));
        apply(new Command.DefineProduct(Desk.ES));
        apply(new Command.DefineProduct(MES));
        apply(new Command.DefineContract(new Contract(Desk.ESZ6, 1, "ESZ26", 2026, 12, Desk.START + 9 * Desk.DAY)));
        apply(new Command.DefineContract(new Contract(MESZ6, 2, "MESZ26", 2026, 12, Desk.START + 6 * Desk.DAY)));
        long user = apply(new Command.CreateUser("trader")).id();
        List<FillModel> models = List.of(FillModel.values());
        for (int i = 0; i < 6; i++) {
            AccountSettings settings = new AccountSettings(
                    i < 3 ? 0 : 20_000_000L * i,
                    i * 15,
                    models.get(i % 3),
                    i % 2 == 0 ? TriggerSource.LAST : TriggerSource.BID_ASK,
                    i == 4 ? 1 : 0,
                    i == 5,
                    i != 1,
                    0,
                    i == 2 ? 40 : 0,
                    i == 0 ? 0 : 100);
            accounts.add(apply(new Command.OpenAccount("Sim" + i, user, 100_000_000_000L, settings))
                    .id());
        }
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        int dice = random.nextInt(1000);
        if (dice < 450) {
            market(random.nextInt(2));
        } else if (dice < 625) {
            apply(place());
        } else if (dice < 645) {
            apply(clearAndPlace());
        } else if (dice < 690) {
            placeAtm();
        } else if (dice < 698) {
            apply(new Command.CloseAtm(anyStrategy(), random.nextInt(3) == 0, someMarket(random.nextInt(2))));
        } else if (dice < 700) {
            apply(new Command.RequireProtection(
                    anyAccount(), random.nextInt(3) == 0 ? 0 : random.nextLong(1, 20) * Desk.SECOND));
        } else if (dice < 800) {
            apply(change());
        } else if (dice < 880) {
            apply(new Command.CancelOrder(anyOrder(), someMarket(random.nextInt(2))));
        } else if (dice < 890) {
            int i = random.nextInt(2);
            apply(new Command.Mark(contracts[i], now, last[i] + random.nextInt(-2, 3)));
        } else if (dice < 900) {
            apply(new Command.Flatten(
                    List.of(anyAccount()),
                    random.nextBoolean() ? 0 : contracts[random.nextInt(2)],
                    true,
                    true,
                    random.nextBoolean(),
                    random.nextBoolean() ? List.of(known(0), known(1)) : List.of()));
        } else if (dice < 920) {
            int i = random.nextInt(2);
            apply(new Command.ReducePosition(anyAccount(), contracts[i], random.nextInt(1, 5), someMarket(i)));
        } else if (dice < 925) {
            apply(new Command.CancelOrders(List.of(anyAccount(), anyAccount()), 0, List.of()));
        } else if (dice < 930) {
            apply(new Command.AdjustCash(
                    anyAccount(), random.nextLong(-5_000_000, 5_000_000), CashChangeType.MANUAL_ADJUSTMENT, "gift"));
        } else if (dice < 935) {
            apply(new Command.ReleaseHistory(Math.max(0, highestId - random.nextInt(200))));
        } else if (dice < 940) {
            now += random.nextLong(Desk.HOUR);
            apply(new Command.AdvanceTime());
        } else if (dice < 941) {
            now += random.nextLong(Desk.DAY);
            apply(new Command.AdvanceTime());
        } else {
            now += random.nextLong(50_000_000L);
            apply(new Command.AdvanceTime());
        }
    }

    private void market(int i) {
        now += random.nextLong(1, 40_000_000L);
        bid[i] += random.nextInt(100) < 3 ? random.nextInt(-12, 13) : random.nextInt(-1, 2);
        List<Trade> trades = new ArrayList<>();
        while (random.nextInt(3) == 0) {
            Side aggressor = random.nextBoolean() ? Side.BUY : Side.SELL;
            last[i] = aggressor == Side.BUY ? bid[i] + 1 : bid[i];
            trades.add(new Trade(now, last[i], random.nextInt(1, 20), aggressor));
        }
        long until = random.nextInt(4) == 0 ? now + random.nextLong(40_000_000L) : now;
        apply(new Command.UpdateMarket(known(i), trades, until));
        if (random.nextInt(50) == 0) {
            // A rescan: an earlier event again.
            MarketSnapshot m = known(i);
            apply(new Command.UpdateMarket(
                    new MarketSnapshot(
                            m.contractId(),
                            Math.max(0, m.sequence() - random.nextLong(100_000_000L)),
                            m.timeNanos(),
                            m.bidTicks() - 1,
                            m.askTicks() - 1,
                            m.lastTicks(),
                            1,
                            1,
                            m.bids(),
                            m.asks()),
                    List.of()));
        }
    }

    private MarketSnapshot known(int i) {
        return new MarketSnapshot(
                contracts[i], now, now, bid[i], bid[i] + 1 + random.nextInt(2), last[i], 1, 1, depth(), depth());
    }

    private Depth depth() {
        int[] sizes = new int[random.nextInt(6)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = random.nextInt(12);
        }
        return Depth.of(sizes);
    }

    private MarketSnapshot someMarket(int i) {
        return random.nextInt(4) == 0 ? MarketSnapshot.UNKNOWN : known(i);
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private long anyAccount() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private long anyOrder() {
        int recent = Math.min(orders.size(), 60);
        return recent == 0 ? 1 : orders.get(orders.size() - 1 - random.nextInt(recent));
    }

    private Command change() {
        int i = random.nextInt(2);
        return new Command.ChangeOrder(
                anyOrder(), terms(i, random.nextBoolean() ? Side.BUY : Side.SELL), someMarket(i));
    }

    private Command clearAndPlace() {
        Clearing clearing = any(Clearing.values());
        boolean one = clearing == Clearing.ORDER;
        Command.PlaceOrder place = place();
        if (clearing == Clearing.OPEN_POSITION && random.nextBoolean()) {
            place = place.with(place.side(), OrderTerms.market(0), 0, false);
        } else if (random.nextInt(4) > 0) {
            place = place.with(place.side(), place.terms(), 0, false);
        }
        return new Command.ClearAndPlace(
                clearing, one ? anyOrder() : 0, one ? 0 : random.nextLong(3 * Desk.SECOND), place);
    }

    private Command.PlaceOrder place() {
        int i = random.nextInt(2);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        List<AttachedOrder> attached = new ArrayList<>();
        int kind = random.nextInt(10);
        if (kind == 0) {
            attached.add(new AttachedOrder(Relation.OCO, 0, side.opposite(), terms(i, side.opposite()), false));
        } else if (kind < 4) {
            int groups = random.nextInt(1, 3);
            for (int group = 0; group < groups; group++) {
                int quantity = groups == 1 ? 0 : random.nextInt(1, 4);
                long sign = side.opposite().sign();
                long target = random.nextInt(1, 12);
                long stop = random.nextInt(1, 12);
                attached.add(new AttachedOrder(
                        Relation.BRACKET,
                        group,
                        side.opposite(),
                        gtc(OrderTerms.limit(1, -sign * target), quantity),
                        true));
                attached.add(new AttachedOrder(
                        Relation.BRACKET, group, side.opposite(), gtc(leg(sign * stop), quantity), true));
            }
        }
        return new Command.PlaceOrder(
                anyAccount(),
                contracts[i],
                side,
                terms(i, side),
                random.nextInt(5) == 0 ? "id" + random.nextInt(500) : "",
                random.nextInt(8) == 0 ? "oco" + random.nextInt(40) : "",
                random.nextInt(20) == 0 ? now + random.nextLong(2 * Desk.SECOND) : 0,
                random.nextInt(20) == 0 ? random.nextInt(8) : 0,
                random.nextInt(20) == 0 ? 1 : 0,
                attached.stream().noneMatch(a -> a.relation() == Relation.BRACKET) && random.nextInt(10) == 0,
                false,
                "",
                attached,
                someMarket(i));
    }

    private void placeAtm() {
        Command.PlaceOrder entry = place().withAttached(List.of());
        Command command = random.nextInt(4) == 0 && clearAndPlace() instanceof Command.ClearAndPlace clear
                ? new Command.ClearAndPlaceAtm(
                        new Command.ClearAndPlace(clear.clearing(), clear.orderId(), clear.patienceNanos(), entry),
                        template(random))
                : new Command.PlaceAtm(entry, template(random));
        Outcome outcome = apply(command);
        if (outcome.isAccepted()) {
            strategies.add(outcome.ids().getFirst());
        }
    }

    static AtmTemplate template(SplittableRandom random) {
        List<AtmBracket> brackets = new ArrayList<>();
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            List<TrailStep> steps = new ArrayList<>();
            long trigger = random.nextInt(1, 8);
            long distance = random.nextInt(2, 8);
            while (random.nextBoolean() && steps.size() < 3) {
                steps.add(new TrailStep(trigger, distance, random.nextInt(1, 4)));
                trigger += random.nextInt(1, 6);
                distance = Math.max(1, distance - random.nextInt(3));
            }
            boolean even = random.nextBoolean();
            boolean stops = random.nextInt(6) > 0;
            long breakEven = random.nextInt(2, 9);
            boolean trails = stops && random.nextInt(4) == 0;
            brackets.add(new AtmBracket(
                    random.nextInt(1, 4),
                    !stops || random.nextInt(4) > 0 ? random.nextInt(1, 14) : 0,
                    stops ? random.nextInt(1, 10) : 0,
                    stops && !trails ? new StopStrategy(even ? breakEven : 0, even ? 1 : 0, steps) : StopStrategy.NONE,
                    trails ? random.nextInt(1, 10) : 0,
                    false));
        }
        return new AtmTemplate("random", random.nextInt(3) == 0 ? TimeInForce.DAY : TimeInForce.GTC, brackets);
    }

    private long anyStrategy() {
        int recent = Math.min(strategies.size(), 12);
        return recent == 0 ? 1 : strategies.get(strategies.size() - 1 - random.nextInt(recent));
    }

    private OrderTerms leg(long stop) {
        return random.nextInt(3) == 0
                ? new OrderTerms(OrderType.TRAILING_STOP, TimeInForce.DAY, 1, Prices.NONE, stop, 5, 0, 0)
                : OrderTerms.stop(1, stop);
    }

    private OrderTerms gtc(OrderTerms terms, int quantity) {
        return terms.withQuantity(quantity).withTimeInForce(random.nextBoolean() ? TimeInForce.GTC : TimeInForce.DAY);
    }

    private OrderTerms terms(int i, Side side) {
        OrderType type = any(OrderType.values());
        TimeInForce timeInForce = any(TimeInForce.values());
        boolean stops = type != OrderType.MIT && type != OrderType.LIMIT_IF_TOUCHED;
        long away = random.nextInt(1, 8);
        long stop = (side == Side.BUY) == stops ? bid[i] + 2 + away : bid[i] - away;
        long limit = bid[i] + random.nextInt(-6, 8);
        return new OrderTerms(
                type,
                timeInForce,
                random.nextInt(20) == 0 ? random.nextInt(20, 120) : random.nextInt(1, 7),
                type.hasLimit() ? limit : Prices.NONE,
                type.hasTrigger() ? stop : Prices.NONE,
                type.trails() ? random.nextInt(1, 9) : 0,
                0,
                timeInForce == TimeInForce.GTD ? now + random.nextLong(1, 20 * Desk.SECOND) : 0);
    }

    Outcome apply(Command command) {
        boolean keyed = !(command instanceof Command.UpdateMarket) && !(command instanceof Command.AdvanceTime);
        key++;
        Submission submission = new Submission(now, keyed ? key * 31 : 0, keyed ? key : 0, 7, command);
        submissions.add(submission);
        Outcome outcome = engine.apply(submission, sink);
        engine.drainChangedWatches(watch -> {});
        return outcome;
    }
}
