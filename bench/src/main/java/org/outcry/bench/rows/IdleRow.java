package org.outcry.bench.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern HEAP = Pattern.compile("committed (\\d+)K, used (\\d+)K");
    /** Enough that a megabyte here or there is a quarter of a kilobyte a socket. */
    private static final int SOCKETS_MORE = 4;

    private static final String NOTE =
            "Processor time of `outcry start` with the market moving and nobody connected. Memory: live heap after a full collection"
                    + " plus what is resident outside of the heap, with and without the authenticated sockets, after as many were"
                    + " opened and closed once before; four times as many sockets as elsewhere, and a heap of fixed size whose every"
                    + " page is resident from the start, because the resident size of a growing heap says when it was collected and"
                    + " not what it holds.";

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
        }
        memory(run);
    }

    private void memory(Run run) throws Exception {
        int sockets = SOCKETS_MORE * run.scale().sockets();
        run.step("memory of " + sockets + " sockets");
        Path data = TestData.started(run, "idle-sockets");
        try (Product product =
                Product.startWith(List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch"), run.home(), data)) {
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
        return new WebSocketAudience(product.uri("ws", "/ws/stream"), sockets, headers, List.of());
    }

    /** Live heap plus what is resident beside the heap, in bytes, after the server was told to collect twice. */
    private static long collected(Product product) throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            jcmd(product, "GC.run");
            Thread.sleep(500);
        }
        Matcher heap = HEAP.matcher(jcmd(product, "GC.heap_info"));
        if (!heap.find()) {
            throw new IllegalStateException("the size of the heap is unknown");
        }
        long resident = product.child()
                .residentBytes()
                .orElseThrow(() -> new IllegalStateException("resident size is unknown on this system"));
        return resident - (Long.parseLong(heap.group(1)) - Long.parseLong(heap.group(2))) * 1024;
    }

    private static String jcmd(Product product, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (Child child = Child.start(
                "jcmd",
                List.of("sh", "-c", jcmd + " " + product.child().pid() + " " + command + " && echo DONE"),
                Map.of())) {
            child.awaitLine("DONE"::equals, Duration.ofSeconds(60));
            return child.text();
        }
    }
}
