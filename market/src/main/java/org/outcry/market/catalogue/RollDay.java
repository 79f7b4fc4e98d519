package org.outcry.market.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.outcry.market.calendar.BusinessDays;

/**
 * On which session date a contract stops being the front month. Equity indices by {@link RollRule}; the exchange publishes
 * no rule for the others, where volume decides, so ours are customary days before last trade or first notice.
 */
sealed interface RollDay {
    LocalDate of(YearMonth contractMonth, LastTradingDay lastTrade);

    /** What to tell a user who asks why a root meant this contract. */
    String text();

    static RollDay parse(String text, String firstNotice, RollRule equityRoll) {
        RuleWord rule = RuleWord.parse(text);
        return switch (rule.word()) {
            case "EQUITY" -> new Equity(equityRoll);
            case "MONDAY_OF_EXPIRY_WEEK" -> new MondayOfExpiryWeek();
            case "LTD_MINUS_BD" -> new BeforeLastTrade(rule.number(0));
            case "FIRST_NOTICE_MINUS_BD" -> new BeforeFirstNotice(rule.number(0), FirstNotice.parse(firstNotice));
            default -> throw new IllegalArgumentException("unknown roll rule: " + text);
        };
    }

    record Equity(RollRule rule) implements RollDay {
        @Override
        public LocalDate of(YearMonth month, LastTradingDay lastTrade) {
            LocalDate thirdFriday = LastTradingDay.nth(month, DayOfWeek.FRIDAY, 3);
            return switch (rule) {
                case THURSDAY8 -> thirdFriday.minusDays(8);
                case MONDAY -> thirdFriday.minusDays(4);
            };
        }

        @Override
        public String text() {
            return rule.text();
        }
    }

    record MondayOfExpiryWeek() implements RollDay {
        @Override
        public LocalDate of(YearMonth month, LastTradingDay lastTrade) {
            return lastTrade.of(month).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        public String text() {
            return "roll: Monday of expiry week";
        }
    }

    record BeforeLastTrade(int days) implements RollDay {
        @Override
        public LocalDate of(YearMonth month, LastTradingDay lastTrade) {
            return BusinessDays.before(lastTrade.of(month), days);
        }

        @Override
        public String text() {
            return "roll: " + days + " business days before the last trading day";
        }
    }

    record BeforeFirstNotice(int days, FirstNotice firstNotice) implements RollDay {
        @Override
        public LocalDate of(YearMonth month, LastTradingDay lastTrade) {
            return BusinessDays.before(firstNotice.of(month), days);
        }

        @Override
        public String text() {
            return "roll: " + days + " business days before first notice";
        }
    }

    /** When holders of a contract may first be called to take delivery. */
    enum FirstNotice {
        /** Metals and grains: last business day of the month before. */
        LAST_BUSINESS_DAY_BEFORE {
            @Override
            LocalDate of(YearMonth month) {
                return BusinessDays.nthLast(month.minusMonths(1), 1);
            }
        },
        /** Treasuries: first position day, two business days before the first one of the month. */
        FIRST_POSITION_DAY {
            @Override
            LocalDate of(YearMonth month) {
                return BusinessDays.before(BusinessDays.nth(month, 1), 2);
            }
        },
        /** Live cattle: first Monday of the month. */
        FIRST_MONDAY {
            @Override
            LocalDate of(YearMonth month) {
                return LastTradingDay.nth(month, DayOfWeek.MONDAY, 1);
            }
        };

        abstract LocalDate of(YearMonth month);

        static FirstNotice parse(String text) {
            return switch (text) {
                case "LAST_BD(month-1)" -> LAST_BUSINESS_DAY_BEFORE;
                case "BD_BEFORE_FIRST_BD(2)" -> FIRST_POSITION_DAY;
                case "FIRST_MONDAY(month)" -> FIRST_MONDAY;
                default -> throw new IllegalArgumentException("no first notice to roll before: " + text);
            };
        }
    }
}
