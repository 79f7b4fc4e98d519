package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.access.RequestStore;

/** How long and how many idempotency keys are remembered, as a client of the HTTP door meets it: a clock the test moves, three keys. */
class IdempotencyBoundsTest {
    private static final String PLACE = "/v1/api/accounts/Sim101/orders/place";
    private static final String ORDER =
            "{\"instrument\":\"ES\",\"action\":\"BUY\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";
    private static final int KEYS = 3;

    private final MovedClock clock = new MovedClock();
    private TestGateway gateway;
    private FakeDesk desk;

    @BeforeEach
    void open() {
        gateway = TestGateway.start(
                settings -> settings.withProfile(Profile.OPEN).withRequests(new RequestStore.Bounds(clock, KEYS)));
        desk = new FakeDesk();
        gateway.server.attach(desk);
        desk.answer("PlaceOrder", 200, "{\"orderId\":\"5d20\",\"success\":true}");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<String> place(String key) {
        return gateway.send("POST", PLACE, ORDER, gateway.token, Map.of("Idempotency-Key", key));
    }

    private int look(String key) {
        return gateway.get("/v1/api/requests/" + key).statusCode();
    }

    private static boolean replayed(HttpResponse<String> response) {
        return response.headers().firstValue("Idempotency-Replayed").isPresent();
    }

    private int placed() {
        return desk.asked("PlaceOrder").size();
    }

    @Test
    void aKeyIsGoodForADayAndNotAMillisecondLonger() {
        place("day");
        clock.move(RequestStore.KEPT.toMillis() - 1);
        assertTrue(replayed(place("day")));
        assertEquals(200, look("day"));
        assertEquals(1, placed());
        clock.move(1);
        assertEquals(404, look("day"));
        HttpResponse<String> anew = place("day");
        assertEquals(200, anew.statusCode());
        assertFalse(replayed(anew));
        assertEquals(2, placed());
        // The new request's own day has begun.
        clock.move(RequestStore.KEPT.toMillis() - 1);
        assertTrue(replayed(place("day")));
        assertEquals(2, placed());
    }

    @Test
    void anAgedKeyMayBelongToAnotherRequest() {
        place("reused");
        String other = ORDER.replace(":1,", ":2,");
        Map<String, String> headers = Map.of("Idempotency-Key", "reused");
        assertEquals(
                422, gateway.send("POST", PLACE, other, gateway.token, headers).statusCode());
        clock.move(RequestStore.KEPT.toMillis());
        assertEquals(
                200, gateway.send("POST", PLACE, other, gateway.token, headers).statusCode());
        assertEquals(2, placed());
    }

    @Test
    void oneKeyTooManyIsToldToComeLaterAndDoesNothing() {
        for (int i = 0; i < KEYS; i++) {
            assertEquals(200, place("kept-" + i).statusCode());
        }
        HttpResponse<String> refused = place("one-too-many");
        assertEquals(429, refused.statusCode());
        assertEquals(
                "Rate limit exceeded",
                TestGateway.json(refused.body()).path("error").textValue());
        assertTrue(TestGateway.json(refused.body()).path("detail").asText().startsWith("busy:"), refused::body);
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse("missing"));
        assertEquals(KEYS, placed());
        assertEquals(404, look("one-too-many"));
        // What is known is answered all the same, and what has no key is nothing to keep.
        assertTrue(replayed(place("kept-0")));
        assertEquals(200, gateway.post(PLACE, ORDER).statusCode());
        // Aged keys are swept once a minute and at a start.
        clock.move(RequestStore.KEPT.toMillis());
        gateway.restart();
        gateway.server.attach(desk);
        assertEquals(200, place("one-too-many").statusCode());
    }

    @Test
    void whatIsRememberedIsAsOldAfterARestart() {
        place("aged");
        clock.move(RequestStore.KEPT.toMillis() - 1);
        gateway.restart();
        gateway.server.attach(desk);
        assertTrue(replayed(place("aged")));
        clock.move(1);
        gateway.restart();
        gateway.server.attach(desk);
        assertEquals(404, look("aged"));
    }

    private static final class MovedClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-18T16:00:00Z"));

        void move(long millis) {
            now.updateAndGet(instant -> instant.plusMillis(millis));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
