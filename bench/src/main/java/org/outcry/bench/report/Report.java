package org.outcry.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything one run found, and where it ran. Written by one thread. */
public final class Report {
    private final Map<String, String> facts;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** Facts about machine, software and settings, in the order they are shown. */
    public Report(Map<String, String> facts) {
        this.facts = new LinkedHashMap<>(facts);
    }

    public void add(Finding finding) {
        findings.add(finding);
    }

    /** A benchmark that could not be run. */
    public void failed(String row, String reason) {
        failures.put(row, reason);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    public Map<String, String> facts() {
        return new LinkedHashMap<>(facts);
    }

    /** Columns padded for a terminal. */
    public String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        findings.forEach(finding -> rows.add(cells(finding)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i < LEFT ? row.get(i) + pad : pad + row.get(i)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        failures.forEach((row, reason) ->
                text.append(row).append("  FAILED: ").append(reason).append('\n'));
        return text.toString();
    }

    /** The performance page. */
    public String markdown(String introduction) {
        StringBuilder text = new StringBuilder(introduction).append('\n');
        text.append("| | |\n|---|---|\n");
        facts.forEach((name, value) ->
                text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
        text.append("\n| ").append(String.join(" | ", HEAD)).append(" |\n|");
        for (int i = 0; i < HEAD.size(); i++) {
            text.append(i < LEFT ? "---|" : "---:|");
        }
        text.append('\n');
        for (Finding finding : findings) {
            text.append("| ").append(String.join(" | ", cells(finding))).append(" |\n");
        }
        failures.forEach((row, reason) -> text.append("\n`")
                .append(row)
                .append("` could not be measured: ")
                .append(reason)
                .append('\n'));
        text.append("\n## How each was measured\n\n");
        Map<String, String> notes = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (!finding.note().isEmpty()) {
                notes.merge(finding.row(), finding.note(), (old, more) -> old.contains(more) ? old : old + " " + more);
            }
        }
        notes.forEach((row, note) ->
                text.append("- **").append(row).append("**: ").append(note).append('\n'));
        return text.toString();
    }

    /** Flat values for other programs. */
    public Map<String, Object> json() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("row", finding.row());
            line.put("measure", finding.measure());
            line.put("unit", finding.unit());
            line.put("ours", figure(finding.ours()));
            finding.peer().ifPresent(peer -> line.put("peer", figure(peer)));
            finding.ratio().ifPresent(ratio -> line.put("ratio", ratio));
            line.put("target", finding.target().words(finding.unit()));
            line.put("verdict", finding.verdict());
            line.put("note", finding.note());
            lines.add(line);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("facts", facts);
        all.put("findings", lines);
        all.put("failures", failures);
        return all;
    }

    private static Map<String, Object> figure(Figure figure) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("who", figure.who());
        values.put("value", figure.value());
        figure.latency().ifPresent(latency -> values.put("latencyNanos", latency));
        figure.cpuNanos().ifPresent(nanos -> values.put("cpuNanosPerOperation", nanos));
        return values;
    }

    private static final int LEFT = 2;
    private static final List<String> HEAD = List.of(
            "row",
            "measure",
            "ours",
            "beside",
            "theirs",
            "ratio",
            "target",
            "",
            "p50",
            "p99",
            "p99.9",
            "CPU/op",
            "their p50",
            "their p99",
            "their p99.9",
            "their CPU/op");

    private static List<String> cells(Finding finding) {
        List<String> cells = new ArrayList<>();
        cells.add(finding.row());
        cells.add(finding.measure());
        cells.add(value(finding.ours().value(), finding.unit()));
        cells.add(finding.peer().map(Figure::who).orElse("-"));
        cells.add(
                finding.peer().map(peer -> value(peer.value(), finding.unit())).orElse("-"));
        cells.add(finding.ratio()
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .orElse("-"));
        cells.add(finding.target().words(finding.unit()));
        cells.add(finding.verdict());
        addDetail(cells, Optional.of(finding.ours()));
        addDetail(cells, finding.peer());
        return cells;
    }

    private static String value(double value, String unit) {
        return unit.equals("ns") ? Numbers.time(value) : Numbers.plain(value) + " " + unit;
    }

    private static void addDetail(List<String> cells, Optional<Figure> figure) {
        Optional<Latency> latency = figure.flatMap(Figure::latency);
        cells.add(latency.map(times -> Numbers.time((double) times.p50())).orElse("-"));
        cells.add(latency.map(times -> Numbers.time((double) times.p99())).orElse("-"));
        cells.add(latency.map(times -> Numbers.time((double) times.p999())).orElse("-"));
        cells.add(figure.filter(known -> known.cpuNanos().isPresent())
                .map(known -> Numbers.time(known.cpuNanos().orElse(0)))
                .orElse("-"));
    }
}
