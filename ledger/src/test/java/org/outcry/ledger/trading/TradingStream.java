package org.outcry.ledger.trading;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** Commands as a busy desk would send them, from a seed, with the business time each is sent at. */
public final class TradingStream {
    public static final long SECOND = 1_000_000_000L;
    public static final long DAY = 86_400 * SECOND;
    /** 2026-11-20 22:00 UTC. */
    public static final long START = 1_795_212_000L * SECOND;

    private static final int[] CONTRACTS = {Contract.id(1, 2026, 12), Contract.id(2, 2026, 12)};
    private static final Product.Fees FEES = new Product.Fees(1_000_000, 200_000, 20_000, 0, 500_000);

    private static final AtmTemplate TEMPLATE = new AtmTemplate(
            "Zwei Stufen",
            TimeInForce.GTC,
            List.of(
                    new AtmBracket(1, 6, 5, new StopStrategy(3, 1, List.of(new TrailStep(4, 3, 1)))),
                    new AtmBracket(1, 0, 5, StopStrategy.NONE)));

    private final SplittableRandom random;
    private final long[] bid = {24_000, 100_000};
    private final List<Long> accounts = new ArrayList<>();
    private final List<Long> orders = new ArrayList<>();
    private final List<Long> strategies = new ArrayList<>();
    private final List<Long> limits = new ArrayList<>();
    private final List<Long> records = new ArrayList<>();
    private long nowNanos = START;

    /** Answers a command at a business time. */
    @FunctionalInterface
    public interface Door {
        Outcome ask(long timeNanos, Command command);
    }

    public TradingStream(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public long nowNanos() {
        return nowNanos;
    }

    public List<Long> accounts() {
        return accounts;
    }

    public int contract() {
        return CONTRACTS[0];
    }

    /** Calendar, products, contracts, a user and accounts. */
    public void define(Door door, int accountCount) {
        List<SessionWindow> windows = new ArrayList<>();
        for (int day = 0; day < 25; day++) {
            windows.add(new SessionWindow(
                    START + day * DAY, START + (day + 1) * DAY, day < 8 ? 2026_11_23 + day : 2026_12_01 + day - 8));
        }
        ask(door, new Command.DefineSessions(1, windows));
        for (int i = 0; i < 2; i++) {
            int id = i + 1;
            ask(
                    door,
                    new Command.DefineProduct(new Product(
                            id,
                            i == 0 ? "ES" : "NQ",
                            1,
                            12_500_000,
                            1_000_000_000L,
                            900_000_000L,
                            12,
                            4000,
                            1000,
                            FEES)));
            ask(
                    door,
                    new Command.DefineContract(new Contract(
                            CONTRACTS[i], id, (i == 0 ? "ES" : "NQ") + "Z26", 2026, 12, START + 20 * DAY)));
        }
        long user = ask(door, new Command.CreateUser("trader")).id();
        for (int i = 0; i < accountCount; i++) {
            accounts.add(ask(
                            door,
                            new Command.OpenAccount(
                                    "Sim" + (101 + i), user, 100_000_000_000L, AccountSettings.IMMEDIATE))
                    .id());
        }
    }

    /** Goes on with a ledger that was defined before. */
    public void resume(List<Long> knownAccounts, long timeNanos) {
        accounts.addAll(knownAccounts);
        nowNanos = Math.max(nowNanos, timeNanos);
    }

    private Outcome ask(Door door, Command command) {
        Outcome outcome = door.ask(nowNanos, command);
        if (!outcome.isAccepted()) {
            throw new AssertionError(command + " was refused: " + outcome);
        }
        return outcome;
    }

    /** Sends one command and learns from its outcome. */
    public Outcome step(Door door) {
        tick();
        Command command = next();
        Outcome outcome = door.ask(nowNanos, command);
        learn(command, outcome);
        return outcome;
    }

    public void learn(Command command, Outcome outcome) {
        if (command instanceof Command.PlaceOrder && outcome.id() != 0) {
            orders.add(outcome.id());
        }
        if (command instanceof Command.KeepPositionLimit && outcome.isAccepted()) {
            limits.add(outcome.id());
        }
        if (command instanceof Command.KeepRecord && outcome.isAccepted()) {
            records.add(outcome.id());
        }
        if (command instanceof Command.PlaceAtm && outcome.isAccepted()) {
            orders.add(outcome.id());
            orders.add(outcome.ids().getLast());
            strategies.add(outcome.ids().getFirst());
        }
    }

    /** The session date ends. */
    public void skipDay() {
        nowNanos += DAY;
    }

    /** A moment passes. */
    public void tick() {
        nowNanos += random.nextLong(1_000, 2_000_000);
    }

    public Command next() {
        int dice = random.nextInt(100);
        int i = random.nextInt(2);
        if (dice < 45) {
            bid[i] += random.nextInt(-1, 2);
            List<Trade> trades = random.nextInt(3) == 0
                    ? List.of(new Trade(nowNanos, bid[i], random.nextInt(1, 9), Side.SELL))
                    : List.of();
            return new Command.UpdateMarket(market(i), trades);
        }
        if (dice < 72) {
            return place(i);
        }
        if (dice < 78) {
            return new Command.PlaceAtm(place(i).withAttached(List.of()), TEMPLATE);
        }
        if (dice < 79) {
            return random.nextBoolean()
                    ? new Command.CloseAtm(anyStrategy(), market(i))
                    : new Command.RequireProtection(anyAccount(), random.nextLong(3) * 1_000_000_000L);
        }
        if (dice < 80) {
            Clearing clearing = random.nextBoolean() ? Clearing.POSITION : Clearing.EXITS;
            return new Command.ClearAndPlace(clearing, 0, random.nextLong(1_000_000_000L), place(i));
        }
        if (dice < 90) {
            return new Command.CancelOrder(anyOrder(), market(i));
        }
        if (dice < 96) {
            return new Command.ChangeOrder(anyOrder(), terms(i, Side.BUY), market(i));
        }
        if (dice < 97) {
            return new Command.Flatten(List.of(anyAccount()), 0, true, true, true, List.of(market(0), market(1)));
        }
        if (dice < 98) {
            return new Command.AdjustCash(anyAccount(), 1_000_000, CashChangeType.MANUAL_ADJUSTMENT, "Zuschuß €");
        }
        if (dice < 99) {
            return switch (random.nextInt(4)) {
                case 0 -> record();
                case 1 -> limit();
                default -> new Command.AdvanceTime();
            };
        }
        return new Command.Mark(CONTRACTS[i], nowNanos, bid[i]);
    }

    /** Limits that are reached now and then, and lifted again. */
    private Command limit() {
        long off = AutoLiquidation.NONE;
        return switch (random.nextInt(5)) {
            case 0 ->
                new Command.KeepPositionLimit(new PositionLimit(
                        0,
                        anyAccount(),
                        InstrumentScope.ALL,
                        true,
                        random.nextBoolean() ? TotalBy.OVERALL : TotalBy.PRODUCT,
                        PositionLimit.NONE,
                        PositionLimit.NONE,
                        random.nextInt(5, 30),
                        "Größe"));
            case 1 ->
                limits.isEmpty()
                        ? new Command.ClearBreaches(anyAccount())
                        : new Command.KeepRiskParameter(new RiskParameter(
                                0, limits.getLast(), InstrumentScope.ALL, 2, 5, -1, -1, -1, -1, true));
            case 2 ->
                limits.isEmpty()
                        ? new Command.SetMaxNetLiquidation(anyAccount(), 100_000_000_000L)
                        : new Command.RemovePositionLimit(limits.removeFirst());
            case 3 ->
                new Command.SetAutoLiquidation(
                        anyAccount(),
                        random.nextBoolean(),
                        new AutoLiquidation(
                                off,
                                off,
                                off,
                                off,
                                off,
                                off,
                                1_000_000,
                                off,
                                random.nextLong(500_000_000L),
                                off,
                                off,
                                off,
                                nowNanos + SECOND,
                                900_000_000L,
                                off,
                                random.nextBoolean() ? DrawdownMode.REAL_TIME : DrawdownMode.END_OF_DAY,
                                false,
                                false));
            default -> new Command.SetAdminAction(anyAccount(), AdminAction.NORMAL);
        };
    }

    /** Master data beside the trading: new, replaced, removed, and refused for its key. */
    private Command record() {
        if (records.isEmpty() || random.nextInt(3) == 0) {
            String key = random.nextBoolean() ? "" : "key " + random.nextInt(5);
            return new Command.KeepRecord(0, "note", 0, anyAccount(), key, "{\"ü\":" + nowNanos + "}", 0);
        }
        long known = records.get(random.nextInt(records.size()));
        return random.nextInt(4) == 0
                ? new Command.RemoveRecord(known, "note")
                : new Command.KeepRecord(known, "note", 0, 0, "", "[" + nowNanos + "]", random.nextInt(3));
    }

    private Command.PlaceOrder place(int i) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        List<AttachedOrder> attached = random.nextInt(8) == 0
                ? List.of(
                        new AttachedOrder(
                                Relation.BRACKET, 0, side.opposite(), OrderTerms.limit(1, side.sign() * 6L), true),
                        new AttachedOrder(
                                Relation.BRACKET, 0, side.opposite(), OrderTerms.stop(1, -side.sign() * 5L), true))
                : List.of();
        String clientId = random.nextInt(4) == 0 ? "c" + random.nextInt(100_000) : "";
        return new Command.PlaceOrder(
                anyAccount(),
                CONTRACTS[i],
                side,
                terms(i, side),
                clientId,
                "",
                0,
                0,
                0,
                false,
                false,
                "",
                attached,
                market(i));
    }

    private OrderTerms terms(int i, Side side) {
        long away = random.nextInt(1, 9);
        int quantity = random.nextInt(1, 4);
        return switch (random.nextInt(5)) {
            case 0 -> OrderTerms.market(quantity);
            case 1 -> OrderTerms.stop(quantity, side == Side.BUY ? bid[i] + 1 + away : bid[i] - away);
            case 2 ->
                new OrderTerms(
                        OrderType.TRAILING_STOP,
                        TimeInForce.GTC,
                        quantity,
                        Prices.NONE,
                        side == Side.BUY ? bid[i] + 1 + away : bid[i] - away,
                        away,
                        0,
                        0);
            default -> OrderTerms.limit(quantity, side == Side.BUY ? bid[i] + 2 - away : bid[i] - 1 + away);
        };
    }

    public MarketSnapshot market(int i) {
        return new MarketSnapshot(
                CONTRACTS[i],
                nowNanos,
                nowNanos,
                bid[i],
                bid[i] + 1,
                bid[i],
                1,
                1,
                Depth.of(10, 12, 9),
                Depth.of(8, 11));
    }

    private long anyAccount() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private long anyStrategy() {
        int recent = Math.min(strategies.size(), 10);
        return recent == 0 ? 1 : strategies.get(strategies.size() - 1 - random.nextInt(recent));
    }

    private long anyOrder() {
        int recent = Math.min(orders.size(), 40);
        return recent == 0 ? 1 : orders.get(orders.size() - 1 - random.nextInt(recent));
    }
}
