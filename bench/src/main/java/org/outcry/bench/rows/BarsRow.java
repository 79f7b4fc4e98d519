package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.Scale;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Numbers;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.BarsRunner;

/** Bars computed from the seed: a year of minutes in process, and 20,000 of them through the product. */
public final class BarsRow implements Row {
    private static final int LIMIT = 20_000;
    private static final String NOTE =
            "One year of minute bars of one ES contract, always-open hours, computed by one call on all cores of a warm"
                    + " process (median of different years; the very first call of a process is given too). GetBars: REST, 20,000"
                    + " minute bars ending at different times, one after the other.";

    @Override
    public String name() {
        return "bars";
    }

    @Override
    public void run(Run run) throws Exception {
        run.step("a year of minutes");
        int rounds = Math.max(3, run.scale().starts() * 3);
        try (Child child = Jvm.ours(
                BarsRunner.class,
                List.of("-Xmx1g"),
                List.of("" + rounds, run.scale().equals(Scale.TINY) ? "20" : "365"))) {
            JsonNode line = Run.result(child);
            run.add(Finding.alone(
                    name(),
                    "one year of minute bars (%s), computed"
                            .formatted(Numbers.plain(line.path("bars").asDouble())),
                    "ms",
                    Figure.of("ours", line.path("p50").asDouble() / 1e6, Run.latency(line)),
                    new Target.Below(300),
                    NOTE));
            run.add(Finding.alone(
                    name(),
                    "the same, first call of a process",
                    "ms",
                    Figure.of("ours", line.path("firstNanos").asDouble() / 1e6),
                    new Target.None(),
                    NOTE));
        }
        getBars(run, rounds * 3);
    }

    private void getBars(Run run, int rounds) throws IOException {
        Path data = TestData.started(run, "bars");
        run.step("GetBars of the product");
        try (Product product = Product.start(run.home(), data)) {
            Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
            Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
            for (int i = -3; i < rounds; i++) {
                Instant to = end.minus(20L * (i + 4), ChronoUnit.DAYS);
                String body = "{\"instrument\":\"ES\",\"periodType\":\"minute\",\"period\":1,\"from\":\""
                        + to.minus(40, ChronoUnit.DAYS) + "\",\"to\":\"" + to + "\",\"limit\":" + LIMIT + "}";
                long start = System.nanoTime();
                byte[] answer = product.call("POST", "/v1/api/market/bars", body);
                long nanos = System.nanoTime() - start;
                int count = Run.JSON.readTree(answer).path("count").asInt();
                if (count != LIMIT) {
                    throw new IllegalStateException("got " + count + " bars");
                }
                if (i >= 0) {
                    histogram.recordValue(nanos);
                }
            }
            run.add(Finding.alone(
                    name(),
                    "20,000 minute bars by GetBars, p50",
                    "ms",
                    Figure.of("ours", histogram.getValueAtPercentile(50) / 1e6, Latency.of(histogram)),
                    new Target.Below(50),
                    NOTE));
        }
    }
}
