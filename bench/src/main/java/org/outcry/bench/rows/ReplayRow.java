package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.Scale;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.ReplayRunner;

/** How many hours of a past market a replay plays in a second, as fast as the machine can. */
public final class ReplayRow implements Row {
    private static final String NOTE =
            "Replay at speed 2147483647 through the brokerage's door, procedural market, always-open hours, from a Monday afternoon"
                    + " on; median of rounds behind a first one. Working: one ES contract held between a limit and a stop 300 points"
                    + " away, valued four times a second; every event of the market is weighed. Empty: an account without orders."
                    + " The floor walks the same contract's events and does nothing with them.";

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void run(Run run) throws IOException {
        run.step("replay as fast as the machine can");
        boolean tiny = run.scale().equals(Scale.TINY);
        try (Child child = Jvm.ours(
                ReplayRunner.class,
                List.of("-Xmx1g"),
                List.of("" + Math.max(1, run.scale().starts()), tiny ? "1" : "48"))) {
            JsonNode line = Run.result(child);
            run.add(Finding.beside(
                    name(),
                    "hours of replay in a second, one position and two working orders",
                    "h/s",
                    Figure.of("ours", line.path("working").asDouble()),
                    Figure.of("events alone", line.path("floor").asDouble()),
                    new Target.None(),
                    NOTE));
            run.add(Finding.alone(
                    name(),
                    "processor time of one such hour",
                    "ms",
                    Figure.of("ours", line.path("cpuNanosPerHour").asDouble() / 1e6),
                    new Target.None(),
                    NOTE));
            run.add(Finding.alone(
                    name(),
                    "hours of replay in a second, nothing in the account",
                    "h/s",
                    Figure.of("ours", line.path("empty").asDouble()),
                    new Target.None(),
                    NOTE));
        }
    }
}
