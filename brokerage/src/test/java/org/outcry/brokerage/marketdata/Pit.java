package org.outcry.brokerage.marketdata;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.rows.Listings;
import org.outcry.contract.DomainContract;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;

/** A market room over a procedural market, on a clock that the test moves. */
final class Pit implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final long SECOND = 1_000_000_000L;
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.REAL_HOURS, RollRule.MONDAY);
    static final MarketData MARKET = new ProceduralMarket(CATALOGUE, 20_261_118, SessionMode.REAL_HOURS);
    /** A Wednesday, three o'clock in the night in Chicago: the market is quiet, tests are quick. */
    static final long START = nanos("2026-11-18T09:00:10Z");

    private static final AtomicLong CONNECTIONS = new AtomicLong();

    final AtomicLong clock = new AtomicLong(START);
    final Listings listings = new Listings(CATALOGUE);
    private final Operations operations = new Operations();
    private final MarketRoom room;

    static long nanos(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * SECOND + at.getNano();
    }

    Pit() {
        this(user -> true);
    }

    Pit(java.util.function.LongPredicate entitled) {
        this(entitled, MARKET);
    }

    Pit(java.util.function.LongPredicate entitled, MarketData market) {
        room = new MarketRoom(market, listings, clock::get, entitled, 1_000_000L);
        room.register(operations);
    }

    int contractId(String name) {
        return new Symbols(listings).named(name, clock.get()).orElseThrow().contractId();
    }

    Answer call(Socket socket, String path, String body) {
        try {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Call call = new Call(
                    socket.domain(), socket.caller(), path, (ObjectNode) JSON.readTree(body), Optional.of(socket));
            operations.find(path).orElseThrow().operation().run(call, answer::complete);
            Answer given = answer.get(30, TimeUnit.SECONDS);
            DomainContract.answer(path, given);
            return given;
        } catch (Exception e) {
            throw new IllegalStateException(path + " " + body, e);
        }
    }

    /** The value of an answer with status 200. */
    JsonNode done(Socket socket, String path, String body) {
        Answer answer = call(socket, path, body);
        if (answer instanceof Answer.Done done) {
            return read(done.json().length == 0 ? new byte[] {'{', '}'} : done.json());
        }
        return fail(path + " " + body + ": " + answer);
    }

    int waitingWord() {
        return room.waitingWord();
    }

    void gone(Socket socket) {
        room.closed(socket);
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(new String(json, StandardCharsets.UTF_8), e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60 * SECOND;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("in vain: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        room.close();
    }

    /** A socket that keeps what it is sent, and takes no more while the test says so. */
    static final class Socket implements Connection {
        final List<byte[]> raw = new CopyOnWriteArrayList<>();
        final AtomicBoolean full = new AtomicBoolean();
        private final long id = CONNECTIONS.incrementAndGet();
        private final Domain domain;
        private final Set<String> denied;
        private final List<Runnable> waiting = new ArrayList<>();

        Socket() {
            this(Domain.MD, Set.of());
        }

        Socket(Domain domain, Set<String> denied) {
            this.domain = domain;
            this.denied = denied;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public Domain domain() {
            return domain;
        }

        @Override
        public Caller caller() {
            return new Caller(7, "trader", 1, denied);
        }

        @Override
        public void event(byte[] message) {
            raw.add(message);
        }

        @Override
        public boolean isDrained() {
            return !full.get();
        }

        @Override
        public void whenDrained(Runnable then) {
            synchronized (waiting) {
                if (full.get()) {
                    waiting.add(then);
                    return;
                }
            }
            then.run();
        }

        void drained() {
            List<Runnable> told;
            synchronized (waiting) {
                full.set(false);
                told = List.copyOf(waiting);
                waiting.clear();
            }
            told.forEach(Runnable::run);
        }

        /** What was sent of a kind, such as {@code quotes}: the elements, in order. */
        List<JsonNode> elements(String kind) {
            List<JsonNode> found = new ArrayList<>();
            for (byte[] message : raw) {
                JsonNode event = read(message);
                DomainContract.event(event);
                event.path("d").path(kind).forEach(found::add);
            }
            return found;
        }
    }
}
