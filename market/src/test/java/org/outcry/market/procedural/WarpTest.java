package org.outcry.market.procedural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WarpTest {
    private static final long DAY = SeasonalClock.DAY;

    @Test
    void everyOctaveIsMonotoneAndStaysNear() {
        for (int j = -11; j <= 8; j++) {
            long spacing = 1L << (SeasonalClock.DAY_SHIFT + j);
            Warp warp = new Warp(SeasonalClock.DAY_SHIFT + j, 0.62, Mix.key(17, j + 64));
            long before = Long.MIN_VALUE;
            for (int i = 0; i < 20_000; i++) {
                long x = 1_000 * DAY + i * (spacing / 37);
                long y = warp.apply(x);
                assertTrue(y >= before, "octave " + j + " runs backwards at step " + i);
                assertTrue(Math.abs(y - x) <= 2 * spacing, "octave " + j + " strays at step " + i);
                before = y;
            }
        }
    }

    @Test
    void jumpingAboutEqualsWalkingAlong() {
        Warp walked = new Warp(SeasonalClock.DAY_SHIFT - 4, 0.45, 99);
        for (int i = 0; i < 50_000; i++) {
            long x = 500 * DAY + i * (DAY / 901);
            long far = Mix.at(3, i) >>> 6;
            Warp fresh = new Warp(SeasonalClock.DAY_SHIFT - 4, 0.45, 99);
            fresh.apply(far);
            assertEquals(fresh.apply(x), walked.apply(x), "step " + i);
        }
    }

    @Test
    void theLongRunRateIsOne() {
        WarpChain chain = WarpChain.of(-11, 8, new WarpChain.Octave() {
            @Override
            public double rho(int j) {
                return 0.62;
            }

            @Override
            public long key(int j) {
                return 5;
            }
        });
        long from = chain.apply(1_000 * DAY);
        long to = chain.apply(60_000 * DAY);
        // Displacements are bounded by about twice the slowest spacing: 512 days in 59,000.
        assertEquals(1.0, (to - from) / (59_000.0 * DAY), 0.02);
    }

    @Test
    void samplingKeepsTheChainMonotoneAndIndependentOfOrder() {
        MarketLab lab = new MarketLab("ES", 8, MarketLab.nanos("2026-06-01T00:00:00Z"));
        Edges walked = new Edges(lab.model, lab.clocks);
        long minute = MarketLab.nanos("2026-03-07T00:00:00Z") / SeasonalClock.MINUTE_NANOS;
        long theta = Long.MIN_VALUE;
        long trades = Long.MIN_VALUE;
        for (int i = 0; i < 20_000; i++) {
            walked.moveTo(minute + i);
            assertTrue(walked.theta() >= theta && walked.trades() >= trades, "backwards at minute " + i);
            theta = walked.theta();
            trades = walked.trades();
            if (i % 97 == 0) {
                Edges fresh = new Edges(lab.model, lab.clocks);
                fresh.moveTo(minute + i * 31L % 20_000);
                fresh.moveTo(minute + i);
                assertEquals(theta, fresh.theta());
                assertEquals(trades, fresh.trades());
                assertEquals(walked.price(), fresh.price());
            }
        }
    }
}
