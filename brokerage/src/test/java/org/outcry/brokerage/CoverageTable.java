package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.outcry.tradovate.schema.Schema;

/** The table in docs/protocol/tradovate.md. */
final class CoverageTable {
    private static final Path DOCS = Path.of("..", "docs", "protocol", "tradovate.md");
    private static final String BEGIN = "<!-- coverage: written by CoverageTest -->";
    private static final String END = "<!-- end of coverage -->";

    private final Coverage coverage;

    CoverageTable(Coverage coverage) {
        this.coverage = coverage;
    }

    String table(Map<Coverage.Verdict, Integer> counts) {
        StringBuilder text = new StringBuilder(BEGIN).append("\n\n");
        text.append("| Of the 370 endpoints | |\n|---|---|\n");
        counts.forEach((verdict, count) -> text.append("| ")
                .append(verdict.words)
                .append(" | ")
                .append(count)
                .append(" |\n"));
        text.append("\nEndpoints that do not behave here, and why:\n\n| Endpoint | | Why |\n|---|---|---|\n");
        coverage.verdicts.forEach((path, verdict) -> {
            if (verdict != Coverage.Verdict.BEHAVES && verdict != Coverage.Verdict.AT_THE_DOOR) {
                text.append("| `")
                        .append(path)
                        .append("` | ")
                        .append(verdict.words)
                        .append(" | ")
                        .append(coverage.notes.get(path))
                        .append(" |\n");
            }
        });
        text.append("\nEvery other one, by entity:\n\n| Entity | Behave | Answered by the gateway |\n|---|---|---|\n");
        Set<String> entities = new TreeSet<>();
        Schema.standard().endpoints().forEach(endpoint -> entities.add(endpoint.entity()));
        for (String entity : entities) {
            text.append("| ").append(entity);
            for (Coverage.Verdict verdict : List.of(Coverage.Verdict.BEHAVES, Coverage.Verdict.AT_THE_DOOR)) {
                text.append(" | ").append(operations(entity, verdict));
            }
            text.append(" |\n");
        }
        text.append("\nOperations of sockets:\n\n| Operation | |\n|---|---|\n");
        coverage.sockets.forEach((path, verdict) -> text.append("| `")
                .append(path)
                .append("` | ")
                .append(verdict.words)
                .append(" |\n"));
        return text.append("\n").append(END).toString();
    }

    private String operations(String entity, Coverage.Verdict verdict) {
        List<String> operations = new ArrayList<>();
        coverage.verdicts.forEach((path, found) -> {
            if (found == verdict && path.startsWith(entity + "/")) {
                operations.add(path.substring(entity.length() + 1));
            }
        });
        return String.join(" ", operations);
    }

    static void documented(String table) throws IOException {
        String text = Files.exists(DOCS) ? Files.readString(DOCS) : "# Tradovate API\n";
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (Boolean.getBoolean("outcry.writeDocs")) {
            String changed = begin < 0
                    ? text.strip() + "\n\n## Coverage\n\n" + table + "\n"
                    : text.substring(0, begin) + table + text.substring(end + END.length());
            Files.writeString(DOCS, changed);
        } else {
            assertTrue(
                    begin >= 0, "docs/protocol/tradovate.md has no coverage table: run with -Doutcry.writeDocs=true");
            assertEquals(table, text.substring(begin, end + END.length()), "run with -Doutcry.writeDocs=true");
        }
    }
}
