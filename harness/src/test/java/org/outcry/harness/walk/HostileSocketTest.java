package org.outcry.harness.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.ledger.api.Ledger.StateMark;

/** Connections that break the rules hear the documented close or nothing; everybody else is served on. */
@Timeout(180)
class HostileSocketTest {
    private static final byte[] PING = bytes("{\"action\":\"ping\"}");
    private static final String PONG = "{\"type\":\"pong\"";
    private static WholeServer server;
    private static StateMark before;

    @BeforeAll
    static void start() {
        server = WholeServer.standing();
        before = server.ledger.stateMark();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void othersAreServedAndNothingChanged() {
        try (RawHttp other = new RawHttp(port());
                RawSocket stream = new RawSocket(port(), server.token)) {
            assertEquals(200, other.ask(get("/v1/api/accounts"), new byte[0]).status());
            stream.text(PING);
            assertTrue(stream.next().startsWith(PONG));
        }
        assertEquals(before, server.ledger.stateMark());
    }

    private static int port() {
        return server.gateway.port();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + server.token + "\r\n";
    }

    private static String closes(Consumer<RawSocket> breaks) {
        try (RawSocket socket = new RawSocket(port(), server.token)) {
            breaks.accept(socket);
            return socket.next();
        }
    }

    @Test
    void tooLargeAFrame() {
        assertEquals("close 1009 Message too large", closes(socket -> socket.text(new byte[65_537])));
        // Only the head of a frame that claims to be enormous: nobody waits for the rest.
        assertEquals(
                "close 1009 Message too large",
                closes(socket ->
                        socket.bytes(new byte[] {(byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1})));
    }

    @Test
    void fragments() {
        try (RawSocket socket = new RawSocket(port(), server.token)) {
            for (int i = 0; i < PING.length; i++) {
                socket.frame(
                        i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, i == PING.length - 1, new byte[] {PING[i]});
                socket.frame(RawSocket.PING, true, new byte[] {1});
            }
            assertTrue(socket.next().startsWith(PONG));
        }
        assertEquals("close 1009 Message too large", closes(socket -> {
            socket.frame(RawSocket.TEXT, false, new byte[40_000]);
            socket.frame(RawSocket.CONTINUATION, true, new byte[40_000]);
        }));
    }

    @Test
    void binaryAndBrokenText() {
        assertTrue(closes(socket -> socket.frame(RawSocket.BINARY, true, PING)).startsWith("close 1003"));
        for (String broken : List.of(
                "\u00ff\u00fe",
                "\u00c3(",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00c0\u00af",
                "\u00e2\u0082")) {
            assertTrue(
                    closes(socket -> socket.text(bytes("{\"action\":\"ping\",\"id\":\"" + broken + "\"}")))
                            .startsWith("close 1007"),
                    broken);
        }
    }

    @Test
    void brokenFrames() {
        List<Consumer<RawSocket>> broken = List.of(
                socket -> socket.frame(0x81, PING, false),
                socket -> socket.frame(0xf1, PING, true),
                socket -> socket.frame(0x83, PING, true),
                socket -> socket.frame(0x8b, PING, true),
                socket -> socket.frame(RawSocket.CONTINUATION, true, PING),
                socket -> socket.frame(RawSocket.PING, false, PING),
                socket -> socket.frame(RawSocket.PING, true, new byte[126]),
                socket -> {
                    socket.frame(RawSocket.TEXT, false, PING);
                    socket.frame(RawSocket.TEXT, true, PING);
                });
        for (int i = 0; i < broken.size(); i++) {
            String end = closes(broken.get(i));
            assertTrue(end.startsWith("close 1002"), "broken frame " + i + ": " + end);
        }
    }

    @Test
    void closesThatAreOdd() {
        for (byte[] payload :
                List.of(new byte[0], new byte[] {3}, new byte[] {0, 0}, new byte[] {3, (byte) 0xed, -1, -2})) {
            String end = closes(socket -> socket.frame(8, true, payload));
            assertTrue(end.startsWith("close 1") || end.equals("gone") || end.startsWith("close 0"), end);
        }
    }

    @Test
    void halfOpen() {
        List<RawHttp> requests = new ArrayList<>();
        List<RawSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                RawHttp half = new RawHttp(port());
                requests.add(half);
                half.send(bytes(
                        i % 2 == 0 ? "GET /v1/api/acc" : get("/v1/api/accounts") + "Content-Length: 10\r\n\r\n{"));
                RawSocket socket = new RawSocket(port(), server.token);
                sockets.add(socket);
                socket.bytes(new byte[] {(byte) 0x81, (byte) 0xfe, 1});
            }
            othersAreServedAndNothingChanged();
        } finally {
            requests.forEach(RawHttp::close);
            sockets.forEach(RawSocket::close);
        }
    }

    @Test
    void garbage() {
        long seed = Long.getLong("outcry.seed", 31_007L);
        System.out.println("HostileSocketTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            byte[] noise = new byte[1 + random.nextInt(400)];
            random.nextBytes(noise);
            if (round % 2 == 0) {
                try (RawHttp http = new RawHttp(port())) {
                    http.send(noise);
                    http.send(bytes("\r\n\r\n"));
                    RawHttp.Answer answer = http.answer();
                    assertTrue(answer.status() < 500 || answer.status() == 501, "round " + round + ": " + answer);
                }
            } else {
                try (RawSocket socket = new RawSocket(port(), server.token)) {
                    socket.bytes(noise);
                    // Noise may be the beginning of a frame; this ends that, or is broken itself.
                    socket.bytes(new byte[70_000]);
                    String end = socket.next();
                    assertTrue(end.startsWith("close ") || end.equals("gone") || end.startsWith("{"), end);
                }
            }
        }
    }

    @Test
    void bodiesTooLargeOrCutOff() {
        String place = get("/v1/api/accounts/Sim101/orders/place").replaceFirst("GET", "POST");
        try (RawHttp http = new RawHttp(port())) {
            RawHttp.Answer answer = http.ask(place, new byte[65_537]);
            assertEquals(413, answer.status());
            assertTrue(answer.body().contains("\"error\":\"Invalid request\""), answer.body());
        }
        try (RawHttp http = new RawHttp(port())) {
            http.send(bytes(
                    place + "Content-Length: 500\r\n\r\n{\"instrument\":\"MES\",\"action\":\"BUY\",\"quantity\":1"));
        }
        try (RawHttp http = new RawHttp(port())) {
            http.send(bytes(place + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}"));
            assertTrue(http.answer().status() < 500);
        }
    }
}
