package org.outcry.bench.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.load.WebSocketCaller;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Target;
import org.outcry.tradovate.Domain;

/** Ten thousand minute bars as a chart of the md domain, beside the same bars by GetBars. */
public final class ChartRow implements Row {
    private static final int BARS = 10_000;
    private static final String NOTE =
            "md/getChart of 10,000 minute bars of ES that end at different days, one after the other, from the request to the end of"
                    + " the history; beside it the same days by GetBars over REST, in the same product, in the same run. A chart's bar"
                    + " also has what was bought and sold, and up and down, which are computed from the trades of its minute.";

    @Override
    public String name() {
        return "chart";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.started(run, "chart");
        int rounds = Math.max(3, run.scale().starts() * 9);
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            Domains domains = new Domains(product);
            run.step("GetBars");
            Figure theirs = measure("GetBars over REST", product, rounds, to -> bars(product, to));
            run.step("getChart");
            Figure ours;
            try (WebSocketCaller socket = domains.open(Domain.MD)) {
                ours = measure("ours", product, rounds, to -> chart(socket, to));
            }
            run.add(Finding.beside(
                    name(),
                    "10,000 minute bars by getChart, p50",
                    "ns",
                    ours,
                    theirs,
                    new Target.RatioAtMost(2.0),
                    NOTE));
        }
    }

    private interface Asked {
        void upTo(Instant to) throws IOException;
    }

    /** Days go back from round to round, so that nothing is asked for twice; three before the measured ones. */
    private static Figure measure(String who, Product product, int rounds, Asked asked) throws IOException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long cpu = 0;
        for (int i = -3; i < rounds; i++) {
            if (i == 0) {
                cpu = product.child().cpuNanos();
            }
            Instant to = end.minus(8L * (i + 4), ChronoUnit.DAYS);
            long start = System.nanoTime();
            asked.upTo(to);
            if (i >= 0) {
                histogram.recordValue(System.nanoTime() - start);
            }
        }
        return Figure.of(who, (double) histogram.getValueAtPercentile(50), Latency.of(histogram))
                .withCpuNanos((double) (product.child().cpuNanos() - cpu) / rounds);
    }

    private static void bars(Product product, Instant to) throws IOException {
        byte[] answer = product.call(
                "POST",
                "/v1/api/market/bars",
                "{\"instrument\":\"ES\",\"periodType\":\"minute\",\"period\":1,\"from\":\""
                        + to.minus(20, ChronoUnit.DAYS) + "\",\"to\":\"" + to + "\",\"limit\":" + BARS + "}");
        int count = Run.JSON.readTree(answer).path("count").asInt();
        if (count != BARS) {
            throw new IllegalStateException("got " + count + " bars");
        }
    }

    private static void chart(WebSocketCaller socket, Instant to) throws IOException {
        socket.send(
                "md/getChart\n7\n\n{\"symbol\":\"@ES\",\"chartDescription\":{\"underlyingType\":\"MinuteBar\",\"elementSize\":1,"
                        + "\"elementSizeUnit\":\"UnderlyingUnits\",\"withHistogram\":false},\"timeRange\":{\"closestTimestamp\":\""
                        + to
                        + "\",\"asMuchAsElements\":" + BARS + "}}");
        int bars = 0;
        long realtime = 0;
        while (true) {
            String text = Domains.text(socket);
            if (text.contains("\"errorText\"")) {
                throw new IOException("refused: " + text);
            }
            if (text.contains("\"realtimeId\"")) {
                realtime = Run.JSON
                        .readTree(text.substring(1))
                        .path(0)
                        .path("d")
                        .path("realtimeId")
                        .asLong();
            } else if (text.contains("\"eoh\":true")) {
                break;
            } else {
                bars += text.split("\"timestamp\":", -1).length - 1;
            }
        }
        if (bars < BARS) {
            throw new IllegalStateException("got " + bars + " bars");
        }
        socket.send("md/cancelChart\n8\n\n{\"subscriptionId\":" + realtime + "}");
        Domains.await(socket, "\"i\":8");
    }
}
