package org.outcry.market.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.calendar.SessionWindow;

/**
 * {@link SessionMode#REAL_HOURS}: the days of {@link DatedHours} joined to windows at midnight. Years are computed on
 * first use and kept, so an answer costs a binary search.
 */
final class RealHoursCalendar implements SessionCalendar {
    private final SessionGroup group;
    private final ConcurrentHashMap<Integer, List<SessionWindow>> years = new ConcurrentHashMap<>();

    RealHoursCalendar(SessionGroup group) {
        this.group = group;
    }

    @Override
    public int calendarId() {
        return group.calendarId();
    }

    @Override
    public SessionWindow atOrNext(long nanos) {
        int year = ChicagoTime.date(nanos).getYear();
        List<SessionWindow> windows = closingIn(year);
        int index = firstClosingAfter(windows, nanos);
        return index < windows.size() ? windows.get(index) : closingIn(year + 1).getFirst();
    }

    @Override
    public SessionWindow previous(long nanos) {
        int year = ChicagoTime.date(nanos).getYear();
        List<SessionWindow> windows = closingIn(year);
        int index = firstClosingAfter(windows, nanos);
        return index > 0 ? windows.get(index - 1) : closingIn(year - 1).getLast();
    }

    @Override
    public List<SessionWindow> session(int sessionDate) {
        // A session's first piece opens at most four days before its date: a holiday Friday belongs to Monday.
        long end = ChicagoTime.nanos(SessionDates.date(sessionDate), ChicagoTime.DAY_SECONDS);
        long start = ChicagoTime.nanos(SessionDates.date(sessionDate).minusDays(8), 0);
        return closing(start, end).stream()
                .filter(window -> window.sessionDate() == sessionDate)
                .toList();
    }

    private static int firstClosingAfter(List<SessionWindow> windows, long nanos) {
        int low = 0;
        int high = windows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (windows.get(middle).closeNanos() > nanos) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private List<SessionWindow> closingIn(int year) {
        return years.computeIfAbsent(year, this::compute);
    }

    private List<SessionWindow> compute(int year) {
        List<SessionWindow> windows = new ArrayList<>(320);
        LocalDate day = LocalDate.of(year - 1, 12, 31);
        LocalDate end = LocalDate.of(year + 1, 1, 1);
        Piece open = Piece.NONE;
        for (; day.isBefore(end); day = day.plusDays(1)) {
            DayHours hours = DatedHours.on(group, day);
            for (DayHours.Stretch stretch : hours.stretches()) {
                int sessionDate = SessionDates.number(hours.sessionDate(stretch));
                Piece piece = new Piece(
                        ChicagoTime.nanos(day, stretch.startSecond()),
                        ChicagoTime.nanos(day, stretch.endSecond()),
                        sessionDate);
                if (open.closeNanos == piece.openNanos && open.sessionDate == sessionDate) {
                    open = new Piece(open.openNanos, piece.closeNanos, sessionDate);
                } else {
                    open.addTo(windows, year);
                    open = piece;
                }
            }
        }
        open.addTo(windows, year);
        return List.copyOf(windows);
    }

    private record Piece(long openNanos, long closeNanos, int sessionDate) {
        static final Piece NONE = new Piece(0, 0, 0);

        void addTo(List<SessionWindow> windows, int year) {
            boolean endsHere = sessionDate != 0 && ChicagoTime.date(closeNanos).getYear() == year;
            if (endsHere) {
                windows.add(new SessionWindow(openNanos, closeNanos, sessionDate));
            }
        }
    }
}
