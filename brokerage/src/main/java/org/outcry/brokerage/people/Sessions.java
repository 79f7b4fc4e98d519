package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.rows.Times;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.record.KeptRecord;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.tradovate.door.SignIn;

/** Sessions of users and their sums, as records. Of each user the newest {@value #KEPT} sessions are kept. Any thread. */
public final class Sessions {
    static final int KEPT = 50;
    private static final String KIND = "userSession";
    private static final String STATS = "userSessionStats";

    /** Stands for a password without a key, where the schema wants a number above 0: more than any key can have. */
    private static final long NO_KEY = 1_000_000_000_000_000L;

    private final Office office;

    public Sessions(Office office) {
        this.office = office;
    }

    /** Begins a session; its id comes when it is durable. */
    public CompletionStage<Long> begin(long userId, SignIn origin) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        String now = Times.timestamp(office.clock().getAsLong());
        ObjectNode values = Documents.object()
                .put("userId", userId)
                .put("startTime", now)
                .put("ipAddress", bounded(origin.address()))
                .put("appId", bounded(origin.appId()))
                .put("appVersion", bounded(origin.appVersion()))
                .put("clientAppId", origin.clientAppId() > 0 ? origin.clientAppId() : NO_KEY);
        prune(userId);
        keep(
                new Command.KeepRecord(0, KIND, userId, 0, "", values.toString(), 0),
                userId,
                outcome -> {
                    if (outcome.isAccepted()) {
                        answer.complete(outcome.id());
                    } else {
                        answer.completeExceptionally(new IllegalStateException(
                                "no session for user " + userId + ": " + outcome.rejection()));
                    }
                },
                () -> answer.completeExceptionally(new IllegalStateException("the ledger takes no session now")));
        count(userId, stats -> stats.put("lastSessionTime", now).put("failedPasswords", 0));
        return answer;
    }

    private static String bounded(String text) {
        return text.length() > 64 ? text.substring(0, 64) : text;
    }

    private void prune(long userId) {
        List<KeptRecord> known = office.ledger().views().records(KIND, userId);
        for (int i = 0; i <= known.size() - KEPT; i++) {
            keep(new Command.RemoveRecord(known.get(i).id(), KIND), userId, _ -> {}, () -> {});
        }
    }

    public void failed(long userId) {
        count(
                userId,
                stats -> stats.put(
                        "failedPasswords", stats.path("failedPasswords").asInt() + 1));
    }

    public void end(long userId, long sessionId) {
        office.ledger()
                .views()
                .record(sessionId)
                .filter(record -> record.kind().equals(KIND) && record.userId() == userId)
                .ifPresent(record -> {
                    ObjectNode values = Documents.read(record)
                            .put("endTime", Times.timestamp(office.clock().getAsLong()));
                    keep(
                            new Command.KeepRecord(record.id(), KIND, 0, 0, "", values.toString(), 0),
                            userId,
                            _ -> {},
                            () -> {});
                });
    }

    /** Two at once may count as one: it is for show, and the penalties of the door are its own. */
    private void count(long userId, Consumer<ObjectNode> change) {
        Optional<KeptRecord> known =
                office.ledger().views().records(STATS, userId).stream().findFirst();
        ObjectNode stats = known.map(Documents::read)
                .orElseGet(() -> Documents.object()
                        .put("lastSessionTime", Times.timestamp(office.clock().getAsLong()))
                        .put("failedPasswords", 0));
        change.accept(stats);
        long id = known.map(KeptRecord::id).orElse(0L);
        keep(
                new Command.KeepRecord(id, STATS, userId, 0, "user:" + userId, stats.toString(), 0),
                userId,
                _ -> {},
                () -> {});
    }

    private void keep(Command command, long userId, Consumer<Outcome> then, Runnable failed) {
        office.ledger().submit(CommandKey.NONE, userId, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                then.accept(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                failed.run();
            }
        });
    }
}
