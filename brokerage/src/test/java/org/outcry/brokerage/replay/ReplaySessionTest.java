package org.outcry.brokerage.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.tradovate.Domain;

/** Whose session a call is meant for, where clocks begin, stand and end, and what replays never do. */
class ReplaySessionTest {
    private static final String START = "2026-03-04T14:30:00Z";
    private static final int FASTEST = Integer.MAX_VALUE;

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + 60 * Studio.SECOND;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String refused(JsonNode answer) {
        assertFalse(answer.path("ok").asBoolean(), answer::toString);
        return answer.path("errorText").asText();
    }

    @Test
    void aUserHasOneSessionAndAnotherClockResetsIt() {
        try (Studio studio = new Studio(ReplaySettings.STRICT)) {
            Studio.Socket first = studio.socket();
            Studio.Socket second = studio.socket();
            first.begin(START, 0);
            JsonNode placed = first.ask(
                    "order/placeorder",
                    "{'accountId':" + first.account()
                            + ",'action':'Buy','symbol':'ESH6','orderQty':1,'orderType':'Limit','price':7500}");
            assertTrue(placed.has("orderId"), placed::toString);
            assertEquals(1, second.ask("order/list", "{}").size(), "it has joined");
            second.begin("2026-03-05T14:30:00Z", 0);
            assertEquals(1, studio.door.running());
            assertEquals(0, first.ask("order/list", "{}").size(), "everything begins anew");
            assertEquals(
                    "2026-03-05T14:30:00.000Z",
                    first.clock(clock -> clock.path("t").asText().startsWith("2026-03-05"))
                            .path("t")
                            .asText());
            Studio.Socket stranger = studio.socket(studio.other);
            assertEquals(0, stranger.ask("account/list", "{}").size(), "sessions are private");
            first.hangUp();
            assertEquals(1, second.ask("account/list", "{}").size());
            second.hangUp();
            await(() -> studio.door.running() == 0, "it ends with its last connection");
        }
    }

    @Test
    void openLetsAUserHaveManyUpToTheBound() {
        ReplaySettings two = new ReplaySettings(2, 2, FASTEST, Duration.ofHours(1));
        try (Studio studio = new Studio(two)) {
            Studio.Socket first = studio.socket();
            Studio.Socket second = studio.socket();
            Studio.Socket third = studio.socket(studio.other);
            first.begin(START, 0);
            second.begin("2026-03-05T14:30:00Z", 0);
            assertEquals(2, studio.door.running());
            assertEquals(
                    "2026-03-04",
                    first.ask("account/list", "{}")
                            .get(0)
                            .path("timestamp")
                            .asText()
                            .substring(0, 10),
                    "each has its own");
            String begin = "{'startTimestamp':'" + START + "','speed':100}";
            assertEquals(
                    "Too many replay sessions are open, try again later",
                    refused(third.ask("replay/initializeclock", begin)));
            JsonNode check = third.ask("replay/checkreplaysession", "{'startTimestamp':'" + START + "'}");
            assertEquals("Ineligible", check.path("checkStatus").asText());
            first.begin(START, 0);
            assertEquals(2, studio.door.running(), "who has one resets it");
            second.hangUp();
            await(() -> studio.door.running() == 1, "one ends");
            third.begin(START, 0);
        }
    }

    @Test
    void startsAreWithinThePast() {
        try (Studio studio = new Studio(ReplaySettings.STRICT)) {
            Studio.Socket socket = studio.socket();
            assertEquals(
                    "OK",
                    socket.ask("replay/checkreplaysession", "{'startTimestamp':'1995-06-01T15:00:00Z'}")
                            .path("checkStatus")
                            .asText());
            JsonNode early = socket.ask("replay/checkreplaysession", "{'startTimestamp':'1970-06-01T15:00:00Z'}");
            assertEquals("StartTimestampAdjusted", early.path("checkStatus").asText());
            assertEquals("1990-01-01T00:00Z", early.path("startTimestamp").asText());
            JsonNode late = studio.ask(
                    studio.trader,
                    Optional.empty(),
                    Domain.DEMO,
                    "replay/checkreplaysession",
                    "{'startTimestamp':'2026-11-21T00:00:00Z'}");
            assertEquals("StartTimestampAdjusted", late.path("checkStatus").asText());
            String begin = "{'startTimestamp':'2026-11-21T00:00:00Z','speed':100}";
            assertEquals(
                    "Start Timestamp should be between 1990 and now",
                    refused(socket.ask("replay/initializeclock", begin)));
            assertEquals(
                    "Speed should be between 0 and 400",
                    refused(socket.ask("replay/initializeclock", "{'startTimestamp':'" + START + "','speed':401}")));
            assertTrue(refused(studio.rest("replay/initializeclock", "{'startTimestamp':'" + START + "','speed':1}"))
                    .contains("socket"));
            socket.begin("1995-06-01T15:00:00Z", 0);
            socket.ask(
                    "order/placeorder",
                    "{'accountId':" + socket.account()
                            + ",'action':'Buy','symbol':'ESM95','orderQty':1,'orderType':'Market'}");
        }
    }

    @Test
    void noReplayRunsBeyondThePresent() {
        try (Studio studio = new Studio(ReplaySettings.OPEN)) {
            Studio.Socket socket = studio.socket();
            socket.begin("2026-11-20T17:59:50Z", FASTEST);
            socket.clock(clock -> clock.path("t").asText().equals("2026-11-20T18:00:00.000Z"));
            studio.present.addAndGet(10 * Studio.SECOND);
            socket.clock(clock -> clock.path("t").asText().equals("2026-11-20T18:00:10.000Z"));
            for (int i = 0; i < 2; i++) {
                JsonNode clock = socket.clock(any -> true);
                assertFalse(
                        Instant.parse(clock.path("t").asText()).isAfter(Instant.parse("2026-11-20T18:00:10Z")),
                        clock::toString);
            }
        }
    }

    @Test
    void aForgottenClockStopsAndGoesOnWhenTold() {
        AtomicLong skipped = new AtomicLong();
        ProceduralMarket market = new ProceduralMarket(Studio.CATALOGUE, 7, SessionMode.ALWAYS_OPEN);
        try (Studio studio = new Studio(ReplaySettings.STRICT, () -> System.nanoTime() + skipped.get(), market)) {
            Studio.Socket socket = studio.socket();
            socket.begin(START, 100);
            // It runs: the call that began it lies behind it.
            socket.clock(clock -> !clock.path("t").asText().endsWith(":00.000Z"));
            skipped.addAndGet(ReplaySettings.STRICT.idle().toNanos());
            JsonNode stood = socket.clock(clock -> clock.path("s").asInt() == 0);
            assertTrue(
                    Instant.parse(stood.path("t").asText()).isBefore(Instant.parse("2026-03-04T14:31:00Z")),
                    () -> "the time nobody was there is not caught up with: " + stood);
            socket.ok("replay/changespeed", "{'speed':200}");
            socket.clock(clock -> clock.path("s").asInt() == 200
                    && !clock.path("t").asText().equals(stood.path("t").asText()));
        }
    }

    @Test
    void nothingOfAReplayReachesTheLiveLedger() {
        try (Studio studio = new Studio(ReplaySettings.OPEN)) {
            Studio.Socket socket = studio.socket();
            long position = studio.ledger.stateMark().logPosition();
            assertEquals(0, socket.ask("account/list", "{}").size());
            assertEquals(
                    "There is no replay session: call replay/initializeclock first",
                    socket.ask(
                                    "order/placeorder",
                                    "{'accountId':1,'action':'Buy','symbol':'ESH6','orderQty':1,'orderType':'Market'}")
                            .path("errorText")
                            .asText());
            assertEquals(
                    "ESZ6",
                    studio.rest("contract/find", "{'name':'ESZ6'}").path("name").asText());
            socket.begin(START, 0);
            long account = socket.account();
            assertEquals(
                    studio.trader.userId(),
                    socket.ask("user/list", "{}").get(0).path("id").asLong());
            assertNotEquals(studio.trader.userId(), account);
            socket.ask(
                    "order/placeorder",
                    "{'accountId':" + account + ",'action':'Buy','symbol':'ESH6','orderQty':1,'orderType':'Market'}");
            socket.playTo(FASTEST, "2026-03-05T00:00:00Z");
            assertEquals(
                    1, socket.ask("position/list", "{}").get(0).path("netPos").asInt(), "over a session break");
            assertEquals(0, socket.ask("fill/list", "{}").size(), "rows of past sessions are gone");
            assertEquals(position, studio.ledger.stateMark().logPosition());
        }
    }

    @Test
    void aClockThatIsToStandStillInThePastIsRefused() {
        try (Studio studio = new Studio(ReplaySettings.STRICT)) {
            Studio.Socket socket = studio.socket();
            assertTrue(
                    refused(socket.ask("replay/changespeed", "{'speed':100}")).startsWith("There is no replay"));
            socket.begin(START, 0);
            assertEquals(
                    "Pause At should be after the time of the replay",
                    refused(socket.ask("replay/changespeed", "{'speed':100,'pauseAt':'" + START + "'}")));
            socket.playTo(400, "2026-03-04T14:30:01Z");
        }
    }
}
