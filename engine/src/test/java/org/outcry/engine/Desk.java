package org.outcry.engine;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** An engine with one product, one contract, one user and one account, driven by hand in tests. */
final class Desk {
    static final long SECOND = 1_000_000_000L;
    static final long HOUR = 3600 * SECOND;
    static final long DAY = 24 * HOUR;
    /** 2026-11-20 22:00 UTC, when the session of Monday 2026-11-23 opens in an always-open market. */
    static final long START = 1_795_212_000L * SECOND;

    static final Product.Fees FEES = new Product.Fees(1_000_000, 200_000, 20_000, 0, 500_000);
    static final Product ES = new Product(1, "ES", 1, 12_500_000, 1_000_000_000L, 900_000_000L, 12, 4000, 1000, FEES);
    static final int ESZ6 = Contract.id(1, 2026, 12);
    static final Depth TEN = Depth.of(10, 10, 10, 10, 10);

    final Engine engine = new Engine();
    final List<Event> events = new ArrayList<>();
    long now = START;
    long sequence = START;
    long userId;
    long account;

    Desk() {
        this(AccountSettings.IMMEDIATE, 100_000_000_000L);
    }

    Desk(AccountSettings settings, long cashMicros) {
        accepted(new Command.DefineSessions(1, sessions(START, 20)));
        accepted(new Command.DefineProduct(ES));
        accepted(new Command.DefineContract(new Contract(ESZ6, 1, "ESZ26", 2026, 12, START + 15 * DAY)));
        userId = accepted(new Command.CreateUser("trader")).id();
        account = accepted(new Command.OpenAccount("Sim101", userId, cashMicros, settings))
                .id();
        events.clear();
    }

    /** Always open, a new session date each day at the same time, no weekends. */
    static List<SessionWindow> sessions(long start, int days) {
        List<SessionWindow> windows = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            windows.add(new SessionWindow(start + day * DAY, start + (day + 1) * DAY, date(day)));
        }
        return windows;
    }

    /** Session dates from Monday 2026-11-23 on, one for each day. */
    static int date(int day) {
        return day < 8 ? 2026_11_23 + day : 2026_12_01 + day - 8;
    }

    Outcome apply(Command command) {
        return engine.apply(new Submission(now, 0, 0, 7, command), events::add);
    }

    Outcome accepted(Command command) {
        Outcome outcome = apply(command);
        if (!outcome.isAccepted()) {
            throw new AssertionError(command + " was refused: " + outcome);
        }
        return outcome;
    }

    void advance(long nanos) {
        now += nanos;
        accepted(new Command.AdvanceTime());
    }

    /** The market as it would be carried by an order now. */
    MarketSnapshot market(long bid, long ask, long last) {
        return market(bid, ask, last, TEN, TEN);
    }

    MarketSnapshot market(long bid, long ask, long last, Depth bids, Depth asks) {
        return new MarketSnapshot(ESZ6, sequence, now, bid, ask, last, 1, 1000, bids, asks);
    }

    long place(Side side, OrderTerms terms, MarketSnapshot market) {
        return accepted(Command.PlaceOrder.of(account, ESZ6, side, terms, market))
                .id();
    }

    void quote(long bid, long ask, long last) {
        sequence += 1000;
        now = Math.max(now, sequence);
        accepted(new Command.UpdateMarket(market(bid, ask, last), List.of()));
    }

    void trade(long bid, long ask, long price, int size, Side aggressor) {
        sequence += 1000;
        now = Math.max(now, sequence);
        accepted(new Command.UpdateMarket(
                market(bid, ask, price), List.of(new Trade(sequence, price, size, aggressor))));
    }

    <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E extends Event> E last(Class<E> type) {
        return all(type).getLast();
    }

    List<String> names() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
