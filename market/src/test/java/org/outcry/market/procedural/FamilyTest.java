package org.outcry.market.procedural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of one family move together, and seeds do not. */
class FamilyTest {
    private static final long NOW = MarketLab.nanos("2026-06-01T00:00:00Z");
    private static final LocalDate FROM = LocalDate.of(2024, 1, 2);

    private static double[] daily(MarketLab lab, int days) {
        Edges edges = new Edges(lab.model, lab.clocks);
        double[] logs = new double[days + 1];
        LocalDate date = FROM;
        for (int i = 0; i <= days; i++) {
            edges.moveTo(MarketLab.firstMinute(date));
            logs[i] = Math.log(edges.price());
            date = MarketLab.next(date);
        }
        double[] returns = new double[days];
        for (int i = 0; i < days; i++) {
            returns[i] = logs[i + 1] - logs[i];
        }
        return returns;
    }

    private static double[] minutes(MarketLab lab, int days) {
        Edges edges = new Edges(lab.model, lab.clocks);
        double[] returns = new double[days * 390];
        LocalDate date = FROM;
        for (int day = 0; day < days; day++) {
            long first = MarketLab.firstMinute(date) + 930;
            double before = 0;
            for (int m = 0; m <= 390; m++) {
                edges.moveTo(first + m);
                double now = Math.log(edges.price());
                if (m > 0) {
                    returns[day * 390 + m - 1] = now - before;
                }
                before = now;
            }
            date = MarketLab.next(date);
        }
        return returns;
    }

    @ParameterizedTest
    @CsvSource({
        "ES, NQ, 0.85, 0.97, 0.80, 0.97",
        "ES, YM, 0.85, 0.98, 0.80, 0.97",
        "ES, RTY, 0.72, 0.94, 0.65, 0.92",
        "NQ, YM, 0.65, 0.92, 0.55, 0.90",
        "NQ, RTY, 0.65, 0.90, 0.55, 0.90",
        "YM, RTY, 0.65, 0.92, 0.55, 0.90",
        "CL, HO, 0.75, 0.95, 0.55, 0.92",
        "CL, RB, 0.70, 0.93, 0.55, 0.92",
        "HO, RB, 0.65, 0.90, 0.55, 0.92",
        "GC, SI, 0.70, 0.93, 0.55, 0.90",
        "ZN, ZF, 0.92, 0.995, 0.80, 0.99",
        "ZN, ZB, 0.80, 0.97, 0.80, 0.99",
        "ZF, ZB, 0.70, 0.94, 0.80, 0.99",
        "6E, 6B, 0.50, 0.80, 0.40, 0.75",
        "ES, CL, -0.25, 0.25, -0.1, 0.1",
    })
    void correlations(String one, String other, double lowDay, double highDay, double lowMinute, double highMinute) {
        MarketLab first = new MarketLab(one, 1, NOW);
        MarketLab second = new MarketLab(other, 1, NOW);
        double day = Sample.correlation(daily(first, 500), daily(second, 500));
        assertTrue(day >= lowDay && day <= highDay, "daily " + day);
        double minute = Sample.correlation(minutes(first, 20), minutes(second, 20));
        assertTrue(minute >= lowMinute && minute <= highMinute, "1 minute " + minute);
    }

    @Test
    void neighbouringSeedsAreStrangers() {
        int seeds = 60;
        double[][] returns = new double[seeds][];
        for (int seed = 0; seed < seeds; seed++) {
            returns[seed] = daily(new MarketLab("ES", seed, NOW), 400);
        }
        double sum = 0;
        for (int seed = 1; seed < seeds; seed++) {
            double correlation = Sample.correlation(returns[seed - 1], returns[seed]);
            assertTrue(Math.abs(correlation) < 0.25, "seeds " + (seed - 1) + " and " + seed + ": " + correlation);
            sum += correlation;
        }
        assertEquals(0, sum / (seeds - 1), 0.03);
    }
}
