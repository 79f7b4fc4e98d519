package org.outcry.brokerage.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Fault;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Reasons;
import org.outcry.brokerage.rows.Times;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.record.KeptRecord;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.wire.Json;

/**
 * One call that changes something, while it is worked on. It begins on the book's thread; what follows an outcome runs on the ledger's,
 * where the views show it already.
 */
public final class Request {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private final Office office;
    private final Call call;
    private final Consumer<Answer> answer;

    /** Commands are only gathered, to be done together. */
    private final Optional<List<Command>> gathered;

    public Request(Office office, Call call, Consumer<Answer> answer) {
        this(office, call, answer, Optional.empty());
    }

    private Request(Office office, Call call, Consumer<Answer> answer, Optional<List<Command>> gathered) {
        this.office = office;
        this.call = call;
        this.answer = answer;
        this.gathered = gathered;
    }

    /** What an operation does with a request. */
    @FunctionalInterface
    public interface Work {
        void run(Request request);
    }

    public Office office() {
        return office;
    }

    public Call call() {
        return call;
    }

    public LedgerViews views() {
        return office.ledger().views();
    }

    /** Who asks. */
    public long caller() {
        return call.caller().userId();
    }

    public long nowNanos() {
        return office.clock().getAsLong();
    }

    public String now() {
        return Times.timestamp(nowNanos());
    }

    // ---- arguments

    public ObjectNode arguments() {
        return call.arguments();
    }

    public boolean has(String name) {
        return call.arguments().hasNonNull(name);
    }

    public long whole(String name) {
        return call.arguments().path(name).asLong();
    }

    public String text(String name) {
        return call.arguments().path(name).asText();
    }

    public boolean flag(String name) {
        return call.arguments().path(name).asBoolean();
    }

    /** Ids in the order given; one that is given twice is meant once. */
    public List<Long> wholes(String name) {
        Set<Long> ids = new LinkedHashSet<>();
        call.arguments().path(name).forEach(id -> ids.add(id.asLong()));
        return List.copyOf(ids);
    }

    /** Dollars, or any other decimal, in millionths. Beyond the range of a long it is the end of the range. */
    public static long micros(JsonNode value) {
        BigDecimal micros = value.decimalValue().multiply(MICROS).setScale(0, RoundingMode.HALF_EVEN);
        return micros.precision() > 18 ? (micros.signum() < 0 ? -1 : 1) * 999_999_999_999_999_999L : micros.longValue();
    }

    /** The user meant: the one named, for whom the caller may act, or the caller. Empty when it may not. */
    public OptionalLong user(String name) {
        if (!has(name) || whole(name) == caller()) {
            return OptionalLong.of(caller());
        }
        boolean known = views().user(whole(name)).isPresent();
        return known && office.access().administers(caller(), whole(name))
                ? OptionalLong.of(whole(name))
                : OptionalLong.empty();
    }

    /** An account the caller may see in this domain. */
    public Optional<AccountFacts> account(String name) {
        return office.access().account(caller(), call.domain(), whole(name));
    }

    /** Whether the caller may see an account, in whichever domain it is. */
    public boolean seesAnywhere(String name) {
        return Stream.of(Domain.DEMO, Domain.LIVE)
                .anyMatch(domain ->
                        office.access().account(caller(), domain, whole(name)).isPresent());
    }

    public boolean isAdministrator() {
        return office.access().isAdministrator(caller());
    }

    // ---- what is done

    /** Submits a command; a refusal of the engine is answered here. */
    public void submit(Command command, Consumer<Outcome> then) {
        submit(command, then, outcome -> error(Reasons.text(outcome.rejection())));
    }

    public void submit(Command command, Consumer<Outcome> then, Consumer<Outcome> refused) {
        if (gathered.isPresent()) {
            gathered.get().add(command);
            then.accept(Outcome.accepted(Command.Together.MADE));
            return;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        CommandKey key = new CommandKey(random.nextLong() | 1, random.nextLong());
        office.ledger().submit(key, caller(), command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                // On the ledger's thread, which a mistake of ours must not take with it.
                Fault.guard(call.path(), answer, () -> (outcome.isAccepted() ? then : refused).accept(outcome));
            }

            @Override
            public void onFailure(Failure failure) {
                answer.accept(
                        failure == Failure.BUSY
                                ? Answers.BUSY
                                : new Answer.Refused(503, "The ledger takes nothing now, try again later"));
            }
        });
    }

    /** The commands that some work would submit, in order, each as if it were accepted and had made what its successors mean by MADE. */
    public List<Command> gathered(Work work) {
        List<Command> commands = new ArrayList<>();
        work.run(new Request(office, call, answer, Optional.of(commands)));
        return commands;
    }

    /** Does everything that some work would submit as one entry of the log; a refusal of the engine is answered here. */
    public void together(Work work, Consumer<Outcome> then) {
        together(work, then, outcome -> error(Reasons.text(outcome.rejection())));
    }

    /** The same with another answer to a refusal; work that submits nothing is done already. */
    public void together(Work work, Consumer<Outcome> then, Consumer<Outcome> refused) {
        List<Command> parts = gathered(work);
        if (parts.isEmpty()) {
            then.accept(Outcome.DONE);
        } else {
            submit(new Command.Together(parts), then, refused);
        }
    }

    /** Creates a record of a kind. */
    public void create(String kind, long userId, long accountId, String key, ObjectNode values, LongConsumer then) {
        submit(
                new Command.KeepRecord(0, kind, userId, accountId, key, Documents.of(kind, values), 0),
                outcome -> then.accept(outcome.id()),
                this::notKept);
    }

    /** Answers why a record of somebody's words was refused. */
    public void notKept(Outcome outcome) {
        error(
                outcome.rejection() == Rejection.INVALID_COMMAND
                        ? "The entity is too large"
                        : Reasons.text(outcome.rejection()));
    }

    /** Replaces what a record says, unless somebody else just did. */
    public void replace(KeptRecord record, ObjectNode values, Runnable then) {
        replace(record, record.uniqueKey(), values, then);
    }

    public void replace(KeptRecord record, String key, ObjectNode values, Runnable then) {
        submit(
                new Command.KeepRecord(
                        record.id(), record.kind(), 0, 0, key, Documents.of(record.kind(), values), record.version()),
                outcome -> then.run());
    }

    public void remove(KeptRecord record, Runnable then) {
        submit(new Command.RemoveRecord(record.id(), record.kind()), outcome -> then.run());
    }

    /** A record of a kind that the caller owns or administers. */
    public Optional<KeptRecord> owned(String kind, long id) {
        return views().record(id)
                .filter(record -> record.kind().equals(kind))
                .filter(record ->
                        record.userId() == caller() || office.access().administers(caller(), record.userId()));
    }

    /** A record that is there, as bytes of its row. */
    public byte[] json(long id) {
        return Records.json(views().record(id).orElseThrow());
    }

    // ---- answers

    /** Answers for what was done, where the book has heard of it. In an outcome. */
    public void behindBook(Runnable answering) {
        office.book().answer(() -> Fault.guard(call.path(), answer, answering));
    }

    public void answer(Answer given) {
        answer.accept(given);
    }

    /** A finished row alone. */
    public void answerRow(byte[] row) {
        answer.accept(new Answer.Done(row));
    }

    /** A record as its row alone. */
    public void answerRecord(long id) {
        answerRow(json(id));
    }

    /** A record under a name. */
    public void answer(String name, long id) {
        answer(name, json(id));
    }

    public void answer(String name, byte[] row) {
        answer.accept(Answers.done(new Json().object().raw(name, row)));
    }

    public void ok() {
        answer.accept(Answers.done(new Json().object().put("ok", true)));
    }

    /** For replies that always tell whether it went well. */
    public void notOk(String text) {
        answer.accept(Answers.done(new Json().object().put("errorText", text).put("ok", false)));
    }

    public void error(String text) {
        answer.accept(Answers.error(text));
    }

    public void denied() {
        answer.accept(Answers.DENIED);
    }

    public void notFound() {
        answer.accept(Answers.notFound(call.path()));
    }
}
