package org.outcry.engine;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;

/**
 * Commands per second on one thread for 9 % limit orders, 3 % IOC, 6 % cancels and 82 % moves over 1,000 accounts, with risk,
 * positions, fees, durable keys and events on. The stream is made beforehand. Arguments: commands, rounds, "fills" to let
 * IOC orders and a share of moves trade.
 */
final class EngineThroughput {
    private static final int ACCOUNTS = 1000;
    private static final int RESTING = 1000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final boolean fills;
    private final List<Submission> setup = new ArrayList<>();
    private final List<Submission> stream = new ArrayList<>();
    private final List<Long> accounts = new ArrayList<>();
    private final long[] resting = new long[1 << 20];
    private final boolean[] buys = new boolean[1 << 20];
    private int restingCount;
    private long now = Desk.START;
    private long key;
    private MarketSnapshot market;
    private long bid = 24_000;

    private EngineThroughput(boolean fills) {
        this.fills = fills;
    }

    public static void main(String[] arguments) {
        int commands = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        EngineThroughput probe = new EngineThroughput(arguments.length > 2 && "fills".equals(arguments[2]));
        long generatedHash = probe.generate(commands);
        for (int round = 0; round < rounds; round++) {
            probe.measure(round, generatedHash);
        }
    }

    private long generate(int commands) {
        Engine engine = new Engine();
        Counter counter = new Counter();
        apply(setup, engine, counter, new Command.DefineSessions(1, Desk.sessions(Desk.START, 20)));
        apply(setup, engine, counter, new Command.DefineProduct(Desk.ES));
        apply(
                setup,
                engine,
                counter,
                new Command.DefineContract(new Contract(Desk.ESZ6, 1, "ESZ26", 2026, 12, Desk.START + 15 * Desk.DAY)));
        long user =
                apply(setup, engine, counter, new Command.CreateUser("trader")).id();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(apply(
                            setup,
                            engine,
                            counter,
                            new Command.OpenAccount("Sim" + i, user, 1_000_000_000_000_000L, AccountSettings.IMMEDIATE))
                    .id());
        }
        newMarket();
        for (int i = 0; i < RESTING; i++) {
            rest(setup, engine, counter);
        }
        for (int i = 0; i < commands; i++) {
            if (i % 50 == 0) {
                newMarket();
            }
            step(engine, counter);
        }
        return engine.stateHash();
    }

    private void step(Engine engine, Counter counter) {
        int dice = random.nextInt(100);
        if (dice < 9 || restingCount < RESTING / 2) {
            rest(stream, engine, counter);
        } else if (dice < 12) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = fills ? side == Side.BUY ? bid + 1 : bid : side == Side.BUY ? bid : bid + 1;
            OrderTerms terms = OrderTerms.limit(random.nextInt(1, 4), price).withTimeInForce(TimeInForce.IOC);
            apply(stream, engine, counter, Command.PlaceOrder.of(anyAccount(), Desk.ESZ6, side, terms, market));
        } else if (dice < 18 || restingCount > RESTING * 3 / 2) {
            int at = random.nextInt(restingCount);
            apply(stream, engine, counter, new Command.CancelOrder(resting[at], market));
            forget(at);
        } else {
            int at = random.nextInt(restingCount);
            boolean trades = fills && random.nextInt(100) < 3;
            long price = trades ? (buys[at] ? bid + 1 : bid) : price(buys[at]);
            apply(
                    stream,
                    engine,
                    counter,
                    new Command.ChangeOrder(resting[at], OrderTerms.limit(random.nextInt(1, 4), price), market));
            if (trades) {
                forget(at);
            }
        }
    }

    private void rest(List<Submission> into, Engine engine, Counter counter) {
        boolean buy = random.nextBoolean();
        OrderTerms terms = OrderTerms.limit(random.nextInt(1, 4), price(buy));
        Outcome outcome = apply(
                into,
                engine,
                counter,
                Command.PlaceOrder.of(anyAccount(), Desk.ESZ6, buy ? Side.BUY : Side.SELL, terms, market));
        resting[restingCount] = outcome.id();
        buys[restingCount++] = buy;
    }

    private void forget(int at) {
        restingCount--;
        resting[at] = resting[restingCount];
        buys[at] = buys[restingCount];
    }

    private long price(boolean buy) {
        return buy ? bid - random.nextInt(1, 200) : bid + 1 + random.nextInt(1, 200);
    }

    private long anyAccount() {
        return accounts.get(random.nextInt(ACCOUNTS));
    }

    private void newMarket() {
        now += 1_000_000;
        bid += random.nextInt(-1, 2);
        market = new MarketSnapshot(Desk.ESZ6, now, now, bid, bid + 1, bid, 1, 1, Desk.TEN, Desk.TEN);
    }

    private Outcome apply(List<Submission> into, Engine engine, EventSink sink, Command command) {
        key++;
        Submission submission = new Submission(now, random.nextLong(), key, 7, command);
        into.add(submission);
        Outcome outcome = engine.apply(submission, sink);
        engine.drainChangedWatches(watch -> {});
        return outcome;
    }

    private void measure(int round, long expectedHash) {
        Engine engine = new Engine();
        Counter counter = new Counter();
        for (Submission submission : setup) {
            engine.apply(submission, counter);
        }
        counter.events = 0;
        counter.fills = 0;
        long refused = 0;
        long[] drained = {0};
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < stream.size(); i++) {
            if (!engine.apply(stream.get(i), counter).isAccepted()) {
                refused++;
            }
            engine.drainChangedWatches(watch -> drained[0]++);
        }
        long nanos = System.nanoTime() - start;
        long cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.printf(
                "round %d: %,d commands/s, %,d by the thread's CPU time, %d events, %d fills, %d refused, %d watches, hash %s%n",
                round,
                stream.size() * 1_000_000_000L / nanos,
                stream.size() * 1_000_000_000L / cpuNanos,
                counter.events,
                counter.fills,
                refused,
                drained[0],
                engine.stateHash() == expectedHash ? "equal" : "DIFFERENT");
    }

    private static final class Counter implements EventSink {
        long events;
        long fills;

        @Override
        public void accept(Event event) {
            events++;
            if (event instanceof Event.Filled) {
                fills++;
            }
        }
    }
}
