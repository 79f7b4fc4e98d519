package org.outcry.brokerage.rows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.outcry.wire.Json;

/** Times of the wire. Inside they are nanoseconds UTC and session dates {@code yyyymmdd}. */
public final class Times {
    private static final long NANOS = 1_000_000_000L;

    private Times() {}

    /** ISO 8601 with {@code Z}; milliseconds are dropped when zero, then seconds too: {@code 2026-05-24T19:52Z}. */
    public static String timestamp(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
                .truncatedTo(ChronoUnit.MILLIS)
                .atOffset(ZoneOffset.UTC)
                .toString();
    }

    /** Puts {@code {"year":2026,"month":9,"day":14}}. */
    public static void tradeDate(Json json, String member, int date) {
        json.object(member)
                .put("year", date / 10_000)
                .put("month", date / 100 % 100)
                .put("day", date % 100)
                .endObject();
    }

    /** Puts {@code {"hour":17,"minute":0}}. */
    public static void tradeTime(Json json, String member, int secondOfDay) {
        json.object(member)
                .put("hour", secondOfDay / 3600 % 24)
                .put("minute", secondOfDay / 60 % 60)
                .endObject();
    }
}
