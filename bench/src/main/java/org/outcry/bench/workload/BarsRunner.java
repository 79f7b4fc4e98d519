package org.outcry.bench.workload;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;

/** Minute bars of one contract from the procedural market. Arguments: measured rounds, each ending at another date; days. */
public final class BarsRunner {
    private BarsRunner() {}

    public static void main(String[] words) {
        Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
        ProceduralMarket market = new ProceduralMarket(catalogue, 42, SessionMode.ALWAYS_OPEN);
        Instant end = Instant.parse("2026-11-20T00:00:00Z");
        int contract =
                catalogue.resolve("ES", nanos(end)).orElseThrow().contract().contractId();
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long first = 0;
        int bars = 0;
        for (int round = -3; round < Integer.parseInt(words[0]); round++) {
            Instant to = end.minus(7L * (round + 3), ChronoUnit.DAYS);
            long start = System.nanoTime();
            List<Bar> year = market.bars(
                    contract,
                    new BarPeriod(BarPeriod.Kind.MINUTE, 1),
                    nanos(to.minus(Long.parseLong(words[1]), ChronoUnit.DAYS)),
                    nanos(to),
                    Integer.MAX_VALUE);
            long taken = System.nanoTime() - start;
            bars = year.size();
            if (round == -3) {
                first = taken;
            } else if (round >= 0) {
                histogram.recordValue(taken);
            }
        }
        new Figures().put(histogram).put("firstNanos", first).put("bars", bars).print();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L;
    }
}
