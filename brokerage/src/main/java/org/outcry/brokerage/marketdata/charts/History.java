package org.outcry.brokerage.marketdata.charts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
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

    /** A day takes 24 hours to tell. */
    static final int MAX_DAYS = MAX_ELEMENTS / 24;
    /** Books are twenty times as long as bars. */
    static final int MAX_BOOKS = 1_000;

    /** Before any market. */
    private static final long EVER = -1L << 62;

    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long STRETCH_NANOS = 60_000_000_000L;
    private static final long LONGEST_STRETCH_NANOS = 900_000_000_000L;
    /** Trades one by one are looked for no farther back, from the newest wanted. */
    private static final long MAX_TICKS_NANOS = 7 * DAY_NANOS;

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
        this.oldest = range.oldestNanos().orElse(EVER);
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

    /** Whole sessions, from their hours. */
    Found<ChartBar> sessions() {
        int most = Math.min(count, MAX_DAYS);
        List<Bar> days = market
                .bars(
                        contractId,
                        new BarPeriod(BarPeriod.Kind.DAY, 1),
                        oldest,
                        Math.min(cut, Math.max(newest, newest + 3 * DAY_NANOS)),
                        most + 3)
                .stream()
                .filter(day -> day.openNanos() <= newest && day.openNanos() >= oldest)
                .toList();
        days = days.subList(Math.max(0, days.size() - most), days.size());
        List<ChartBar> bars = new ArrayList<>();
        if (!days.isEmpty()) {
            List<Bar> hours = market.bars(
                    contractId,
                    new BarPeriod(BarPeriod.Kind.HOUR, 1),
                    days.getFirst().openNanos(),
                    days.getLast().closeNanos(),
                    Integer.MAX_VALUE);
            int hour = 0;
            for (Bar day : days) {
                ChartBar bar = new ChartBar(day.openNanos(), calendar.sessionDate(day.openNanos()), false);
                bar.price(day.openTicks(), day.highTicks(), day.lowTicks(), day.closeTicks());
                for (; hour < hours.size() && hours.get(hour).closeNanos() <= day.closeNanos(); hour++) {
                    DayBars.add(bar, hours.get(hour));
                }
                bars.add(bar);
            }
        }
        DayBars source = new DayBars(calendar);
        walk(source, sessionStart() - 1, cut);
        source.advance(cut);
        return new Found<>(bars, source);
    }

    /** Trades one by one, looked for backwards in growing stretches. */
    Found<Tick> ticks() {
        List<List<Tick>> newestFirst = new ArrayList<>();
        int found = 0;
        long until = newest;
        long length = STRETCH_NANOS;
        while (found < count && until >= oldest && until > newest - MAX_TICKS_NANOS) {
            long after = Math.max(oldest - 1, until - length);
            List<Tick> stretch = new ArrayList<>();
            TickSource source = new TickSource(calendar);
            source.tell(stretch::add);
            market.events(contractId, after, until, new MarketData.MarketEvents() {
                @Override
                public void onQuote(MarketSnapshot quote) {
                    // Only trades are shown.
                }

                @Override
                public void onTrade(Trade trade, MarketSnapshot market) {
                    source.trade(trade, market);
                }
            });
            newestFirst.add(stretch);
            found += stretch.size();
            until = after;
            length = Math.min(2 * length, LONGEST_STRETCH_NANOS);
        }
        List<Tick> ticks = new ArrayList<>(found);
        newestFirst.reversed().forEach(ticks::addAll);
        return new Found<>(ticks.subList(Math.max(0, ticks.size() - count), ticks.size()), new TickSource(calendar));
    }

    /** Books at the end of stretches of minutes. */
    Found<BookShot> books() {
        long length = request.description().size() * 60_000_000_000L;
        List<BookShot> newestFirst = new ArrayList<>();
        long stamp = Math.min(BookSource.stamp(cut, length) - length, BookSource.stamp(newest, length));
        int most = Math.min(count, MAX_BOOKS);
        for (int looked = 0; looked < MAX_ELEMENTS && newestFirst.size() < most && stamp >= oldest; looked++) {
            long end = stamp + length - 1;
            if (calendar.isOpen(end)) {
                MarketSnapshot book = market.at(contractId, end);
                if (book.quoted()) {
                    newestFirst.add(new BookShot(stamp, calendar.sessionDate(end), book));
                }
            }
            stamp -= length;
        }
        return new Found<>(newestFirst.reversed(), new BookSource(calendar, length, market.at(contractId, cut)));
    }

    private ClockBars clock(long length) {
        return new ClockBars(calendar, length, request.description().withHistogram());
    }

    private void walk(BarMaker maker, long after, long until) {
        if (until > after) {
            market.trades(contractId, after, until, maker::trade);
        }
    }

    /** Start of the bar that the cut lies in; just after the cut when its session has not begun. */
    private long startOf(long length) {
        long open = sessionStart();
        return open > cut ? open : open + (cut - open) / length * length;
    }

    /** First moment of the session that the cut lies in, or just after the cut when that has not begun. */
    private long sessionStart() {
        int date = calendar.sessionDate(cut);
        return Math.min(calendar.session(date).getFirst().openNanos(), cut + 1);
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
