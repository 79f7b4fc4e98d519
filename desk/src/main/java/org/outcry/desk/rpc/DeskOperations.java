package org.outcry.desk.rpc;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.outcry.desk.atm.AtmTemplates;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.MarketHours;
import org.outcry.desk.market.Valuation;
import org.outcry.desk.strategy.StrategyHost;
import org.outcry.desk.wire.HostFacts;
import org.outcry.desk.wire.QuoteRows;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.event.Event;
import org.outcry.feed.Feed;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.Ledger;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskRequest;
import org.outcry.market.MarketData;

/**
 * Runs one request: picks its function by name and turns every ending into one reply. Never blocks the caller: reads are answered
 * from views before it returns, trades when the ledger has an outcome, bars from a worker. Any thread.
 */
public final class DeskOperations {
    private final Ledger ledger;
    private final Arrivals arrivals;
    private final Listings listings;
    private final AccountOperations accounts;
    private final PositionOperations positions;
    private final OrderOperations orders;
    private final ExecutionOperations executions;
    private final MarketOperations markets;
    private final BarOperations bars;
    private final StrategyOperations strategies;
    private final AtmOperations atms;
    private final StrategyRegistry registry;
    private final ProtectionOperations protections = new ProtectionOperations();
    private final InstrumentOperations instruments;
    private final Closings closings;
    private final HeldOrders heldOrders;
    private final SuccessionOperations successions;
    private final LifecycleOperations lifecycles;

    /**
     * @param timers answers closes; one thread
     * @param barWorker computes bars; bounded, rejects when full
     * @param historyWorker reads history; bounded, rejects when full
     */
    public DeskOperations(
            Ledger ledger,
            MarketData market,
            Listings listings,
            MarketHours hours,
            Rows rows,
            QuoteRows quotes,
            Valuation valuation,
            HostFacts host,
            Feed feed,
            ScheduledExecutorService timers,
            ExecutorService barWorker,
            ExecutorService historyWorker,
            StrategyHost strategyHost,
            AtmTemplates atmTemplates) {
        this.ledger = ledger;
        this.arrivals = feed.arrivals();
        this.listings = listings;
        this.closings = new Closings(ledger, rows, timers);
        this.accounts = new AccountOperations(rows, valuation, host);
        this.atms = new AtmOperations(atmTemplates, market, listings, rows);
        PastOrders past = new PastOrders(ledger, rows.orderIds(), historyWorker);
        this.orders = new OrderOperations(listings, market, rows, host, atms, past);
        this.positions = new PositionOperations(market, hours, rows, orders, closings);
        this.heldOrders = new HeldOrders(ledger, timers);
        this.successions = new SuccessionOperations(market, rows, host, orders, heldOrders, atms);
        this.lifecycles = new LifecycleOperations(ledger, listings, rows, host, timers, historyWorker);
        this.executions = new ExecutionOperations(rows, orders, past);
        this.markets = new MarketOperations(listings, hours, quotes, feed::lastGap);
        this.bars = new BarOperations(market, barWorker);
        this.strategies = new StrategyOperations(strategyHost, this::run, rows);
        this.registry = new StrategyRegistry(List.of(strategies, atms));
        this.instruments = new InstrumentOperations(listings, hours);
    }

    public void run(DeskRequest request, DeskLink.Listener listener) {
        Call call = new Call(request, listener, ledger, listings, arrivals);
        call.guarded(() -> dispatch(request.operation(), call));
    }

    /** Hears every event of the ledger, on the ledger's thread. */
    public void onEvent(Event event) {
        closings.onEvent(event);
        heldOrders.onEvent(event);
    }

    /** Answers to what is under way may not be heard. */
    public void linkLost() {
        closings.linkLost();
    }

    private void dispatch(String operation, Call call) {
        switch (operation) {
            case "ListAccounts" -> accounts.listAccounts(call);
            case "GetAccountsSnapshot" -> accounts.getAccountsSnapshot(call);
            case "GetAccount" -> accounts.getAccount(call);
            case "StreamPnl" -> accounts.streamPnl(call);
            case "ListPositions" -> positions.listPositions(call);
            case "GetPosition" -> positions.getPosition(call);
            case "GetAllPositions" -> positions.getAllPositions(call);
            case "ClosePosition" -> positions.closePosition(call);
            case "Flatten" -> positions.flatten(call);
            case "FlattenEverything" -> positions.flattenEverything(call);
            case "PlaceOrder" -> orders.placeOrder(call);
            case "Change" -> orders.change(call);
            case "Cancel" -> orders.cancel(call);
            case "CancelOrders" -> orders.cancelOrders(call);
            case "ListOrders" -> orders.listOrders(call);
            case "GetOrder" -> orders.getOrder(call);
            case "GetOrderStatus" -> orders.getOrderStatus(call);
            case "ListExecutions" -> executions.listExecutions(call);
            case "GetWatermarks" -> accounts.getWatermarks(call);
            case "GetOrderLifecycle" -> lifecycles.getOrderLifecycle(call);
            case "GetAccountSummary" -> accounts.getAccountSummary(call);
            case "Reverse" -> successions.reverse(call);
            case "ReversePosition" -> successions.reversePosition(call);
            case "FlatPlace" -> successions.flatPlace(call);
            case "CancelReplace" -> successions.cancelReplace(call);
            case "CancelAndBracket" -> successions.cancelAndBracket(call);
            case "CancelAllOrders" -> orders.cancelAllOrders(call);
            case "GetAllOrders" -> orders.getAllOrders(call);
            case "GetExecutionsByOrderId" -> executions.getExecutionsByOrderId(call);
            case "GetExecution" -> executions.getExecution(call);
            case "GetQuote" -> markets.getQuote(call);
            case "MarketInfo" -> markets.marketInfo(call);
            case "ResolveInstruments" -> markets.resolveInstruments(call);
            case "GetBars" -> bars.getBars(call);
            case "ListStrategies" -> registry.listStrategies(call);
            case "ListAllStrategies" -> registry.listAllStrategies(call);
            case "GetStrategy" -> registry.with(call, StrategySource::getStrategy);
            case "StartStrategy" -> strategies.startStrategy(call);
            case "EnableStrategy" -> registry.with(call, StrategySource::enableStrategy);
            case "DisableStrategy" -> registry.with(call, StrategySource::disableStrategy);
            case "CloseStrategy" -> registry.with(call, StrategySource::closeStrategy);
            case "ListAtmTemplates" -> atms.listAtmTemplates(call);
            case "GetProtection" -> protections.getProtection(call);
            case "SetProtection" -> protections.setProtection(call);
            case "ListInstruments" -> instruments.listInstruments(call);
            case "GetInstrument" -> instruments.getInstrument(call);
            default -> call.refuse(DeskRefusal.unknownCommand(operation));
        }
    }
}
