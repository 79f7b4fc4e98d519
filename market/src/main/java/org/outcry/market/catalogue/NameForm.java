package org.outcry.market.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an instrument name behind its root: which month, and how its year is written. Names arrive trimmed, in
 * upper case, with single spaces.
 */
sealed interface NameForm {
    /** A dated name; {@code year} as written with {@code yearDigits} digits. */
    record Dated(int month, int year, int yearDigits) implements NameForm {}

    /** {@code 1!} behind the root, TradingView's continuous front month. */
    record Continuous() implements NameForm {}

    /** Nothing behind the root. */
    record Bare() implements NameForm {}

    Pattern NINJA = Pattern.compile(" ?([01]\\d)-(\\d\\d)");
    Pattern CODE = Pattern.compile("([FGHJKMNQUVXZ])(\\d{1,2}|\\d{4})");
    Pattern WORD = Pattern.compile("([A-Z]{3})(\\d{1,2}|\\d{4})");
    /** TradingView's exchanges of futures; under another exchange the same letters mean something else. */
    Pattern EXCHANGE_PREFIX = Pattern.compile("(?:CME|CBOT|NYMEX|COMEX)(?:_MINI)?:(.+)|(?:CBOE|CFE):(.+)");

    /** Upper case, single spaces, no TradingView exchange before it. */
    static String clean(String name) {
        String text = name.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        Matcher prefix = EXCHANGE_PREFIX.matcher(text);
        if (!prefix.matches()) {
            return text;
        }
        return (prefix.group(1) == null ? prefix.group(2) : prefix.group(1)).strip();
    }

    /** Step 1: the exact forms, {@code  12-26} after one space or {@code Z26}, {@code Z6}, {@code Z2026}. */
    static Optional<NameForm> direct(String tail) {
        Matcher ninja = NINJA.matcher(tail);
        if (ninja.matches() && tail.startsWith(" ")) {
            return dated(Integer.parseInt(ninja.group(1)), ninja.group(2));
        }
        Matcher code = CODE.matcher(tail);
        return code.matches() ? dated(MonthCode.month(code.group(1).charAt(0)), code.group(2)) : Optional.empty();
    }

    /** Step 2: the same forms and month names, spaces not regarded. */
    static Optional<NameForm> spaced(String tail) {
        String text = tail.replace(" ", "");
        Matcher ninja = NINJA.matcher(text);
        if (ninja.matches()) {
            return dated(Integer.parseInt(ninja.group(1)), ninja.group(2));
        }
        Matcher word = WORD.matcher(text);
        if (word.matches()) {
            return dated(MonthCode.month(word.group(1)), word.group(2));
        }
        return direct(text);
    }

    /** Step 3: the root alone or the first continuous contract; {@code 2!} is nothing we know. */
    static Optional<NameForm> front(String tail) {
        return switch (tail) {
            case "" -> Optional.of(new Bare());
            case "1!" -> Optional.of(new Continuous());
            default -> Optional.empty();
        };
    }

    private static Optional<NameForm> dated(int month, String year) {
        return month >= 1 && month <= 12
                ? Optional.of(new Dated(month, Integer.parseInt(year), year.length()))
                : Optional.empty();
    }

    /** Full year of one written with two digits: within fifty years of {@code now}. */
    static int twoDigitYear(int written, int now) {
        int year = now - now % 100 + written;
        if (year > now + 49) {
            return year - 100;
        }
        return year <= now - 51 ? year + 100 : year;
    }

    /** First candidate for a year written with one digit: not before last year. */
    static int oneDigitYear(int written, int now) {
        int year = now - 1;
        while (year % 10 != written) {
            year++;
        }
        return year;
    }
}
