package org.outcry.desk;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.outcry.desk.atm.AtmTemplates;
import org.outcry.desk.events.EventPublisher;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.MarketHours;
import org.outcry.desk.market.Valuation;
import org.outcry.desk.quotes.QuotePublisher;
import org.outcry.desk.rpc.DeskOperations;
import org.outcry.desk.strategy.StrategyHost;
import org.outcry.desk.wire.OrderOwner;
import org.outcry.desk.wire.ProtectionRows;
import org.outcry.desk.wire.QuoteRows;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.event.Event;
import org.outcry.feed.Feed;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.OrderView;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskRequest;
import org.outcry.link.LinkLimits;
import org.outcry.link.ServedDesk;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;

/**
 * The embedded desk. A gateway in the same process uses it as its {@link DeskLink}; a dialler serves it over a socket.
 *
 * <p>Calls may come from any thread and none of them blocks: the gateway's event loop may call directly. The inbox is called from
 * the desk's own threads.
 */
public final class Desk implements ServedDesk, AutoCloseable {
    private static final int MAX_WAITING_BARS = 64;
    private static final int MAX_WAITING_HISTORIES = 256;

    private final DeskSettings settings;
    private final StrategyHost strategies;
    private final DeskOperations operations;
    /** A template that was changed or added counts this soon. */
    private static final int TEMPLATES_SECONDS = 5;

    private final QuotePublisher quotes;
    private final EventPublisher events;
    private final ScheduledExecutorService timers;
    private final ThreadPoolExecutor barWorker;
    private final ThreadPoolExecutor historyWorker;
    private final Ledger.Subscription subscription;
    private volatile Inbox inbox = NoInbox.INSTANCE;

    /** @param feed drives the same ledger with the same market */
    public Desk(Ledger ledger, MarketData market, Catalogue catalogue, DeskSettings settings, Feed feed) {
        this.settings = settings;
        Listings listings = new Listings(catalogue);
        Valuation valuation = new Valuation(market, listings, settings.priceBasis());
        this.strategies = new StrategyHost(ledger, market, listings, this::run, settings.strategies());
        Rows rows = new Rows(
                listings,
                valuation,
                settings.host(),
                order -> owner(ledger, order).or(() -> owner(order)));
        QuoteRows quoteRows = new QuoteRows(market, settings.host());
        this.timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("desk-timers").factory());
        this.barWorker = worker("desk-bars", MAX_WAITING_BARS);
        this.historyWorker = worker("desk-history", MAX_WAITING_HISTORIES);
        AtmTemplates atmTemplates = new AtmTemplates(settings.atmFolder());
        timers.scheduleWithFixedDelay(atmTemplates::reload, TEMPLATES_SECONDS, TEMPLATES_SECONDS, TimeUnit.SECONDS);
        this.operations = new DeskOperations(
                ledger,
                market,
                listings,
                new MarketHours(catalogue),
                rows,
                quoteRows,
                valuation,
                settings.host(),
                feed,
                timers,
                barWorker,
                historyWorker,
                strategies,
                atmTemplates);
        this.quotes = new QuotePublisher(ledger, market, listings, quoteRows, () -> inbox);
        this.events = new EventPublisher(ledger, rows, new ProtectionRows(listings, rows.orderIds()), () -> inbox);
        this.subscription = ledger.follow(this::onEvent);
        quotes.start();
        events.start();
        strategies.begin();
    }

    private static Optional<OrderOwner.Owner> owner(Ledger ledger, OrderView order) {
        return order.strategyId() == 0
                ? Optional.empty()
                : ledger.views()
                        .strategy(order.strategyId())
                        .map(strategy -> new OrderOwner.Owner(
                                Long.toString(strategy.strategyId()),
                                strategy.template().name()));
    }

    private Optional<OrderOwner.Owner> owner(OrderView order) {
        return strategies
                .ownerOf(order.orderId())
                .map(strategy -> new OrderOwner.Owner(strategy.strategyId(), strategy.strategyClass()));
    }

    /** What strategies ask for goes the way of all requests. */
    private void run(DeskRequest request, Listener listener) {
        operations.run(request, listener);
    }

    /** One thread with a bound on what waits for it; beyond it, it rejects. */
    private static ThreadPoolExecutor worker(String name, int bound) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(bound),
                Thread.ofPlatform().daemon().name(name).factory());
    }

    @Override
    public void attach(Inbox gateway) {
        inbox = gateway;
    }

    @Override
    public void detach() {
        operations.linkLost();
        quotes.want(Set.of());
        events.want(Set.of());
        inbox = NoInbox.INSTANCE;
    }

    @Override
    public Hello hello() {
        return new Hello(
                LinkLimits.PROTOCOL, settings.version(), settings.host().serverName());
    }

    @Override
    public void request(DeskRequest request, Listener listener) {
        operations.run(request, listener);
    }

    @Override
    public void wantQuotes(Set<String> instruments) {
        quotes.want(instruments);
    }

    @Override
    public void wantEvents(Set<String> users) {
        events.want(users);
    }

    /** Stops answering; requests under way at the ledger still hear from it. */
    @Override
    public void close() {
        strategies.close();
        subscription.close();
        quotes.close();
        events.close();
        timers.shutdownNow();
        barWorker.shutdownNow();
        historyWorker.shutdownNow();
    }

    /** On the ledger's thread. */
    private void onEvent(long logPosition, long timeNanos, Event event) {
        operations.onEvent(event);
        strategies.onEvent(event);
        events.onEvent(logPosition, timeNanos, event);
    }

    /** While no gateway is attached. */
    private enum NoInbox implements Inbox {
        INSTANCE;

        @Override
        public void onQuote(String instrument, byte[] quoteJson) {
            // Nobody listens.
        }

        @Override
        public void onEvent(DeskEvent event) {
            // Nobody listens.
        }
    }
}
