package org.outcry.harness.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.outcry.brokerage.BrokerageSettings;
import org.outcry.brokerage.LedgerBrokerage;
import org.outcry.desk.Bootstrap;
import org.outcry.desk.FirstUser;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.TriggerSource;
import org.outcry.feed.Feed;
import org.outcry.gateway.GatewayServer;
import org.outcry.gateway.GatewaySettings;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.tradovate.SocketLimits;
import org.outcry.gateway.tradovate.TradovateSettings;
import org.outcry.ledger.api.Awaited;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.ledger.view.AccountView;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.tradovate.Domain;

/** The server far away: its four domains over a ledger in memory and a market that moves by itself. */
final class FarServer implements AutoCloseable {
    static final String USER = "trader";
    static final String PASSWORD = "far away and long ago";
    /** Short, so that tests see renewals; long enough for a loaded machine. */
    static final long TOKEN_MILLIS = 5_000;

    /** Its clock goes before when a session is about to end, which would take the day's orders and fills out of a test's middle. */
    private static final long AHEAD = aheadOfTheBreak().toNanos();

    private static final long SEED = 20_261_121;
    private static final long CASH_MICROS = 100_000_000_000L;
    private static final AccountSettings AT_ONCE =
            new AccountSettings(0, 0, AccountSettings.FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 10);

    final Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    final ProceduralMarket market = new ProceduralMarket(catalogue, SEED, SessionMode.ALWAYS_OPEN);
    final MemoryLedger ledger = new MemoryLedger(FarServer::now);
    private final AtomicInteger accounts = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Path data;
    private final Feed feed;
    private final LedgerBrokerage brokerage;
    private final GatewayServer gateway;

    FarServer() throws IOException, InterruptedException, TimeoutException {
        data = Files.createTempDirectory("outcry-far");
        brokerage = new LedgerBrokerage(ledger, market, catalogue, ledger::businessNanos, BrokerageSettings.STANDARD);
        try (Bootstrap bootstrap = new Bootstrap(ledger, catalogue)) {
            bootstrap.start(new FirstUser(USER, List.of("Sim101"), CASH_MICROS, AT_ONCE));
        }
        feed = new Feed(ledger, market, ledger.appliedNanos());
        feed.start();
        SocketLimits limits = new SocketLimits(10_000, 200, 30_000, 30_000, 32_768, 8 << 20, 50, 5);
        gateway = GatewayServer.start(GatewaySettings.on(0, data)
                .withTradovate(TradovateSettings.beside(0)
                        .withTokenMillis(TOKEN_MILLIS)
                        .withSockets(limits))
                .withProfile(Profile.OPEN));
        gateway.access().addUser(USER);
        gateway.credentials().setPassword(USER, PASSWORD);
        gateway.attach(new BusyDoor(brokerage, refusals));
        gateway.tokensChanged();
    }

    static long now() {
        Instant instant = Instant.now();
        return AHEAD + instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static Duration aheadOfTheBreak() {
        LocalTime chicago = LocalTime.now(ZoneId.of("America/Chicago"));
        boolean soon = chicago.isAfter(LocalTime.of(16, 40)) && chicago.isBefore(LocalTime.of(17, 1));
        return soon ? Duration.ofMinutes(25) : Duration.ZERO;
    }

    /** So many subscriptions to quotes are answered 503 from now on. */
    void refuseQuotes(int times) {
        refusals.set(times);
    }

    boolean refusesQuotes() {
        return refusals.get() > 0;
    }

    int port(Domain domain) {
        return gateway.port(domain);
    }

    /** A fresh account; no two tests share one. */
    AccountView open(boolean live) {
        String name = "Far" + accounts.incrementAndGet();
        long user = ledger.views().user(USER).orElseThrow().userId();
        Outcome opened = Awaited.outcome(ledger, new Command.OpenAccount(name, user, CASH_MICROS, AT_ONCE, live));
        return account(opened.id());
    }

    AccountView account(long accountId) {
        return ledger.views().account(accountId).orElseThrow();
    }

    /** Orders the account has had, of whatever status. */
    int orders(long accountId) {
        AccountView account = account(accountId);
        return account.workingOrders().size() + account.doneOrders().size();
    }

    int es() {
        return catalogue.resolve("ES", now()).orElseThrow().contract().contractId();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        brokerage.close();
        feed.close();
        ledger.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
