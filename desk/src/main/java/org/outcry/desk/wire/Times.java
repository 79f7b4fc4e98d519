package org.outcry.desk.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import org.outcry.wire.IsoTime;

/**
 * The time formats of the API, which differ from field to field. Times inside are nanoseconds UTC.
 *
 * <p>Source: docs/protocol/crosstrade.md, numbers and times.
 */
public final class Times {
    private static final long NANOS = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);
    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx", Locale.ROOT);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/uuuu hh:mm:ss a", Locale.US);

    private Times() {}

    public static long millis(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MILLI);
    }

    public static long seconds(long nanos) {
        return Math.floorDiv(nanos, NANOS);
    }

    /** {@code 2026-11-04T08:16:02.5510000}: local time without an offset. */
    public static String local(long nanos, ZoneId zone) {
        return LOCAL.format(at(nanos, zone));
    }

    /** {@code 2026-11-04T08:15:30.1234567-06:00}. */
    public static String offset(long nanos, ZoneId zone) {
        return OFFSET.format(at(nanos, zone));
    }

    /** {@code 2026-11-04 08:16:40}. */
    public static String plain(long nanos, ZoneId zone) {
        return PLAIN.format(at(nanos, zone));
    }

    /** {@code 11/04/2026 08:16:40 AM}. */
    public static String us(long nanos, ZoneId zone) {
        return US.format(at(nanos, zone));
    }

    /** {@code 2026-11-04T14:16:40.0000000Z}. */
    public static String utc(long nanos) {
        return IsoTime.utc(nanos, 7);
    }

    /**
     * Reads ISO-8601: with an offset, without one (then in {@code zone}), or a date alone (its start in {@code zone}).
     *
     * @return nanoseconds UTC; empty when it is no such time or lies outside the years 1970 to 2199
     */
    public static OptionalLong parse(String text, ZoneId zone) {
        try {
            Instant instant = instant(text.strip(), zone);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1970 || year > 2199) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano()));
        } catch (DateTimeException _) {
            // Malformed text is an answer here, not a failure.
            return OptionalLong.empty();
        }
    }

    private static Instant instant(String text, ZoneId zone) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        boolean hasOffset =
                iso.endsWith("Z") || iso.endsWith("z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
        return hasOffset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    private static ZonedDateTime at(long nanos, ZoneId zone) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
                .atZone(zone);
    }
}
