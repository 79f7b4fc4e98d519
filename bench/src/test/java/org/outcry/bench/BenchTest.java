package org.outcry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Report;
import org.outcry.bench.report.Target;
import org.outcry.bench.workload.EngineRunner;
import org.outcry.harness.workload.OrderStream;

/** Every benchmark runs, in a size whose numbers say nothing; no speed is asserted here. */
class BenchTest {
    /** Lines each row has to add. */
    private static final Map<String, Integer> LINES = Map.ofEntries(
            Map.entry("engine", 4),
            Map.entry("ledger", 2),
            Map.entry("rest", 3),
            Map.entry("rpc", 3),
            Map.entry("fanout", 4),
            Map.entry("idle", 2),
            Map.entry("start", 2),
            Map.entry("snapshot", 2),
            Map.entry("poll", 1),
            Map.entry("bars", 3),
            Map.entry("domain-rest", 2),
            Map.entry("sync", 1),
            Map.entry("fill-event", 2),
            Map.entry("md-fanout", 2),
            Map.entry("chart", 1),
            Map.entry("replay", 3),
            Map.entry("socket-orders", 2),
            Map.entry("sse", 2));

    @Test
    void everyRowFindsWhatItMeasures(@TempDir Path scratch) throws Exception {
        Path home = Bench.home();
        assumeTrue(
                Files.exists(home.resolve("app/target/outcry/outcry.jar")),
                "the product is not packaged: this test runs in `mvn verify`");
        assertEquals(
                new TreeSet<>(LINES.keySet()),
                Bench.rows().stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new)));
        Report report = new Report(Map.of());
        Bench.run(
                Bench.rows(),
                home,
                scratch,
                Scale.TINY,
                report,
                new Progress(new PrintStream(OutputStream.nullOutputStream()), false));
        assertEquals(Map.of(), report.failures());
        Map<String, Long> found =
                report.findings().stream().collect(Collectors.groupingBy(Finding::row, Collectors.counting()));
        LINES.forEach((row, lines) -> assertEquals((long) lines, found.get(row), row));
        for (Finding finding : report.findings()) {
            // A difference of two sizes of a process may be below zero when there are only a few sockets.
            assertTrue(Double.isFinite(finding.ours().value()), finding.toString());
            // Processor time is counted in hundredths of a second, of which so small a run may need none.
            finding.peer()
                    .ifPresent(
                            peer -> assertTrue(peer.value() >= 0 && Double.isFinite(peer.value()), finding.toString()));
        }
    }

    /** The benchmark's work is the same work as before, on this machine as on any other. */
    @ParameterizedTest
    @EnumSource
    void theEngineEndsInTheRecordedState(OrderStream.Mix mix) throws IOException {
        Properties recorded = new Properties();
        try (InputStream in = BenchTest.class.getResourceAsStream("/state-hashes.properties")) {
            recorded.load(in);
        }
        assertEquals(
                recorded.getProperty(mix.name()),
                EngineRunner.stateHash(OrderStream.generate(mix, Run.SEED, 20_000)),
                "the engine's state changed: if its rules or rows were meant to change, record the new hash in"
                        + " bench/src/test/resources/state-hashes.properties");
    }

    @Test
    void whatPeopleWroteOnThePageStays() {
        String written = "\n## Where the time goes\n\nHere.\n\n## And there\n";
        assertEquals(written, Bench.written("# Title\n| table |\n" + written));
        assertEquals("", Bench.written("# Title\n"));
    }

    @Test
    void thePageHoldsEveryLine() {
        Report report = new Report(Map.of("machine", "a test"));
        report.add(Finding.beside(
                "row",
                "measure",
                "/s",
                Figure.of("ours", 100),
                Figure.of("peer", 200),
                new Target.RatioAtLeast(2.0),
                "how."));
        report.failed("other", "a reason");
        String page = report.markdown("# Title\n");
        for (String text :
                List.of("a test", "measure", "0.50", "MISS", "at least 2.0 x", "`other`", "a reason", "how.")) {
            assertTrue(page.contains(text), () -> text + " is missing in " + page);
        }
        assertEquals(Set.of("facts", "findings", "failures"), report.json().keySet());
    }
}
