package org.outcry.bench.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.load.WebSocketAudience;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;

/** What a server costs that has nothing to do, and what a socket costs that says nothing. */
public final class IdleRow implements Row {
    private static final String NOTE =
            "Processor time of `outcry start` with the market moving and nobody connected. Memory: resident size after a full"
                    + " collection, with and without the authenticated sockets, after as many were opened and closed once before.";

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.started(run, "idle");
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            run.step("waiting for it to settle");
            Thread.sleep(run.scale().warmup());
            run.step("processor time while idle");
            long cpu = product.child().cpuNanos();
            long start = System.nanoTime();
            Thread.sleep(run.scale().time());
            double share = 100.0 * (product.child().cpuNanos() - cpu) / (System.nanoTime() - start);
            run.add(Finding.alone(
                    name(),
                    "processor time of an idle server",
                    "% of one core",
                    Figure.of("ours", share),
                    new Target.Below(5),
                    NOTE));
            int sockets = run.scale().sockets();
            run.step("memory of " + sockets + " sockets");
            try (WebSocketAudience warm = sockets(product, sockets)) {
                warm.messages();
            }
            long before = collected(product);
            try (WebSocketAudience open = sockets(product, sockets)) {
                open.messages();
                double each = (double) (collected(product) - before) / sockets / 1024;
                run.add(Finding.alone(
                        name(),
                        "memory of an authenticated socket",
                        "KB",
                        Figure.of("ours", each),
                        new Target.Below(20),
                        NOTE));
            }
        }
    }

    private static WebSocketAudience sockets(Product product, int sockets) throws IOException {
        List<Map<String, String>> headers = List.of(product.authorization());
        return new WebSocketAudience(product.uri("ws", "/ws/stream"), sockets, headers, "");
    }

    /** Resident bytes after the server was told to collect twice. */
    private static long collected(Product product) throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            try (Child child = Child.start(
                    "jcmd",
                    List.of("sh", "-c", jcmd + " " + product.child().pid() + " GC.run && echo DONE"),
                    Map.of())) {
                child.awaitLine("DONE"::equals, Duration.ofSeconds(20));
            }
            Thread.sleep(500);
        }
        return product.child()
                .residentBytes()
                .orElseThrow(() -> new IllegalStateException("resident size is unknown on this system"));
    }
}
