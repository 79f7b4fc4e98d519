package org.outcry.market.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.outcry.market.calendar.BusinessDays;
import org.outcry.market.calendar.Holiday;

/**
 * The rules that say on which day a contract trades last, each from its month in the name. Sources are listed with each
 * product in docs/instruments.md. Every rule answers for any year from 1970 to 2250.
 */
sealed interface LastTradingDay {
    LocalDate of(YearMonth contractMonth);

    static LastTradingDay parse(String text) {
        RuleWord rule = RuleWord.parse(text);
        return switch (rule.word()) {
            case "THIRD_FRIDAY" -> new ThirdFriday();
            case "BD_BEFORE_SECOND_FRIDAY" -> new BeforeSecondFriday();
            case "BD_BEFORE_THIRD_WED" -> new BeforeThirdWednesday(rule.number(0), rule.monthShift());
            case "BD_BEFORE_DAY" -> new BeforeDay(rule.number(0));
            case "NTH_LAST_BD" -> new FromMonthEnd(rule.number(0), rule.monthShift());
            case "NTH_BD" -> new FromMonthStart(rule.number(0));
            case "CL_RULE" -> new BeforeTwentyFifth(rule.number(0));
            case "LAST_THURSDAY_GF" -> new FeederCattleThursday();
            case "LAST_FRIDAY_LON_US" -> new LastFridayOfLondonAndUs();
            case "VX_RULE" -> new ThirtyDaysBeforeOptions();
            default -> throw new IllegalArgumentException("unknown last-trading-day rule: " + text);
        };
    }

    /** Third Friday of the month, the business day before when that is a holiday. */
    record ThirdFriday() implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.atOrBefore(nth(month, DayOfWeek.FRIDAY, 3));
        }
    }

    /** Last business day before the second Friday (Nikkei). */
    record BeforeSecondFriday() implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.before(nth(month, DayOfWeek.FRIDAY, 2), 1);
        }
    }

    /** {@code days} business days before the third Wednesday, {@code shift} months after the named month. */
    record BeforeThirdWednesday(int days, int shift) implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.before(nth(month.plusMonths(shift), DayOfWeek.WEDNESDAY, 3), days);
        }
    }

    /** Last business day before a day of the month (grains: the 15th). */
    record BeforeDay(int day) implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.before(month.atDay(day), 1);
        }
    }

    /** The {@code n}-th last business day of the month, {@code shift} months from the named one. */
    record FromMonthEnd(int n, int shift) implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.nthLast(month.plusMonths(shift), n);
        }
    }

    /** The {@code n}-th business day of the month. */
    record FromMonthStart(int n) implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.nth(month, n);
        }
    }

    /**
     * Crude oil: take the 25th of the month before, step back to a business day, then {@code days} business days more.
     * CLV7: 25 September 2027 is a Saturday, so Friday 24th, and three before it is Tuesday 21st.
     */
    record BeforeTwentyFifth(int days) implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            return BusinessDays.before(
                    BusinessDays.atOrBefore(month.minusMonths(1).atDay(25)), days);
        }
    }

    /**
     * Last Thursday of the month, in November the Thursday before Thanksgiving; a week earlier while that Thursday or one
     * of the four weekdays before it is a holiday.
     */
    record FeederCattleThursday() implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            LocalDate day = month.getMonthValue() == 11
                    ? nth(month, DayOfWeek.THURSDAY, 4).minusWeeks(1)
                    : month.atEndOfMonth().with(TemporalAdjusters.previousOrSame(DayOfWeek.THURSDAY));
            while (holidayInWeek(day)) {
                day = day.minusWeeks(1);
            }
            return day;
        }

        private static boolean holidayInWeek(LocalDate thursday) {
            LocalDate day = thursday;
            for (int i = 0; i < 5; i++) {
                if (Holiday.on(day).isPresent()) {
                    return true;
                }
                day = BusinessDays.weekdayBefore(day);
            }
            return false;
        }
    }

    /** Last Friday of the month, or the last day before it that is a business day in London and the US. */
    record LastFridayOfLondonAndUs() implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            LocalDate day = month.atEndOfMonth().with(TemporalAdjusters.previousOrSame(DayOfWeek.FRIDAY));
            while (!BusinessDays.contains(day) || !BusinessDays.containsLondon(day)) {
                day = day.minusDays(1);
            }
            return day;
        }
    }

    /**
     * The Wednesday thirty days before the third Friday of the following month, one business day earlier when that
     * Wednesday or that Friday is a holiday. VXK6: Friday 19 June 2026 is Juneteenth, so Tuesday 19 May.
     */
    record ThirtyDaysBeforeOptions() implements LastTradingDay {
        @Override
        public LocalDate of(YearMonth month) {
            LocalDate friday = nth(month.plusMonths(1), DayOfWeek.FRIDAY, 3);
            LocalDate wednesday = friday.minusDays(30);
            return Holiday.on(friday).isPresent() || Holiday.on(wednesday).isPresent()
                    ? BusinessDays.before(wednesday, 1)
                    : wednesday;
        }
    }

    static LocalDate nth(YearMonth month, DayOfWeek day, int n) {
        return month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
    }
}
