package org.outcry.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
    private static final long TIME = nanos("2026-03-04T05:06:07.089012345Z");

    @Test
    void cutsTheFractionToItsDigits() {
        assertEquals("2026-03-04T05:06:07.089Z", IsoTime.utc(TIME, 3));
        assertEquals("2026-03-04T05:06:07.0890123Z", IsoTime.utc(TIME, 7));
        assertEquals("2026-03-04T05:06:07.089012345Z", IsoTime.utc(TIME, 9));
    }

    @Test
    void countsDownBeforeTheEpoch() {
        assertEquals("1969-12-31T23:59:59.999Z", IsoTime.utc(-1, 3));
    }

    private static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
