package org.outcry.gateway.crosstrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.gateway.access.AccessStore;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.LocalDesks;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.wire.SharedFrames;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.RawJson;

/** Readers that come and go in the middle of what a desk says. */
@Timeout(120)
class StreamSeamTest {
    @TempDir
    Path dir;

    private final EventLoop loop = new DefaultEventLoop();
    private final LocalDesks desks = new LocalDesks();
    /** Runs once, where the next event of a desk looks at the clock on its way into the window. */
    private final AtomicReference<Runnable> onTheWay = new AtomicReference<>(() -> {});

    private final Link link = new Link();
    private AccessStore store;
    private AccessTokens.Token token;
    private Streams streams;
    private StreamHub hub;
    private AttachedDesk desk;

    @BeforeEach
    void open() {
        store = AccessStore.open(dir.resolve("gateway.db"), Clock.systemUTC());
        store.addUser("trader");
        String secret = store.create("trader", "test").secret();
        AccessTokens tokens = new AccessTokens(store, Profile.OPEN, System::nanoTime, () -> 0);
        token = tokens.authenticate("Bearer " + secret).orElseThrow();
        streams = new Streams(desks, Profile.OPEN, StreamLimits.of(Profile.OPEN), () -> {
            onTheWay.getAndSet(() -> {}).run();
            return System.nanoTime();
        });
        hub = onLoop(() -> new StreamHub(
                new OperationCalls(desks, loop, System::nanoTime, new OperationCalls.Shared(3_000)),
                StreamLimits.of(Profile.OPEN)));
        desk = desks.attach(Optional.empty(), link);
    }

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        store.close();
    }

    private <T> T onLoop(java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, loop)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static DeskEvent event(long number) {
        return new DeskEvent(
                "trader",
                "Sim101",
                "orderUpdate",
                number,
                Optional.of(new DeskEvent.Cursor(number, 0)),
                0,
                new RawJson(("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8)));
    }

    /** Everything that happened after its place, whenever it comes. */
    @Test
    void whoComesWhileAnEventIsOnItsWayHearsIt() {
        streams.windows().open("trader");
        desk.onEvent(event(1));
        List<Reader> late = new ArrayList<>();
        onTheWay.set(() -> onLoop(() -> {
            Reader reader = new Reader();
            streams.add(reader);
            reader.wishes().addEvents(Set.of(EventKind.ORDERS), Optional.of("1-0"));
            return late.add(reader);
        }));
        desk.onEvent(event(2));
        assertTrue(
                onLoop(() -> late.getFirst().events.equals(List.of("2-0"))),
                () -> late.getFirst().events.toString());
        desk.onEvent(event(3));
        assertEquals(List.of("2-0", "3-0"), onLoop(() -> List.copyOf(late.getFirst().events)));
    }

    /** The desk sends a quote once: who comes before the desk hears that nobody wants it any more is shown the one that is known. */
    @Test
    void whoComesBeforeTheDeskIsToldFindsTheQuoteThatIsKnown() {
        DeskStreams of = streams.of("trader").orElseThrow();
        QuoteTopic first = of.want("ES 12-26");
        of.tellQuotes();
        of.release("ES 12-26");
        assertSame(first, of.want("ES 12-26"));
        of.tellQuotes();
        assertEquals(List.of(Set.of("ES 12-26"), Set.of("ES 12-26")), link.quotes);
        of.release("ES 12-26");
        of.tellQuotes();
        assertEquals(Set.of(), link.quotes.getLast());
        assertNotSame(first, of.want("ES 12-26"));
    }

    private static final class Link implements DeskLink {
        private final List<Set<String>> quotes = new CopyOnWriteArrayList<>();

        @Override
        public Hello hello() {
            return new Hello(1, "1.13.9", "seam");
        }

        @Override
        public void request(DeskRequest request, Listener listener) {
            listener.onReply(new DeskReply(200, "{\"success\":true}".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void wantQuotes(Set<String> instruments) {
            quotes.add(Set.copyOf(instruments));
        }

        @Override
        public void wantEvents(Set<String> users) {
            // What it says it says anyway.
        }
    }

    private final class Reader extends StreamReader {
        private final List<String> events = new ArrayList<>();

        Reader() {
            super(token, hub, streams);
        }

        @Override
        void send(byte[] json) {
            // How it stands is not asked here.
        }

        @Override
        void sendEvent(Optional<DeskEvent.Cursor> place, byte[] json) {
            events.add(place.orElseThrow().toString());
        }

        @Override
        void write(SharedFrames frames) {
            throw new AssertionError("no quotes are wanted");
        }

        @Override
        void flush() {
            // Nothing is queued.
        }

        @Override
        boolean hasRoom() {
            return true;
        }

        @Override
        boolean isClosing() {
            return false;
        }

        @Override
        void close(int code, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        void tend(long now) {
            // Nothing to do.
        }

        @Override
        void slow() {
            throw new AssertionError("there was always room");
        }
    }
}
