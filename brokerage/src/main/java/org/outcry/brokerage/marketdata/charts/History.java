package org.outcry.brokerage.marketdata.charts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionCalendar;

/**
 * The past of one chart up to a moment, and the source that goes on from that very moment. History is what was complete by then;
 * what was growing is the source's. One computation; a worker's thread.
 */
final class History {
    /** A longer history is cut to its newest elements. */
    static final int MAX_ELEMENTS = 20_000;
    /** Given neither a count nor an end. */
    static final int USUAL_ELEMENTS = 1_000;
    /** Trades of more sessions than this are not walked for one chart. */
    static final int MAX_SESSIONS = 20;

    private final MarketData market;
    private final SessionCalendar calendar;
    private final ChartRequest request;
    private final int contractId;
    private final long cut;
    private final long newest;
    private final long oldest;
    private final int count;

    /**
     * What was found.
     *
     * @param elements oldest first
     * @param source stands at the moment of the cut
     */
    record Found<E>(List<E> elements, Source<E> source) {}

    History(MarketData market, SessionCalendar calendar, ChartRequest request, long cutNanos) {
        this.market = market;
        this.calendar = calendar;
        this.request = request;
        this.contractId = request.listing().contractId();
        this.cut = cutNanos;
        ChartRequest.Range range = request.range();
        OptionalLong tick = range.newestTickId().isPresent()
                ? OptionalLong.of(TickIds.nanos(range.newestTickId().getAsLong(), cutNanos))
                : OptionalLong.empty();
        this.newest = Math.min(cut, Math.min(range.newestNanos().orElse(cut), tick.orElse(cut)));
        this.oldest = range.oldestNanos().orElse(Long.MIN_VALUE);
        int usual = range.oldestNanos().isPresent() ? MAX_ELEMENTS : USUAL_ELEMENTS;
        this.count = Math.min(MAX_ELEMENTS, range.count().orElse(usual));
    }

    /** Bars of minutes: the market knows where they lie, the trades within say the rest. */
    Found<ChartBar> minutes() {
        int size = request.description().size();
        long length = size * 60_000_000_000L;
        List<Bar> wanted = market
                .bars(
                        contractId,
                        new BarPeriod(BarPeriod.Kind.MINUTE, size),
                        Math.max(oldest, firstSession()),
                        Math.min(cut, newest + length),
                        count)
                .stream()
                .filter(bar -> bar.openNanos() <= newest && bar.openNanos() >= oldest)
                .toList();
        List<ChartBar> bars = new ArrayList<>();
        if (!wanted.isEmpty()) {
            ClockBars past = clock(length);
            past.tell(bars::add);
            walk(past, wanted.getFirst().openNanos() - 1, wanted.getLast().closeNanos() - 1);
            past.advance(wanted.getLast().closeNanos());
        }
        ClockBars source = clock(length);
        walk(source, startOf(length) - 1, cut);
        source.advance(cut);
        return new Found<>(bars, source);
    }

    private ClockBars clock(long length) {
        return new ClockBars(calendar, length, request.description().withHistogram());
    }

    private void walk(BarMaker maker, long after, long until) {
        if (until > after) {
            market.trades(contractId, after, until, maker::trade);
        }
    }

    /** Start of the bar that the cut lies in; the cut itself while the market is closed. */
    private long startOf(long length) {
        SessionWindow window = calendar.atOrNext(cut);
        if (window.openNanos() > cut) {
            return cut + 1;
        }
        long open = calendar.session(window.sessionDate()).getFirst().openNanos();
        return open + (cut - open) / length * length;
    }

    /** Trades before this are not walked. */
    private long firstSession() {
        SessionWindow window = calendar.atOrNext(newest);
        long open = window.openNanos();
        for (int sessions = 0; sessions < MAX_SESSIONS; ) {
            SessionWindow before = calendar.previous(open);
            if (before.sessionDate() != window.sessionDate()) {
                sessions++;
            }
            window = before;
            open = before.openNanos();
        }
        return open;
    }

    /** Bars that trades close: a session is always made from its first trade on, so every computation finds the same bars. */
    Found<ChartBar> ofTrades(Supplier<BarMaker> makers) {
        List<ChartBar> newestFirst = new ArrayList<>();
        BarMaker source = makers.get();
        boolean placed = false;
        SessionWindow window = calendar.atOrNext(cut);
        if (window.openNanos() > cut) {
            window = calendar.previous(cut);
        }
        for (int sessions = 0; sessions < MAX_SESSIONS; ) {
            List<SessionWindow> session = calendar.session(window.sessionDate());
            long open = session.getFirst().openNanos();
            long close = session.getLast().closeNanos();
            boolean current = close > cut;
            if (current || open <= newest) {
                BarMaker maker = makers.get();
                List<ChartBar> bars = new ArrayList<>();
                maker.tell(bars::add);
                walk(maker, open - 1, Math.min(close - 1, cut));
                maker.advance(Math.min(close, cut));
                if (current && !placed) {
                    source = maker;
                    placed = true;
                }
                take(bars, newestFirst);
                sessions++;
            }
            if (newestFirst.size() >= count || open <= oldest) {
                break;
            }
            window = calendar.previous(open);
            if (window.openNanos() == open) {
                break;
            }
        }
        Collections.reverse(newestFirst);
        return new Found<>(newestFirst, source);
    }

    private void take(List<ChartBar> bars, List<ChartBar> newestFirst) {
        for (ChartBar bar : bars.reversed()) {
            if (bar.stampNanos <= newest && bar.stampNanos >= oldest && newestFirst.size() < count) {
                newestFirst.add(bar);
            }
        }
    }
}
