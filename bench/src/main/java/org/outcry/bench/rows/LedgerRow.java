package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.Scale;
import org.outcry.bench.floor.ClusterEchoFloor;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.LedgerRunner;

/** Our ledger beside a bare Aeron Cluster echo with the same settings. */
public final class LedgerRow implements Row {
    private static final String MESSAGE_BYTES = "256";
    private static final String WINDOW = "4000";
    private static final String NOTE =
            "One member, fileSyncLevel 1 on archive and consensus module, shared threading modes, idle strategies parking up"
                    + " to 1 ms, 4 MiB terms; client in the same process, yielding while it waits. Ours: the order stream with"
                    + " fills (9/3/6/82), encoded, logged, applied, views and history kept, answered from the replica. Echo:"
                    + " 256-byte messages, about the size of our commands, sent back through egress. Window "
                    + WINDOW
                    + " for commands/s, after as many commands to warm up.";

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void run(Run run) throws IOException {
        run.step("bare cluster echo");
        JsonNode echo = echo(run);
        run.step("ours");
        JsonNode ours = ours(run, run.scale().roundTrips() / 2);
        run.add(Finding.beside(
                name(),
                "synced round trip, p50",
                "ns",
                Figure.of("ours", ours.path("p50").asDouble(), Run.latency(ours)),
                Figure.of("bare Aeron Cluster echo", echo.path("p50").asDouble(), Run.latency(echo)),
                new Target.RatioAtMost(1.3),
                NOTE));
        run.add(Finding.beside(
                name(),
                "synced commands/s",
                "/s",
                Figure.of("ours", ours.path("perSecond").asDouble())
                        .withCpuNanos(ours.path("cpuNanosPerOperation").asDouble()),
                Figure.of("bare Aeron Cluster echo", echo.path("perSecond").asDouble())
                        .withCpuNanos(echo.path("cpuNanosPerOperation").asDouble()),
                new Target.RatioAtLeast(0.5),
                NOTE));
    }

    static JsonNode echo(Run run) throws IOException {
        List<String> words = new ArrayList<>(List.of(run.fresh("echo").toString(), "1", MESSAGE_BYTES));
        words.addAll(sizes(run.scale(), run.scale().roundTrips() / 2));
        try (Child child = Jvm.ours(ClusterEchoFloor.class, List.of("-Xmx1g"), words)) {
            return Run.result(child);
        }
    }

    /** Our ledger alone, after so many round trips to warm up. */
    static JsonNode ours(Run run, int warmTrips) throws IOException {
        List<String> words = new ArrayList<>(List.of(run.fresh("ledger").toString(), "1"));
        words.addAll(sizes(run.scale(), warmTrips));
        words.add("end");
        try (Child child = Jvm.ours(LedgerRunner.class, List.of("-Xmx2g"), words)) {
            return Run.result(child);
        }
    }

    private static List<String> sizes(Scale scale, int warmTrips) {
        return List.of(
                Integer.toString(warmTrips),
                Integer.toString(scale.roundTrips()),
                Integer.toString(scale.ledgerMessages()),
                Integer.toString(scale.ledgerMessages()),
                WINDOW);
    }
}
