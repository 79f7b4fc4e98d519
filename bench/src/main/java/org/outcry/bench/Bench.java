package org.outcry.bench;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.bench.process.Leftovers;
import org.outcry.bench.report.Report;
import org.outcry.bench.rows.BarsRow;
import org.outcry.bench.rows.ChartRow;
import org.outcry.bench.rows.DomainRestRow;
import org.outcry.bench.rows.EngineRow;
import org.outcry.bench.rows.EventFanoutRow;
import org.outcry.bench.rows.FanoutRow;
import org.outcry.bench.rows.FillEventRow;
import org.outcry.bench.rows.IdleRow;
import org.outcry.bench.rows.LedgerRow;
import org.outcry.bench.rows.MdFanoutRow;
import org.outcry.bench.rows.PollRow;
import org.outcry.bench.rows.ReplayRow;
import org.outcry.bench.rows.RestRow;
import org.outcry.bench.rows.RpcRow;
import org.outcry.bench.rows.SnapshotRow;
import org.outcry.bench.rows.SocketOrdersRow;
import org.outcry.bench.rows.StartRow;
import org.outcry.bench.rows.SyncRow;

/**
 * Runs the benchmarks: {@code bench [--quick] [--write-docs] [row ...]}. Without names every row runs. Prints a table, and
 * writes {@code bench/results/latest.json} and {@code latest.md}; {@code --write-docs} also writes {@code docs/PERFORMANCE.md}.
 */
public final class Bench {
    private static final String INTRODUCTION = """
            # Performance

            Every promise of speed or size, measured beside a peer or a floor in the same run on the same machine. Written by
            `./outcry bench --write-docs`; run it on yours, ratios travel better than numbers. A line marked MISS did not reach its
            target. Latency percentiles of servers under full load show queueing at the client's chosen number of connections;
            "CPU/op" is processor time of the measured server, without the client.
            """;

    private static final String WRITTEN = "\n## Where the time goes\n";

    private Bench() {}

    /** All rows in the order of the page. */
    public static List<Row> rows() {
        return List.of(
                new EngineRow(),
                new LedgerRow(),
                new RestRow(),
                new RpcRow(),
                new SocketOrdersRow(),
                new FanoutRow(),
                new EventFanoutRow(),
                new IdleRow(),
                new StartRow(),
                new SnapshotRow(),
                new PollRow(),
                new BarsRow(),
                new DomainRestRow(),
                new SyncRow(),
                new FillEventRow(),
                new MdFanoutRow(),
                new ChartRow(),
                new ReplayRow());
    }

    public static void main(String[] words) throws IOException {
        Scale scale = Scale.FULL;
        boolean writeDocs = false;
        List<String> names = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "--quick" -> scale = Scale.QUICK;
                case "--write-docs" -> writeDocs = true;
                case "--help", "-h" -> {
                    usage();
                    return;
                }
                default -> names.add(word);
            }
        }
        List<Row> chosen = rows().stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
        if (chosen.isEmpty()
                || names.stream()
                        .anyMatch(name ->
                                rows().stream().noneMatch(row -> row.name().equals(name)))) {
            usage();
            System.exit(2);
        }
        Path home = home();
        Report report = new Report(Facts.of(home, scale.equals(Scale.FULL) ? "full" : "quick"));
        report.facts().forEach((name, value) -> System.out.println(name + ": " + value));
        System.out.println();
        run(chosen, home, home.resolve("bench/target/run"), scale, report, new Progress(System.err, terminal()));
        System.out.println(report.table());
        write(home, report, writeDocs);
        if (!report.failures().isEmpty()) {
            System.exit(1);
        }
    }

    /** Runs rows one after the other; a row that fails is noted and the others still run. */
    static void run(List<Row> rows, Path home, Path scratch, Scale scale, Report report, Progress progress)
            throws IOException {
        Files.createDirectories(scratch);
        Run run = new Run(home, scratch, scale, report, progress);
        for (Row row : rows) {
            progress.row(row.name());
            try {
                row.run(run);
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                report.failed(
                        row.name(),
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason"));
                progress.step("failed: " + e);
            }
            Leftovers.clear(scratch);
        }
        progress.end();
    }

    private static void write(Path home, Report report, boolean writeDocs) throws IOException {
        Path results = Files.createDirectories(home.resolve("bench/results"));
        Run.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValue(results.resolve("latest.json").toFile(), report.json());
        Files.writeString(results.resolve("latest.md"), report.markdown(INTRODUCTION));
        if (writeDocs) {
            Path page = home.resolve("docs/PERFORMANCE.md");
            String before = Files.exists(page) ? Files.readString(page) : "";
            Files.writeString(page, report.markdown(INTRODUCTION) + written(before));
        }
    }

    /** What people wrote on the page: from its heading to the end. A run leaves it as it is. */
    static String written(String page) {
        int at = page.indexOf(WRITTEN);
        return at < 0 ? "" : page.substring(at);
    }

    private static boolean terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static void usage() {
        System.out.println("usage: outcry bench [--quick] [--write-docs] [row ...]");
        rows().forEach(row -> System.out.println("  " + row.name()));
    }

    /** The checkout these classes were built in. */
    static Path home() {
        URI classes = URI.create(
                Bench.class.getProtectionDomain().getCodeSource().getLocation().toString());
        for (Path at = Path.of(classes); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("outcry")) && Files.isDirectory(at.resolve("bench"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside a checkout: " + Map.of("classes", classes));
    }
}
