package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.crosstrade.StreamLimits;
import org.outcry.link.DeskEvent;

/** What a client that reads too slowly gets: the latest of each instrument, and in the end a close that says why. */
@Timeout(120)
class SlowReaderTest {
    private static final String PADDING = "x".repeat(2_000);
    /** Frames that a paced reader waits for. */
    private static final int ENOUGH = 5;

    private static byte[] quote(int number) {
        return ("{\"instrument\":\"ES 12-26\",\"n\":" + number + ",\"pad\":\"" + PADDING + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The first event's account is heard of while everything still fits; of the others one needs escapes. */
    private static String account(int number) {
        return number == 1 ? "Sim1" : number % 2 == 0 ? "Sim2" : "Sim \"3\"";
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
                slow.json(frame -> frame.path("state").asText().equals("ready"));
                reader.json(frame -> frame.path("state").asText().equals("ready"));
                int published = 6_000;
                for (int i = 1; i <= published; i++) {
                    inbox.onEvent(DeskEvent.of("trader", account(i), "orderUpdate", i, quote(i)));
                    assertEquals(i, reader.json().at("/order/n").intValue());
                }
                // The system's own buffers may make room in between, so there may be several gaps.
                int seq = 3;
                int accounted = 0;
                int gaps = 0;
                while (accounted < published) {
                    JsonNode frame = slow.json();
                    assertEquals(seq++, frame.path("seq").intValue());
                    if (frame.path("type").textValue().equals("resync")) {
                        int dropped = frame.path("dropped").intValue();
                        Set<String> missed = IntStream.rangeClosed(accounted + 1, accounted + dropped)
                                .mapToObj(SlowReaderTest::account)
                                .collect(Collectors.toSet());
                        Set<String> named = new HashSet<>();
                        frame.path("accounts").forEach(name -> named.add(name.textValue()));
                        assertEquals(missed, named);
                        accounted += dropped;
                        gaps++;
                    } else {
                        assertEquals(++accounted, frame.at("/order/n").intValue());
                    }
                }
                assertTrue(gaps >= 1, "some did not fit");
                inbox.onEvent(DeskEvent.of("trader", "Sim1", "orderUpdate", 1, quote(published + 1)));
                JsonNode frame = slow.json();
                assertEquals(seq, frame.path("seq").intValue());
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
                while (frames < ENOUGH) {
                    inbox.onQuote("ES 12-26", quote(++number));
                    Optional<String> frame = socket.textWithin(2);
                    if (frame.isPresent()) {
                        frames++;
                        last = TestGateway.json(frame.get()).at("/quotes/0/n").intValue();
                    }
                }
                while (last != number) {
                    last = socket.json().at("/quotes/0/n").intValue();
                    frames++;
                }
                // One at once and one each quarter of a second, however long a busy machine took for it all.
                long quarters = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) / 250;
                assertTrue(frames <= 1 + quarters, frames + " frames in " + quarters + " quarters of a second");
            }
        }
    }
}
