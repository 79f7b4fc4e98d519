package org.outcry.bench.rows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.floor.RouteFloor;
import org.outcry.bench.load.HttpLoad;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Target;

/** REST reads and orders of the built product beside a bare Vert.x route that answers the same bytes. */
public final class RestRow implements Row {
    private static final int CONNECTIONS = 64;
    private static final String POSITION = "/v1/api/accounts/Sim101/position?instrument=MES";
    private static final String NOTE = CONNECTIONS
            + " kept-alive connections, each asking again as soon as it is answered. Reads: GET position of an open position."
            + " Orders: market orders of one MES, buying and selling in turn; each is checked, logged, synced, applied and"
            + " answered with its order id, and fills after the account's usual latency, or is canceled when those before it have"
            + " taken all the depth shown, as most are at such a rate. Floor: a Vert.x router that answers"
            + " the same bytes without looking at the request.";

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.funded(run, "rest");
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            product.call("POST", Orders.PLACE, Orders.market("BUY"));
            byte[] position = product.call("GET", POSITION, "");
            byte[] placed = product.call("POST", Orders.PLACE, Orders.market("BUY"));
            List<byte[]> reads = List.of(product.request("GET", POSITION, ""));
            List<byte[]> orders = Orders.alternating(product);

            run.step("GET position, ours");
            Figure ours = load(run, "ours", product.child(), product.address(), reads);
            run.step("GET position, bare route");
            Figure floor = floor(run, position, reads);
            run.add(Finding.beside(
                    name(), "GET position, requests/s", "/s", ours, floor, new Target.RatioAtLeast(0.8), NOTE));

            run.step("PlaceOrder, ours");
            ours = load(run, "ours", product.child(), product.address(), orders);
            run.step("PlaceOrder, bare route");
            floor = floor(run, placed, orders);
            run.add(Finding.beside(
                    name(), "PlaceOrder, requests/s", "/s", ours, floor, new Target.RatioAtLeast(0.4), NOTE));
        }
    }

    private Figure floor(Run run, byte[] answer, List<byte[]> requests) throws Exception {
        Path bytes = run.fresh("route").resolve("answer.json");
        Files.write(bytes, answer);
        try (Child child = Jvm.ours(
                RouteFloor.class,
                List.of(),
                List.of(bytes.toString(), Integer.toString(Runtime.getRuntime().availableProcessors())))) {
            int port = Integer.parseInt(child.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(20))
                    .substring(6)
                    .strip());
            return load(
                    run,
                    "bare Vert.x route",
                    child,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    requests);
        }
    }

    private static Figure load(Run run, String who, Child server, InetSocketAddress address, List<byte[]> requests) {
        long[] cpu = new long[1];
        HttpLoad.Result result = HttpLoad.run(
                        HttpLoad.Plan.closed(
                                address,
                                requests,
                                CONNECTIONS,
                                run.scale().warmup(),
                                run.scale().time()),
                        () -> cpu[0] = server.cpuNanos())
                .allOf(200);
        return Figure.of(who, result.perSecond(), Latency.of(result.histogram()))
                .withCpuNanos((double) (server.cpuNanos() - cpu[0]) / Math.max(1, result.completed()));
    }
}
