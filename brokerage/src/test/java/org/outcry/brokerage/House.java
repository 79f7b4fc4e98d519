package org.outcry.brokerage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.outcry.contract.DomainContract;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.DomainRules;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.schema.Checked;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.RequestCheck;
import org.outcry.tradovate.schema.Schema;

/** A brokerage with an administrator and a trader of his organization, over the procedural market, on a clock the test moves. */
final class House implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    /** Wednesday 2026-11-18 15:00 UTC. */
    static final long START = 1_795_014_000L * SECOND;

    static final AccountSettings EASY =
            new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 10);

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.MONDAY);
    private static final RequestCheck CHECK = new RequestCheck(Schema.standard());

    final AtomicLong clock = new AtomicLong(START);
    final Ledger ledger;
    final MarketData market = new ProceduralMarket(CATALOGUE, 7, SessionMode.ALWAYS_OPEN);
    final int es = CATALOGUE.resolve("ES 12-26", START).orElseThrow().contract().contractId();
    final long admin;
    final long account;
    LedgerBrokerage brokerage;

    House() {
        ledger = new MemoryLedger(clock::get);
        brokerage = open();
        CATALOGUE.instruments().forEach(instrument -> accepted(new Command.DefineProduct(instrument.product())));
        for (int calendarId : CATALOGUE.calendarIds()) {
            accepted(new Command.DefineSessions(
                    calendarId, CATALOGUE.windows(calendarId, START - 86_400 * SECOND, START + 40L * 86_400 * SECOND)));
        }
        accepted(new Command.DefineContract(CATALOGUE.contract(es).orElseThrow()));
        admin = accepted(new Command.CreateUser("trader")).id();
        account = accepted(new Command.OpenAccount("Sim101", admin, 100_000_000_000L, EASY))
                .id();
    }

    private LedgerBrokerage open() {
        return new LedgerBrokerage(ledger, market, CATALOGUE, clock::get, BrokerageSettings.STANDARD);
    }

    /** The process ends and starts again. */
    void restart() {
        brokerage.close();
        brokerage = open();
    }

    Outcome accepted(Command command) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome told) {
                outcome.complete(told);
            }

            @Override
            public void onFailure(Failure failure) {
                outcome.completeExceptionally(new IllegalStateException(failure.name()));
            }
        });
        Outcome told = await(outcome);
        if (!told.isAccepted()) {
            throw new AssertionError(command + " was refused: " + told);
        }
        return told;
    }

    MarketSnapshot quote() {
        return market.at(es, clock.get());
    }

    /** An order that fills at once. */
    long trade(long accountId, Side side, int quantity) {
        return accepted(Command.PlaceOrder.of(accountId, es, side, OrderTerms.market(quantity), quote()))
                .id();
    }

    /** A price at which the account's positions are valued now. */
    void mark(long ticks) {
        clock.addAndGet(SECOND);
        accepted(new Command.Mark(es, clock.get(), ticks));
    }

    Answer ask(Domain domain, long userId, String path, String arguments) {
        return ask(domain, userId, path, (ObjectNode)
                parse(arguments.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    Answer ask(Domain domain, long userId, String path, ObjectNode given) {
        Optional<Endpoint> endpoint = Schema.standard().endpoint(path);
        // What reaches the brokerage has passed the schema.
        ObjectNode sound = switch (CHECK.check(endpoint.orElseThrow(), Map.of(), given)) {
            case Checked.Sound(ObjectNode passed) -> passed;
            case Checked.Violated violated -> throw new AssertionError(path + ": " + violated);
        };
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Caller caller = new Caller(userId, "user" + userId, 7, Set.of());
        brokerage.call(new Call(domain, caller, endpoint.get().path(), sound, Optional.empty()), answer::complete);
        Answer told = await(answer);
        DomainContract.answer(endpoint.get().path(), told);
        return told;
    }

    JsonNode get(Domain domain, long userId, String path, String arguments) {
        return value(path, ask(domain, userId, path, arguments));
    }

    JsonNode get(Domain domain, long userId, String path, ObjectNode arguments) {
        return value(path, ask(domain, userId, path, arguments));
    }

    private static JsonNode value(String path, Answer answer) {
        return switch (answer) {
            case Answer.Done done -> parse(done.json());
            case Answer.Refused refused -> throw new AssertionError(path + ": " + refused);
            case Answer.Split split -> throw new AssertionError(path + ": " + split);
        };
    }

    /** For the administrator, in the domain that the operation belongs to. */
    JsonNode get(String path, String arguments) {
        Domain domain = DomainRules.only(path).orElse(Domain.DEMO);
        return get(domain, admin, path, arguments);
    }

    List<String> texts(JsonNode rows, String member) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(member).asText())
                .toList();
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
