package org.outcry.market.catalogue;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which contract months are listed at a moment. The table writes clauses joined by {@code +}; what any clause names is
 * listed. Our reading of the exchange's listing cycles; a new month appears when the nearest one has traded last.
 */
record ListingRule(List<Clause> clauses) {
    ListingRule {
        clauses = List.copyOf(clauses);
    }

    static ListingRule parse(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : Arrays.asList(text.split("\\+"))) {
            RuleWord rule = RuleWord.parse(part);
            clauses.add(
                    switch (rule.word()) {
                        case "NEXT" -> new Next(rule.number(0), rule.arguments().get(1));
                        case "WITHIN" ->
                            new Within(rule.number(0), rule.arguments().get(1));
                        case "BEYOND" ->
                            new Beyond(rule.number(0), rule.arguments().get(1));
                        case "YEARS" -> new Years(rule.number(0), rule.number(1));
                        default -> throw new IllegalArgumentException("unknown listing rule: " + text);
                    });
        }
        return new ListingRule(clauses);
    }

    /**
     * Months listed in {@code now}, ascending.
     *
     * @param now the month the moment lies in
     * @param live whether a month's contract has not traded last yet
     */
    List<YearMonth> months(YearMonth now, Predicate<YearMonth> live) {
        // SR3 trades until three months after the month in its name; energy stops the month before.
        YearMonth first = now.minusMonths(4);
        while (!live.test(first)) {
            first = first.plusMonths(1);
        }
        NavigableSet<YearMonth> listed = new TreeSet<>();
        for (Clause clause : clauses) {
            clause.add(now, first, listed);
        }
        return List.copyOf(listed);
    }

    /** One part of a listing rule; {@code first} is the nearest month of any name still trading. */
    sealed interface Clause {
        void add(YearMonth now, YearMonth first, NavigableSet<YearMonth> listed);
    }

    /** The nearest {@code count} of some months. */
    record Next(int count, String months) implements Clause {
        @Override
        public void add(YearMonth now, YearMonth first, NavigableSet<YearMonth> listed) {
            addFrom(first, count, months, listed);
        }
    }

    /** {@code count} more of some months behind everything named so far. */
    record Beyond(int count, String months) implements Clause {
        @Override
        public void add(YearMonth now, YearMonth first, NavigableSet<YearMonth> listed) {
            addFrom(listed.last().plusMonths(1), count, months, listed);
        }
    }

    /** All of some months less than {@code span} months ahead. */
    record Within(int span, String months) implements Clause {
        @Override
        public void add(YearMonth now, YearMonth first, NavigableSet<YearMonth> listed) {
            for (YearMonth month = first; month.isBefore(now.plusMonths(span)); month = month.plusMonths(1)) {
                if (MonthCode.lists(months, month.getMonthValue())) {
                    listed.add(month);
                }
            }
        }
    }

    /** Every month to the end of the year {@code years} from now, and {@code extra} months of the next. */
    record Years(int years, int extra) implements Clause {
        @Override
        public void add(YearMonth now, YearMonth first, NavigableSet<YearMonth> listed) {
            YearMonth last = YearMonth.of(now.getYear() + years, 12).plusMonths(extra);
            for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
                listed.add(month);
            }
        }
    }

    private static void addFrom(YearMonth start, int count, String months, NavigableSet<YearMonth> listed) {
        YearMonth month = start;
        for (int found = 0; found < count; month = month.plusMonths(1)) {
            if (MonthCode.lists(months, month.getMonthValue())) {
                listed.add(month);
                found++;
            }
        }
    }
}
