package org.outcry.remote.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.outcry.engine.value.Prices;
import org.outcry.wire.PriceGrid;

/** Values as the remote environment writes them. */
public final class Wire {
    private static final int MICROS = 6;
    private static final long NANOS = 1_000_000_000L;
    /** Seconds may be missing, and their fraction; a zone is always there. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private Wire() {}

    /** Nanoseconds UTC; {@code otherwise} when it is absent or cannot be read. */
    public static long nanos(JsonNode time, long otherwise) {
        if (!time.isTextual()) {
            return otherwise;
        }
        try {
            return nanos(OffsetDateTime.parse(time.asText(), TIME).toInstant());
        } catch (DateTimeParseException unreadable) {
            return otherwise;
        }
    }

    static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    }

    /** {@code 2026-09-14T14:30:05.117Z}. */
    public static String time(long nanos) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .format(Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
                        .atOffset(ZoneOffset.UTC));
    }

    /** {@code yyyymmdd}, 0 when absent. */
    public static int date(JsonNode date) {
        return date.path("year").asInt() * 10_000
                + date.path("month").asInt() * 100
                + date.path("day").asInt();
    }

    public static long micros(JsonNode money) {
        return decimal(money)
                .movePointRight(MICROS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValue();
    }

    /** The nearest tick; {@link Prices#NONE} when absent. */
    public static long ticks(JsonNode price, PriceGrid grid) {
        return price.isNumber()
                ? decimal(price)
                        .divide(grid.tickSize(), 0, RoundingMode.HALF_EVEN)
                        .longValue()
                : Prices.NONE;
    }

    /** Price times quantity in ticks, for averages that lie between ticks. */
    public static long sumTicks(JsonNode price, long quantity, PriceGrid grid) {
        return price.isNumber()
                ? decimal(price)
                        .multiply(BigDecimal.valueOf(quantity))
                        .divide(grid.tickSize(), 0, RoundingMode.HALF_EVEN)
                        .longValue()
                : 0;
    }

    private static BigDecimal decimal(JsonNode number) {
        return number.isNumber() ? number.decimalValue() : BigDecimal.ZERO;
    }
}
