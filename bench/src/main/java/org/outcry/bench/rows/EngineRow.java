package org.outcry.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.Scale;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.EngineRunner;
import org.outcry.harness.workload.OrderStream;

/** Our engine beside exchange-core and parity-match on the same stream. */
public final class EngineRow implements Row {
    private static final long PACE = 200_000;
    private static final String NOTE =
            "Mix of exchange-core (9 % limit, 3 % immediate-or-cancel, 6 % cancel, 82 % move), 1,000 accounts, one futures"
                    + " contract, commands built before the clock starts, the same heap and collector for all, best of the measured rounds; latency at a paced "
                    + PACE
                    + " commands/s, from the planned time. Ours: one thread; margin and position checks, an order life cycle with"
                    + " five kinds of events, durable keys, FIFO pairs, five fees, exact micro-dollars, explained fills, watches;"
                    + " no matching between users, who trade against the market. exchange-core: matches users against each other,"
                    + " margin check, average-price position, one fee; all the threads it wants (about four), YIELDING."
                    + " parity-match: a bare book, no accounts, no risk. All three must report the same fills.";

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public void run(Run run) throws IOException {
        measure(run, OrderStream.Mix.QUIET, "without fills");
        measure(run, OrderStream.Mix.FILLS, "with fills");
    }

    private void measure(Run run, OrderStream.Mix mix, String title) throws IOException {
        Scale scale = run.scale();
        Path file = run.fresh("engine").resolve(mix.name().toLowerCase(Locale.ROOT));
        try (OutputStream out = Files.newOutputStream(file)) {
            OrderStream.generate(mix, Run.SEED, scale.engineCommands()).writeTo(out);
        }
        String warmup = Integer.toString(scale.engineWarmup());
        String rounds = Integer.toString(scale.engineRounds());
        String pace = Long.toString(PACE);
        run.step(title + ", exchange-core");
        Figure exchangeCore;
        try (Child child = Peers.exchangeCore(run, List.of(file.toString(), warmup, rounds, pace, "YIELDING"))) {
            exchangeCore = Run.figure("exchange-core 0.5.3", "perSecond", Run.result(child));
        }
        run.step(title + ", parity-match");
        Figure parity;
        try (Child child = Peers.parity(run, List.of(file.toString(), warmup, rounds, pace))) {
            parity = Run.figure("parity-match 0.7.0", "perSecond", Run.result(child));
        }
        run.step(title + ", ours");
        try (Child child = Jvm.ours(
                EngineRunner.class,
                Peers.HEAP,
                List.of(
                        mix.name(),
                        Long.toString(Run.SEED),
                        Integer.toString(scale.engineCommands()),
                        warmup,
                        rounds,
                        pace))) {
            JsonNode line = Run.result(child);
            Figure ours = Run.figure("ours", "perSecond", line);
            String note = NOTE
                    + String.format(
                            Locale.ROOT,
                            " %s: %.1f events a command, state hash %s.",
                            title,
                            line.path("eventsPerCommand").asDouble(),
                            line.path("stateHash").asText());
            run.add(Finding.beside(
                    name(), "commands/s " + title, "/s", ours, exchangeCore, new Target.RatioAtLeast(2.0), note));
            run.add(Finding.beside(name(), "commands/s " + title, "/s", ours, parity, new Target.None(), note));
        }
    }
}
