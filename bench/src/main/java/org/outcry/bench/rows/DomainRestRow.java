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
import org.outcry.tradovate.Domain;

/** Reads of rows at the demo domain beside a bare Vert.x route that answers the same bytes. */
public final class DomainRestRow implements Row {
    private static final int CONNECTIONS = 64;
    private static final String NOTE = CONNECTIONS
            + " kept-alive connections at the demo domain, each asking again as soon as it is answered: account/item, and"
            + " account/list of two accounts. Each is signed in by its token, checked, and answered by the book's thread behind"
            + " everything that came before. Floor: a Vert.x router that answers the same bytes without looking at the request.";

    @Override
    public String name() {
        return "domain-rest";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.started(run, "domain-rest");
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            Domains domains = new Domains(product);
            compare(run, product, domains, "item", "account/item?id=" + domains.account());
            compare(run, product, domains, "list", "account/list");
        }
    }

    private void compare(Run run, Product product, Domains domains, String what, String path) throws Exception {
        byte[] answer = domains.bytes(path);
        List<byte[]> requests = List.of(domains.request(path));
        run.step(what + ", ours");
        Figure ours = load(run, "ours", product.child(), product.address(Domain.DEMO), requests);
        run.step(what + ", bare route");
        Path bytes = run.fresh("domain-route").resolve("answer.json");
        Files.write(bytes, answer);
        try (Child child = Jvm.ours(
                RouteFloor.class,
                List.of(),
                List.of(bytes.toString(), Integer.toString(Runtime.getRuntime().availableProcessors())))) {
            int port = Integer.parseInt(child.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(20))
                    .substring(6)
                    .strip());
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            Figure floor = load(run, "bare Vert.x route", child, address, requests);
            run.add(Finding.beside(
                    name(), "REST " + what + ", requests/s", "/s", ours, floor, new Target.RatioAtLeast(0.8), NOTE));
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
