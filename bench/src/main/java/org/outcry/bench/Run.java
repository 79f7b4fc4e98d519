package org.outcry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.outcry.bench.process.Child;
import org.outcry.bench.process.Leftovers;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Latency;
import org.outcry.bench.report.Report;

/** What a row needs to do its work. One thread. */
public final class Run {
    public static final ObjectMapper JSON = new ObjectMapper();

    /** Seed of every generated workload. */
    public static final long SEED = 42;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path home;
    private final Path scratch;
    private final Scale scale;
    private final Report report;
    private final Progress progress;
    private final Set<String> made = new HashSet<>();

    Run(Path home, Path scratch, Scale scale, Report report, Progress progress) {
        this.home = home;
        this.scratch = scratch;
        this.scale = scale;
        this.report = report;
        this.progress = progress;
    }

    /** The checkout. */
    public Path home() {
        return home;
    }

    public Scale scale() {
        return scale;
    }

    public Report report() {
        return report;
    }

    public void add(Finding finding) {
        report.add(finding);
    }

    /** Says what is going on. */
    public void step(String what) {
        progress.step(what);
    }

    /** An empty directory for this purpose. */
    public Path fresh(String name) throws IOException {
        Path directory = scratch.resolve(name);
        Leftovers.delete(directory);
        return Files.createDirectories(directory);
    }

    /** A directory that is made the first time it is asked for in this run. */
    public Path once(String name, Maker maker) throws IOException {
        Path directory = scratch.resolve(name);
        if (made.add(name)) {
            fresh(name);
            try {
                maker.make(directory);
            } catch (IOException | RuntimeException e) {
                made.remove(name);
                throw e;
            }
        }
        return directory;
    }

    /** Fills a directory. */
    public interface Maker {
        void make(Path directory) throws IOException;
    }

    /** Waits for the one line a measuring program prints. */
    public static JsonNode result(Child child) throws IOException {
        return JSON.readTree(
                child.awaitLine(line -> line.startsWith("RESULT "), PATIENCE).substring("RESULT ".length()));
    }

    /** A program's line as a figure. */
    public static Figure figure(String who, String value, JsonNode line) {
        return Figure.of(who, line.path(value).asDouble(), latency(line))
                .withCpuNanos(line.path("cpuNanosPerOperation").asDouble());
    }

    public static Latency latency(JsonNode line) {
        return new Latency(
                line.path("p50").asLong(),
                line.path("p99").asLong(),
                line.path("p999").asLong(),
                line.path("p9999").asLong(),
                line.path("max").asLong());
    }
}
