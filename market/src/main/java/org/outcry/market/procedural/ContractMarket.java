package org.outcry.market.procedural;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData.MarketEvents;
import org.outcry.market.SessionStatistics;
import org.outcry.market.bars.BarBuilder;

/** The market of one contract. Any thread: what is mutable is borrowed by one caller at a time. */
final class ContractMarket {
    private static final long MINUTE = SeasonalClock.MINUTE_NANOS;
    /** Makers kept for reuse; a busier moment makes more and drops them. */
    private static final int IDLE_MAKERS = 4;
    /** How many windows without any trade are searched for the last one: a week of a quiet contract. */
    private static final int SEARCHED_WINDOWS = 10;

    private final ContractModel model;
    private final FamilyClocks clocks;
    private final Hours hours;
    private final DepthModel depth;
    private final MinuteCache minutes;
    private final ConcurrentLinkedQueue<MinuteMaker> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger idleCount = new AtomicInteger();

    ContractMarket(ContractModel model, FamilyClocks clocks, Hours hours, MinuteCache minutes) {
        this.model = model;
        this.clocks = clocks;
        this.hours = hours;
        this.depth = new DepthModel(model);
        this.minutes = minutes;
    }

    Hours hours() {
        return hours;
    }

    MinuteMaker borrow() {
        MinuteMaker maker = idle.poll();
        if (maker == null) {
            return new MinuteMaker(model, clocks);
        }
        idleCount.decrementAndGet();
        return maker;
    }

    void giveBack(MinuteMaker maker) {
        if (idleCount.incrementAndGet() <= IDLE_MAKERS) {
            idle.add(maker);
        } else {
            idleCount.decrementAndGet();
        }
    }

    MarketSnapshot at(long timeNanos) {
        if (hours.at(timeNanos).isEmpty()) {
            return closed(timeNanos);
        }
        return events(Math.floorDiv(timeNanos, MINUTE)).at(timeNanos);
    }

    /** The last price of {@link #at}, without the depth around it. */
    long lastTicks(long timeNanos) {
        return hours.at(timeNanos).isEmpty()
                ? closed(timeNanos).lastTicks()
                : events(Math.floorDiv(timeNanos, MINUTE)).lastTicks(timeNanos);
    }

    /** What is known while closed: no quotes, the last trade and volume of the session that ended. */
    private MarketSnapshot closed(long timeNanos) {
        Optional<SessionWindow> window = hours.closedBefore(timeNanos);
        long sequence = window.map(SessionWindow::closeNanos).orElse(0L);
        MinuteEvents.Before before = before(timeNanos, window);
        return new MarketSnapshot(
                model.contract().contractId(),
                sequence,
                timeNanos,
                Prices.NONE,
                Prices.NONE,
                before.lastTicks(),
                before.lastSize(),
                before.volume(),
                Depth.EMPTY,
                Depth.EMPTY);
    }

    void events(long after, long until, MarketEvents consumer) {
        long at = Math.max(after, hours.firstNanos() - 1);
        while (at < until) {
            Optional<SessionWindow> next = hours.atOrNext(at + 1);
            Optional<SessionWindow> ended = hours.closedBefore(at + 1);
            if (ended.isPresent()
                    && ended.get().closeNanos() == at + 1
                    && hours.at(at + 1).isEmpty()) {
                consumer.onQuote(closed(at + 1));
            }
            if (next.isEmpty() || next.get().openNanos() > until) {
                return;
            }
            SessionWindow window = next.get();
            long close = Math.min(window.closeNanos() - 1, until);
            long minute = Math.floorDiv(Math.max(at + 1, window.openNanos()), MINUTE);
            MinuteEvents events = events(minute);
            events.forEach(at, close, consumer);
            for (minute++; minute * MINUTE <= close; minute++) {
                events = eventsAfter(events, minute);
                events.forEach(at, close, consumer);
            }
            at = close;
        }
    }

    /** The trades of {@link #events(long, long, MarketEvents)} alone. */
    void trades(long after, long until, Consumer<Trade> consumer) {
        long at = Math.max(after, hours.firstNanos() - 1);
        while (at < until) {
            Optional<SessionWindow> next = hours.atOrNext(at + 1);
            if (next.isEmpty() || next.get().openNanos() > until) {
                return;
            }
            SessionWindow window = next.get();
            long close = Math.min(window.closeNanos() - 1, until);
            long minute = Math.floorDiv(Math.max(at + 1, window.openNanos()), MINUTE);
            MinuteEvents events = events(minute);
            events.forEachTrade(at, close, consumer);
            for (minute++; minute * MINUTE <= close; minute++) {
                events = eventsAfter(events, minute);
                events.forEachTrade(at, close, consumer);
            }
            at = close;
        }
    }

    /** A minute in which the market is open. */
    MinuteEvents events(long minute) {
        return minutes.get(model.contract().contractId(), minute, this::make);
    }

    /** The minute after another of the same window: what was before it need not be looked for. */
    private MinuteEvents eventsAfter(MinuteEvents previous, long minute) {
        return minutes.get(model.contract().contractId(), minute, made -> make(made, previous.after()));
    }

    private MinuteEvents make(long minute) {
        return make(minute, before(minute * MINUTE, hours.at(minute * MINUTE)));
    }

    private MinuteEvents make(long minute, MinuteEvents.Before before) {
        MinuteMaker maker = borrow();
        try {
            maker.moveTo(minute);
            return new MinuteEvents(model, depth, minute, maker.make(), maker.startTrades(), before);
        } finally {
            giveBack(maker);
        }
    }

    /** Last trade before the start of a minute, and the volume of the session of {@code window} up to there. */
    private MinuteEvents.Before before(long timeNanos, Optional<SessionWindow> window) {
        MinuteMaker maker = borrow();
        try {
            long volume =
                    window.map(w -> volume(maker, w.sessionDate(), timeNanos)).orElse(0L);
            BarBuilder last = new BarBuilder();
            long number = lastTrade(maker, timeNanos, last);
            if (number < 0) {
                return new MinuteEvents.Before(Prices.NONE, 0, volume);
            }
            return new MinuteEvents.Before(
                    last.bar(0, 0).closeTicks(), model.sizes().size(model.ownKey(), number), volume);
        } finally {
            giveBack(maker);
        }
    }

    /** Contracts traded in a session up to the start of a minute. */
    private long volume(MinuteMaker maker, int sessionDate, long untilNanos) {
        long volume = 0;
        for (SessionWindow window : hours.session(sessionDate)) {
            if (window.openNanos() < untilNanos) {
                volume += volumeBefore(maker, Math.min(window.closeNanos(), untilNanos))
                        - volumeBefore(maker, window.openNanos());
            }
        }
        return volume;
    }

    private long volumeBefore(MinuteMaker maker, long nanos) {
        return model.sizes().volume(model.ownKey(), maker.tradesBefore(Math.floorDiv(nanos, MINUTE)));
    }

    /** Finds the last minute with a trade before a moment, puts its bar in {@code bar}, and returns the trade's number; -1 for none. */
    private long lastTrade(MinuteMaker maker, long timeNanos, BarBuilder bar) {
        long until = timeNanos;
        Optional<SessionWindow> window = hours.at(until - 1).or(() -> hours.closedBefore(timeNanos));
        for (int i = 0; i < SEARCHED_WINDOWS && window.isPresent(); i++) {
            long open = Math.floorDiv(window.get().openNanos(), MINUTE);
            long close = Math.floorDiv(Math.min(until, window.get().closeNanos()), MINUTE);
            long number = maker.tradesBefore(close);
            if (number > maker.tradesBefore(open)) {
                long minute = lastStep(maker, open, close, number);
                add(maker, minute, bar);
                return number - 1;
            }
            until = window.get().openNanos();
            window = hours.closedBefore(until);
        }
        return -1;
    }

    /** The minute in which the count of trades reached {@code number}: usually the last. */
    private static long lastStep(MinuteMaker maker, long open, long close, long number) {
        long high = close - 1;
        long low = Math.max(open, high - 1);
        while (low > open && maker.tradesBefore(low) == number) {
            low = Math.max(open, high - 2 * (high - low));
        }
        // The count before low is smaller, or low is the first minute; the count after high is number.
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (maker.tradesBefore(middle) < number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Adds the bar of a minute. */
    void add(MinuteMaker maker, long minute, BarBuilder bar) {
        maker.moveTo(minute);
        if (maker.count() > 0) {
            add(maker, bar);
        }
    }

    private void add(MinuteMaker maker, BarBuilder bar) {
        MinutePath path = maker.make();
        int open = path.open();
        int close = path.close();
        int high = path.high(Math.max(open, close));
        int low = path.low(Math.min(open, close));
        bar.add(open, high, low, close, lots(maker), maker.count());
    }

    private long lots(MinuteMaker maker) {
        long first = maker.startTrades();
        return model.sizes().volume(model.ownKey(), first + maker.count())
                - model.sizes().volume(model.ownKey(), first);
    }

    /**
     * Adds all trades in {@code [from, until)} during open hours. A minute that cannot make a new high or low only counts;
     * if it turns out to be the last one with a trade, it is made after all, for its close.
     */
    void add(MinuteMaker maker, long from, long until, BarBuilder bar) {
        long skipped = -1;
        for (long minute = Math.floorDiv(from, MINUTE); minute * MINUTE < until; minute++) {
            if (minute * MINUTE < from || (minute + 1) * MINUTE > until) {
                BarBuilder part = new BarBuilder();
                events(minute).addTo(part, from, until);
                skipped = part.isEmpty() ? skipped : -1;
                bar.add(part);
                continue;
            }
            maker.moveTo(minute);
            if (maker.count() > 0) {
                if (!bar.isEmpty() && maker.staysWithin(bar.low(), bar.high())) {
                    bar.addWithin(lots(maker), maker.count());
                    skipped = minute;
                } else {
                    add(maker, bar);
                    skipped = -1;
                }
            }
        }
        if (skipped >= 0) {
            maker.moveTo(skipped);
            bar.closeAt(maker.make().close());
        }
    }

    SessionStatistics session(long timeNanos) {
        Optional<SessionWindow> window = hours.at(timeNanos).or(() -> hours.closedBefore(timeNanos));
        if (window.isEmpty()) {
            return new SessionStatistics(0, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, 0);
        }
        int date = window.get().sessionDate();
        List<SessionWindow> windows = hours.session(date);
        BarBuilder bar = new BarBuilder();
        MinuteMaker maker = borrow();
        try {
            for (SessionWindow w : windows) {
                add(maker, w.openNanos(), Math.min(w.closeNanos(), timeNanos + 1), bar);
            }
            BarBuilder previous = new BarBuilder();
            long number = lastTrade(maker, windows.getFirst().openNanos(), previous);
            long previousClose = number < 0 ? Prices.NONE : previous.bar(0, 0).closeTicks();
            if (bar.isEmpty()) {
                return new SessionStatistics(
                        date, Prices.NONE, Prices.NONE, Prices.NONE, previousClose, previousClose, 0);
            }
            var total = bar.bar(0, 0);
            return new SessionStatistics(
                    date,
                    total.openTicks(),
                    total.highTicks(),
                    total.lowTicks(),
                    total.closeTicks(),
                    previousClose,
                    total.volume());
        } finally {
            giveBack(maker);
        }
    }
}
