package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.IssuedToken;
import org.outcry.link.DeskEvent;
import org.outcry.link.RawJson;

/** {@code /ws/stream} message by message, with the limits lifted. */
class StreamConversationTest {
    private TestGateway gateway;
    private FakeDesk desk;
    private AttachedDesk inbox;
    private String user;
    private TestSocket socket;

    @BeforeEach
    void open() {
        gateway = TestGateway.open();
        desk = new FakeDesk();
        inbox = gateway.server.attach(desk);
        user = "somebody";
        socket = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user));
        assertTrue(socket.isOpen(), socket.statusLine);
    }

    @AfterEach
    void close() {
        socket.close();
        gateway.close();
    }

    private static JsonNode json(String text) {
        return TestGateway.json(text);
    }

    @Test
    void rpcAnswersWithIdAndTheDesksBytes() {
        desk.answer("ListOrders", 200, "{\"orders\":[ ],\"success\":true}");
        socket.send("{\"action\":\"rpc\",\"id\":\"req-17\",\"api\":\"ListOrders\","
                + "\"args\":{\"account\":\"Practice7\",\"activeOnly\":true}}");
        assertEquals("{\"id\":\"req-17\",\"data\":{\"orders\":[ ],\"success\":true}}", socket.text());
        assertEquals(
                "{\"account\":\"Practice7\",\"activeOnly\":true}",
                desk.asked("ListOrders").getFirst().args().toString());
        assertEquals(user, desk.asked("ListOrders").getFirst().user());
    }

    @Test
    void rpcIdsAreEchoedAsTheyCameAndMadeWhenMissing() {
        assertEquals(
                json("17"),
                socket.ask("{\"action\":\"rpc\",\"id\":17,\"api\":\"ListAccounts\"}")
                        .path("id"));
        assertEquals(
                "\u20ac\"\\",
                socket.ask("{\"action\":\"rpc\",\"id\":\"\u20ac\\\"\\\\\",\"api\":\"ListAccounts\"}")
                        .path("id")
                        .textValue());
        assertEquals(
                "srv-1",
                socket.ask("{\"action\":\"rpc\",\"api\":\"ListAccounts\"}")
                        .path("id")
                        .textValue());
        assertEquals(
                "srv-2",
                socket.ask("{\"action\":\"rpc\",\"api\":\"ListAccounts\"}")
                        .path("id")
                        .textValue());
        assertEquals(
                "invalid_json",
                socket.ask("{\"action\":\"rpc\",\"id\":[1],\"api\":\"ListAccounts\"}")
                        .path("error")
                        .textValue());
    }

    @Test
    void rpcAsksForInstrumentsAndExplanationsAsRestDoes() {
        try (TestSocket socket = gateway.stream()) {
            socket.ask("{\"action\":\"rpc\",\"id\":1,\"api\":\"GetInstrument\",\"args\":{\"name\":\"ES1!\"}}");
            assertEquals(
                    "{\"name\":\"ES1!\"}",
                    desk.asked("GetInstrument").getFirst().args().toString());
            socket.ask("{\"action\":\"rpc\",\"id\":2,\"api\":\"GetQuote\","
                    + "\"args\":{\"instrument\":\"ES\",\"explain\":\"true\"}}");
            assertEquals(
                    "{\"instrument\":\"ES\",\"explain\":true}",
                    desk.asked("GetQuote").getFirst().args().toString());
        }
    }

    @Test
    void rpcTakesAliasesAndChecksArgumentsLikeRest() {
        socket.ask(
                "{\"action\":\"rpc\",\"id\":1,\"api\":\"CancelOrder\",\"args\":{\"account\":\"A\",\"orderId\":\"o\"}}");
        assertEquals(1, desk.asked("Cancel").size());
        assertEquals(
                json(
                        "{\"id\":2,\"data\":{\"success\":false,\"error\":\"Invalid request\",\"detail\":\"orderId is required\"}}"),
                socket.ask("{\"action\":\"rpc\",\"id\":2,\"api\":\"Cancel\",\"args\":{\"account\":\"A\"}}"));
        assertEquals(
                json(
                        "{\"id\":3,\"data\":{\"success\":false,\"error\":\"Invalid request\",\"detail\":\"args: an object is expected\"}}"),
                socket.ask("{\"action\":\"rpc\",\"id\":3,\"api\":\"Cancel\",\"args\":[]}"));
    }

    @Test
    void rpcToFunctionsThatAreNotServed() {
        JsonNode unknown = socket.ask("{\"action\":\"rpc\",\"id\":\"u\",\"api\":\"Nonsense\"}");
        assertEquals(
                json(
                        "{\"type\":\"error\",\"error\":\"unknown_api\",\"detail\":\"no function of that name\",\"action\":\"rpc\",\"id\":\"u\"}"),
                unknown);
        assertEquals(
                "unknown_api",
                socket.ask("{\"action\":\"rpc\",\"api\":\"StreamPnl\"}")
                        .path("error")
                        .textValue());
        assertEquals(
                "missing_api",
                socket.ask("{\"action\":\"rpc\",\"id\":1}").path("error").textValue());
        assertEquals(
                "Unknown API command",
                socket.ask("{\"action\":\"rpc\",\"id\":1,\"api\":\"Tv_ListOrders\"}")
                        .at("/data/error")
                        .textValue());
    }

    @Test
    void nonsenseIsAnsweredAndTheSocketStaysOpen() {
        for (String text : List.of("", "x", "[]", "null", "{", "{\"action\":\"ping\"}{}", "[".repeat(60_000))) {
            JsonNode error = socket.ask(text);
            assertEquals("error", error.path("type").textValue());
            assertEquals("invalid_json", error.path("error").textValue());
            assertTrue(error.path("action").isNull());
        }
        for (String text : List.of("{}", "{\"action\":5}", "{\"action\":\"dance\"}")) {
            assertEquals("unknown_action", socket.ask(text).path("error").textValue());
        }
        assertEquals(
                "dance", socket.ask("{\"action\":\"dance\"}").path("action").textValue());
        JsonNode pong = socket.ask("{\"action\":\"ping\"}");
        assertEquals("pong", pong.path("type").textValue());
        assertTrue(Math.abs(pong.path("epoch").longValue() - System.currentTimeMillis()) < 60_000);
    }

    @Test
    void subscribeResolvesNamesAndSendsQuotesOfThoseAlone() {
        assertEquals(
                json("{\"id\":\"s\",\"status\":\"subscribed\",\"instruments\":[\"MNQ 12-26\",\"ES 12-26\"]}"),
                socket.ask("{\"action\":\"subscribe\",\"id\":\"s\",\"instruments\":[\"MNQ\",\"ES 12-26\",\"ES\"]}"));
        TestGateway.await("the desk to be asked", () -> desk.quoteWishes.contains(Set.of("MNQ 12-26", "ES 12-26")));
        quote("NQ 12-26", 1);
        quote("MNQ 12-26", 2);
        assertEquals(
                json("{\"type\":\"marketData\",\"quotes\":[{\"instrument\":\"MNQ 12-26\",\"bid\":2}]}"), socket.json());
        assertEquals(
                json("{\"status\":\"unsubscribed\",\"instruments\":[\"MNQ 12-26\"]}"),
                socket.ask("{\"action\":\"unsubscribe\",\"instruments\":[\"MNQ\"]}"));
        quote("MNQ 12-26", 3);
        quote("ES 12-26", 4);
        assertEquals("ES 12-26", socket.json().at("/quotes/0/instrument").textValue());
    }

    @Test
    void subscribeExplainsNamesWhenAsked() {
        assertEquals(
                json("{\"status\":\"subscribed\",\"instruments\":[\"ES 12-26\"],\"resolvedInstruments\":"
                        + "[{\"asked\":\"ES\",\"instrument\":\"ES 12-26\"}]}"),
                socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"],\"explain\":true}"));
        assertEquals(
                json("{\"status\":\"subscribed\",\"instruments\":[\"ES 12-26\"]}"),
                socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"],\"explain\":false}"));
        assertEquals(
                "explain: true or false is expected",
                socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"],\"explain\":\"perhaps\"}")
                        .path("detail")
                        .textValue());
    }

    @Test
    void protectionsAreToldToThoseWhoAskedAlone() {
        try (TestSocket other = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user))) {
            assertEquals(
                    json("{\"status\":\"subscribed\",\"events\":[\"protections\"],\"origin\":\"nt8\"}"),
                    socket.ask("{\"action\":\"subscribe\",\"events\":[\"protections\"]}"));
            other.ask("{\"action\":\"subscribe\",\"events\":[\"orders\",\"executions\",\"positions\"]}");
            for (TestSocket each : List.of(socket, other)) {
                assertEquals("syncing", each.json().path("state").textValue());
                assertEquals("ready", each.json().path("state").textValue());
            }
            tell("protectionUpdate", "{\"state\":\"missing\"}");
            tell("orderUpdate", "{\"orderState\":\"Working\"}");
            JsonNode protection = socket.json();
            assertEquals("protectionUpdate", protection.path("type").textValue());
            assertEquals("missing", protection.at("/protection/state").textValue());
            assertEquals(3, protection.path("seq").intValue());
            assertEquals("orderUpdate", other.json().path("type").textValue());
        }
    }

    private void tell(String kind, String payload) {
        inbox.onEvent(new DeskEvent(
                user, "Sim101", kind, 1, Optional.empty(), 0, new RawJson(payload.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aSecondSubscriberGetsTheLatestQuoteAtOnce() {
        socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
        quote("ES 12-26", 7);
        assertEquals(7, socket.json().at("/quotes/0/bid").intValue());
        try (TestSocket second = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user))) {
            second.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
            assertEquals(7, second.json().at("/quotes/0/bid").intValue());
        }
    }

    @Test
    void unknownInstrumentsAreNamedAndTheOthersSubscribed() {
        JsonNode error = socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"XYZ\",\"NQ\"]}");
        assertEquals("invalid_instruments", error.path("error").textValue());
        assertEquals("unknown: XYZ", error.path("detail").textValue());
        assertEquals("subscribe", error.path("action").textValue());
        assertEquals(json("[\"NQ 12-26\"]"), socket.json().path("instruments"));
        for (String list : List.of("5", "\"ES\"", "[]", "[5]", "[\"\"]", "{}", "null")) {
            assertEquals(
                    "invalid_instruments",
                    socket.ask("{\"action\":\"subscribe\",\"instruments\":" + list + "}")
                            .path("error")
                            .textValue(),
                    list);
        }
        assertEquals(
                "invalid_instruments",
                socket.ask("{\"action\":\"subscribe\"}").path("error").textValue());
    }

    @Test
    void streamPnlSendsAtOnceAndStops() {
        assertEquals(
                json("{\"id\":1,\"status\":\"streamPnl\",\"enabled\":true,\"interval\":1000}"),
                socket.ask("{\"action\":\"streamPnl\",\"id\":1,\"enabled\":true,\"interval\":5}"));
        assertEquals(
                json(
                        "{\"type\":\"pnlUpdate\",\"epoch\":1793801810000,\"accounts\":[{\"account\":\"Sim101\",\"totalProfitLoss\":12.50}]}"),
                socket.json());
        assertEquals("pnlUpdate", socket.json().path("type").textValue());
        socket.send("{\"action\":\"streamPnl\",\"enabled\":false}");
        assertFalse(socket.json(message -> message.path("status").isTextual())
                .path("enabled")
                .booleanValue());
        assertTrue(socket.textWithin(1_500).isEmpty());
        assertEquals(
                "invalid_json",
                socket.ask("{\"action\":\"streamPnl\",\"enabled\":\"yes\"}")
                        .path("error")
                        .textValue());
    }

    @Test
    void eventsComeOnlyWhenAskedForAndAreNumbered() {
        event("orderUpdate", "{\"orderId\":\"0\"}");
        // One round trip on its event loop, after which the event above has been looked at.
        socket.ask("{\"action\":\"ping\"}");
        assertEquals(
                json("{\"status\":\"subscribed\",\"events\":[\"orders\",\"positions\"],\"origin\":\"nt8\"}"),
                socket.ask("{\"action\":\"subscribe\",\"events\":[\"positions\",\"orders\"]}"));
        assertEquals(json("{\"type\":\"status\",\"origin\":\"nt8\",\"seq\":1,\"state\":\"syncing\"}"), socket.json());
        assertEquals(json("{\"type\":\"status\",\"origin\":\"nt8\",\"seq\":2,\"state\":\"ready\"}"), socket.json());
        assertTrue(desk.eventWishes.getLast().contains(user));
        event("executionUpdate", "{\"id\":\"1\"}");
        event("orderUpdate", "{\"orderId\":\"5d\"}");
        assertEquals(
                json(
                        "{\"type\":\"orderUpdate\",\"origin\":\"nt8\",\"seq\":3,\"epoch\":1793801762551,\"account\":\"Sim101\",\"order\":{\"orderId\":\"5d\"}}"),
                socket.json());
        event("positionUpdate", "{\"quantity\":2}");
        assertEquals(json("{\"quantity\":2}"), socket.json().path("position"));
    }

    @Test
    void fragmentsArePutTogether() {
        byte[] text =
                "{\"action\":\"rpc\",\"id\":\"\u20ac\",\"api\":\"ListAccounts\"}".getBytes(StandardCharsets.UTF_8);
        // Cut inside the three bytes of the euro sign.
        int cut = new String(text, StandardCharsets.ISO_8859_1).indexOf('\u00e2') + 1;
        socket.frame(0x01, java.util.Arrays.copyOfRange(text, 0, cut));
        socket.frame(0x89, new byte[] {1});
        socket.frame(0x00, java.util.Arrays.copyOfRange(text, cut, cut + 1));
        socket.frame(0x80, java.util.Arrays.copyOfRange(text, cut + 1, text.length));
        assertEquals("\u20ac", socket.json().path("id").textValue());
    }

    @Test
    void messagesBeyondTheLimitClose1009() {
        socket.frame(0x81, new byte[65_537]);
        assertEquals("1009 Message too large", socket.closed());
        TestSocket second = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user));
        second.frame(0x01, new byte[40_000]);
        second.frame(0x80, new byte[40_000]);
        assertEquals("1009 Message too large", second.closed());
        second.close();
    }

    @Test
    void brokenFramesCloseWithTheirOwnCodes() {
        socket.frame(0x81, new byte[] {'"', (byte) 0xc3, '"'});
        assertEquals("1007 Invalid UTF-8", socket.closed());
        try (TestSocket binary = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user))) {
            binary.frame(0x82, new byte[] {1, 2, 3});
            assertEquals("1003 Text frames only", binary.closed());
        }
        try (TestSocket reserved = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user))) {
            reserved.frame(0xf1, new byte[] {1, 2, 3});
            assertEquals("1002 Protocol error", reserved.closed());
        }
        try (TestSocket unmasked = TestSocket.open(gateway.port(), "/ws/stream", gateway.newToken(user))) {
            unmasked.raw("\u0081\u0002{}");
            assertEquals("1002 Protocol error", unmasked.closed());
        }
    }

    @Test
    void aRevokedTokenEndsItsSocketsAndNoOthers() {
        IssuedToken issued = gateway.newIssued(user);
        try (TestSocket revoked = TestSocket.open(gateway.port(), "/ws/stream", issued.secret())) {
            assertEquals(
                    "pong", revoked.ask("{\"action\":\"ping\"}").path("type").textValue());
            gateway.server.access().revoke(issued.id());
            gateway.server.tokensChanged();
            assertEquals("1008 Token revoked", revoked.closed());
        }
        assertEquals("pong", socket.ask("{\"action\":\"ping\"}").path("type").textValue());
        assertEquals(
                401,
                gateway.send("GET", "/v1/api/accounts", "", issued.secret()).statusCode());
    }

    @Test
    void manyRequestsAtOnceAreAllAnswered() {
        for (int i = 0; i < 500; i++) {
            socket.send("{\"action\":\"rpc\",\"id\":" + i + ",\"api\":\"ListAccounts\"}");
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(i, socket.json().path("id").intValue());
        }
    }

    private void quote(String instrument, int bid) {
        inbox.onQuote(
                instrument,
                ("{\"instrument\":\"" + instrument + "\",\"bid\":" + bid + "}").getBytes(StandardCharsets.UTF_8));
    }

    private void event(String kind, String payload) {
        inbox.onEvent(DeskEvent.of(user, "Sim101", kind, 1793801762551L, payload.getBytes(StandardCharsets.UTF_8)));
    }
}
