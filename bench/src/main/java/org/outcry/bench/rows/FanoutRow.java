package org.outcry.bench.rows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.floor.FanoutFloor;
import org.outcry.bench.load.SyntheticDesk;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;

/** Quotes to a thousand sockets, beside npm {@code ws} and bare Vert.x. */
public final class FanoutRow implements Row {
    private static final int MESSAGE_BYTES = 200;
    private static final int ENVELOPE_BYTES = "{\"type\":\"marketData\",\"quotes\":[]}".length();
    private static final String NOTE =
            "1,000 sockets, 200-byte messages to each. Steady: 20 ticks a second; age is from the sender's clock in the message"
                    + " to its arrival, taken on one socket in sixteen. Flooded: 1,000 ticks a second offered, sockets with a full"
                    + " queue are skipped by all three. Ours is `outcry gateway` fed by a desk over its link; the peers make the"
                    + " ticks themselves and know no user, subscription or instrument.";

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void run(Run run) throws Exception {
        run.step("npm ws");
        Fanout ws;
        try (Child server = Peers.nodeFanout(run, MESSAGE_BYTES)) {
            ws = peer(run, "npm ws", server);
        }
        run.step("bare Vert.x");
        Fanout vertx;
        try (Child server = Jvm.ours(
                FanoutFloor.class,
                List.of("-Xmx512m"),
                List.of(Integer.toString(Runtime.getRuntime().availableProcessors()), "" + MESSAGE_BYTES))) {
            vertx = peer(run, "bare Vert.x", server);
        }
        run.step("ours");
        Fanout ours = ours(run);
        compare(run, ours, ws, 2.0);
        compare(run, ours, vertx, 0.8);
    }

    private void compare(Run run, Fanout ours, Fanout theirs, double times) {
        run.add(Finding.beside(
                name(),
                "messages/s delivered when flooded",
                "/s",
                ours.flood(),
                theirs.flood(),
                new Target.RatioAtLeast(times),
                NOTE));
        run.add(Finding.beside(
                name(),
                "processor time of a message at a steady rate",
                "ns",
                ours.steady(),
                theirs.steady(),
                new Target.RatioAtMost(1.0),
                NOTE));
    }

    private static Fanout ours(Run run) throws Exception {
        Path data = run.fresh("fanout").resolve("data");
        try (Product gateway = Product.gateway(run.home(), data);
                SyntheticDesk desk = new SyntheticDesk(
                        gateway.uri("ws", "/link"), gateway.authorization(), MESSAGE_BYTES - ENVELOPE_BYTES)) {
            return Fanout.measure(
                    run,
                    "ours",
                    gateway.child(),
                    gateway.uri("ws", "/ws/stream"),
                    List.of(gateway.authorization()),
                    List.of("{\"action\":\"subscribe\",\"instruments\":[\"ES 12-26\"]}"),
                    1,
                    desk::rate);
        }
    }

    private static Fanout peer(Run run, String who, Child server) throws Exception {
        String ready = server.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60));
        URI uri = URI.create("ws://127.0.0.1:" + ready.substring(6).strip() + "/");
        return Fanout.measure(
                run, who, server, uri, List.of(Map.of()), List.of(), 0, ticks -> server.say("rate " + ticks));
    }
}
