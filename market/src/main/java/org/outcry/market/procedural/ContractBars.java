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

/**
 * Bars of one contract, newest session first until enough are found. Bars within a session are counted from its first
 * open and never reach over its end; a bar without trades does not exist. One request; one thread.
 */
final class ContractBars {
    private final ContractMarket market;
    private final BarPeriod period;
    private final long from;
    private final long to;
    private final int limit;
    /** Newest first. */
    private final List<Bar> found = new ArrayList<>();

    ContractBars(ContractMarket market, BarPeriod period, long fromNanos, long toNanos, int limit) {
        this.market = market;
        this.period = period;
        this.from = Math.max(fromNanos, market.hours().firstNanos() - 1);
        this.to = toNanos;
        this.limit = limit;
    }

    List<Bar> find() {
        if (BarGroup.ofSessions(period.kind())) {
            ofSessions();
        } else {
            Optional<SessionWindow> window =
                    market.hours().at(to - 1).or(() -> market.hours().closedBefore(to));
            while (window.isPresent() && found.size() < limit) {
                List<SessionWindow> session =
                        market.hours().session(window.get().sessionDate());
                if (session.getLast().closeNanos() <= from) {
                    break;
                }
                inSession(session);
                window = market.hours().closedBefore(session.getFirst().openNanos());
            }
        }
        List<Bar> bars = found.size() > limit ? found.subList(0, limit) : found;
        Collections.reverse(bars);
        return List.copyOf(bars);
    }

    private void inSession(List<SessionWindow> session) {
        switch (period.kind()) {
            case SECOND -> ofTime(session, period.size() * 1_000_000_000L);
            case MINUTE -> ofTime(session, period.size() * 60_000_000_000L);
            case HOUR -> ofTime(session, period.size() * 3_600_000_000_000L);
            case TICK, RANGE, VOLUME -> ofTrades(session);
            case DAY, WEEK, MONTH, YEAR -> throw new IllegalStateException("not within a session: " + period);
        }
    }

    private void ofTime(List<SessionWindow> session, long length) {
        long open = session.getFirst().openNanos();
        long close = session.getLast().closeNanos();
        long last = Math.min(Math.ceilDiv(close - open, length), to >= close ? Long.MAX_VALUE : (to - open) / length);
        long first = Math.max(0, Math.floorDiv(from - open, length));
        if (Math.min(close, open + (first + 1) * length) <= from) {
            first++;
        }
        MinuteMaker maker = market.borrow();
        try {
            List<Bar> ascending = new ArrayList<>();
            BarBuilder bar = new BarBuilder();
            while (last > first && found.size() < limit) {
                // Ascending within a stretch, because neighbouring minutes share work; stretches go back in time.
                long begin = Math.max(first, last - (limit - found.size()));
                ascending.clear();
                for (long i = begin; i < last; i++) {
                    long start = open + i * length;
                    long end = Math.min(close, start + length);
                    bar.clear();
                    for (SessionWindow window : session) {
                        long left = Math.max(start, window.openNanos());
                        long right = Math.min(end, window.closeNanos());
                        if (left < right) {
                            market.add(maker, left, right, bar);
                        }
                    }
                    if (!bar.isEmpty()) {
                        ascending.add(bar.bar(start, end));
                    }
                }
                found.addAll(ascending.reversed());
                last = begin;
            }
        } finally {
            market.giveBack(maker);
        }
    }

    private void ofTrades(List<SessionWindow> session) {
        List<Bar> ascending = new ArrayList<>();
        BarBuilder bar = new BarBuilder();
        long sessionClose = session.getLast().closeNanos();
        long opened = 0;
        long latest = 0;
        for (SessionWindow window : session) {
            long until = Math.min(window.closeNanos(), to + 1);
            for (long minute = window.openNanos() / SeasonalClock.MINUTE_NANOS;
                    minute * SeasonalClock.MINUTE_NANOS < until;
                    minute++) {
                MinuteEvents events = market.events(minute);
                for (int trade = 0; trade < events.trades() && events.tradeNanos(trade) < until; trade++) {
                    long price = events.tradePrice(trade);
                    if (period.kind() == BarPeriod.Kind.RANGE && bar.wouldExceed(price, period.size())) {
                        ascending.add(bar.bar(opened, latest));
                        bar.clear();
                    }
                    latest = events.tradeNanos(trade);
                    opened = bar.isEmpty() ? latest : opened;
                    bar.add(price, events.tradeSize(trade));
                    if (complete(bar)) {
                        ascending.add(bar.bar(opened, latest));
                        bar.clear();
                    }
                }
            }
        }
        if (!bar.isEmpty() && sessionClose <= to) {
            ascending.add(bar.bar(opened, sessionClose));
        }
        for (Bar made : ascending.reversed()) {
            if (made.closeNanos() > from && made.closeNanos() <= to) {
                found.add(made);
            }
        }
    }

    private boolean complete(BarBuilder bar) {
        return switch (period.kind()) {
            case TICK -> bar.trades() >= period.size();
            case VOLUME -> bar.volume() >= period.size();
            case RANGE, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> false;
        };
    }

    private void ofSessions() {
        Optional<SessionWindow> window = market.hours().closedBefore(to);
        long unfinished = market.hours()
                .atOrNext(to)
                .map(next -> BarGroup.of(period, next.sessionDate()))
                .orElse(Long.MAX_VALUE);
        BarBuilder bar = new BarBuilder();
        MinuteMaker maker = market.borrow();
        try {
            List<List<SessionWindow>> sessions = new ArrayList<>();
            while (window.isPresent() && found.size() < limit) {
                List<SessionWindow> session =
                        market.hours().session(window.get().sessionDate());
                long group = BarGroup.of(period, window.get().sessionDate());
                if (group != unfinished) {
                    sessions.add(session);
                }
                window = market.hours().closedBefore(session.getFirst().openNanos());
                boolean groupBegins =
                        window.isEmpty() || BarGroup.of(period, window.get().sessionDate()) != group;
                if (groupBegins && !sessions.isEmpty()) {
                    long close = sessions.getFirst().getLast().closeNanos();
                    if (close <= from) {
                        return;
                    }
                    bar.clear();
                    for (List<SessionWindow> part : sessions.reversed()) {
                        for (SessionWindow piece : part) {
                            market.add(maker, piece.openNanos(), piece.closeNanos(), bar);
                        }
                    }
                    if (!bar.isEmpty()) {
                        found.add(bar.bar(session.getFirst().openNanos(), close));
                    }
                    sessions.clear();
                }
            }
        } finally {
            market.giveBack(maker);
        }
    }
}
