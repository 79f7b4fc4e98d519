package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.crosstrade.StreamLimits;

/** What a client that reads too slowly gets: the latest of each instrument, and in the end a close that says why. */
@Timeout(60)
class SlowReaderTest {
    private static final String PADDING = "x".repeat(2_000);

    private static byte[] quote(int number) {
        return ("{\"instrument\":\"ES 12-26\",\"n\":" + number + ",\"pad\":\"" + PADDING + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static TestGateway gateway(long slowCloseMillis) {
        return TestGateway.start(settings -> settings.withProfile(Profile.OPEN)
                .withTimings(TestGateway.FAST_LINK, new StreamLimits(0, slowCloseMillis, 10_000, 30_000), 1_000));
    }

    /** Publishes quotes, each after the one before has reached a socket that reads, so that none is merged for everybody. */
    private static int publish(AttachedDesk inbox, TestSocket reader, int from, int count) {
        for (int i = from; i < from + count; i++) {
            inbox.onQuote("ES 12-26", quote(i));
            assertEquals(i, reader.json().at("/quotes/0/n").intValue());
        }
        return from + count;
    }

    @Test
    void aReaderThatFallsBehindSkipsToTheLatestQuote() {
        try (TestGateway gateway = gateway(30_000)) {
            AttachedDesk inbox = gateway.server.attach(new FakeDesk());
            try (TestSocket slow = TestSocket.slow(gateway.port(), "/ws/stream", gateway.token);
                    TestSocket reader = gateway.stream()) {
                slow.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
                reader.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
                int sent = publish(inbox, reader, 1, 6_000);
                int received = 0;
                int last = 0;
                while (last != sent - 1) {
                    int number = slow.json().at("/quotes/0/n").intValue();
                    assertTrue(number > last, "quotes never go back");
                    last = number;
                    received++;
                }
                assertTrue(received < sent - 1, "some were left out");
                assertEquals(
                        "pong", slow.ask("{\"action\":\"ping\"}").path("type").textValue());
            }
        }
    }

    @Test
    void aReaderThatStaysBehindIsClosedWithAReasonAndOthersAreNot() {
        try (TestGateway gateway = gateway(300)) {
            AttachedDesk inbox = gateway.server.attach(new FakeDesk());
            try (TestSocket slow = TestSocket.slow(gateway.port(), "/ws/stream", gateway.token);
                    TestSocket reader = gateway.stream()) {
                slow.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
                reader.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
                int next = publish(inbox, reader, 1, 6_000);
                TestGateway.await(
                        "the slow socket to be gone",
                        () -> gateway.server
                                        .registry()
                                        .get("outcry.sockets")
                                        .gauge()
                                        .value()
                                == 1);
                assertEquals(
                        1,
                        gateway.server
                                .registry()
                                .get("outcry.sockets.slow")
                                .counter()
                                .count());
                publish(inbox, reader, next, 1);
            }
        }
    }

    @Test
    void eventsThatDoNotFitAreCountedAndTheirAccountsNamed() {
        try (TestGateway gateway = gateway(30_000)) {
            AttachedDesk inbox = gateway.server.attach(new FakeDesk());
            try (TestSocket slow = TestSocket.slow(gateway.port(), "/ws/stream", gateway.token);
                    TestSocket reader = gateway.stream()) {
                slow.ask("{\"action\":\"subscribe\",\"events\":[\"orders\"]}");
                reader.ask("{\"action\":\"subscribe\",\"events\":[\"orders\"]}");
                assertEquals("ready", slow.json().path("state").textValue());
                assertEquals("ready", reader.json().path("state").textValue());
                int published = 6_000;
                for (int i = 1; i <= published; i++) {
                    // Sim1 is heard of only while everything still fits.
                    String account = i == 1 ? "Sim1" : i % 2 == 0 ? "Sim2" : "Sim \"3\"";
                    inbox.onEvent("trader", account, "orderUpdate", i, quote(i));
                    assertEquals(i, reader.json().at("/order/n").intValue());
                }
                JsonNode frame = slow.json();
                int seq = 2;
                int heard = 0;
                while (frame.path("type").textValue().equals("orderUpdate")) {
                    assertEquals(seq++, frame.path("seq").intValue());
                    assertEquals(++heard, frame.at("/order/n").intValue());
                    frame = slow.json();
                }
                assertTrue(heard >= 1, "what fitted was sent");
                assertEquals("resync", frame.path("type").textValue());
                assertEquals(seq, frame.path("seq").intValue());
                assertEquals(published - heard, frame.path("dropped").intValue());
                assertEquals(TestGateway.json("[\"Sim \\\"3\\\"\",\"Sim2\"]"), frame.path("accounts"));
                inbox.onEvent("trader", "Sim1", "orderUpdate", 1, quote(published + 1));
                frame = slow.json();
                assertEquals(seq + 1, frame.path("seq").intValue());
                assertEquals(published + 1, frame.at("/order/n").intValue());
            }
        }
    }

    @Test
    void atMostFourQuotesASecondAndTheLatestAlways() {
        try (TestGateway gateway = TestGateway.strict()) {
            AttachedDesk inbox = gateway.server.attach(new FakeDesk());
            try (TestSocket socket = gateway.stream()) {
                socket.ask("{\"action\":\"subscribe\",\"instruments\":[\"ES\"]}");
                long started = System.nanoTime();
                int frames = 0;
                int number = 0;
                int last = 0;
                while (System.nanoTime() - started < TimeUnit.MILLISECONDS.toNanos(1_100)) {
                    inbox.onQuote("ES 12-26", quote(++number));
                    if (socket.textWithin(2).isPresent()) {
                        frames++;
                    }
                }
                while (last != number) {
                    last = socket.json().at("/quotes/0/n").intValue();
                    frames++;
                }
                assertTrue(frames >= 3 && frames <= 7, "frames in about 1.1 to 1.4 s: " + frames);
            }
        }
    }
}
