package org.outcry.desk.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private final long nanos = nanos("2026-11-04T14:16:40.123456789Z");

    @Test
    void everyFormatOfTheApi() {
        assertEquals("2026-11-04T14:16:40.1234567Z", Times.utc(nanos));
        assertEquals("2026-11-04T08:16:40.1234567", Times.local(nanos, CHICAGO));
        assertEquals("2026-11-04T08:16:40.1234567-06:00", Times.offset(nanos, CHICAGO));
        assertEquals("2026-11-04 14:16:40", Times.plain(nanos, ZoneOffset.UTC));
        assertEquals("11/04/2026 08:16:40 AM", Times.us(nanos, CHICAGO));
        assertEquals(1_793_801_800L, Times.seconds(nanos));
        assertEquals(1_793_801_800_123L, Times.millis(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-04T14:16:40Z, 2026-11-04T14:16:40Z",
        "2026-11-04T08:16:40-06:00, 2026-11-04T14:16:40Z",
        "2026-11-04T08:16:40, 2026-11-04T14:16:40Z",
        "2026-11-04 08:16:40, 2026-11-04T14:16:40Z",
        "2026-11-04T08:16:40.5000000, 2026-11-04T14:16:40.5Z",
        "2026-07-04, 2026-07-04T05:00:00Z",
        "2026-11-04T14:16:40+00:00, 2026-11-04T14:16:40Z",
        "yesterday,",
        "2026-13-04,",
        "2026-11-04T25:00:00Z,",
        "+999999999-12-31T23:59:59Z,",
        "0001-01-01T00:00:00Z,",
        "NaN,",
        "1793801800,"
    })
    void readsIsoAndRefusesTheRest(String text, String expected) {
        OptionalLong wanted = expected == null ? OptionalLong.empty() : OptionalLong.of(nanos(expected));
        assertEquals(wanted, Times.parse(text, CHICAGO));
    }

    private static long nanos(String iso) {
        Instant instant = Instant.parse(iso);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
