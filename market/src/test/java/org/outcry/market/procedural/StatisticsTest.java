package org.outcry.market.procedural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The facts of {@code docs/market.md}: a fast subset on one seed at every change, all of them on eight seeds with
 * {@code ./outcry test --full}. Two halves of one rule: no seed misses a range by more than a third of its width, and the median
 * of eight seeds is in range. The fast subset can only hold the first half, and the full run holds it for the facts of minutes;
 * eight sessions of events are too few for it (docs/market.md names the two misses).
 */
class StatisticsTest {
    private static final long NOW = MarketLab.nanos("2026-06-01T00:00:00Z");
    private static final Set<String> FAST = Set.of("2", "5", "7", "8", "12", "33", "39", "42", "45", "48");
    /** A plain clock, and jitter doubled as far as a monotone clock allows. */
    private static final Clustering PLAIN = new Clustering(0, 0, 0, 0);

    private static final Clustering WILD = new Clustering(0.98, 0.90, 0.90, 0.56);

    private static final EventStatistics LEAK =
            new EventStatistics(new MarketLab("ES", 2, NOW), LocalDate.of(2026, 4, 1), 4);

    private static String number(Row row) {
        return row.name().substring(0, row.name().indexOf(' '));
    }

    private static List<Row> missed(List<Row> rows) {
        return rows.stream()
                .filter(row -> FAST.contains(number(row)) && !row.tolerable())
                .toList();
    }

    @Test
    void minutesLookLikeAFuturesMarket() {
        List<Row> rows = new MinuteStatistics(new MarketLab("ES", 1, NOW), LocalDate.of(2021, 1, 4), 600).rows();
        assertEquals(List.of(), missed(rows));
    }

    @Test
    void eventsLookLikeAFuturesMarket() {
        List<Row> rows = new EventStatistics(new MarketLab("ES", 1, NOW), LocalDate.of(2026, 4, 1), 4).rows();
        assertEquals(List.of(), missed(rows));
    }

    /** Following flow must cost more than it brings: less than half a tick against the whole one of a round trip. */
    @ParameterizedTest
    @CsvSource({"1, 0.005, 0.8", "4, 0.005, 0.8", "8, 0.005, 0.8", "40, 0.05, 0.5", "80, 0.05, 0.5", "480, 0.05, 0.5"})
    void flowDoesNotGiveTheFutureAway(int cells, double share, double most) {
        double[] gains = LEAK.gains(cells, share);
        double error = Sample.deviation(gains) / Math.sqrt(gains.length);
        assertTrue(Sample.mean(gains) - 2 * error < most, Sample.mean(gains) + " ticks, error " + error);
    }

    @Test
    void aPlainBrownianMarketFails() {
        MarketLab lab = new MarketLab("ES", 1, NOW, PLAIN);
        List<Row> rows = new MinuteStatistics(lab, LocalDate.of(2021, 1, 4), 300).rows();
        assertTrue(missed(rows).size() >= 5, "too kind: " + missed(rows));
    }

    @Test
    void aMarketTwiceAsRoughFails() {
        MarketLab lab = new MarketLab("ES", 1, NOW, WILD);
        List<Row> rows = new MinuteStatistics(lab, LocalDate.of(2021, 1, 4), 600).rows();
        assertFalse(missed(rows).isEmpty(), "too kind: " + rows);
    }

    @Test
    @Tag("nightly")
    void allFactsOnEightSeeds() {
        List<List<Row>> ofSeeds = new ArrayList<>();
        List<String> misses = new ArrayList<>();
        for (int seed = 1; seed <= 8; seed++) {
            MarketLab lab = new MarketLab("ES", seed, NOW);
            List<Row> rows = new ArrayList<>(new MinuteStatistics(lab, LocalDate.of(2018, 1, 2), 2_000).rows());
            for (Row row : rows) {
                if (!row.tolerable()) {
                    misses.add("seed " + seed + ": " + row);
                }
            }
            rows.addAll(new EventStatistics(lab, LocalDate.of(2026, 4, 1), 8).rows());
            ofSeeds.add(rows);
        }
        for (int i = 0; i < ofSeeds.getFirst().size(); i++) {
            int index = i;
            double[] values = ofSeeds.stream()
                    .mapToDouble(rows -> rows.get(index).value())
                    .toArray();
            Row first = ofSeeds.getFirst().get(i);
            Row median = new Row(first.name(), Sample.median(values), first.low(), first.high());
            System.out.println(median);
            if (!median.accepted()) {
                misses.add(median.toString());
            }
        }
        assertEquals(List.of(), misses);
    }
}
