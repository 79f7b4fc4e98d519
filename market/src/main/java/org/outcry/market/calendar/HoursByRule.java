package org.outcry.market.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;

/**
 * The hours of any day by rule, today's rules applied to every year. Each method answers with the open stretches of one
 * Chicago calendar day in the notation of {@link DayHours#parse}. Sources: exchange holiday notices 2024 to 2026, listed
 * in docs/instruments.md; VX holidays from Cboe notices of 2014 to 2017, newer ones not read.
 */
final class HoursByRule {
    private HoursByRule() {}

    static DayHours on(SessionGroup group, LocalDate date) {
        return new DayHours(
                DayHours.parse(stretches(group, date)), BusinessDays.atOrAfter(date), BusinessDays.after(date));
    }

    static String stretches(SessionGroup group, LocalDate date) {
        return switch (group) {
            case EQ, IR, EM, FX, CR, VX -> globex(group, date);
            case GR -> grains(date);
            case LS -> livestock(date);
        };
    }

    /** The plain week, no holiday near. */
    static String normal(SessionGroup group, LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return switch (group) {
            case EQ, IR, EM, FX, CR, VX ->
                switch (day) {
                    case SUNDAY -> "17:00-24:00";
                    case MONDAY, TUESDAY, WEDNESDAY, THURSDAY -> "00:00-16:00+17:00-24:00";
                    case FRIDAY -> "00:00-16:00";
                    case SATURDAY -> "closed";
                };
            case GR ->
                switch (day) {
                    case SUNDAY -> "19:00-24:00";
                    case MONDAY, TUESDAY, WEDNESDAY, THURSDAY -> "00:00-07:45+08:30-13:20+19:00-24:00";
                    case FRIDAY -> "00:00-07:45+08:30-13:20";
                    case SATURDAY -> "closed";
                };
            case LS -> Holiday.weekday(date) ? "08:30-13:05" : "closed";
        };
    }

    private static String globex(SessionGroup group, LocalDate date) {
        Optional<Holiday> today = Holiday.on(date);
        boolean friday = date.getDayOfWeek() == DayOfWeek.FRIDAY;
        if (today.isPresent()) {
            Holiday holiday = today.get();
            boolean evening = !friday && Holiday.on(date.plusDays(1)).isEmpty();
            if (holiday.closesAll()) {
                return evening ? "17:00-24:00" : "closed";
            }
            return halt(group, friday)
                    .map(close -> "00:00-" + close + (evening ? "+17:00-24:00" : ""))
                    .orElseGet(() -> normal(group, date));
        }
        if (christmasEve(date)) {
            return switch (group) {
                case EQ, IR, VX -> "00:00-12:15";
                case EM, FX, CR, GR, LS -> "00:00-12:45";
            };
        }
        if (Holiday.on(date.plusDays(1)).filter(Holiday::closesAll).isPresent()) {
            return date.getDayOfWeek() == DayOfWeek.SUNDAY ? "closed" : "00:00-16:00";
        }
        if (afterThanksgiving(date)) {
            return switch (group) {
                case EQ, IR, VX -> "00:00-12:15";
                case EM, FX, CR, GR, LS -> "00:00-13:45";
            };
        }
        if (group == SessionGroup.EQ && thirdOfJuly(date)) {
            return "00:00-12:15+17:00-24:00";
        }
        return normal(group, date);
    }

    /** When trading halts on a holiday that is not closed altogether; empty when it does not. */
    private static Optional<String> halt(SessionGroup group, boolean friday) {
        return switch (group) {
            case EQ, IR -> Optional.of("12:00");
            case EM -> Optional.of(friday ? "12:00" : "13:30");
            case VX -> Optional.of("10:30");
            case FX, CR, GR, LS -> friday ? Optional.of("12:00") : Optional.empty();
        };
    }

    private static String grains(LocalDate date) {
        Optional<Holiday> today = Holiday.on(date);
        Optional<Holiday> tomorrow = Holiday.on(date.plusDays(1));
        boolean morningClosed = date.getDayOfWeek() != DayOfWeek.MONDAY && opensLate(Holiday.on(date.minusDays(1)));
        if (today.isPresent()) {
            boolean evening = date.getDayOfWeek() != DayOfWeek.FRIDAY && !opensLate(today) && tomorrow.isEmpty();
            return evening ? "19:00-24:00" : "closed";
        }
        if (!Holiday.weekday(date)) {
            return tomorrow.isPresent() ? "closed" : normal(SessionGroup.GR, date);
        }
        String day = christmasEve(date) || afterThanksgiving(date) ? "08:30-12:05" : "08:30-13:20";
        boolean evening = date.getDayOfWeek() != DayOfWeek.FRIDAY && tomorrow.isEmpty();
        return (morningClosed ? "" : "00:00-07:45+") + day + (evening ? "+19:00-24:00" : "");
    }

    /** Holidays after which grains open only at 08:30 the next morning, without an evening before. */
    private static boolean opensLate(Optional<Holiday> holiday) {
        return holiday.filter(day -> switch (day) {
                    case NEW_YEAR, CHRISTMAS, THANKSGIVING -> true;
                    case MARTIN_LUTHER_KING, PRESIDENTS, GOOD_FRIDAY, MEMORIAL, JUNETEENTH, INDEPENDENCE, LABOR ->
                        false;
                })
                .isPresent();
    }

    private static String livestock(LocalDate date) {
        if (Holiday.on(date).isPresent()) {
            return "closed";
        }
        if (christmasEve(date)) {
            return "08:30-12:15";
        }
        return afterThanksgiving(date) ? "08:30-12:05" : normal(SessionGroup.LS, date);
    }

    /** The half day before a Christmas that is kept on the 25th; a Friday 24th is then the holiday itself. */
    private static boolean christmasEve(LocalDate date) {
        return date.getMonth() == Month.DECEMBER
                && date.getDayOfMonth() == 24
                && date.getDayOfWeek().getValue() <= DayOfWeek.THURSDAY.getValue();
    }

    private static boolean afterThanksgiving(LocalDate date) {
        return Holiday.on(date.minusDays(1))
                .filter(day -> day == Holiday.THANKSGIVING)
                .isPresent();
    }

    private static boolean thirdOfJuly(LocalDate date) {
        return date.getMonth() == Month.JULY
                && date.getDayOfMonth() == 3
                && date.getDayOfWeek().getValue() <= DayOfWeek.THURSDAY.getValue();
    }
}
