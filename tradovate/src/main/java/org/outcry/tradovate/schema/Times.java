package org.outcry.tradovate.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Times as clients write them: ISO 8601 with or without seconds, with any offset or none (UTC), a date alone, or epoch milliseconds. */
final class Times {
    /** A client's zero: its language has no absent time. */
    static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2999-12-31T23:59:59Z");
    private static final int LONGEST = 40;

    private static final DateTimeFormatter FORMS = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    private Times() {}

    /** Empty when it is no time of the years 1900 to 2999, nor {@link #ZERO}. */
    static Optional<Instant> read(String given) {
        String text = given.strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() > 8) {
                return within(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            TemporalAccessor read =
                    FORMS.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return within(
                    switch (read) {
                        case OffsetDateTime exact -> exact.toInstant();
                        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                        case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
                        default -> Instant.MIN;
                    });
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As {@link #read(String)} for epoch milliseconds. */
    static Optional<Instant> read(long epochMillis) {
        try {
            return within(Instant.ofEpochMilli(epochMillis));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> within(Instant time) {
        boolean sound = time.equals(ZERO) || (!time.isBefore(FIRST) && !time.isAfter(LAST));
        return sound ? Optional.of(time) : Optional.empty();
    }
}
