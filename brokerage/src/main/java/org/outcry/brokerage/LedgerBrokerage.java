package org.outcry.brokerage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.book.AccountProjector;
import org.outcry.brokerage.book.Book;
import org.outcry.brokerage.book.OrderProjector;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operation;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.reads.Reads;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.ReferenceRows;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.brokerage.sync.Synchronisations;
import org.outcry.ledger.api.Ledger;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;
import org.outcry.tradovate.door.Identity;
import org.outcry.tradovate.door.SignIn;

/**
 * The accounts of one ledger as a brokerage. It is given all it needs, so that a replay is the same brokerage over a ledger, a
 * market and a clock of its own.
 */
public final class LedgerBrokerage implements Brokerage {
    private final Operations operations = new Operations();
    private final Office office;
    private final List<Feature> features;
    private final AtomicLong sessions;

    /**
     * Follows the ledger from now on and reads what is current from its history.
     *
     * @param clock business time, nanoseconds UTC
     */
    public LedgerBrokerage(
            Ledger ledger, MarketData market, Catalogue catalogue, LongSupplier clock, BrokerageSettings settings) {
        Listings listings = new Listings(catalogue);
        Tables tables = new Tables();
        Access access = new Access();
        Book book = new Book(tables, settings.events(), settings.calls());
        office = new Office(ledger, market, catalogue, clock, listings, tables, access, book);
        sessions = new AtomicLong(clock.getAsLong() / 1_000_000);
        ReferenceRows.rows(catalogue).forEach(tables::put);
        OrderProjector orders = new OrderProjector(tables, listings);
        book.add(new AccountProjector(tables, access, listings));
        book.add(orders);
        Reads.register(operations, tables, access, listings, clock);
        features = List.of(new Synchronisations(tables, access, listings));
        features.forEach(feature -> feature.register(operations));
        book.start(ledger);
    }

    @Override
    public void call(Call call, Consumer<Answer> answer) {
        Optional<Operations.Entry> entry = operations.find(call.path());
        if (entry.isEmpty()) {
            answer.accept(Answers.notFound(call.path()));
            return;
        }
        Operation operation = entry.get().operation();
        if (!entry.get().onBook()) {
            operation.run(call, answer);
        } else if (!office.book().ask(() -> operation.run(call, answer))) {
            answer.accept(Answers.BUSY);
        }
    }

    @Override
    public void closed(Connection connection) {
        office.book().tell(() -> features.forEach(feature -> feature.closed(connection)));
    }

    @Override
    public CompletionStage<Optional<Identity>> user(String name) {
        return asked(() -> office.access().user(name).map(this::identity));
    }

    private Identity identity(UserFacts user) {
        boolean live = !office.access().accounts(user.userId(), Domain.LIVE).isEmpty();
        return new Identity(user.userId(), user.name(), "Active", live, true, live);
    }

    private <T> CompletionStage<T> asked(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean taken = office.book().ask(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!taken) {
            answer.completeExceptionally(new IllegalStateException("too many calls are waiting"));
        }
        return answer;
    }

    @Override
    public CompletionStage<Long> signedIn(long userId, SignIn origin) {
        return CompletableFuture.completedFuture(sessions.incrementAndGet());
    }

    @Override
    public void signInFailed(long userId) {}

    @Override
    public void signedOut(long userId, long sessionId) {}

    @Override
    public void close() {
        office.book().close();
    }
}
