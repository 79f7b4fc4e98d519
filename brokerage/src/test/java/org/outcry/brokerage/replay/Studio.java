package org.outcry.brokerage.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.outcry.brokerage.BrokerageSettings;
import org.outcry.brokerage.LedgerBrokerage;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
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
import org.outcry.tradovate.schema.Checked;
import org.outcry.tradovate.schema.RequestCheck;
import org.outcry.tradovate.schema.Schema;

/** Replays behind the door of a brokerage whose live ledger knows two users, and sockets to it. */
final class Studio implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    /** The present of the live ledger, a Friday afternoon. */
    static final long PRESENT = nanos("2026-11-20T18:00:00Z");

    static final ObjectMapper JSON = new ObjectMapper();
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.MONDAY);
    private static final RequestCheck CHECK = new RequestCheck(Schema.standard(), Set.of("speed"));

    final AtomicLong present = new AtomicLong(PRESENT);
    final MemoryLedger ledger = new MemoryLedger(present::get);
    final LedgerBrokerage live;
    final ReplayBrokerage door;
    final Caller trader;
    final Caller other;
    private final AtomicLong connections = new AtomicLong();

    Studio(ReplaySettings settings) {
        this(settings, System::nanoTime, new ProceduralMarket(CATALOGUE, 7, SessionMode.ALWAYS_OPEN));
    }

    Studio(ReplaySettings settings, LongSupplier wall, MarketData market) {
        live = new LedgerBrokerage(ledger, market, CATALOGUE, present::get, BrokerageSettings.STANDARD);
        door = new ReplayBrokerage(live, () -> market, CATALOGUE, present::get, settings, wall);
        trader = new Caller(user("trader"), "trader", 7, Set.of());
        other = new Caller(user("other"), "other", 8, Set.of());
    }

    private long user(String name) {
        CompletableFuture<Long> id = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, new Command.CreateUser(name), new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                id.complete(outcome.id());
            }

            @Override
            public void onFailure(Failure failure) {
                id.completeExceptionally(new IllegalStateException(failure.name()));
            }
        });
        return id.orTimeout(60, TimeUnit.SECONDS).join();
    }

    static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * SECOND;
    }

    static JsonNode parse(byte[] json) {
        try {
            return json.length == 0 ? JSON.missingNode() : JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket(trader);
    }

    /** An authorized socket of the replay domain. */
    Socket socket(Caller caller) {
        Socket socket = new Socket(caller);
        door.opened(socket);
        return socket;
    }

    /** An answer by REST. */
    JsonNode rest(String path, String arguments) {
        return ask(trader, Optional.empty(), Domain.REPLAY, path, arguments);
    }

    JsonNode ask(Caller caller, Optional<Connection> connection, Domain domain, String path, String arguments) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        door.call(new Call(domain, caller, path, sound(path, arguments), connection), answer::complete);
        return switch (answer.orTimeout(60, TimeUnit.SECONDS).join()) {
            case Answer.Done(byte[] json) -> parse(json);
            case Answer.Refused(int status, String text) ->
                JSON.createObjectNode().put("status", status).put("text", text);
            case Answer.Split(List<byte[]> parts) -> {
                ObjectNode all = JSON.createObjectNode();
                parts.forEach(part -> all.setAll((ObjectNode) parse(part)));
                yield all;
            }
        };
    }

    /** Arguments as the gateway lets them pass. */
    private static ObjectNode sound(String path, String arguments) {
        ObjectNode given = (ObjectNode) parse(arguments.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        Checked checked = Schema.standard()
                .socketOperation(path)
                .map(operation -> CHECK.check(operation, Map.of(), given))
                .or(() -> Schema.standard().endpoint(path).map(endpoint -> CHECK.check(endpoint, Map.of(), given)))
                .orElseThrow(() -> new AssertionError("no " + path));
        return switch (checked) {
            case Checked.Sound(ObjectNode sound) -> sound;
            case Checked.Violated violated -> throw new AssertionError(path + ": " + violated);
        };
    }

    @Override
    public void close() {
        door.close();
        ledger.close();
    }

    /** One socket; it reads everything at once. */
    final class Socket implements Connection {
        private final long id = connections.incrementAndGet();
        private final Caller caller;
        private final List<JsonNode> events = new ArrayList<>();

        Socket(Caller caller) {
            this.caller = caller;
        }

        JsonNode ask(String path, String arguments) {
            return Studio.this.ask(caller, Optional.of(this), Domain.REPLAY, path, arguments);
        }

        /** Asks for what must be done. */
        JsonNode ok(String path, String arguments) {
            JsonNode answer = ask(path, arguments);
            if (!answer.path("ok").asBoolean() || answer.has("errorText")) {
                throw new AssertionError(path + " " + arguments + ": " + answer);
            }
            return answer;
        }

        void begin(String start, int speed) {
            ok("replay/initializeclock", "{'startTimestamp':'" + start + "','speed':" + speed + "}");
        }

        /** The account of the session. */
        long account() {
            return ask("account/list", "{}").get(0).path("id").asLong();
        }

        /** Plays up to an instant and stands there. */
        void playTo(int speed, String instant) {
            ok("replay/changespeed", "{'speed':" + speed + ",'pauseAt':'" + instant + "'}");
            long wanted = nanos(instant);
            clock(clock -> clock.path("s").asInt() == 0
                    && !Instant.parse(clock.path("t").asText()).isBefore(Instant.ofEpochSecond(wanted / SECOND)));
        }

        /** The first clock event from now on that is as wanted; those before are used up. */
        JsonNode clock(Predicate<JsonNode> wanted) {
            return event(event -> event.path("e").asText().equals("clock") && wanted.test(text(event)), "clock")
                    .map(Studio.Socket::text)
                    .orElseThrow();
        }

        private static JsonNode text(JsonNode clock) {
            return parse(clock.path("d").textValue().getBytes(StandardCharsets.UTF_8));
        }

        /** The first event that is as wanted, waited for; those before it are used up. */
        Optional<JsonNode> event(Predicate<JsonNode> wanted, String what) {
            long deadline = System.nanoTime() + 60 * SECOND;
            synchronized (events) {
                while (true) {
                    while (!events.isEmpty()) {
                        JsonNode event = events.removeFirst();
                        if (wanted.test(event)) {
                            return Optional.of(event);
                        }
                    }
                    if (System.nanoTime() > deadline) {
                        throw new AssertionError("no " + what);
                    }
                    try {
                        events.wait(100);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                }
            }
        }

        /** The socket is gone. */
        void hangUp() {
            door.closed(this);
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public Domain domain() {
            return Domain.REPLAY;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public void event(byte[] message) {
            synchronized (events) {
                events.add(parse(message));
                events.notifyAll();
            }
        }

        @Override
        public boolean isDrained() {
            return true;
        }

        @Override
        public void whenDrained(Runnable then) {
            then.run();
        }
    }
}
