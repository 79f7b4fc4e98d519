package org.outcry.desk.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.link.DeskRequest;
import org.outcry.link.LinkClose;
import org.outcry.link.LinkCodec;
import org.outcry.link.LinkMessage;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/** The dialler against a gateway written down here, message by message. */
class LinkDialerTest {
    /** This gateway says nothing by itself: only where that is the subject may a desk lose its patience. */
    private static final long PATIENT_MILLIS = 60_000;

    private static final String TOKEN = "a-token-of-43-characters-a-token-of-43-char";
    private final Vertx vertx = Vertx.vertx();
    private final DeskFixture desk = new DeskFixture();
    private final BlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<LinkMessage> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private HttpServer server;
    private LinkDialer dialer;

    @BeforeEach
    void start() throws Exception {
        listen(0);
        URI gateway = URI.create("ws://127.0.0.1:" + server.actualPort() + "/link");
        dialer = new LinkDialer(vertx, desk.desk, settings(gateway, PATIENT_MILLIS), news::add);
        dialer.start();
    }

    /** @param silenceMillis silence of the gateway after which the desk gives a link up */
    private static DialSettings settings(URI gateway, long silenceMillis) {
        return new DialSettings(gateway, TOKEN, 50, 200, 100, silenceMillis);
    }

    private void listen(int port) throws Exception {
        server = vertx.createHttpServer()
                .webSocketHandler(socket -> {
                    assertEquals("Bearer " + TOKEN, socket.headers().get("Authorization"));
                    socket.textMessageHandler(text -> heard.add(decode(text)));
                    sockets.add(socket);
                })
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        dialer.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        desk.close();
    }

    private static LinkMessage decode(String text) {
        try {
            return LinkCodec.decode(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            throw new AssertionError(text, e);
        }
    }

    private static void send(ServerWebSocket socket, LinkMessage message) {
        socket.writeTextMessage(new String(LinkCodec.encode(message), StandardCharsets.UTF_8));
    }

    private ServerWebSocket connection() throws InterruptedException {
        ServerWebSocket socket = sockets.poll(30, TimeUnit.SECONDS);
        assertTrue(socket != null, "nobody dialled");
        return socket;
    }

    private <T extends LinkMessage> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            LinkMessage message = heard.poll(30, TimeUnit.SECONDS);
            assertTrue(message != null, "nothing heard");
            if (kind.isInstance(message)) {
                return kind.cast(message);
            }
            assertInstanceOf(LinkMessage.Heartbeat.class, message);
        }
    }

    private ServerWebSocket welcomed() throws InterruptedException {
        ServerWebSocket socket = connection();
        assertEquals(1, next(LinkMessage.Hello.class).desk().protocol());
        send(socket, new LinkMessage.Welcome(1, "trader"));
        return socket;
    }

    private static LinkMessage request(long id, String operation) {
        return new LinkMessage.Request(new DeskRequest(id, "trader", operation, JsonText.newObject(), 0, 0));
    }

    @Test
    void servesRequestsAndHeartbeats() throws Exception {
        ServerWebSocket socket = welcomed();
        send(socket, request(7, "ListAccounts"));
        LinkMessage.Reply reply = next(LinkMessage.Reply.class);
        assertEquals(7, reply.id());
        assertEquals(200, reply.status());
        assertEquals(
                "Sim101",
                DeskFixture.read(reply.body().utf8())
                        .path("accounts")
                        .path(0)
                        .path("name")
                        .asText());
        next(LinkMessage.Heartbeat.class);
        assertEquals(LinkDialer.State.CONNECTED, dialer.state());
        assertEquals("linked to ws://127.0.0.1:" + server.actualPort() + "/link", news.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void saysOnceThatTheTokenIsRefusedHoweverOftenItDials() throws Exception {
        AtomicInteger dialled = new AtomicInteger();
        HttpServer refusing = vertx.createHttpServer()
                .requestHandler(request -> {
                    dialled.incrementAndGet();
                    request.response().setStatusCode(401).end();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        URI gateway = URI.create("ws://127.0.0.1:" + refusing.actualPort() + "/link");
        try (LinkDialer refused =
                new LinkDialer(vertx, desk.desk, new DialSettings(gateway, TOKEN, 10, 20, 100, 1_000), said::add)) {
            refused.start();
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (dialled.get() < 4) {
                assertTrue(System.nanoTime() < deadline, "gave up dialling");
                LockSupport.parkNanos(1_000_000);
            }
        }
        String line = said.poll(30, TimeUnit.SECONDS);
        assertTrue(line != null && line.contains("refused the token") && !line.contains(TOKEN), line);
        assertTrue(said.isEmpty(), said.toString());
    }

    @Test
    void sendsQuotesAndEventsThatAreWanted() throws Exception {
        ServerWebSocket socket = welcomed();
        send(socket, new LinkMessage.WantQuotes(Set.of("ES 12-26")));
        assertEquals(
                "ES 12-26", next(LinkMessage.Quotes.class).quotes().getFirst().instrument());
    }

    @Test
    void dialsAgainAtOnceWhenAnEstablishedLinkBreaks() throws Exception {
        welcomed().close();
        ServerWebSocket second = welcomed();
        send(second, request(1, "GetAllPositions"));
        assertEquals(200, next(LinkMessage.Reply.class).status());
    }

    @Test
    void findsAGatewayThatReturns() throws Exception {
        int port = server.actualPort();
        welcomed();
        server.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        listen(port);
        welcomed();
    }

    @Test
    void noticesASilentGateway() throws Exception {
        welcomed();
        dialer.close();
        URI gateway = URI.create("ws://127.0.0.1:" + server.actualPort() + "/link");
        try (LinkDialer impatient = new LinkDialer(vertx, desk.desk, settings(gateway, 300), news::add)) {
            impatient.start();
            connection();
            // Nothing is said from here on, so the desk gives up and dials anew.
            connection();
        }
    }

    @Test
    void stopsForGoodWhenReplacedOrRevoked() throws Exception {
        ServerWebSocket socket = welcomed();
        socket.close((short) LinkClose.UNAUTHORIZED.code(), LinkClose.UNAUTHORIZED.reason());
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (dialer.state() != LinkDialer.State.STOPPED) {
            assertTrue(System.nanoTime() < deadline, "still dialling");
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(sockets.isEmpty());
    }
}
