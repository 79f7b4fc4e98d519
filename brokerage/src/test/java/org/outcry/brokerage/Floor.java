package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.outcry.contract.DomainContract;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.cluster.LedgerSettings;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;

/** A brokerage over a ledger, on a clock and a market that the test moves. */
final class Floor implements AutoCloseable {
    /** A Wednesday morning in Chicago. */
    static final long START = nanos("2026-11-18T15:00:00Z");

    static final long SECOND = 1_000_000_000L;
    static final long DAY = 86_400L * SECOND;
    static final ObjectMapper JSON = new ObjectMapper();
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.MONDAY);

    /** No delays, a tenth of the margin. */
    static final AccountSettings EASY =
            new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 10);

    /** Nobody asks this market: orders carry theirs. */
    private static final MarketData SILENT = new MarketData() {
        @Override
        public MarketSnapshot at(int contractId, long timeNanos) {
            return MarketSnapshot.UNKNOWN;
        }

        @Override
        public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {}

        @Override
        public SessionStatistics session(int contractId, long timeNanos) {
            throw new UnsupportedOperationException("no statistics");
        }

        @Override
        public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
            return List.of();
        }
    };

    final AtomicLong clock;
    final Ledger ledger;
    LedgerBrokerage brokerage;
    /** ES December 2026: tick 0.25, worth 12.50. */
    final int es = CATALOGUE.resolve("ES 12-26", START).orElseThrow().contract().contractId();

    long trader;
    long other;
    long account;
    long second;
    long foreign;
    long live;
    private long sequence = 1;
    private long connections;

    static long nanos(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * SECOND + at.getNano();
    }

    Floor() {
        this(new AtomicLong(START));
    }

    private Floor(AtomicLong clock) {
        this(new MemoryLedger(clock::get), clock);
        prepare();
    }

    Floor(Ledger ledger, AtomicLong clock) {
        this.clock = clock;
        this.ledger = ledger;
        brokerage = open();
    }

    /** Over a real log, unprepared: small files, and no shared memory that a kill would leave behind. */
    static Floor onDisk(Path dir, AtomicLong clock) {
        LedgerSettings settings = LedgerSettings.of(dir)
                .withSharedMemory(dir.resolve("none"))
                .withLengths(1 << 18, 1 << 20)
                .withSnapshots(Duration.ZERO, Long.MAX_VALUE)
                .withLowWaterBytes(1 << 20)
                .withBusinessClock(clock::get);
        return new Floor(AeronLedger.open(settings), clock);
    }

    /** Every row that is kept, by kind and id. */
    static Map<String, String> rows(LedgerBrokerage brokerage) {
        CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
        brokerage.office().book().tell(() -> {
            Map<String, String> rows = new TreeMap<>();
            brokerage
                    .office()
                    .tables()
                    .forEach(row ->
                            rows.put(row.entity() + " " + row.id(), new String(row.json(), StandardCharsets.UTF_8)));
            answer.complete(rows);
        });
        return await(answer);
    }

    LedgerBrokerage open() {
        return open(BrokerageSettings.STANDARD);
    }

    LedgerBrokerage open(BrokerageSettings settings) {
        return new LedgerBrokerage(ledger, SILENT, CATALOGUE, clock::get, settings);
    }

    /** Products, sessions, users and accounts. */
    void prepare() {
        CATALOGUE.instruments().forEach(instrument -> accepted(new Command.DefineProduct(instrument.product())));
        for (int calendarId : CATALOGUE.calendarIds()) {
            accepted(new Command.DefineSessions(
                    calendarId, CATALOGUE.windows(calendarId, START - DAY, START + 60 * DAY)));
        }
        accepted(new Command.DefineContract(CATALOGUE.contract(es).orElseThrow()));
        trader = accepted(new Command.CreateUser("trader")).id();
        other = accepted(new Command.CreateUser("other")).id();
        account = accepted(new Command.OpenAccount("Sim101", trader, 100_000_000_000L, EASY))
                .id();
        second = accepted(new Command.OpenAccount("Sim102", trader, 100_000_000_000L, EASY))
                .id();
        foreign = accepted(new Command.OpenAccount("Other1", other, 100_000_000_000L, EASY))
                .id();
        live = accepted(new Command.OpenAccount("Live1", trader, 100_000_000_000L, EASY, true))
                .id();
    }

    // ---- the ledger

    Outcome submit(Command command) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, trader, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome told) {
                outcome.complete(told);
            }

            @Override
            public void onFailure(Failure failure) {
                outcome.completeExceptionally(new IllegalStateException(failure.name()));
            }
        });
        return await(outcome);
    }

    Outcome accepted(Command command) {
        Outcome outcome = submit(command);
        assertTrue(outcome.isAccepted(), () -> outcome.rejection() + " for " + command);
        return outcome;
    }

    /** A quote one tick wide, fifty contracts on each side. */
    MarketSnapshot market(long bidTicks) {
        sequence++;
        return new MarketSnapshot(
                es,
                sequence,
                clock.get(),
                bidTicks,
                bidTicks + 1,
                bidTicks,
                1,
                sequence,
                Depth.of(50, 50, 50),
                Depth.of(50, 50, 50));
    }

    void moves(long bidTicks) {
        accepted(new Command.UpdateMarket(market(bidTicks), List.of()));
    }

    long buys(int quantity, long limitTicks) {
        return accepted(Command.PlaceOrder.of(
                        account, es, Side.BUY, OrderTerms.limit(quantity, limitTicks), market(27_600)))
                .id();
    }

    long trades(Side side, int quantity) {
        return accepted(Command.PlaceOrder.of(account, es, side, OrderTerms.market(quantity), market(27_600)))
                .id();
    }

    static OrderTerms stop(int quantity, long ticks) {
        return OrderTerms.stop(quantity, ticks);
    }

    static long none() {
        return Prices.NONE;
    }

    // ---- the door

    Caller caller(long userId) {
        return new Caller(userId, "u" + userId, 7, Set.of());
    }

    Answer call(Domain domain, Caller caller, String path, String arguments, Optional<Connection> connection) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        ObjectNode object = (ObjectNode) parse(arguments.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        brokerage.call(new Call(domain, caller, path, object, connection), answer::complete);
        Answer given = await(answer);
        DomainContract.answer(path, given);
        return given;
    }

    /** A value for the trader in the demo domain; arguments with single quotes. */
    JsonNode get(String path, String arguments) {
        return get(Domain.DEMO, trader, path, arguments);
    }

    JsonNode get(Domain domain, long userId, String path, String arguments) {
        Answer answer = call(domain, caller(userId), path, arguments, Optional.empty());
        return switch (answer) {
            case Answer.Done done -> parse(done.json());
            case Answer.Refused refused -> throw new AssertionError(path + ": " + refused);
            case Answer.Split split -> throw new AssertionError(path + ": " + split);
        };
    }

    Socket socket() {
        return socket(Domain.DEMO, caller(trader));
    }

    Socket socket(Domain domain, Caller caller) {
        connections++;
        return new Socket(connections, domain, caller);
    }

    /** Events that one socket hears. */
    final class Socket implements Connection {
        private final long id;
        private final Domain domain;
        private final Caller caller;
        final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
        final List<JsonNode> heard = new CopyOnWriteArrayList<>();

        Socket(long id, Domain domain, Caller caller) {
            this.id = id;
            this.domain = domain;
            this.caller = caller;
        }

        /** The initial state. */
        JsonNode sync(String arguments) {
            Answer answer = call(domain, caller, "user/syncrequest", arguments, Optional.of(this));
            return switch (answer) {
                case Answer.Done done -> parse(done.json());
                case Answer.Refused refused -> throw new AssertionError(refused.toString());
                case Answer.Split split -> {
                    ObjectNode all = JSON.createObjectNode();
                    split.parts().forEach(part -> all.setAll((ObjectNode) parse(part)));
                    yield all;
                }
            };
        }

        /** Everything told since the last time; what a call behind it waits for has been told. */
        List<JsonNode> told() {
            get("currency/list", "{}");
            List<byte[]> all = new ArrayList<>();
            events.drainTo(all);
            List<JsonNode> entities = new ArrayList<>();
            for (byte[] event : all) {
                JsonNode node = parse(event);
                assertEquals("props", node.path("e").asText(), node::toString);
                DomainContract.event(node);
                entities.add(node.path("d"));
                heard.add(node.path("d"));
            }
            return entities;
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
            return caller;
        }

        @Override
        public void event(byte[] message) {
            events.add(message);
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

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        brokerage.close();
        ledger.close();
    }
}
