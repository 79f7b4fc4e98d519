package org.outcry.bench.rows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.outcry.bench.Run;
import org.outcry.bench.floor.RouteFloor;
import org.outcry.bench.load.HttpLoad;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Latency;

/** Requests over kept-alive connections at the product and at a bare Vert.x route that answers the same bytes. */
final class BesideRoute {
    static final int CONNECTIONS = 64;

    private BesideRoute() {}

    /** What the route does with the same requests, answering these bytes. */
    static Figure floor(Run run, byte[] answer, List<byte[]> requests) throws Exception {
        Path bytes = run.fresh("route").resolve("answer.json");
        Files.write(bytes, answer);
        try (Child child = Jvm.ours(
                RouteFloor.class,
                List.of(),
                List.of(bytes.toString(), Integer.toString(Runtime.getRuntime().availableProcessors())))) {
            int port = Integer.parseInt(child.awaitLine(line -> line.startsWith("READY "), Duration.ofSeconds(60))
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

    /** A server under as many connections as it can serve, with the processor time of a request. */
    static Figure load(Run run, String who, Child server, InetSocketAddress address, List<byte[]> requests) {
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
