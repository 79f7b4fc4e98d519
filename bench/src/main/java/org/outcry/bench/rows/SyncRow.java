package org.outcry.bench.rows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.Scale;
import org.outcry.bench.floor.RouteFloor;
import org.outcry.bench.load.WebSocketCaller;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Target;
import org.outcry.tradovate.Domain;

/** The first answer of {@code user/syncrequest} for a user with a thousand working orders. */
public final class SyncRow implements Row {
    private static final int WINDOW = 32;
    private static final String NOTE =
            "One demo socket asks for user/syncrequest, one after the other, without parts; the user has the given number of working"
                    + " orders with their commands, reports and versions. From the request to the last byte of the answer. Beside it:"
                    + " a bare Vert.x WebSocket that answers with the same bytes.";

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.swift(run, "sync");
        int orders = run.scale().equals(Scale.TINY) ? 20 : 1_000;
        int rounds = Math.max(10, run.scale().calls() / 5);
        Histogram ours;
        double cpu;
        String answer;
        run.step("placing " + orders + " orders");
        try (Product product = Product.start(run.home(), data)) {
            Domains domains = new Domains(product);
            place(product, domains, orders);
            try (WebSocketCaller socket = domains.open(Domain.DEMO)) {
                run.step("synchronising");
                String request = "user/syncrequest\n7\n\n{\"splitResponses\":false}";
                answer = ask(socket, request);
                int held = answer.split("\"ordStatus\":\"Working\"", -1).length - 1;
                if (held < orders) {
                    throw new IllegalStateException("only " + held + " working orders in the answer");
                }
                measure(socket, request, rounds / 2 + 1);
                long before = product.child().cpuNanos();
                ours = measure(socket, request, rounds);
                cpu = (double) (product.child().cpuNanos() - before) / rounds;
            }
        }
        run.step("bare WebSocket");
        Histogram floor = floor(run, answer, rounds);
        run.add(Finding.beside(
                name(),
                "sync reply, %,d orders (%,d bytes), p50".formatted(orders, answer.length()),
                "ns",
                Figure.of("ours", (double) ours.getValueAtPercentile(50), Latency.of(ours))
                        .withCpuNanos(cpu),
                Figure.of("the same bytes by bare Vert.x", (double) floor.getValueAtPercentile(50), Latency.of(floor)),
                new Target.RatioAtMost(3.0),
                NOTE));
    }

    /** Limits far below the market, which stay. */
    private static void place(Product product, Domains domains, int orders) throws IOException {
        double last = Run.JSON
                .readTree(product.call("GET", "/v1/api/market/quote?instrument=MES", ""))
                .findPath("last")
                .asDouble();
        // Three percent below, on a tick.
        String price = Math.round(last * 0.97) + ".0";
        long account = domains.account();
        String symbol = domains.front("MES");
        try (WebSocketCaller socket = domains.open(Domain.DEMO)) {
            for (int sent = 0, answered = 0; answered < orders; ) {
                if (sent < orders && sent - answered < WINDOW) {
                    socket.send("order/placeorder\n" + (10 + sent) + "\n\n{\"accountId\":" + account
                            + ",\"action\":\"Buy\",\"symbol\":\"" + symbol
                            + "\",\"orderQty\":1,\"orderType\":\"Limit\",\"price\":" + price
                            + ",\"isAutomated\":true}");
                    sent++;
                } else {
                    Domains.await(socket, "\"orderId\"");
                    answered++;
                }
            }
        }
    }

    private static String ask(WebSocketCaller socket, String request) throws IOException {
        socket.send(request);
        // Rows change meanwhile as the market moves: those are events, not the answer.
        String text = Domains.text(socket);
        while (text.startsWith("a[{\"e\":")) {
            text = Domains.text(socket);
        }
        return text;
    }

    private static Histogram measure(WebSocketCaller socket, String request, int rounds) throws IOException {
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            ask(socket, request);
            histogram.recordValue(System.nanoTime() - start);
        }
        return histogram;
    }

    private static Histogram floor(Run run, String answer, int rounds) throws Exception {
        Path bytes = run.fresh("sync-route").resolve("answer.json");
        Files.writeString(bytes, answer, StandardCharsets.UTF_8);
        try (Child child = Jvm.ours(
                RouteFloor.class,
                List.of(),
                List.of(bytes.toString(), Integer.toString(Runtime.getRuntime().availableProcessors())))) {
            String port = child.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60))
                    .substring(6)
                    .strip();
            try (WebSocketCaller socket = WebSocketCaller.open(URI.create("ws://127.0.0.1:" + port + "/"), Map.of())) {
                measure(socket, "answer", rounds / 2 + 1);
                return measure(socket, "answer", rounds);
            }
        }
    }
}
