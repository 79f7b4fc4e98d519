package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.link.DeskEvent;
import org.outcry.link.RawJson;

/** Cursors and kept subscriptions: what a client that was away hears, with the open profile and without. */
class ResumeConversationTest {
    private static final String EVENTS = "\"events\":[\"orders\",\"positions\"]";
    private TestGateway gateway;
    private FakeDesk desk;
    private AttachedDesk inbox;

    @BeforeEach
    void open() {
        begin(TestGateway.open());
    }

    private void begin(TestGateway with) {
        gateway = with;
        desk = new FakeDesk();
        desk.answer("GetAllOrders", 200, "{\"orders\":[{\"orderId\":\"w\"}],\"success\":true}");
        desk.answer("GetAllPositions", 200, "{\"positions\":[],\"success\":true}");
        inbox = gateway.server.attach(desk);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private void event(long number, long dropped) {
        inbox.onEvent(new DeskEvent(
                "trader",
                "Sim101",
                "orderUpdate",
                number,
                Optional.of(new DeskEvent.Cursor(1_000 + number, 0)),
                dropped,
                new RawJson(("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8))));
    }

    private static void events(ResumeConversationTest test, int from, int to) {
        for (int i = from; i <= to; i++) {
            test.event(i, 0);
        }
    }

    private TestSocket ready(String subscribe) {
        TestSocket socket = gateway.stream();
        socket.send(subscribe);
        socket.json(frame -> frame.path("state").asText().equals("ready"));
        return socket;
    }

    private static List<JsonNode> untilReady(TestSocket socket) {
        List<JsonNode> frames = new ArrayList<>();
        while (frames.isEmpty() || !frames.getLast().path("state").asText().equals("ready")) {
            frames.add(socket.json());
        }
        return frames;
    }

    @Test
    void aClientThatComesBackGetsWhatItMissedOnceAndInOrder() {
        String last;
        try (TestSocket socket = ready("{\"action\":\"subscribe\"," + EVENTS + "}")) {
            events(this, 1, 3);
            socket.json();
            last = socket.json().path("cursor").textValue();
            assertEquals("1002-0", last);
        }
        TestGateway.await(
                "the socket to be gone",
                () -> gateway.server.registry().get("outcry.sockets").gauge().value() == 0);
        events(this, 4, 9);
        try (TestSocket socket = gateway.stream()) {
            socket.send("{\"action\":\"subscribe\"," + EVENTS + ",\"cursor\":\"" + last + "\"}");
            List<JsonNode> frames = untilReady(socket);
            assertEquals("syncing", frames.get(1).path("state").textValue());
            assertEquals(
                    List.of(3, 4, 5, 6, 7, 8, 9),
                    frames.subList(2, frames.size() - 1).stream()
                            .map(frame -> frame.at("/order/n").intValue())
                            .toList());
            event(10, 0);
            assertEquals(10, socket.json().at("/order/n").intValue());
        }
    }

    /** What it asks for later it gets from its place on too, and nothing of the first a second time. */
    @Test
    void aKindThatIsAskedForLaterIsToldFromItsPlaceOn() {
        try (TestSocket first = ready("{\"action\":\"subscribe\"," + EVENTS + "}")) {
            events(this, 1, 1);
            String place = first.json().path("cursor").textValue();
            inbox.onEvent(new DeskEvent(
                    "trader",
                    "Sim101",
                    "positionUpdate",
                    2,
                    Optional.of(new DeskEvent.Cursor(1_002, 0)),
                    0,
                    new RawJson("{\"n\":2}".getBytes(StandardCharsets.UTF_8))));
            events(this, 3, 3);
            try (TestSocket socket = gateway.stream()) {
                String from = ",\"cursor\":\"" + place + "\"}";
                socket.send("{\"action\":\"subscribe\",\"events\":[\"orders\"]" + from);
                assertEquals(List.of("3"), told(untilReady(socket)));
                socket.send("{\"action\":\"subscribe\",\"events\":[\"positions\"]" + from);
                assertEquals(List.of("2"), told(untilReady(socket)));
            }
        }
    }

    private static List<String> told(List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> frame.has("cursor"))
                .map(frame -> frame.path(frame.has("order") ? "order" : "position")
                        .path("n")
                        .asText())
                .toList();
    }

    @Test
    void aPlaceThatIsNotKnownMeansResyncAndTheStateAsItIs() {
        try (TestSocket socket = gateway.stream()) {
            socket.send("{\"action\":\"subscribe\"," + EVENTS + ",\"cursor\":\"7-0\"}");
            List<JsonNode> frames = untilReady(socket);
            assertEquals(
                    List.of(
                            "{\"type\":\"status\",\"origin\":\"nt8\",\"seq\":1,\"state\":\"syncing\"}",
                            "{\"type\":\"resync\",\"origin\":\"nt8\",\"seq\":2,\"accounts\":[]}",
                            "{\"type\":\"snapshot\",\"origin\":\"nt8\",\"seq\":3,\"orders\":[{\"orderId\":\"w\"}]}",
                            "{\"type\":\"snapshot\",\"origin\":\"nt8\",\"seq\":4,\"positions\":[]}",
                            "{\"type\":\"status\",\"origin\":\"nt8\",\"seq\":5,\"state\":\"ready\"}"),
                    frames.subList(1, frames.size()).stream()
                            .map(JsonNode::toString)
                            .toList());
            assertTrue(desk.asked("GetAllOrders")
                    .getFirst()
                    .args()
                    .path("activeOnly")
                    .booleanValue());
        }
    }

    @Test
    void nothingFromBeforeAGapIsReplayed() {
        try (TestSocket socket = ready("{\"action\":\"subscribe\"," + EVENTS + "}")) {
            events(this, 1, 2);
            socket.json();
            socket.json();
            event(3, 17);
            JsonNode resync = socket.json();
            assertEquals("resync", resync.path("type").textValue());
            assertEquals(17, resync.path("dropped").intValue());
            assertEquals(3, socket.json().at("/order/n").intValue());
            try (TestSocket second = gateway.stream()) {
                second.send("{\"action\":\"subscribe\"," + EVENTS + ",\"cursor\":\"1001-0\"}");
                assertTrue(untilReady(second).stream()
                        .anyMatch(frame -> frame.path("type").asText().equals("resync")));
            }
            try (TestSocket third = gateway.stream()) {
                third.send("{\"action\":\"subscribe\"," + EVENTS + ",\"cursor\":\"1003-0\"}");
                assertEquals(3, untilReady(third).size());
            }
        }
    }

    @Test
    void theWindowHoldsTwoThousandEvents() {
        try (TestSocket socket = ready("{\"action\":\"subscribe\",\"events\":[\"positions\"]}")) {
            events(this, 1, 2_100);
            socket.ask("{\"action\":\"ping\"}");
            try (TestSocket late = gateway.stream()) {
                late.send("{\"action\":\"subscribe\"," + EVENTS + ",\"cursor\":\"1051-0\"}");
                assertTrue(untilReady(late).stream()
                        .anyMatch(frame -> frame.path("type").asText().equals("resync")));
            }
            try (TestSocket inTime = gateway.stream()) {
                inTime.send("{\"action\":\"subscribe\"," + EVENTS + ",\"cursor\":\"1052-0\"}");
                List<JsonNode> frames = untilReady(inTime);
                assertEquals(53, frames.get(2).at("/order/n").intValue());
                assertEquals(2_048 + 3, frames.size());
            }
        }
    }

    @Test
    void subscriptionsAreKeptUnderANameOnRequest() {
        try (TestSocket socket =
                ready("{\"action\":\"subscribe\",\"instruments\":[\"ES\",\"NQ\"]," + EVENTS + ",\"keep\":\"bot-1\"}")) {
            socket.ask("{\"action\":\"unsubscribe\",\"instruments\":[\"NQ\"]}");
            event(1, 0);
            assertEquals("1001-0", socket.json().path("cursor").textValue());
            event(2, 0);
            try (TestSocket next = gateway.stream()) {
                assertEquals(
                        TestGateway.json("{\"id\":7,\"status\":\"resumed\",\"instruments\":[\"ES 12-26\"],"
                                + "\"events\":[\"orders\",\"positions\"],\"origin\":\"nt8\"}"),
                        next.ask("{\"action\":\"resume\",\"id\":7,\"keep\":\"bot-1\",\"cursor\":\"1001-0\"}"));
                List<JsonNode> frames = untilReady(next);
                assertEquals(2, frames.get(1).at("/order/n").intValue());
                inbox.onQuote("ES 12-26", "{\"bid\":1}".getBytes(StandardCharsets.UTF_8));
                assertEquals("marketData", next.json().path("type").textValue());
            }
            // Several connections of one user are all served.
            assertEquals(
                    2, socket.json(frame -> frame.has("order")).at("/order/n").intValue());
        }
        try (TestSocket stranger = gateway.stream()) {
            assertEquals(
                    "unknown_subscription",
                    stranger.ask("{\"action\":\"resume\",\"keep\":\"other\"}")
                            .path("error")
                            .textValue());
        }
    }

    @Test
    void strictHasNoneOfIt() {
        gateway.close();
        begin(TestGateway.strict());
        try (TestSocket socket = ready("{\"action\":\"subscribe\"," + EVENTS + ",\"keep\":\"x\",\"cursor\":\"7-0\"}")) {
            event(1, 0);
            JsonNode frame = socket.json();
            assertFalse(frame.has("cursor"));
            assertEquals(3, frame.path("seq").intValue());
            assertEquals(
                    "unknown_action",
                    socket.ask("{\"action\":\"resume\",\"keep\":\"x\"}")
                            .path("error")
                            .textValue());
        }
    }
}
