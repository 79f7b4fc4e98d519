package org.outcry.bench.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.load.HttpLoad;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Target;

/** Whether readers slow writers: order latency alone and while a hundred clients poll all positions. */
public final class PollRow implements Row {
    private static final int POLLERS = 100;
    private static final double POLLS_PER_SECOND = 1_000;
    private static final double ORDERS_PER_SECOND = 100;
    private static final String NOTE =
            "Orders by REST on a schedule of 100/s over 8 connections, latency from the planned time. Pollers: 100 connections,"
                    + " each asking for all positions ten times a second.";

    @Override
    public String name() {
        return "poll";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.funded(run, "poll");
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            List<byte[]> orders = Orders.alternating(product);
            List<byte[]> polls = List.of(product.request("GET", "/v1/api/positions", ""));
            run.step("orders alone");
            Latency alone = orders(run, product, orders);
            run.step("orders while clients poll");
            Duration longer = run.scale().time().plus(run.scale().warmup()).plusSeconds(1);
            CompletableFuture<HttpLoad.Result> pollers = new CompletableFuture<>();
            Thread.ofPlatform().daemon(true).start(() -> {
                try {
                    pollers.complete(HttpLoad.run(
                                    new HttpLoad.Plan(
                                            product.address(),
                                            polls,
                                            POLLERS,
                                            Duration.ZERO,
                                            longer,
                                            OptionalDouble.of(POLLS_PER_SECOND)),
                                    () -> {})
                            .allOf(200));
                } catch (RuntimeException e) {
                    pollers.completeExceptionally(e);
                }
            });
            Latency polled = orders(run, product, orders);
            double rate = pollers.join().perSecond();
            run.add(Finding.beside(
                    name(),
                    "order p99 while %d clients poll (%.0f polls/s)".formatted(POLLERS, rate),
                    "ns",
                    Figure.of("ours", (double) polled.p99(), polled),
                    Figure.of("orders alone", (double) alone.p99(), alone),
                    new Target.RatioAtMost(2.0),
                    NOTE));
        }
    }

    private static Latency orders(Run run, Product product, List<byte[]> orders) {
        return Latency.of(HttpLoad.run(
                        new HttpLoad.Plan(
                                product.address(),
                                orders,
                                8,
                                run.scale().warmup(),
                                run.scale().time(),
                                OptionalDouble.of(ORDERS_PER_SECOND)),
                        () -> {})
                .allOf(200)
                .histogram());
    }
}
