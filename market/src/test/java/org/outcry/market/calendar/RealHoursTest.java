package org.outcry.market.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.table.FactTable;

class RealHoursTest {
    /** The plain week, Monday to Sunday, typed here a second time on purpose. */
    private static final Map<SessionGroup, List<String>> WEEK = Map.of(
            SessionGroup.EQ, globexWeek(),
            SessionGroup.IR, globexWeek(),
            SessionGroup.EM, globexWeek(),
            SessionGroup.FX, globexWeek(),
            SessionGroup.CR, globexWeek(),
            SessionGroup.VX, globexWeek(),
            SessionGroup.GR,
                    week("00:00-07:45+08:30-13:20+19:00-24:00", "00:00-07:45+08:30-13:20", "closed", "19:00-24:00"),
            SessionGroup.LS, week("08:30-13:05", "08:30-13:05", "closed", "closed"));

    private static List<String> globexWeek() {
        return week("00:00-16:00+17:00-24:00", "00:00-16:00", "closed", "17:00-24:00");
    }

    private static List<String> week(String mondayToThursday, String friday, String saturday, String sunday) {
        return List.of(
                mondayToThursday, mondayToThursday, mondayToThursday, mondayToThursday, friday, saturday, sunday);
    }

    private static List<FactTable.Row> datedRows() {
        return FactTable.load(DatedHours.class, "dated-hours.csv").rows().toList();
    }

    @ParameterizedTest
    @EnumSource(SessionGroup.class)
    void everyDatedDayIsOpenAsTheTableSays(SessionGroup group) {
        SessionCalendar calendar = SessionCalendar.of(SessionMode.REAL_HOURS, group);
        for (FactTable.Row row : datedRows()) {
            LocalDate date = LocalDate.parse(row.text("date"));
            String cell = row.text(group.name());
            if (cell.equals("rule")) {
                continue;
            }
            String expected = cell.equals("normal")
                    ? WEEK.get(group).get(date.getDayOfWeek().getValue() - 1)
                    : cell;
            assertEquals(expected, openOn(calendar, date), () -> group + " on " + date);
            checkSessionDates(calendar, date, row);
        }
    }

    private static void checkSessionDates(SessionCalendar calendar, LocalDate date, FactTable.Row row) {
        for (SessionWindow window : windowsOn(calendar, date)) {
            boolean evening = window.openNanos() >= ChicagoTime.nanos(date, 17 * 3600);
            assertEquals(
                    LocalDate.parse(row.text(evening ? "from_17" : "before_17")),
                    SessionDates.date(window.sessionDate()),
                    () -> "calendar " + calendar.calendarId() + " on " + date + " at "
                            + ChicagoTime.dateTime(window.openNanos()));
        }
    }

    /**
     * The rules alone give the announced days too, apart from those that follow no rule: the day of mourning of January
     * 2025 and Good Friday 2026, when the jobs report was published.
     */
    @ParameterizedTest
    @EnumSource(
            value = SessionGroup.class,
            names = {"EQ", "IR", "EM", "FX", "CR", "GR", "LS"})
    void rulesGiveTheAnnouncedDays(SessionGroup group) {
        TreeSet<String> exceptions = new TreeSet<>();
        for (FactTable.Row row : datedRows()) {
            LocalDate date = LocalDate.parse(row.text("date"));
            if (!HoursByRule.on(group, date).equals(DatedHours.on(group, date))) {
                exceptions.add(date.toString());
            }
        }
        String expected = switch (group) {
            case EQ, IR, GR, LS -> "2025-01-09 2026-04-02 2026-04-03";
            case EM, FX, CR -> "2026-04-02 2026-04-03";
            case VX -> "";
        };
        assertEquals(expected, String.join(" ", exceptions));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        // a plain week before and after the clocks change: 17:00 Chicago is 23:00 UTC in winter, 22:00 in summer
        "EQ, 2026-03-09, 2026-03-08T17:00/2026-03-09T16:00",
        "EQ, 2026-03-06, 2026-03-05T17:00/2026-03-06T16:00",
        "EQ, 2026-11-02, 2026-11-01T17:00/2026-11-02T16:00",
        // one session date in two pieces over a holiday
        "EQ, 2026-01-20, 2026-01-18T17:00/2026-01-19T12:00 2026-01-19T17:00/2026-01-20T16:00",
        "EM, 2026-01-20, 2026-01-18T17:00/2026-01-19T13:30 2026-01-19T17:00/2026-01-20T16:00",
        "FX, 2026-01-20, 2026-01-18T17:00/2026-01-19T16:00 2026-01-19T17:00/2026-01-20T16:00",
        "EQ, 2026-06-22, 2026-06-18T17:00/2026-06-19T12:00 2026-06-21T17:00/2026-06-22T16:00",
        "EQ, 2026-11-27, 2026-11-25T17:00/2026-11-26T12:00 2026-11-26T17:00/2026-11-27T12:15",
        "EQ, 2025-07-07, 2025-07-03T17:00/2025-07-04T12:00 2025-07-06T17:00/2025-07-07T16:00",
        "EQ, 2026-04-03, 2026-04-02T17:00/2026-04-03T08:15",
        "GR, 2026-11-20, 2026-11-19T19:00/2026-11-20T07:45 2026-11-20T08:30/2026-11-20T13:20",
        "GR, 2026-11-27, 2026-11-27T08:30/2026-11-27T12:05",
        "GR, 2026-01-20, 2026-01-19T19:00/2026-01-20T07:45 2026-01-20T08:30/2026-01-20T13:20",
        "LS, 2026-11-20, 2026-11-20T08:30/2026-11-20T13:05",
        "VX, 2026-09-08, 2026-09-06T17:00/2026-09-07T10:30 2026-09-07T17:00/2026-09-08T16:00",
        "VX, 2025-01-08, 2025-01-07T17:00/2025-01-08T16:00",
        "VX, 2025-01-10, 2025-01-09T17:00/2025-01-10T16:00",
        // years without a dated table
        "EQ, 2021-12-27, 2021-12-26T17:00/2021-12-27T16:00",
        "EQ, 2033-01-04, 2033-01-03T17:00/2033-01-04T16:00",
    })
    void sessions(SessionGroup group, LocalDate sessionDate, String windows) {
        SessionCalendar calendar = SessionCalendar.of(SessionMode.REAL_HOURS, group);
        assertEquals(
                windows,
                calendar.session(SessionDates.number(sessionDate)).stream()
                        .map(window -> ChicagoTime.dateTime(window.openNanos()) + "/"
                                + ChicagoTime.dateTime(window.closeNanos()))
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void holidayIsNoSessionDate() {
        SessionCalendar calendar = SessionCalendar.of(SessionMode.REAL_HOURS, SessionGroup.EQ);
        assertEquals(List.of(), calendar.session(20260119));
        assertEquals(List.of(), calendar.session(20261225));
        assertEquals(List.of(), calendar.session(20261121));
    }

    @ParameterizedTest
    @EnumSource(SessionGroup.class)
    void windowsAreInOrderAndApartAndTheirDatesNeverGoBack(SessionGroup group) {
        SessionCalendar calendar = SessionCalendar.of(SessionMode.REAL_HOURS, group);
        List<SessionWindow> windows = calendar.closing(nanos(1971), nanos(2201));
        SessionWindow before = windows.getFirst();
        for (SessionWindow window : windows.subList(1, windows.size())) {
            SessionWindow last = before;
            assertTrue(window.openNanos() > last.closeNanos(), () -> last + " touches " + window);
            assertTrue(window.sessionDate() >= last.sessionDate(), () -> last + " then " + window);
            long hours = (window.closeNanos() - window.openNanos()) / ChicagoTime.NANOS / 3600;
            assertTrue(hours < 24, () -> "too long: " + window);
            before = window;
        }
        // Around 250 session dates a year.
        assertEquals(
                250, windows.stream().map(SessionWindow::sessionDate).distinct().count() / 230.0, 5);
    }

    @Test
    void windowsAreFoundByCloseAndNeighboursAgree() {
        SessionCalendar calendar = SessionCalendar.of(SessionMode.REAL_HOURS, SessionGroup.GR);
        List<SessionWindow> windows = calendar.closing(nanos(2026), nanos(2027));
        for (int i = 1; i < windows.size(); i++) {
            SessionWindow window = windows.get(i);
            SessionWindow before = windows.get(i - 1);
            assertEquals(window, calendar.atOrNext(window.openNanos()));
            assertEquals(window, calendar.atOrNext(window.closeNanos() - 1));
            assertEquals(window, calendar.atOrNext(before.closeNanos()));
            assertEquals(before, calendar.previous(before.closeNanos()));
            assertEquals(before, calendar.previous(window.closeNanos() - 1));
            assertEquals(window, calendar.next(before.openNanos()));
            assertEquals(List.of(window), calendar.closing(before.closeNanos(), window.closeNanos()));
            assertTrue(calendar.at(window.openNanos() - 1).isEmpty());
            assertTrue(calendar.at(window.closeNanos()).isEmpty());
        }
    }

    private static long nanos(int year) {
        return ChicagoTime.nanos(LocalDate.of(year, 1, 1), 0);
    }

    private static List<SessionWindow> windowsOn(SessionCalendar calendar, LocalDate date) {
        long start = ChicagoTime.nanos(date, 0);
        long end = ChicagoTime.nanos(date.plusDays(1), 0);
        List<SessionWindow> windows = new ArrayList<>();
        for (SessionWindow window = calendar.atOrNext(start);
                window.openNanos() < end;
                window = calendar.atOrNext(window.closeNanos())) {
            windows.add(window);
        }
        return windows;
    }

    /** What is open on a calendar day, cut at its midnights, in the table's notation. */
    private static String openOn(SessionCalendar calendar, LocalDate date) {
        long start = ChicagoTime.nanos(date, 0);
        long end = ChicagoTime.nanos(date.plusDays(1), 0);
        String open = windowsOn(calendar, date).stream()
                .map(window -> clock(Math.max(window.openNanos(), start), start) + "-"
                        + (window.closeNanos() >= end ? "24:00" : clock(window.closeNanos(), start)))
                .collect(Collectors.joining("+"));
        return open.isEmpty() ? "closed" : open;
    }

    private static String clock(long nanos, long midnight) {
        return nanos == midnight ? "00:00" : SessionClock.local(nanos).substring(11, 16);
    }
}
