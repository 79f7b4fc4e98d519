package org.outcry.market.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.bars.BarBuilder;
import org.outcry.market.bars.BarGroup;
import org.outcry.market.bars.TradeBars;
import org.outcry.market.calendar.SessionCalendar;

/**
 * Bars over sessions of which some are recorded, cut as those of the procedural market are: counted from the session's first
 * open, none reaching over its end, none without trades. One request; one thread calls it.
 */
final class RecordedBars {
    private static final long SECOND = 1_000_000_000L;
    /** No contract is listed for longer; beyond, nothing is found and nothing searched. */
    private static final int MOST_SESSIONS = 2_600;

    private final RecordedMarket market;
    private final MarketData otherwise;
    private final Contract contract;
    private final BarPeriod period;
    private final long from;
    private final long to;
    private final int limit;
    private final SessionCalendar calendar;

    RecordedBars(
            RecordedMarket market,
            MarketData otherwise,
            Contract contract,
            BarPeriod period,
            long fromNanos,
            long toNanos,
            int limit) {
        this.market = market;
        this.otherwise = otherwise;
        this.contract = contract;
        this.period = period;
        this.from = Math.max(fromNanos, -1);
        this.to = toNanos;
        this.limit = limit;
        this.calendar = market.calendar(contract);
    }

    List<Bar> find() {
        return BarGroup.ofSessions(period.kind()) ? ofSessions() : withinSessions();
    }

    private List<Bar> withinSessions() {
        List<Bar> newestFirst = new ArrayList<>();
        Optional<List<SessionWindow>> session = session(to);
        for (int i = 0; i < MOST_SESSIONS && session.isPresent() && newestFirst.size() < limit; i++) {
            List<SessionWindow> windows = session.get();
            int missing = limit - newestFirst.size();
            Optional<RecordedSession> recorded = market.recorded(contract, windows);
            List<Bar> bars;
            if (recorded.isPresent()) {
                List<Bar> all = within(recorded.get());
                bars = all.subList(Math.max(0, all.size() - missing), all.size());
            } else {
                long open = windows.getFirst().openNanos();
                long close = windows.getLast().closeNanos();
                bars = otherwise.bars(
                        contract.contractId(), period, Math.max(from, open), Math.min(to, close), missing);
            }
            newestFirst.addAll(bars.reversed());
            session = sessionBefore(windows);
        }
        return List.copyOf(newestFirst.reversed());
    }

    /** The session a moment lies in, its close included, or the one that ended before it. */
    private Optional<List<SessionWindow>> session(long nanos) {
        SessionWindow window = calendar.at(nanos - 1).orElseGet(() -> calendar.previous(nanos));
        return window.closeNanos() > from ? Optional.of(calendar.session(window.sessionDate())) : Optional.empty();
    }

    private Optional<List<SessionWindow>> sessionBefore(List<SessionWindow> windows) {
        return windows.getFirst().openNanos() > Math.max(0, from)
                ? session(windows.getFirst().openNanos())
                : Optional.empty();
    }

    private List<Bar> within(RecordedSession session) {
        return switch (period.kind()) {
            case SECOND -> ofTime(session, SECOND * period.size());
            case MINUTE -> ofTime(session, 60 * SECOND * period.size());
            case HOUR -> ofTime(session, 3600 * SECOND * period.size());
            case TICK, RANGE, VOLUME -> ofTrades(session);
            case DAY, WEEK, MONTH, YEAR -> throw new IllegalStateException("made of sessions: " + period);
        };
    }

    private List<Bar> ofTime(RecordedSession session, long length) {
        long open = session.openNanos();
        long close = session.closeNanos();
        TimeBars bars = new TimeBars(open, close, length);
        session.trades(open, Math.min(close, to), bars::add);
        bars.end();
        return bars.closed.stream()
                .filter(bar -> bar.closeNanos() > from && bar.closeNanos() <= to)
                .toList();
    }

    /** Bars of equal length from the session's open. */
    private static final class TimeBars {
        private final long open;
        private final long close;
        private final long length;
        private final BarBuilder bar = new BarBuilder();
        private final List<Bar> closed = new ArrayList<>();
        private long number;

        TimeBars(long open, long close, long length) {
            this.open = open;
            this.close = close;
            this.length = length;
        }

        void add(long nanos, long priceTicks, int size) {
            long its = (nanos - open) / length;
            if (its != number) {
                end();
                number = its;
            }
            bar.add(priceTicks, size);
        }

        void end() {
            if (!bar.isEmpty()) {
                closed.add(bar.bar(open + number * length, Math.min(close, open + (number + 1) * length)));
                bar.clear();
            }
        }
    }

    private List<Bar> ofTrades(RecordedSession session) {
        TradeBars bars = new TradeBars(period);
        session.trades(session.openNanos(), Math.min(session.closeNanos(), to + 1), bars::add);
        if (session.closeNanos() <= to) {
            bars.end(session.closeNanos());
        }
        return bars.bars().stream()
                .filter(bar -> bar.closeNanos() > from && bar.closeNanos() <= to)
                .toList();
    }

    /** Whole sessions, newest first, added up by the group they share; the group that {@code to} lies in is not complete. */
    private List<Bar> ofSessions() {
        List<Bar> newestFirst = new ArrayList<>();
        long unfinished = BarGroup.of(period, calendar.atOrNext(to).sessionDate());
        List<Bar> days = new ArrayList<>();
        long group = Long.MAX_VALUE;
        Optional<List<SessionWindow>> session = session(to);
        for (int i = 0; i < MOST_SESSIONS && session.isPresent(); i++) {
            List<SessionWindow> windows = session.get();
            long its = BarGroup.of(period, windows.getFirst().sessionDate());
            if (its != group) {
                sum(days).ifPresent(newestFirst::add);
                days.clear();
                group = its;
                if (newestFirst.size() >= limit) {
                    break;
                }
            }
            if (its != unfinished) {
                day(windows).ifPresent(days::add);
            }
            // A group that begins before the range still has its close inside: all of its sessions count.
            session = windows.getFirst().openNanos() > 0
                    ? Optional.of(calendar.session(
                            calendar.previous(windows.getFirst().openNanos()).sessionDate()))
                    : Optional.empty();
            if (windows.getLast().closeNanos() <= from && days.isEmpty()) {
                break;
            }
        }
        if (newestFirst.size() < limit) {
            sum(days).ifPresent(newestFirst::add);
        }
        return newestFirst.reversed().stream()
                .filter(bar -> bar.closeNanos() > from && bar.closeNanos() <= to)
                .toList();
    }

    private Optional<Bar> day(List<SessionWindow> windows) {
        long open = windows.getFirst().openNanos();
        long close = windows.getLast().closeNanos();
        Optional<RecordedSession> recorded = market.recorded(contract, windows);
        if (recorded.isPresent()) {
            BarBuilder bar = recorded.get().recording().whole();
            return bar.isEmpty() ? Optional.empty() : Optional.of(bar.bar(open, close));
        }
        return otherwise.bars(contract.contractId(), new BarPeriod(BarPeriod.Kind.DAY, 1), open, close, 1).stream()
                .findFirst();
    }

    /** Days, newest first, as one bar. */
    private static Optional<Bar> sum(List<Bar> days) {
        if (days.isEmpty()) {
            return Optional.empty();
        }
        BarBuilder bar = new BarBuilder();
        days.reversed().forEach(bar::add);
        return Optional.of(bar.bar(days.getLast().openNanos(), days.getFirst().closeNanos()));
    }
}
