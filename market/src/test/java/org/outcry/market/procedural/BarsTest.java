package org.outcry.market.procedural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.BarPeriod.Kind;
import org.outcry.market.SessionStatistics;
import org.outcry.market.bars.BarBuilder;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;

class BarsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static Catalogue catalogue(SessionMode mode) {
        return Catalogue.standard(mode, RollRule.THURSDAY8);
    }

    private static int front(Catalogue catalogue, String root, long nanos) {
        return catalogue
                .front(catalogue.instrument(root).orElseThrow().product().productId(), nanos)
                .contractId();
    }

    /** Around session edges, both clock changes, a month's and a year's end, holidays, a night and an opening. */
    @ParameterizedTest
    @CsvSource({
        "ES, ALWAYS_OPEN, 2026-11-20T14:20:00Z",
        "ES, ALWAYS_OPEN, 2026-03-08T07:30:00Z",
        "ES, ALWAYS_OPEN, 2026-11-01T06:30:00Z",
        "NQ, ALWAYS_OPEN, 2025-12-31T22:40:00Z",
        "PA, ALWAYS_OPEN, 2026-06-01T03:00:00Z",
        "ES, REAL_HOURS, 2026-11-20T21:45:00Z",
        "ES, REAL_HOURS, 2026-11-22T22:50:00Z",
        "ZC, REAL_HOURS, 2026-06-03T13:20:00Z",
        "LE, REAL_HOURS, 2026-06-03T17:50:00Z",
        "ES, REAL_HOURS, 2026-11-26T17:40:00Z",
        "CL, REAL_HOURS, 2026-03-08T21:40:00Z",
    })
    void minutesAndSecondsAreWhatTraded(String root, SessionMode mode, String instant) {
        Catalogue catalogue = catalogue(mode);
        ProceduralMarket market = new ProceduralMarket(catalogue, 3, mode);
        long from = MarketLab.nanos(instant);
        long to = from + 40 * MINUTE;
        int contract = front(catalogue, root, from);
        Tape tape = Tape.of(market, contract, from - 1, to - 1);
        for (BarPeriod period : List.of(
                new BarPeriod(Kind.SECOND, 1),
                new BarPeriod(Kind.SECOND, 30),
                new BarPeriod(Kind.MINUTE, 1),
                new BarPeriod(Kind.MINUTE, 5))) {
            long length = period.size() * (period.kind() == Kind.SECOND ? SECOND : MINUTE);
            assertEquals(
                    fromTrades(tape.trades, length),
                    market.bars(contract, period, from, to, Integer.MAX_VALUE),
                    period.toString());
        }
    }

    private static List<Bar> fromTrades(List<Trade> trades, long length) {
        TreeMap<Long, BarBuilder> buckets = new TreeMap<>();
        for (Trade trade : trades) {
            long bucket = Math.floorDiv(trade.sequence(), length);
            buckets.computeIfAbsent(bucket, b -> new BarBuilder()).add(trade.priceTicks(), trade.size());
        }
        List<Bar> bars = new ArrayList<>();
        buckets.forEach((bucket, bar) -> bars.add(bar.bar(bucket * length, (bucket + 1) * length)));
        return bars;
    }

    @ParameterizedTest
    @CsvSource({"ES, ALWAYS_OPEN", "ZC, REAL_HOURS", "PA, REAL_HOURS"})
    void coarseBarsAreTheSumOfFineOnes(String root, SessionMode mode) {
        Catalogue catalogue = catalogue(mode);
        ProceduralMarket market = new ProceduralMarket(catalogue, 4, mode);
        long to = MarketLab.nanos("2026-04-02T12:00:00Z");
        long from = to - 70 * DAY;
        int contract = front(catalogue, root, to);
        List<Bar> minutes = market.bars(contract, new BarPeriod(Kind.MINUTE, 1), from, to, Integer.MAX_VALUE);
        for (BarPeriod period : List.of(
                new BarPeriod(Kind.MINUTE, 5),
                new BarPeriod(Kind.MINUTE, 30),
                new BarPeriod(Kind.HOUR, 1),
                new BarPeriod(Kind.HOUR, 4),
                new BarPeriod(Kind.DAY, 1),
                new BarPeriod(Kind.DAY, 3),
                new BarPeriod(Kind.WEEK, 1),
                new BarPeriod(Kind.MONTH, 1))) {
            List<Bar> bars = market.bars(contract, period, from, to, Integer.MAX_VALUE);
            assertTrue(!bars.isEmpty(), "no bars of " + period);
            int checked = 0;
            for (Bar bar : bars) {
                if (bar.openNanos() >= from) {
                    BarBuilder sum = new BarBuilder();
                    minutes.stream()
                            .filter(m -> m.openNanos() >= bar.openNanos() && m.closeNanos() <= bar.closeNanos())
                            .forEach(sum::add);
                    assertEquals(sum.bar(bar.openNanos(), bar.closeNanos()), bar, period.toString());
                    checked++;
                }
            }
            assertTrue(checked > 0, "nothing checked for " + period);
        }
    }

    @Test
    void barsThatTradesCloseKeepTheirPromise() {
        Catalogue catalogue = catalogue(SessionMode.ALWAYS_OPEN);
        ProceduralMarket market = new ProceduralMarket(catalogue, 5, SessionMode.ALWAYS_OPEN);
        long open = MarketLab.nanos("2026-11-19T23:00:00Z");
        long to = open + 2 * HOUR;
        int contract = front(catalogue, "GC", open);
        List<Trade> trades = Tape.of(market, contract, open - 1, to).trades;
        List<Bar> ticks = market.bars(contract, new BarPeriod(Kind.TICK, 7), open, to, Integer.MAX_VALUE);
        assertEquals(trades.size() / 7, ticks.size());
        for (int i = 0; i < ticks.size(); i++) {
            assertEquals(7, ticks.get(i).trades());
            assertEquals(trades.get(i * 7 + 6).sequence(), ticks.get(i).closeNanos());
            assertEquals(trades.get(i * 7 + 6).priceTicks(), ticks.get(i).closeTicks());
        }
        for (Bar bar : market.bars(contract, new BarPeriod(Kind.RANGE, 6), open, to, Integer.MAX_VALUE)) {
            assertTrue(bar.highTicks() - bar.lowTicks() <= 6, "too wide: " + bar);
        }
        for (Bar bar : market.bars(contract, new BarPeriod(Kind.VOLUME, 50), open, to, Integer.MAX_VALUE)) {
            assertTrue(bar.volume() >= 50, "too small: " + bar);
        }
        List<Bar> each = market.bars(contract, new BarPeriod(Kind.TICK, 1), open, to, 50);
        assertEquals(50, each.size());
        assertEquals(trades.getLast().sequence(), each.getLast().closeNanos());
    }

    @Test
    void theLimitKeepsTheNewestAndOrderOfAskingChangesNothing() {
        Catalogue catalogue = catalogue(SessionMode.ALWAYS_OPEN);
        ProceduralMarket market = new ProceduralMarket(catalogue, 6, SessionMode.ALWAYS_OPEN);
        long to = MarketLab.nanos("2026-11-20T15:00:20Z");
        int contract = front(catalogue, "ES", to);
        BarPeriod minute = new BarPeriod(Kind.MINUTE, 1);
        List<Bar> all = market.bars(contract, minute, to - 12 * DAY, to, Integer.MAX_VALUE);
        for (int limit : new int[] {1, 2, 59, 1440, 5000, all.size()}) {
            assertEquals(
                    all.subList(all.size() - limit, all.size()),
                    market.bars(contract, minute, 0, to, limit),
                    "limit " + limit);
        }
        ProceduralMarket fresh = new ProceduralMarket(catalogue, 6, SessionMode.ALWAYS_OPEN);
        for (int i = 0; i < 200; i++) {
            Bar bar = all.get((int) ((Mix.at(1, i) >>> 1) % all.size()));
            assertEquals(List.of(bar), fresh.bars(contract, minute, bar.openNanos(), bar.closeNanos(), 9));
        }
        // The bar under way is not there yet.
        assertTrue(all.getLast().closeNanos() <= to);
    }

    @Test
    void sessionStatisticsAgreeWithTheTapeAndWithBars() {
        Catalogue catalogue = catalogue(SessionMode.ALWAYS_OPEN);
        ProceduralMarket market = new ProceduralMarket(catalogue, 7, SessionMode.ALWAYS_OPEN);
        long open = MarketLab.nanos("2026-11-19T23:00:00Z");
        int contract = front(catalogue, "NQ", open);
        Tape tape = Tape.of(market, contract, open - 1, open + HOUR);
        BarBuilder sum = new BarBuilder();
        int asked = 0;
        for (Trade trade : tape.trades) {
            sum.add(trade.priceTicks(), trade.size());
            if (Mix.at(2, trade.sequence()) % 40 == 0) {
                SessionStatistics session = market.session(contract, trade.sequence());
                Bar bar = sum.bar(0, 0);
                assertEquals(20_261_120, session.sessionDate());
                assertEquals(bar.openTicks(), session.openTicks());
                assertEquals(bar.highTicks(), session.highTicks());
                assertEquals(bar.lowTicks(), session.lowTicks());
                assertEquals(bar.closeTicks(), session.lastTicks());
                assertEquals(bar.volume(), session.volume());
                asked++;
            }
        }
        assertTrue(asked > 5, "asked only " + asked + " times");
        MarketSnapshot last = market.at(contract, open - 1);
        assertEquals(last.lastTicks(), market.session(contract, open + HOUR).previousCloseTicks());
        List<Bar> day = market.bars(contract, new BarPeriod(Kind.DAY, 1), open - DAY, open, 1);
        assertEquals(last.lastTicks(), day.getLast().closeTicks());
        assertEquals(last.volume(), day.getLast().volume());
    }
}
