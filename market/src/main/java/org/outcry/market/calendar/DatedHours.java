package org.outcry.market.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.market.table.FactTable;

/**
 * Hours of days that were announced by date ({@code dated-hours.csv}); they win over {@link HoursByRule}. {@code normal}
 * in a cell is the plain week, {@code rule} leaves the day to the rule.
 */
final class DatedHours {
    private static final Map<LocalDate, FactTable.Row> ROWS = load();

    private DatedHours() {}

    private static Map<LocalDate, FactTable.Row> load() {
        Map<LocalDate, FactTable.Row> rows = new TreeMap<>();
        FactTable.load(DatedHours.class, "dated-hours.csv")
                .rows()
                .forEach(row -> rows.put(LocalDate.parse(row.text("date")), row));
        return rows;
    }

    static DayHours on(SessionGroup group, LocalDate date) {
        FactTable.Row row = ROWS.get(date);
        if (row == null) {
            return HoursByRule.on(group, date);
        }
        String cell = row.text(group.name());
        if (cell.equals("rule")) {
            return HoursByRule.on(group, date);
        }
        String stretches = cell.equals("normal") ? HoursByRule.normal(group, date) : cell;
        return new DayHours(
                DayHours.parse(stretches),
                LocalDate.parse(row.text("before_17")),
                LocalDate.parse(row.text("from_17")));
    }
}
