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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The facts of {@code docs/market.md}: a fast subset on one seed at every change, all of them on eight seeds with
 * {@code -Dgroups=nightly}.
 */
class StatisticsTest {
    private static final long NOW = MarketLab.nanos("2026-06-01T00:00:00Z");
    private static final Set<String> FAST = Set.of("2", "5", "7", "8", "12", "33", "39", "42", "45", "48");
    /** A plain clock, and jitter doubled as far as a monotone clock allows. */
    private static final Clustering PLAIN = new Clustering(0, 0, 0, 0);

    private static final Clustering WILD = new Clustering(0.98, 0.90, 0.90, 0.56);

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
    @EnabledIfSystemProperty(named = "groups", matches = ".*nightly.*")
    void allFactsOnEightSeeds() {
        List<List<Row>> ofSeeds = new ArrayList<>();
        for (int seed = 1; seed <= 8; seed++) {
            MarketLab lab = new MarketLab("ES", seed, NOW);
            List<Row> rows = new ArrayList<>(new MinuteStatistics(lab, LocalDate.of(2018, 1, 2), 2_000).rows());
            rows.addAll(new EventStatistics(lab, LocalDate.of(2026, 4, 1), 8).rows());
            ofSeeds.add(rows);
        }
        List<String> misses = new ArrayList<>();
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
