package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.link.DeskEvent;
import org.outcry.link.RawJson;

/** {@code GET /v1/api/stream}: the stream for clients without WebSocket. */
@Timeout(120)
class EventStreamConversationTest {
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
        inbox = gateway.server.attach(desk);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    /** A reader of one stream. */
    private static final class Events implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Events(TestGateway gateway, String query, Map<String, String> headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + gateway.port() + "/v1/api/stream" + query))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + gateway.token);
            headers.forEach(request::header);
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next event's lines; comments are passed over. */
        String next() throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !text.isEmpty()) {
                    return text.toString();
                }
                if (!line.isEmpty() && !line.startsWith(":")) {
                    text.append(text.isEmpty() ? "" : "|").append(line);
                }
            }
            return "end";
        }

        @Override
        public void close() throws IOException {
            response.body().close();
            client.shutdownNow();
        }
    }

    private void event(long number) {
        inbox.onEvent(new DeskEvent(
                "trader",
                "Sim101",
                "positionUpdate",
                number,
                Optional.of(new DeskEvent.Cursor(number, 2)),
                0,
                new RawJson(("{\"n\":\n" + number + "}").getBytes(StandardCharsets.UTF_8))));
    }

    private void awaitReaders(int count) {
        TestGateway.await(
                count + " readers",
                () -> gateway.server.registry().get("outcry.sockets").gauge().value() == count);
    }

    @Test
    void quotesAndEventsComeAsTheyWouldOverASocket() throws Exception {
        try (Events events = new Events(gateway, "?instruments=ES,NQ&events=positions", Map.of())) {
            assertEquals(200, events.response.statusCode());
            assertEquals(
                    "text/event-stream",
                    events.response.headers().firstValue("content-type").orElse(""));
            assertEquals(
                    "data: {\"status\":\"subscribed\",\"instruments\":[\"ES 12-26\",\"NQ 12-26\"],"
                            + "\"events\":[\"positions\"],\"origin\":\"nt8\"}",
                    events.next());
            assertEquals(
                    "data: {\"type\":\"status\",\"origin\":\"nt8\",\"seq\":1,\"state\":\"syncing\"}", events.next());
            assertEquals("data: {\"type\":\"status\",\"origin\":\"nt8\",\"seq\":2,\"state\":\"ready\"}", events.next());
            inbox.onQuote("ES 12-26", "{\"bid\":1.50}".getBytes(StandardCharsets.UTF_8));
            assertEquals("data: {\"type\":\"marketData\",\"quotes\":[{\"bid\":1.50}]}", events.next());
            event(5);
            assertEquals(
                    "id: 5-2|data: {\"type\":\"positionUpdate\",\"origin\":\"nt8\",\"seq\":3,\"cursor\":\"5-2\",\"epoch\":5,"
                            + "\"account\":\"Sim101\",\"position\":{\"n\": 5}}",
                    events.next());
        }
        awaitReaders(0);
    }

    @Test
    void namesAreExplainedWhenAsked() throws Exception {
        try (Events events = new Events(gateway, "?instruments=ES&explain=true", Map.of())) {
            assertEquals(
                    "data: {\"status\":\"subscribed\",\"instruments\":[\"ES 12-26\"],\"resolvedInstruments\":"
                            + "[{\"asked\":\"ES\",\"instrument\":\"ES 12-26\"}]}",
                    events.next());
        }
    }

    @Test
    void lastEventIdBringsWhatWasMissed() throws Exception {
        try (Events events = new Events(gateway, "?events=positions", Map.of())) {
            assertTrue(events.next().contains("subscribed"));
            assertTrue(events.next().contains("syncing"));
            assertTrue(events.next().contains("ready"));
            event(5);
            event(6);
            event(7);
            assertTrue(events.next().startsWith("id: 5-2"));
        }
        awaitReaders(0);
        try (Events events = new Events(gateway, "?events=positions", Map.of("Last-Event-ID", "5-2"))) {
            events.next();
            events.next();
            assertTrue(events.next().startsWith("id: 6-2"));
            assertTrue(events.next().startsWith("id: 7-2"));
        }
    }

    @Test
    void refusalsAreOrdinaryAnswers() {
        assertEquals(
                401, gateway.send("GET", "/v1/api/stream?events=orders", "", "").statusCode());
        assertEquals(400, gateway.get("/v1/api/stream").statusCode());
        assertEquals(400, gateway.get("/v1/api/stream?events=nonsense").statusCode());
        HttpResponse<String> unknown = gateway.get("/v1/api/stream?instruments=XYZ");
        assertEquals(400, unknown.statusCode());
        assertTrue(unknown.body().contains("invalid_instruments"));
        HttpResponse<String> posted = gateway.post("/v1/api/stream", "{}");
        assertEquals(405, posted.statusCode());
        assertEquals("GET", posted.headers().firstValue("allow").orElse(""));
        assertEquals(
                "GET /v1/api/stream",
                TestGateway.json(posted.body()).path("did_you_mean").textValue());
        assertEquals(
                "GET /v1/api/stream",
                TestGateway.json(gateway.get("/v1/api/streem").body())
                        .path("did_you_mean")
                        .textValue());
        gateway.server.detach(inbox);
        assertEquals(408, gateway.get("/v1/api/stream?instruments=ES").statusCode());
    }

    @Test
    void inStrictItCountsAsTheOneConnectionAndShowsNoPlace() throws Exception {
        gateway.close();
        begin(TestGateway.strict());
        try (Events events = new Events(gateway, "?events=positions", Map.of())) {
            awaitReaders(1);
            events.next();
            events.next();
            events.next();
            event(5);
            assertTrue(events.next()
                    .startsWith("data: {\"type\":\"positionUpdate\",\"origin\":\"nt8\",\"seq\":3,\"epoch\""));
            try (TestSocket socket = gateway.stream()) {
                assertTrue(socket.isOpen());
                assertEquals(
                        "event: close|data: {\"code\":1008,\"reason\":\"Session active elsewhere\"}", events.next());
                assertEquals("end", events.next());
            }
        }
    }

    @Test
    void aSlowReaderSkipsToTheLatestAndIsCutWhenItStaysBehind() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            slow.getOutputStream()
                    .write(("GET /v1/api/stream?instruments=ES HTTP/1.1\r\nHost: localhost:" + gateway.port()
                                    + "\r\nAuthorization: Bearer " + gateway.token + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            awaitReaders(1);
            byte[] quote = ("{\"pad\":\"" + "x".repeat(4_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (gateway.server.registry().get("outcry.sockets").gauge().value() != 0) {
                assertTrue(System.nanoTime() < deadline, "the slow reader is still there");
                inbox.onQuote("ES 12-26", quote);
                Thread.onSpinWait();
            }
            assertEquals(
                    1,
                    gateway.server
                            .registry()
                            .get("outcry.sockets.slow")
                            .counter()
                            .count());
        }
    }

    @Test
    void aStopSaysGoodbye() throws Exception {
        try (Events events = new Events(gateway, "?events=positions", Map.of())) {
            awaitReaders(1);
            events.next();
            events.next();
            events.next();
            gateway.server.close();
            assertEquals("event: close|data: {\"code\":1001,\"reason\":\"Server shutting down\"}", events.next());
        }
    }
}
