package org.outcry.desk.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.strategy.StrategyRefused.Reason;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.Ledger;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.strategy.Fill;
import org.outcry.strategy.Strategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All strategies of one desk: starts, enables, disables and ends them, keeps them in a file and starts them again with the desk.
 *
 * <p>Everything that changes a strategy happens on the host's own thread and is on disk before it is answered; reads are answered
 * at once from any thread. At most {@value #MAX_RUNNING} run; of those that have ended the last {@value #MAX_ENDED} are kept.
 */
public final class StrategyHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyHost.class);
    static final int MAX_RUNNING = 32;
    static final int MAX_ENDED = 200;
    private static final int MAX_WAITING = 64;
    /** Ids of seven digits, below those of the ledger, so that no strategy is mistaken for one that the engine runs. */
    private static final long FIRST_ID = 1_000_001;
    /** A start is answered after this long even if the strategy is still reading history. */
    private static final long START_SECONDS = 5;

    private static final long STOP_SECONDS = 2;

    private final Ledger ledger;
    private final MarketData market;
    private final OrderDoor door;
    private final StrategyClasses classes;
    private final StrategyFile file;
    private final Map<Long, ManagedStrategy> strategies = new ConcurrentHashMap<>();
    private final OrderOwners owners;

    private final AtomicBoolean saving = new AtomicBoolean();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("desk-strategies").factory());
    private long nextId;
    private volatile boolean closing;

    /** What a caller asks for. */
    public record StartRequest(
            String user,
            String account,
            long accountId,
            String strategyClass,
            Listing listing,
            String periodType,
            BarPeriod period,
            ObjectNode parameters) {}

    public StrategyHost(
            Ledger ledger, MarketData market, Listings listings, OrderDoor door, StrategySettings settings) {
        this.ledger = ledger;
        this.market = market;
        this.door = door;
        this.classes = new StrategyClasses(settings.jars());
        this.file = new StrategyFile(settings.file());
        StrategyFile.Content content = file.read(FIRST_ID);
        this.nextId = content.nextId();
        this.owners = new OrderOwners(ledger, strategies::get, this::tell);
        for (StrategyRecord record : content.strategies()) {
            manage(record, listings.contract(record.contractId()));
        }
    }

    /** Learns what happened while it was down and starts what was enabled. Once, when the desk hears the ledger's events. */
    public void begin() {
        owners.begin(strategies.values());
        for (ManagedStrategy managed : List.copyOf(strategies.values())) {
            if (managed.enabled && !managed.terminated) {
                onWorker(() -> restart(managed)).exceptionally(failure -> {
                    LOG.warn("Strategy {} could not be started again", managed.id(), failure);
                    return managed.view();
                });
            }
        }
    }

    /** On the ledger's thread. */
    public void onEvent(Event event) {
        owners.onEvent(event);
    }

    private void tell(ManagedStrategy managed, Fill fill) {
        managed.running.ifPresent(running -> running.onFill(fill));
        save();
    }

    /** Strategies of one user, oldest first. */
    public List<StrategyView> list(String user) {
        return strategies.values().stream()
                .filter(managed -> managed.origin.user().equals(user))
                .sorted((a, b) -> Long.compare(a.origin.strategyId(), b.origin.strategyId()))
                .map(ManagedStrategy::view)
                .toList();
    }

    /** Empty when there is none of that id in that account of that user. */
    public Optional<StrategyView> find(String user, String account, String strategyId) {
        return managed(user, account, strategyId).map(ManagedStrategy::view);
    }

    /** The strategy that placed an order, or whose order has it as an exit. */
    public Optional<StrategyView> ownerOf(long orderId) {
        return owners.of(orderId).map(ManagedStrategy::view);
    }

    /** Completes when it has begun, or after {@value #START_SECONDS} s; exceptionally with {@link StrategyRefused}. */
    public CompletableFuture<StrategyView> start(StartRequest request) {
        return onWorker(() -> {
            Class<? extends Strategy> type = classes.find(request.strategyClass());
            StrategyParameters parameters = StrategyParameters.of(type, request.parameters());
            checkRoom();
            StrategyRecord record = new StrategyRecord(
                    nextId++,
                    request.user(),
                    request.account(),
                    request.accountId(),
                    request.strategyClass(),
                    request.listing().contractId(),
                    request.listing().name(),
                    request.periodType(),
                    request.period(),
                    request.parameters(),
                    true,
                    false,
                    "",
                    List.of(),
                    0,
                    ledger.businessNanos());
            ManagedStrategy managed = manage(record, request.listing());
            write();
            return run(managed, type, parameters);
        });
    }

    /** What it was before decides {@code wasEnabled}; an enabled one stays as it is. */
    public CompletableFuture<Switched> enable(String user, String account, String strategyId) {
        return onWorker(() -> {
            ManagedStrategy managed = required(user, account, strategyId);
            if (managed.terminated) {
                throw new StrategyRefused(
                        Reason.TERMINATED, "Strategy " + strategyId + " has ended and must be started anew.");
            }
            if (managed.enabled && managed.running.isPresent()) {
                return CompletableFuture.completedFuture(new Switched(true, managed.view()));
            }
            checkRoom();
            managed.enabled = true;
            managed.error = "";
            write();
            return restart(managed).thenApply(view -> new Switched(false, view));
        });
    }

    /** Stops its code and cancels its own working orders; attached exits and its position stay. */
    public CompletableFuture<Switched> disable(String user, String account, String strategyId) {
        return onWorker(() -> {
            ManagedStrategy managed = required(user, account, strategyId);
            boolean was = managed.enabled && !managed.terminated;
            managed.enabled = false;
            write();
            halt(managed);
            managed.orders.working().forEach(managed.orders::cancel);
            return CompletableFuture.completedFuture(new Switched(was, managed.view()));
        });
    }

    /** Ends it for good; its orders and position are for the caller to close. */
    public CompletableFuture<StrategyView> terminate(String user, String account, String strategyId) {
        return onWorker(() -> {
            ManagedStrategy managed = required(user, account, strategyId);
            managed.enabled = false;
            managed.terminated = true;
            write();
            halt(managed);
            return CompletableFuture.completedFuture(managed.view());
        });
    }

    /** How a switch went. */
    public record Switched(boolean wasEnabled, StrategyView strategy) {}

    /** Engine ids of the orders of a strategy that the engine still holds, exits among them. */
    public List<Long> ordersOf(String strategyId) {
        return owners.ordersOf(strategyId);
    }

    /** Caller's id for the order that closes what a strategy holds; empty while such an order is at work. */
    public Optional<String> closingId(String user, String account, String strategyId) {
        return managed(user, account, strategyId).flatMap(managed -> managed.orders.closingId());
    }

    private CompletableFuture<StrategyView> restart(ManagedStrategy managed) {
        try {
            Class<? extends Strategy> type = classes.find(managed.origin.strategyClass());
            return run(managed, type, StrategyParameters.of(type, managed.origin.parameters()));
        } catch (StrategyRefused refused) {
            // The jar is gone or has changed; it can be enabled again when it is back.
            managed.enabled = false;
            managed.error = refused.getMessage();
            write();
            throw refused;
        }
    }

    private CompletableFuture<StrategyView> run(
            ManagedStrategy managed, Class<? extends Strategy> type, StrategyParameters parameters) {
        RunningStrategy running = new RunningStrategy(
                managed.origin,
                managed.listing,
                market,
                ledger::businessNanos,
                managed.orders,
                () -> {
                    Strategy strategy = type.getConstructor().newInstance();
                    parameters.set(strategy);
                    return strategy;
                },
                failure -> ended(managed, failure));
        managed.orders.tellRefusals(running::onRefused);
        managed.running = Optional.of(running);
        return running.start()
                .completeOnTimeout(null, START_SECONDS, TimeUnit.SECONDS)
                .handle((_, failure) -> {
                    if (failure != null) {
                        throw new StrategyRefused(
                                Reason.FAILED, managed.origin.strategyClass() + " failed to start: " + reason(failure));
                    }
                    return managed.view();
                });
    }

    /** On the strategy's thread, as its last act. */
    private void ended(ManagedStrategy managed, Optional<Throwable> failure) {
        failure.ifPresent(cause -> {
            LOG.warn("Strategy {} ended by its own failure", managed.id(), cause);
            managed.running = Optional.empty();
            managed.error = reason(cause);
            managed.enabled = false;
            managed.terminated = true;
            save();
        });
    }

    private void halt(ManagedStrategy managed) {
        managed.running.ifPresent(RunningStrategy::stop);
        managed.running = Optional.empty();
    }

    private ManagedStrategy manage(StrategyRecord record, Listing listing) {
        OwnOrders orders = new OwnOrders(record, door, ledger::businessNanos, listing.grid());
        ManagedStrategy managed = new ManagedStrategy(record, listing, orders);
        strategies.put(record.strategyId(), managed);
        return managed;
    }

    private void checkRoom() {
        long running = strategies.values().stream()
                .filter(managed -> managed.running.isPresent() && !managed.terminated)
                .count();
        if (running >= MAX_RUNNING) {
            throw new StrategyRefused(Reason.TOO_MANY, "At most " + MAX_RUNNING + " strategies run at once.");
        }
    }

    private ManagedStrategy required(String user, String account, String strategyId) {
        return managed(user, account, strategyId)
                .orElseThrow(() -> new StrategyRefused(
                        Reason.UNKNOWN_STRATEGY, "No strategy '" + strategyId + "' in this account."));
    }

    private Optional<ManagedStrategy> managed(String user, String account, String strategyId) {
        return strategies.values().stream()
                .filter(each -> each.is(user, account, strategyId))
                .findFirst();
    }

    private <T> CompletableFuture<T> onWorker(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    work.get().whenComplete((value, failure) -> {
                        if (failure == null) {
                            done.complete(value);
                        } else {
                            done.completeExceptionally(failure);
                        }
                    });
                } catch (RuntimeException failure) {
                    done.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException full) {
            done.completeExceptionally(full);
        }
        return done;
    }

    /** Soon, once for many; a fill not yet saved is learnt again from the ledger after a crash. */
    private void save() {
        if (!closing && saving.compareAndSet(false, true)) {
            onWorker(() -> {
                        saving.set(false);
                        write();
                        return CompletableFuture.completedFuture(true);
                    })
                    .exceptionally(failure -> {
                        saving.set(false);
                        LOG.error("The strategies could not be saved", failure);
                        return false;
                    });
        }
    }

    private void write() {
        Map<Long, ManagedStrategy> sorted = new LinkedHashMap<>();
        strategies.values().stream()
                .sorted((a, b) -> Long.compare(a.origin.strategyId(), b.origin.strategyId()))
                .forEach(managed -> sorted.put(managed.id(), managed));
        long tooMany =
                sorted.values().stream().filter(managed -> managed.terminated).count() - MAX_ENDED;
        sorted.values().stream()
                .filter(managed -> managed.terminated)
                .limit(Math.max(0, tooMany))
                .toList()
                .forEach(oldest -> {
                    sorted.remove(oldest.origin.strategyId());
                    strategies.remove(oldest.origin.strategyId());
                });
        file.write(nextId, sorted.values().stream().map(ManagedStrategy::record).toList());
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getMessage() == null) {
            cause = cause.getCause();
        }
        while (cause instanceof InvocationTargetException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Tells every strategy to stop and keeps which were enabled. */
    @Override
    public void close() {
        CompletableFuture<Boolean> saved = onWorker(() -> {
            write();
            return CompletableFuture.completedFuture(true);
        });
        closing = true;
        strategies.values().forEach(managed -> managed.running.ifPresent(RunningStrategy::stop));
        try {
            saved.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("The strategies could not be saved", e);
        }
        worker.shutdown();
        strategies.values().forEach(managed -> managed.running.ifPresent(RunningStrategy::interrupt));
    }
}
