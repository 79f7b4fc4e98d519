package org.outcry.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.gateway.access.RequestStore.Found;
import org.outcry.link.DeskReply;

/** The bounds of what is remembered: an age by a clock the test moves, and a number of keys. */
class RequestStoreTest {
    private static final DeskReply REPLY = new DeskReply(200, "{}".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path data;

    private final MovedClock clock = new MovedClock();
    private RequestStore store;

    @BeforeEach
    void open() {
        store = RequestStore.open(data.resolve("requests.db"), new RequestStore.Bounds(clock, 3));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Found heard(Consumer<Consumer<Found>> question) {
        CompletableFuture<Found> found = new CompletableFuture<>();
        question.accept(found::complete);
        return found.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Found begin(String key) {
        return heard(then -> store.begin("trader", key, "PlaceOrder", "hash", then));
    }

    private Found find(String key) {
        return heard(then -> store.find("trader", key, then));
    }

    @Test
    void aKeyIsRememberedForADayAndNotLonger() {
        begin("a");
        heard(then -> store.finish("trader", "a", REPLY, then));
        clock.now = clock.now.plus(RequestStore.KEPT).minusMillis(1);
        assertInstanceOf(Found.Done.class, find("a"));
        assertInstanceOf(Found.Done.class, begin("a"));
        clock.now = clock.now.plusMillis(1);
        assertInstanceOf(Found.New.class, find("a"));
        // It is a first request again, and can be another one.
        assertInstanceOf(Found.New.class, heard(then -> store.begin("trader", "a", "Cancel", "another", then)));
        Found.Open open = assertInstanceOf(Found.Open.class, find("a"));
        assertEquals("Cancel", open.request().operation());
        assertEquals(clock.millis(), open.request().epochMillis());
    }

    @Test
    void noMoreKeysThanTheBoundUntilOldOnesAreSwept() {
        for (String key : new String[] {"a", "b", "c"}) {
            assertInstanceOf(Found.New.class, begin(key));
        }
        assertInstanceOf(Found.Full.class, begin("d"));
        assertInstanceOf(Found.New.class, find("d"));
        // Known keys are served all the same.
        assertInstanceOf(Found.Open.class, begin("b"));
        assertInstanceOf(Found.Done.class, heard(then -> store.finish("trader", "b", REPLY, then)));
        clock.now = clock.now.plus(RequestStore.KEPT);
        store.close();
        store = RequestStore.open(data.resolve("requests.db"), new RequestStore.Bounds(clock, 3));
        assertInstanceOf(Found.New.class, begin("d"));
        assertInstanceOf(Found.New.class, find("b"));
    }

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }

    @Test
    void theAgeIsADay() {
        assertEquals(Duration.ofHours(24), RequestStore.KEPT);
    }
}
