package org.outcry.market.calendar;

import java.time.LocalDate;
import java.util.List;
import org.outcry.engine.calendar.SessionWindow;

/** {@link SessionMode#ALWAYS_OPEN}: one window for each weekday, each opening where the one before closes. */
record AlwaysOpenCalendar(int calendarId) implements SessionCalendar {
    @Override
    public SessionWindow atOrNext(long nanos) {
        return window(dateOf(nanos));
    }

    @Override
    public SessionWindow previous(long nanos) {
        return window(BusinessDays.weekdayBefore(dateOf(nanos)));
    }

    @Override
    public List<SessionWindow> session(int sessionDate) {
        LocalDate date = SessionDates.date(sessionDate);
        return Holiday.weekday(date) ? List.of(window(date)) : List.of();
    }

    private static LocalDate dateOf(long nanos) {
        long local = ChicagoTime.localSeconds(nanos) + ChicagoTime.DAY_SECONDS - DayHours.ROLL_SECOND;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, ChicagoTime.DAY_SECONDS));
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.plusDays(2);
            case SUNDAY -> date.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
        };
    }

    private static SessionWindow window(LocalDate date) {
        return new SessionWindow(
                ChicagoTime.nanos(BusinessDays.weekdayBefore(date), DayHours.ROLL_SECOND),
                ChicagoTime.nanos(date, DayHours.ROLL_SECOND),
                SessionDates.number(date));
    }
}
