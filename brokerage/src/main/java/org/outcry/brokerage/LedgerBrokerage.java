package org.outcry.brokerage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.book.AccountProjector;
import org.outcry.brokerage.book.Book;
import org.outcry.brokerage.book.OrderProjector;
import org.outcry.brokerage.book.ReferenceProjector;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Fault;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operation;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.library.LibraryActions;
import org.outcry.brokerage.limits.LimitOperations;
import org.outcry.brokerage.limits.LimitProjector;
import org.outcry.brokerage.marketdata.MarketRoom;
import org.outcry.brokerage.money.Balances;
import org.outcry.brokerage.money.DemoAccounts;
import org.outcry.brokerage.notices.AdminAlerts;
import org.outcry.brokerage.notices.AlertWatch;
import org.outcry.brokerage.notices.Alerts;
import org.outcry.brokerage.notices.Chats;
import org.outcry.brokerage.orders.OrderOperations;
import org.outcry.brokerage.people.Owned;
import org.outcry.brokerage.people.People;
import org.outcry.brokerage.people.Refusals;
import org.outcry.brokerage.people.Sessions;
import org.outcry.brokerage.people.Subscriptions;
import org.outcry.brokerage.people.TradingPermissions;
import org.outcry.brokerage.people.UserProperties;
import org.outcry.brokerage.reads.Reads;
import org.outcry.brokerage.records.RecordProjector;
import org.outcry.brokerage.records.ReferenceRecords;
import org.outcry.brokerage.rows.Listings;
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
    private final Sessions userSessions;
    private final AlertWatch alertWatch;

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
        Book book = new Book(tables, settings.events(), settings.calls(), settings.ledgerWaits());
        office = new Office(ledger, market, catalogue, clock, listings, tables, access, book);
        OrderProjector orders = new OrderProjector(tables, listings);
        book.add(new ReferenceProjector(tables, catalogue, ReferenceRecords.rows()));
        book.add(new AccountProjector(tables, access, listings));
        book.add(orders);
        RecordProjector records = new RecordProjector(tables, access);
        LimitProjector limits = new LimitProjector(tables);
        AdminAlerts adminAlerts = new AdminAlerts(office);
        book.add(limits);
        book.add(records);
        book.add(adminAlerts);
        adminAlerts.watch();
        userSessions = new Sessions(office);
        alertWatch = new AlertWatch(office);
        Reads.register(operations, tables, access, listings, clock);
        features = List.of(
                new Synchronisations(tables, access, listings),
                new OrderOperations(office),
                adminAlerts,
                new LimitOperations(office),
                new People(office),
                new Owned(office),
                new Subscriptions(office),
                new TradingPermissions(office),
                new Balances(office),
                new DemoAccounts(office),
                new Alerts(office),
                new Chats(office),
                new Refusals(),
                new LibraryActions(office),
                new MarketRoom(market, listings, clock, LedgerBrokerage::hasMarketData));
        features.forEach(feature -> feature.register(operations));
        book.start(ledger);
        if (settings.looksByItself()) {
            alertWatch.start();
        }
    }

    /** What its parts work with. */
    Office office() {
        return office;
    }

    /**
     * Looks at the alerts now. For the one thread that moves this brokerage's time, where it does not look by itself.
     *
     * @return when to look again, business time; {@link Long#MAX_VALUE} while there is no alert
     */
    public long look() {
        return alertWatch.lookAndSayWhen();
    }

    /**
     * Runs a short task once everything that was told of the ledger so far has been told to those who follow. Any thread.
     *
     * @return false at the bound of waiting calls: it will not run
     */
    public boolean behindEvents(Runnable task) {
        return office.book().ask(task);
    }

    @Override
    public void call(Call call, Consumer<Answer> answer) {
        Optional<Operations.Entry> entry = operations.find(call.path());
        if (entry.isEmpty()) {
            answer.accept(Answers.notFound(call.path()));
            return;
        }
        Operation operation = entry.get().operation();
        Consumer<Answer> once = Fault.once(answer);
        Runnable work = () -> Fault.guard(call.path(), once, () -> operation.run(call, once));
        if (!entry.get().onBook()) {
            work.run();
        } else if (!office.book().ask(work)) {
            once.accept(Answers.BUSY);
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
        return new Identity(
                user.userId(),
                user.name(),
                user.status(),
                live,
                hasMarketData(user.userId()),
                live,
                office.access().isAdministrator(user.userId()),
                UserProperties.limits(office.ledger().views(), user.userId()));
    }

    /** The one rule for sign-ins and for market data: this market is our own, no exchange licenses it, so everybody may see it. */
    private static boolean hasMarketData(long userId) {
        return userId > 0;
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
        return userSessions.begin(userId, origin);
    }

    @Override
    public void signInFailed(long userId) {
        userSessions.failed(userId);
    }

    @Override
    public void signedOut(long userId, long sessionId) {
        userSessions.end(userId, sessionId);
    }

    @Override
    public void close() {
        alertWatch.close();
        features.forEach(Feature::close);
        office.book().close();
    }
}
