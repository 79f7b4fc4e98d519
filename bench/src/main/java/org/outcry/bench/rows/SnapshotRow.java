package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.SnapshotRunner;

/** How long a snapshot keeps the writer from writing. */
public final class SnapshotRow implements Row {
    private static final String NOTE =
            "Ledger with the given accounts, each with an open position and a working order. Commands on a schedule of 500/s;"
                    + " the pause is the longest time from a command's planned moment to its outcome while snapshots are taken.";

    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public void run(Run run) throws IOException {
        run.step("snapshots");
        try (Child child = Jvm.ours(
                SnapshotRunner.class,
                List.of("-Xmx2g"),
                List.of(run.fresh("snapshot").toString(), "" + run.scale().snapshotAccounts(), "3"))) {
            JsonNode line = Run.result(child);
            run.add(Finding.alone(
                    name(),
                    "pause of the writer, " + run.scale().snapshotAccounts() + " accounts",
                    "ms",
                    Figure.of("ours", line.path("pauseNanos").asDouble() / 1e6, Run.latency(line)),
                    new Target.Below(50),
                    NOTE));
            run.add(Finding.alone(
                    name(),
                    "longest wait without a snapshot, for comparison",
                    "ms",
                    Figure.of("ours", line.path("quietNanos").asDouble() / 1e6),
                    new Target.None(),
                    NOTE));
        }
    }
}
