package org.outcry.bench.rows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.Scale;
import org.outcry.bench.floor.FanoutFloor;
import org.outcry.bench.load.WebSocketAudience;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;
import org.outcry.tradovate.Domain;

/** Quotes to a thousand md sockets, beside the CrossTrade fan-out of the same product and bare Vert.x. */
public final class MdFanoutRow implements Row {
    private static final List<String> PRODUCTS = List.of(
            "ES", "NQ", "RTY", "YM", "MES", "MNQ", "M2K", "MYM", "CL", "MCL", "NG", "GC", "MGC", "SI", "6E", "6J", "ZN",
            "ZB");
    private static final String NOTE =
            "1,000 sockets that follow the quotes of 18 contracts of one started product; processor time of the product for each"
                    + " message delivered, of which what it uses with a single such socket (its market, its commands) is taken off."
                    + " The md domain looks at the market ten times a second and sends what changed; the CrossTrade stream (open) sends"
                    + " every quote. Bare Vert.x sends messages of the same size, twenty a second, and has no market.";

    @Override
    public String name() {
        return "md-fanout";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.started(run, "md-fanout");
        int sockets = run.scale().sockets();
        Reading ours;
        Reading stream;
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            Domains domains = new Domains(product);
            List<String> greetings = new ArrayList<>();
            greetings.add("authorize\n1\n\n" + domains.token());
            for (int i = 0; i < PRODUCTS.size(); i++) {
                greetings.add("md/subscribeQuote\n" + (2 + i) + "\n\n{\"symbol\":\"@" + PRODUCTS.get(i) + "\"}");
            }
            run.step("md sockets");
            URI md = domains.socket(Domain.MD);
            ours = above(run, product.child(), md, Map.of(), greetings);
            run.step("CrossTrade sockets");
            URI street = product.uri("ws", "/ws/stream");
            List<String> wish =
                    List.of("{\"action\":\"subscribe\",\"instruments\":[\"" + String.join("\",\"", PRODUCTS) + "\"]}");
            stream = above(run, product.child(), street, product.authorization(), wish);
        }
        run.step("bare Vert.x");
        Reading bare;
        try (Child server = Jvm.ours(
                FanoutFloor.class,
                List.of("-Xmx512m"),
                List.of(Integer.toString(Runtime.getRuntime().availableProcessors()), "" + ours.bytes))) {
            String ready = server.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60));
            server.say("rate " + Fanout.STEADY_TICKS);
            URI uri = URI.create("ws://127.0.0.1:" + ready.substring(6).strip() + "/");
            bare = read(run, server, uri, sockets, Map.of(), List.of());
        }
        run.add(Finding.beside(
                name(),
                "processor time of a quote to 1,000 md sockets (%.0f messages/s of %d bytes)"
                        .formatted(ours.perSecond, ours.bytes),
                "ns",
                ours.figure("ours"),
                stream.figure("the CrossTrade stream"),
                new Target.RatioAtMost(1.3),
                NOTE));
        run.add(Finding.beside(
                name(),
                "the same, beside a bare server",
                "ns",
                ours.figure("ours"),
                bare.figure("bare Vert.x"),
                new Target.RatioAtMost(1.3),
                NOTE));
    }

    /** @param cpuNanos processor time of the server for each message */
    private record Reading(double perSecond, long bytes, double cpuNanos) {
        Figure figure(String who) {
            return Figure.of(who, cpuNanos).withCpuNanos(cpuNanos);
        }
    }

    /** What many sockets cost beyond one: a message of theirs, without the market behind it. The first reading warms up. */
    private static Reading above(Run run, Child server, URI uri, Map<String, String> headers, List<String> greetings)
            throws IOException {
        int sockets = run.scale().sockets();
        if (!run.scale().equals(Scale.TINY)) {
            read(run, server, uri, sockets, headers, greetings);
        }
        Reading one = read(run, server, uri, 1, headers, greetings);
        Reading many = read(run, server, uri, sockets, headers, greetings);
        double messages = Math.max(1, many.perSecond - one.perSecond);
        double nanos = many.cpuNanos * many.perSecond - one.cpuNanos * one.perSecond;
        return new Reading(many.perSecond, many.bytes, Math.max(1, nanos / messages));
    }

    private static Reading read(
            Run run, Child server, URI uri, int sockets, Map<String, String> headers, List<String> greetings)
            throws IOException {
        try (WebSocketAudience audience = new WebSocketAudience(uri, sockets, List.of(headers), greetings)) {
            awaitMessages(audience, (long) sockets * (greetings.size() + 1));
            audience.say("[]", uri.getPath().startsWith("/v1"));
            Thread.sleep(run.scale().warmup());
            audience.say("[]", uri.getPath().startsWith("/v1"));
            long messages = audience.messages();
            long bytes = audience.bytesRead();
            long cpu = server.cpuNanos();
            long start = System.nanoTime();
            Thread.sleep(run.scale().time());
            long count = Math.max(1, audience.messages() - messages);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Reading(
                    count / seconds,
                    (audience.bytesRead() - bytes) / count,
                    (double) (server.cpuNanos() - cpu) / count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitMessages(WebSocketAudience audience, long count) throws InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (audience.messages() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + audience.messages() + " of " + count + " messages came");
            }
            Thread.sleep(10);
        }
    }
}
