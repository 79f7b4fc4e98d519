package org.outcry.market.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule as the product table writes it: a word and its arguments, such as {@code NTH_LAST_BD(3;month-1)}. */
record RuleWord(String word, List<String> arguments) {
    private static final Pattern FORM = Pattern.compile("([A-Z_0-9]+)(?:\\(([^()]*)\\))?");

    RuleWord {
        arguments = List.copyOf(arguments);
    }

    static RuleWord parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a rule: " + text);
        }
        String inside = matcher.group(2);
        return new RuleWord(matcher.group(1), inside == null ? List.of() : Arrays.asList(inside.split(";", -1)));
    }

    int number(int index) {
        return Integer.parseInt(arguments.get(index));
    }

    /** Months to add for a trailing {@code month-1} or {@code month+3}, 0 when there is none. */
    int monthShift() {
        String last = arguments.isEmpty() ? "" : arguments.getLast();
        return last.startsWith("month") && last.length() > 5 ? Integer.parseInt(last.substring(5)) : 0;
    }
}
