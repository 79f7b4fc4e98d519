package org.outcry.market.procedural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.bars.BarBuilder;
import org.outcry.market.bars.BarGroup;
import org.outcry.market.bars.TradeBars;

/**
 * Bars of one contract, newest session first until enough are found. Bars within a session are counted from its first
 * open and never reach over its end; a bar without trades does not exist. Sessions are independent of each other, so long
 * ranges use all cores. One request; one thread calls it.
 */
final class ContractBars {
    private static final int MOST_AT_ONCE = 256;
    private static final long SECOND = 1_000_000_000L;

    private final ContractMarket market;
    private final BarPeriod period;
    private final long from;
    private final long to;
    private final int limit;
    /** Newest first. */
    private final List<Bar> found = new ArrayList<>();
    /** The window whose session is next to be looked at, going back. */
    private Optional<SessionWindow> cursor;

    ContractBars(ContractMarket market, BarPeriod period, long fromNanos, long toNanos, int limit) {
        this.market = market;
        this.period = period;
        this.from = Math.max(fromNanos, market.hours().firstNanos() - 1);
        this.to = toNanos;
        this.limit = limit;
        this.cursor = Optional.empty();
    }

    List<Bar> find() {
        boolean ofSessions = BarGroup.ofSessions(period.kind());
        cursor = ofSessions
                ? lastComplete()
                : market.hours().at(to - 1).or(() -> market.hours().closedBefore(to));
        while (cursor.isPresent() && found.size() < limit) {
            List<List<SessionWindow>> pieces = new ArrayList<>();
            int wanted = enough();
            while (pieces.size() < wanted && cursor.isPresent() && cursor.get().closeNanos() > from) {
                pieces.add(ofSessions ? nextGroup() : nextSession());
            }
            if (pieces.isEmpty()) {
                break;
            }
            for (List<Bar> bars : Pieces.onAllCores(pieces, this::barsOf)) {
                found.addAll(bars);
            }
        }
        List<Bar> bars = found.size() > limit ? found.subList(0, limit) : found;
        Collections.reverse(bars);
        return List.copyOf(bars);
    }

    /** How many pieces should hold the bars still wanted; never more than they could, so nothing is computed in vain. */
    private int enough() {
        long missing = (long) limit - found.size();
        return switch (period.kind()) {
            case SECOND -> (int) Math.min(MOST_AT_ONCE, 1 + missing * period.size() / 86_400);
            case MINUTE -> (int) Math.min(MOST_AT_ONCE, 1 + missing * period.size() / 1440);
            case HOUR -> (int) Math.min(MOST_AT_ONCE, 1 + missing * period.size() / 24);
            case DAY, WEEK, MONTH, YEAR -> (int) Math.min(missing, MOST_AT_ONCE);
            case TICK, RANGE, VOLUME -> 1;
        };
    }

    private List<SessionWindow> nextSession() {
        List<SessionWindow> session =
                market.hours().session(cursor.orElseThrow().sessionDate());
        cursor = market.hours().closedBefore(session.getFirst().openNanos());
        return session;
    }

    /** The windows of all sessions that share a bar, the last of which {@link #cursor} is in. */
    private List<SessionWindow> nextGroup() {
        long group = BarGroup.of(period, cursor.orElseThrow().sessionDate());
        List<List<SessionWindow>> sessions = new ArrayList<>();
        while (cursor.isPresent() && BarGroup.of(period, cursor.get().sessionDate()) == group) {
            sessions.add(nextSession());
        }
        return sessions.reversed().stream().flatMap(List::stream).toList();
    }

    /** The last window whose bar is complete: the one before the bar that {@code to} lies in. */
    private Optional<SessionWindow> lastComplete() {
        Optional<SessionWindow> window = market.hours().closedBefore(to);
        Optional<SessionWindow> next = market.hours().atOrNext(to);
        if (next.isEmpty()) {
            return window;
        }
        long unfinished = BarGroup.of(period, next.get().sessionDate());
        while (window.isPresent() && BarGroup.of(period, window.get().sessionDate()) == unfinished) {
            window = market.hours().closedBefore(window.get().openNanos());
        }
        return window;
    }

    /** Newest first. */
    private List<Bar> barsOf(List<SessionWindow> windows) {
        return switch (period.kind()) {
            case SECOND -> ofTime(windows, SECOND * period.size());
            case MINUTE -> ofTime(windows, 60 * SECOND * period.size());
            case HOUR -> ofTime(windows, 3600 * SECOND * period.size());
            case TICK, RANGE, VOLUME -> ofTrades(windows);
            case DAY, WEEK, MONTH, YEAR -> whole(windows);
        };
    }

    private List<Bar> ofTime(List<SessionWindow> session, long length) {
        long open = session.getFirst().openNanos();
        long close = session.getLast().closeNanos();
        long last = to >= close ? Math.ceilDiv(close - open, length) : (to - open) / length;
        long first = Math.max(0, Math.floorDiv(from - open, length));
        if (Math.min(close, open + (first + 1) * length) <= from) {
            first++;
        }
        int missing = limit - found.size();
        List<Bar> bars = new ArrayList<>();
        MinuteMaker maker = market.borrow();
        try {
            BarBuilder bar = new BarBuilder();
            while (last > first && bars.size() < missing) {
                // Ascending within a stretch, because neighbouring minutes share work; stretches go back in time.
                long begin = Math.max(first, last - (missing - bars.size()));
                List<Bar> ascending = new ArrayList<>();
                for (long i = begin; i < last; i++) {
                    long start = open + i * length;
                    long end = Math.min(close, start + length);
                    bar.clear();
                    for (SessionWindow window : session) {
                        market.add(maker, Math.max(start, window.openNanos()), Math.min(end, window.closeNanos()), bar);
                    }
                    if (!bar.isEmpty()) {
                        ascending.add(bar.bar(start, end));
                    }
                }
                bars.addAll(ascending.reversed());
                last = begin;
            }
        } finally {
            market.giveBack(maker);
        }
        return bars;
    }

    private List<Bar> ofTrades(List<SessionWindow> session) {
        TradeBars bars = new TradeBars(period);
        for (SessionWindow window : session) {
            long until = Math.min(window.closeNanos(), to + 1);
            long minute = window.openNanos() / SeasonalClock.MINUTE_NANOS;
            for (; minute * SeasonalClock.MINUTE_NANOS < until; minute++) {
                MinuteEvents events = market.events(minute);
                for (int trade = 0; trade < events.trades() && events.tradeNanos(trade) < until; trade++) {
                    bars.add(events.tradeNanos(trade), events.tradePrice(trade), events.tradeSize(trade));
                }
            }
        }
        if (session.getLast().closeNanos() <= to) {
            bars.end(session.getLast().closeNanos());
        }
        return bars.bars().reversed().stream()
                .filter(bar -> bar.closeNanos() > from && bar.closeNanos() <= to)
                .toList();
    }

    private List<Bar> whole(List<SessionWindow> windows) {
        long close = windows.getLast().closeNanos();
        BarBuilder bar = new BarBuilder();
        if (close > from) {
            MinuteMaker maker = market.borrow();
            try {
                for (SessionWindow window : windows) {
                    market.add(maker, window.openNanos(), window.closeNanos(), bar);
                }
            } finally {
                market.giveBack(maker);
            }
        }
        return bar.isEmpty() ? List.of() : List.of(bar.bar(windows.getFirst().openNanos(), close));
    }
}
