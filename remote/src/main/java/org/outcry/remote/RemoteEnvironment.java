package org.outcry.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.Awaited;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.PositionView;
import org.outcry.link.ServedDesk;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.remote.picture.Library;
import org.outcry.remote.signin.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One remote environment, connected: its ledger, its market, and the halt over both. Whoever starts it builds a desk over the two and
 * lets {@link #serve} refuse what that cannot serve. Start and close from one thread; the rest from any.
 */
public final class RemoteEnvironment implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(RemoteEnvironment.class);

    private final RemoteSettings settings;
    private final Catalogue catalogue;
    private final Path haltFile;
    private final HttpClient http;
    private final RemoteLedger ledger;
    private final RemoteMarket market;
    private final Connection trading;
    private final Connection prices;
    private final HaltKeeper keeper;

    /**
     * What a halt came to.
     *
     * @param accounts how many take no opening orders now
     * @param orders working when it was asked for
     * @param positions open when it was asked for
     * @param open what still was when the waiting ended, for people
     */
    public record Halted(int accounts, int orders, int positions, List<String> open) {
        public Halted {
            open = List.copyOf(open);
        }
    }

    /**
     * @param haltFile is there while a halt stands
     * @param news hears in a line for people how the connections stand, each time that changes
     */
    public RemoteEnvironment(
            RemoteSettings settings, Catalogue catalogue, Path haltFile, String appVersion, Consumer<String> news) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.haltFile = haltFile;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timings().connect())
                .build();
        Library library = new Library(catalogue);
        Tokens tokens =
                new Tokens(http, settings.trading(), settings.credentials(), appVersion, InstantSource.system());
        Penalties penalties = new Penalties(System::nanoTime, news, Optional.empty());
        Penalties ofPrices =
                new Penalties(System::nanoTime, line -> news.accept("md: " + line), Optional.of(penalties));
        this.ledger = new RemoteLedger(settings, library, penalties, tokens::drop);
        this.market = new RemoteMarket(library, settings.timings(), ofPrices, ledger::findContract, this::held);
        this.keeper = new HaltKeeper(new Halting());
        this.trading = new Connection(
                "trading",
                http,
                settings.trading(),
                tokens,
                settings.timings(),
                false,
                ledger::owned,
                ledger.line(this::tradingWhole),
                penalties,
                news);
        this.prices = new Connection(
                "md",
                http,
                settings.marketData(),
                tokens,
                settings.timings(),
                true,
                market::owned,
                market.line(this::pricesWhole),
                ofPrices,
                news);
    }

    /** Begins to connect. A halt that stood when the last process ended stands on, and is carried out again once connected. */
    public void start() {
        ledger.halt(Files.exists(haltFile));
        ledger.onTraded(market::traded);
        ledger.onWhole(keeper::look);
        ledger.follow((_, _, event) -> keeper.on(event));
        trading.start();
        prices.start();
    }

    private void tradingWhole() {
        trading.whole();
    }

    private void pricesWhole() {
        prices.whole();
    }

    public Ledger ledger() {
        return ledger;
    }

    public MarketData market() {
        return market;
    }

    /** The desk over {@link #ledger} and {@link #market}, without what it cannot serve. */
    public ServedDesk serve(ServedDesk desk) {
        return new RemoteDesk(desk, ledger, market, catalogue, settings);
    }

    /** Why it takes no commands now, empty when it does. */
    public Optional<String> problem() {
        Optional<String> stopped = trading.stopped();
        if (stopped.isPresent()) {
            return stopped;
        }
        return ledger.status().ready()
                ? Optional.empty()
                : Optional.of(ledger.status().reason());
    }

    /** Not connected so far, but trying. */
    public boolean connecting() {
        return !ledger.status().ready() && trading.stopped().isEmpty();
    }

    public boolean halted() {
        return ledger.halted();
    }

    /**
     * Cancels, closes, and sends nothing that adds until it is lifted; a file keeps that over restarts.
     *
     * @param patience how long to wait for the positions to be gone
     * @param by who asks for it, for {@link #standingHalt}
     */
    public Halted halt(Duration patience, String by) {
        try {
            StandingHalt.begin(haltFile, Instant.now(), by);
        } catch (IOException e) {
            // Frozen all the same, if only until the process ends: the more important half.
            ledger.halt(true);
            throw new UncheckedIOException(e);
        }
        ledger.owned(keeper::begin);
        ledger.halt(true);
        List<AccountView> accounts = accounts();
        int orders = accounts.stream()
                .mapToInt(account -> account.workingOrders().size())
                .sum();
        int positions = accounts.stream().mapToInt(RemoteEnvironment::open).sum();
        long end = System.nanoTime() + patience.toNanos();
        if (!accounts.isEmpty()) {
            try {
                Awaited.outcome(ledger, flatten(accounts));
            } catch (Awaited.Unanswered e) {
                LOG.warn("event=remote_halt_unanswered reason=\"{}\"", e.getMessage());
            }
        }
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            left = left();
        }
        ledger.owned(keeper::rest);
        return new Halted(accounts.size(), orders, positions, left);
    }

    /** Orders are sent again; false when no halt stood. */
    public boolean liftHalt() {
        try {
            boolean stood = StandingHalt.lift(haltFile);
            ledger.halt(false);
            return stood;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The halt that stands, if one does. */
    public Optional<StandingHalt> standingHalt() {
        try {
            return StandingHalt.read(haltFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody holds it, or has an order in it. */
    private boolean held(int contractId) {
        return accounts().stream()
                .anyMatch(account -> account.positions().stream()
                                .anyMatch(position -> position.contractId() == contractId && position.net() != 0)
                        || account.workingOrders().stream().anyMatch(order -> order.contractId() == contractId));
    }

    private static Command flatten(List<AccountView> accounts) {
        List<Long> ids = accounts.stream().map(AccountView::accountId).toList();
        return new Command.Flatten(ids, 0, true, true, true, List.of());
    }

    private List<AccountView> accounts() {
        return ledger.views().accounts(RemoteLedger.USER_ID);
    }

    private static int open(AccountView account) {
        return (int) account.positions().stream()
                .filter(position -> position.net() != 0)
                .count();
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        if (!ledger.status().ready()) {
            left.add("not known: " + ledger.status().reason());
        }
        for (AccountView account : accounts()) {
            for (PositionView position : account.positions()) {
                if (position.net() != 0) {
                    String contract = catalogue
                            .contract(position.contractId())
                            .map(known -> known.name())
                            .orElse("contract " + position.contractId());
                    left.add("%s holds %+d %s".formatted(account.name(), position.net(), contract));
                }
            }
            account.workingOrders()
                    .forEach(
                            order -> left.add(account.name() + " has order " + order.orderId() + " " + order.status()));
        }
        return left;
    }

    /** What the keeper of a halt sees and does. */
    private final class Halting implements HaltKeeper.Accounts {
        @Override
        public boolean halted() {
            return ledger.halted();
        }

        @Override
        public boolean ready() {
            return ledger.status().ready();
        }

        @Override
        public Set<HaltKeeper.Place> open() {
            Set<HaltKeeper.Place> open = new HashSet<>();
            for (AccountView account : accounts()) {
                account.workingOrders()
                        .forEach(order -> open.add(new HaltKeeper.Place(account.accountId(), order.contractId())));
                account.positions().stream()
                        .filter(position -> position.net() != 0)
                        .forEach(
                                position -> open.add(new HaltKeeper.Place(account.accountId(), position.contractId())));
            }
            return open;
        }

        @Override
        public void flatten(Runnable ended) {
            ledger.submit(
                    CommandKey.NONE,
                    0,
                    RemoteEnvironment.flatten(RemoteEnvironment.this.accounts()),
                    new OutcomeListener() {
                        @Override
                        public void onOutcome(Outcome outcome) {
                            ledger.owned(ended);
                        }

                        @Override
                        public void onFailure(Failure failure) {
                            ledger.owned(ended);
                        }
                    });
        }

        @Override
        public void later(Runnable then, long delayNanos) {
            ledger.later(then, delayNanos);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }

    @Override
    public void close() {
        trading.close();
        prices.close();
        market.close();
        ledger.close();
        http.shutdownNow();
    }
}
