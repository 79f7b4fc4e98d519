package org.outcry.bench.rows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.floor.EventFloor;
import org.outcry.bench.load.EventAudience;
import org.outcry.bench.load.SyntheticDesk;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;

/** Quotes to a thousand readers of Server-Sent Events, beside bare Vert.x. */
public final class EventFanoutRow implements Row {
    private static final int MESSAGE_BYTES = 200;
    private static final int ENVELOPE_BYTES = "{\"type\":\"marketData\",\"quotes\":[]}".length();
    private static final String NOTE =
            "As fanout, over `GET /v1/api/stream` instead of WebSockets; the peer writes the same events to bare Vert.x"
                    + " responses and knows no user, subscription or instrument.";

    @Override
    public String name() {
        return "sse";
    }

    @Override
    public void run(Run run) throws Exception {
        run.step("bare Vert.x");
        Fanout vertx;
        try (Child server = Jvm.ours(
                EventFloor.class,
                List.of("-Xmx512m"),
                List.of(Integer.toString(Runtime.getRuntime().availableProcessors()), "" + MESSAGE_BYTES))) {
            String ready = server.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60));
            URI uri = URI.create("http://127.0.0.1:" + ready.substring(6).strip() + "/");
            try (EventAudience audience = new EventAudience(uri, run.scale().sockets(), Map.of())) {
                vertx = Fanout.measure(run, "bare Vert.x", server, audience, 0, ticks -> server.say("rate " + ticks));
            }
        }
        run.step("ours");
        Fanout ours = ours(run);
        run.add(Finding.beside(
                name(),
                "events/s delivered when flooded",
                "/s",
                ours.flood(),
                vertx.flood(),
                new Target.RatioAtLeast(0.8),
                NOTE));
        run.add(Finding.beside(
                name(),
                "processor time of an event at a steady rate",
                "ns",
                ours.steady(),
                vertx.steady(),
                new Target.RatioAtMost(1.0),
                NOTE));
    }

    private static Fanout ours(Run run) throws Exception {
        Path data = run.fresh("sse").resolve("data");
        try (Product gateway = Product.gateway(run.home(), data);
                SyntheticDesk desk = new SyntheticDesk(
                        gateway.uri("ws", "/link"), gateway.authorization(), MESSAGE_BYTES - ENVELOPE_BYTES);
                EventAudience audience = new EventAudience(
                        gateway.uri("http", "/v1/api/stream?instruments=ES"),
                        run.scale().sockets(),
                        gateway.authorization())) {
            return Fanout.measure(run, "ours", gateway.child(), audience, 1, desk::rate);
        }
    }
}
