package org.outcry.market.intake;

import java.util.Map;
import java.util.TreeMap;
import org.outcry.market.intake.ImportReport.Rejected;

/** A report as names and values, for the checkpoint. */
final class ReportLines {
    private ReportLines() {}

    static Map<String, String> of(ImportReport report) {
        Map<String, String> lines = new TreeMap<>();
        lines.put("records", String.valueOf(report.records));
        lines.put("quotes", String.valueOf(report.quotes));
        lines.put("trades", String.valueOf(report.trades));
        lines.put("sessions", String.valueOf(report.sessions));
        report.counts.forEach((reason, count) -> lines.put("count." + reason.name(), String.valueOf(count)));
        for (int i = 0; i < report.examples.size(); i++) {
            Rejected example = report.examples.get(i);
            lines.put("example." + i, example.place() + " " + example.reason().name());
        }
        return lines;
    }

    static ImportReport read(Map<String, String> lines) {
        ImportReport report = new ImportReport();
        report.records = Long.parseLong(lines.get("records"));
        report.quotes = Long.parseLong(lines.get("quotes"));
        report.trades = Long.parseLong(lines.get("trades"));
        report.sessions = Integer.parseInt(lines.get("sessions"));
        for (Reason reason : Reason.values()) {
            String count = lines.get("count." + reason.name());
            if (count != null) {
                report.counts.put(reason, Long.parseLong(count));
            }
        }
        for (int i = 0; lines.containsKey("example." + i); i++) {
            String[] words = lines.get("example." + i).split(" ");
            report.examples.add(new Rejected(Long.parseLong(words[0]), Reason.valueOf(words[1])));
        }
        return report;
    }
}
