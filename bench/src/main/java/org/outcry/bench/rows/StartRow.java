package org.outcry.bench.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Jvm;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Numbers;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.LedgerRunner;

/** From exec to the first 200 of {@code /readyz}: fresh, and after a kill with a long log behind the last snapshot. */
public final class StartRow implements Row {
    private static final String NOTE =
            "Median, from exec of the JVM, with the class cache that the launcher keeps, to the first 200 of /readyz, asked every"
                    + " 2 ms. Fresh: an empty data directory."
                    + " Restart: SIGKILL with the given number of commands of the order stream with fills (9/3/6/82, 1,000"
                    + " accounts) in the log since the last snapshot; they are replayed and the views rebuilt before it is ready.";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Run run) throws Exception {
        List<Double> fresh = new ArrayList<>();
        for (int i = 0; i < run.scale().starts(); i++) {
            run.step("fresh start " + (i + 1));
            try (Product product = Product.start(run.home(), run.fresh("start").resolve("data"))) {
                fresh.add((double) product.readyNanos());
                product.child().stop();
            }
        }
        run.add(Finding.alone(
                name(),
                "exec to /readyz, fresh data directory",
                "s",
                Figure.of("ours", median(fresh) / 1e9),
                new Target.Below(2),
                NOTE));
        restart(run);
    }

    private void restart(Run run) throws Exception {
        Path data = TestData.started(run, "restart");
        int commands = run.scale().restartCommands();
        run.step("logging " + commands + " commands");
        try (Child child = Jvm.ours(
                LedgerRunner.class,
                List.of("-Xmx4g"),
                List.of(data.resolve("ledger").toString(), "1", "0", "0", "0", "" + commands, "4000", "stay"))) {
            child.awaitLine(line -> line.startsWith("RESULT "), Duration.ofMinutes(10));
            child.kill();
        }
        List<Double> restarts = new ArrayList<>();
        for (int i = 0; i < run.scale().starts(); i++) {
            run.step("restart " + (i + 1));
            try (Product product = Product.start(run.home(), data)) {
                restarts.add((double) product.readyNanos());
                product.child().kill(); // no snapshot: the next one replays as much
            }
        }
        run.add(Finding.alone(
                name(),
                "restart after kill -9, " + Numbers.plain(commands) + " commands since the snapshot",
                "s",
                Figure.of("ours", median(restarts) / 1e9),
                new Target.Below(3),
                NOTE));
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
