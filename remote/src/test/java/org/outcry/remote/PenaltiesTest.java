package org.outcry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tickets and silences, on a clock that the test turns. */
class PenaltiesTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> news = new ArrayList<>();
    private long now = Long.MAX_VALUE - SECOND; // it may wrap round, as the machine's may
    private final Penalties trading = new Penalties(() -> now, news::add, Optional.empty());
    private final Penalties prices = new Penalties(() -> now, news::add, Optional.of(trading));

    private static JsonNode ticket(long seconds, boolean captcha) throws Exception {
        return new ObjectMapper()
                .readTree("{\"p-ticket\":\"8f2c\",\"p-time\":%d,\"p-captcha\":%b}".formatted(seconds, captcha));
    }

    @Test
    void aTicketIsWaitedForAndTakenOnce() throws Exception {
        assertTrue(trading.note("order/placeorder", 200, ticket(15, false)));
        assertEquals(15 * SECOND, trading.waitNanos("order/placeorder"));
        assertEquals(0, trading.waitNanos("order/cancelorder"));
        now += 15 * SECOND;
        assertEquals(0, trading.waitNanos("order/placeorder"));
        assertEquals(Optional.of("8f2c"), trading.take("order/placeorder"));
        assertEquals(Optional.empty(), trading.take("order/placeorder"));
    }

    @Test
    void aCaptchaIsForPeopleAndATimeWithoutEndHasOne() throws Exception {
        trading.note("order/placeorder", 200, ticket(15, true));
        assertEquals(3_600 * SECOND, trading.waitNanos("order/placeorder"));
        assertEquals(Optional.empty(), trading.take("order/placeorder"));
        trading.note("order/placeorder", 200, ticket(Long.MAX_VALUE, false));
        assertEquals(24 * 3_600 * SECOND, trading.waitNanos("order/placeorder"));
    }

    /** Prices must not keep a position from being closed. */
    @Test
    void silenceOfTradingIsThatOfPricesAndNotTheOtherWay() {
        prices.note("md/subscribeQuote", 429, MissingNode.getInstance());
        assertTrue(prices.silent());
        assertFalse(trading.silent());
        now += 1_800 * SECOND;
        trading.note("order/placeorder", 429, MissingNode.getInstance());
        now += 1_800 * SECOND;
        assertTrue(prices.silent());
        now += 1_800 * SECOND;
        assertFalse(prices.silent());
        assertFalse(trading.silent());
        assertEquals(2, news.stream().filter(line -> line.contains("again")).count());
    }

    @Test
    void otherAnswersAreNone() {
        assertFalse(trading.note("order/placeorder", 200, MissingNode.getInstance()));
        assertFalse(trading.note("order/placeorder", 503, MissingNode.getInstance()));
        assertEquals(0, trading.waitNanos("order/placeorder"));
    }
}
