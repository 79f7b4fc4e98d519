package org.outcry.bench.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.Engine;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.harness.workload.OrderStream;

/**
 * The neutral stream as commands of our engine: one contract with margin and five fees, a thousand accounts, a durable key on
 * every command, the standing market carried by each order. Ids are learned by a rehearsal, since the engine is deterministic.
 */
public final class EngineCommands {
    /** A Monday morning in Chicago; the session is open from the day before for eight days. */
    static final long START_NANOS = Instant.parse("2026-11-23T15:00:00Z").getEpochSecond() * 1_000_000_000L;

    private static final long COMMAND_GAP_NANOS = 1_000;
    private static final int PRODUCT = 4_000;
    private static final int CALENDAR = 4_000;
    private static final int CONTRACT = Contract.id(PRODUCT, 2026, 12);
    private static final long CASH_MICROS = 1_000_000_000_000_000L;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int SHOWN = 1_000;

    private final OrderStream stream;
    private final MarketSnapshot market;
    private final long[] accountIds = new long[OrderStream.ACCOUNTS];
    private final long[] orderIds;
    private final long startNanos;

    /**
     * @param stream what to translate
     * @param startNanos business time of the first command, nanoseconds UTC
     */
    public EngineCommands(OrderStream stream, long startNanos) {
        this.stream = stream;
        this.startNanos = startNanos;
        this.orderIds = new long[stream.orderCount()];
        this.market = new MarketSnapshot(
                CONTRACT,
                startNanos,
                startNanos,
                stream.bid(),
                stream.ask(),
                stream.bid(),
                1,
                1,
                Depth.of(SHOWN, SHOWN, SHOWN, SHOWN, SHOWN),
                Depth.of(SHOWN, SHOWN, SHOWN, SHOWN, SHOWN));
    }

    public OrderStream stream() {
        return stream;
    }

    /** Commands that make product, contract, user and accounts. Account openings need the user's id from its outcome. */
    public List<Command> setup(long userId) {
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.DefineSessions(
                CALENDAR, List.of(new SessionWindow(startNanos - DAY_NANOS, startNanos + 7 * DAY_NANOS, 20261123))));
        commands.add(new Command.DefineProduct(new Product(
                PRODUCT,
                "BENCH",
                CALENDAR,
                12_500_000L,
                14_000_000_000L,
                12_700_000_000L,
                100,
                1_000_000,
                10_000,
                new Product.Fees(1_380_000, 100_000, 20_000, 250_000, 850_000))));
        commands.add(new Command.DefineContract(
                new Contract(CONTRACT, PRODUCT, "BENCHZ26", 2026, 12, startNanos + 7 * DAY_NANOS)));
        for (int i = 0; i < OrderStream.ACCOUNTS; i++) {
            commands.add(new Command.OpenAccount("Bench" + i, userId, CASH_MICROS, AccountSettings.IMMEDIATE));
        }
        return commands;
    }

    /** The id of the n-th account opened by {@link #setup}. */
    public void accountOpened(int account, long id) {
        accountIds[account] = id;
    }

    long accountId(int account) {
        return accountIds[account];
    }

    /** The n-th order has this id. */
    public void orderPlaced(int order, long id) {
        orderIds[order] = id;
    }

    long orderId(int order) {
        return orderIds[order];
    }

    /** The entry as a command; ids it refers to must be known. */
    public Command command(int index) {
        long order = orderId(stream.order(index));
        return switch (stream.kind(index)) {
            case LIMIT -> place(index, TimeInForce.GTC);
            case IOC -> place(index, TimeInForce.IOC);
            case CANCEL -> new Command.CancelOrder(order, market);
            case MOVE ->
                new Command.ChangeOrder(
                        order,
                        OrderTerms.limit(stream.quantity(index), stream.price(index))
                                .withTimeInForce(TimeInForce.GTC),
                        market);
        };
    }

    private Command place(int index, TimeInForce timeInForce) {
        return order(
                accountIds[stream.account(index)],
                stream.buy(index) ? Side.BUY : Side.SELL,
                OrderTerms.limit(stream.quantity(index), stream.price(index)).withTimeInForce(timeInForce));
    }

    /** An order of the contract in the standing market. */
    Command order(long accountId, Side side, OrderTerms terms) {
        return Command.PlaceOrder.of(accountId, CONTRACT, side, terms, market);
    }

    /** Applies the setup to an empty engine and learns the account ids. */
    void setUp(Engine engine) {
        long userId =
                accepted(engine, submission(0, new Command.CreateUser("bench"))).id();
        int account = 0;
        int key = 1;
        for (Command command : setup(userId)) {
            Outcome outcome = accepted(engine, submission(key++, command));
            if (command instanceof Command.OpenAccount) {
                accountOpened(account++, outcome.id());
            }
        }
    }

    /** Runs the whole stream once, learning the ids, and gives every entry as a submission. */
    Submission[] rehearse() {
        Engine engine = new Engine();
        setUp(engine);
        Submission[] submissions = new Submission[stream.size()];
        for (int i = 0; i < submissions.length; i++) {
            submissions[i] = submission(10_000L + i, command(i));
            Outcome outcome = engine.apply(submissions[i], EventSink.NONE);
            if (stream.kind(i) == OrderStream.Kind.LIMIT || stream.kind(i) == OrderStream.Kind.IOC) {
                orderPlaced(stream.order(i), outcome.id());
            }
            if (outcome.rejection() != Rejection.NONE) {
                throw new IllegalStateException("entry " + i + " " + submissions[i] + " was refused: " + outcome);
            }
        }
        return submissions;
    }

    private Submission submission(long number, Command command) {
        return new Submission(startNanos + number * COMMAND_GAP_NANOS, 0x6f75_7463_7279L, number + 1, 0, command);
    }

    private static Outcome accepted(Engine engine, Submission submission) {
        Outcome outcome = engine.apply(submission, EventSink.NONE);
        if (!outcome.isAccepted()) {
            throw new IllegalStateException(submission + " was refused: " + outcome);
        }
        return outcome;
    }
}
