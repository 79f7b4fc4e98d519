package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.outcry.bench.floor.RouteFloor;
import org.outcry.bench.load.WebSocketCaller;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Target;

/** An order over the WebSocket, one after the other, beside a bare echo plus a bare ledger round trip. */
public final class RpcRow implements Row {
    private static final int WARM_CALLS = 20;
    private static final String NOTE =
            "One socket, one PlaceOrder after the other, through gateway, link, desk and ledger and back, synced, after a warm-up of"
                    + " the same calls for a given time (the echo too; the ledger alone by as many commands as those were). Beside it:"
                    + " the same message echoed by a bare Vert.x WebSocket plus a round trip of our ledger alone, both measured in"
                    + " this run.";

    @Override
    public String name() {
        return "rpc";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.funded(run, "rpc");
        Histogram ours;
        double cpuNanos;
        int warmCalls;
        run.step("PlaceOrder over the product's WebSocket");
        try (Product product = Product.start(run.home(), data);
                WebSocketCaller socket =
                        WebSocketCaller.open(product.uri("ws", "/ws/stream"), product.authorization())) {
            warmCalls = warmUp(run, socket);
            long cpu = product.child().cpuNanos();
            ours = calls(socket, run.scale().calls());
            cpuNanos = (double) (product.child().cpuNanos() - cpu) / run.scale().calls();
        }
        run.step("bare WebSocket echo");
        Histogram echo = echo(run);
        run.step("ledger round trip");
        JsonNode ledger = LedgerRow.ours(run, warmCalls);
        double sum = echo.getValueAtPercentile(50) + ledger.path("p50").asDouble();
        run.add(Finding.beside(
                name(),
                "order round trip over WebSocket, p50",
                "ns",
                Figure.of("ours", (double) ours.getValueAtPercentile(50), Latency.of(ours))
                        .withCpuNanos(cpuNanos),
                Figure.of("bare echo + ledger round trip", sum),
                new Target.RatioAtMost(1.3),
                NOTE));
        run.add(Finding.alone(
                name(),
                "of which bare WebSocket echo, p50",
                "ns",
                Figure.of("echo", (double) echo.getValueAtPercentile(50), Latency.of(echo)),
                new Target.None(),
                NOTE));
        run.add(Finding.alone(
                name(),
                "of which ledger round trip, p50",
                "ns",
                Figure.of("ledger", ledger.path("p50").asDouble(), Run.latency(ledger)),
                new Target.None(),
                NOTE));
    }

    private static Histogram echo(Run run) throws Exception {
        Path bytes = run.fresh("echo-route").resolve("unused");
        Files.writeString(bytes, "{}");
        try (Child child = Jvm.ours(
                RouteFloor.class,
                List.of(),
                List.of(bytes.toString(), Integer.toString(Runtime.getRuntime().availableProcessors())))) {
            String port = child.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60))
                    .substring(6)
                    .strip();
            try (WebSocketCaller socket = WebSocketCaller.open(URI.create("ws://127.0.0.1:" + port + "/"), Map.of())) {
                warmUp(run, socket);
                return calls(socket, run.scale().calls());
            }
        }
    }

    /** By time, not by count: the longer way has more code to compile, and compiling takes the same two cores. Returns the count. */
    private static int warmUp(Run run, WebSocketCaller socket) throws IOException {
        long until = System.nanoTime() + 2 * run.scale().warmup().toNanos();
        int made = 0;
        while (System.nanoTime() < until) {
            calls(socket, WARM_CALLS);
            made += WARM_CALLS;
        }
        return made;
    }

    private static Histogram calls(WebSocketCaller socket, int count) throws IOException {
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        for (int i = 0; i < count; i++) {
            byte[] message = ("{\"action\":\"rpc\",\"id\":\"" + i
                            + "\",\"api\":\"PlaceOrder\",\"args\":{\"account\":\"Sim101\","
                            + Orders.market(i % 2 == 0 ? "BUY" : "SELL").substring(1) + "}")
                    .getBytes(StandardCharsets.UTF_8);
            long sent = System.nanoTime();
            socket.send(message);
            byte[] answer = socket.receive();
            histogram.recordValue(System.nanoTime() - sent);
            String text = new String(answer, StandardCharsets.UTF_8);
            if (!text.contains("\"id\":\"" + i + "\"") || text.contains("\"error\"")) {
                throw new IOException("answered " + text);
            }
        }
        return histogram;
    }
}
