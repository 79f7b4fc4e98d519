package org.outcry.bench.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** From a market order to the event of its fill over one socket, at both doors of one product. */
public final class FillEventRow implements Row {
    private static final String NOTE =
            "One socket, one market order of one MES after the other, buying and selling in turn, in an account whose orders reach the"
                    + " market at once and fill whatever is shown; from the request to the event of the fill, synced before it is told."
                    + " Ours: order/placeorder on a demo socket that follows fills. Beside it: PlaceOrder on the CrossTrade stream that"
                    + " follows executions, in the same product, in the same run.";

    @Override
    public String name() {
        return "fill-event";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.swift(run, "fill-event");
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            Domains domains = new Domains(product);
            long account = domains.account();
            String symbol = domains.front("MES");
            Figure ours;
            Latency latency;
            try (WebSocketCaller socket = domains.open(Domain.DEMO)) {
                socket.send("user/syncrequest\n2\n\n{\"splitResponses\":false,\"entityTypes\":[\"fill\"]}");
                Domains.await(socket, "\"i\":2");
                run.step("fills by props events");
                Measured measured = (number, from) -> {
                    socket.send("order/placeorder\n" + number + "\n\n{\"accountId\":" + account + ",\"action\":\""
                            + (number % 2 == 0 ? "Buy" : "Sell") + "\",\"symbol\":\"" + symbol
                            + "\",\"orderQty\":1,\"orderType\":\"Market\",\"isAutomated\":true}");
                    Domains.await(socket, "\"entityType\":\"fill\",\"eventType\":\"Created\"");
                };
                ours = figure(run, "ours", product, measured);
            }
            try (WebSocketCaller socket =
                    WebSocketCaller.open(product.uri("ws", "/ws/stream"), product.authorization())) {
                socket.send("{\"action\":\"subscribe\",\"events\":[\"executions\"]}");
                await(socket, "\"ready\"");
                run.step("fills by the CrossTrade stream");
                Measured measured = (number, from) -> {
                    socket.send("{\"action\":\"rpc\",\"id\":\"" + number
                            + "\",\"api\":\"PlaceOrder\",\"args\":{\"account\":\"Sim101\","
                            + Orders.market(number % 2 == 0 ? "BUY" : "SELL").substring(1) + "}");
                    await(socket, "\"executionUpdate\"");
                };
                Figure theirs = figure(run, "the CrossTrade door", product, measured);
                latency = ours.latency().orElseThrow();
                run.add(Finding.beside(
                        name(),
                        "order to fill event over a socket, p50",
                        "ns",
                        ours,
                        theirs,
                        new Target.RatioAtMost(1.3),
                        NOTE));
                run.add(Finding.beside(
                        name(),
                        "the same, p99",
                        "ns",
                        Figure.of("ours", (double) latency.p99()),
                        Figure.of("the CrossTrade door", (double)
                                theirs.latency().orElseThrow().p99()),
                        new Target.RatioAtMost(1.5),
                        NOTE));
            }
        }
    }

    private interface Measured {
        void order(int number, long from) throws IOException;
    }

    private static Figure figure(Run run, String who, Product product, Measured measured) throws IOException {
        long until = System.nanoTime() + 2 * run.scale().warmup().toNanos();
        int number = 10;
        while (System.nanoTime() < until) {
            measured.order(number++, System.nanoTime());
        }
        // An even beginning, so that the account is flat at the end.
        number += number % 2;
        int count = run.scale().calls();
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long cpu = product.child().cpuNanos();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            measured.order(number++, start);
            histogram.recordValue(System.nanoTime() - start);
        }
        return Figure.of(who, (double) histogram.getValueAtPercentile(50), Latency.of(histogram))
                .withCpuNanos((double) (product.child().cpuNanos() - cpu) / count);
    }

    private static void await(WebSocketCaller socket, String wanted) throws IOException {
        String text = new String(socket.receive(), StandardCharsets.UTF_8);
        while (!text.contains(wanted)) {
            if (text.contains("\"error\"")) {
                throw new IOException("refused: " + text);
            }
            text = new String(socket.receive(), StandardCharsets.UTF_8);
        }
    }
}
