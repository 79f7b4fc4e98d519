package org.outcry.brokerage.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.OrderFacts;
import org.outcry.brokerage.rows.StrategyFacts;
import org.outcry.brokerage.rows.StrategyFacts.StrategyStatus;
import org.outcry.brokerage.rows.StrategyRows;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;

/**
 * Order strategies and their links. The engine makes the legs together with the entry, so that no fill is ever without its exits;
 * clients learn of them once the entry works, so until then what happened to the legs waits here.
 */
final class Strategies {
    private final Tables tables;
    private final Listings listings;
    private final EventProjector later;
    private final Map<Long, StrategyFacts> strategies = new HashMap<>();
    private final Map<Long, Held> held = new HashMap<>();
    /** Strategy of each leg that waits here. */
    private final Map<Long, Long> heldLegs = new HashMap<>();

    /** What happened to legs that are not shown yet. */
    private record Held(long entryOrderId, List<Event> events) {}

    /** @param later takes what was held back */
    Strategies(Tables tables, Listings listings, EventProjector later) {
        this.tables = tables;
        this.listings = listings;
        this.later = later;
    }

    void reset() {
        strategies.clear();
        held.clear();
        heldLegs.clear();
    }

    Optional<StrategyFacts> of(long strategyId) {
        return Optional.ofNullable(strategies.get(strategyId));
    }

    /** Whether an event is about a leg whose time has not come. */
    boolean holdsBack(Event event) {
        if (held.isEmpty() && !(event instanceof Event.AtmStarted)) {
            return false;
        }
        return switch (event) {
            case Event.AtmStarted e -> {
                held.put(e.strategyId(), new Held(e.entryOrderId(), new ArrayList<>()));
                yield false;
            }
            case Event.OrderCreated e -> holdsLeg(e);
            case Event.CommandReported e -> keeps(e.orderId(), e);
            case Event.OrderStatusChanged e ->
                e.status() == OrderStatus.SUSPENDED ? keeps(e.orderId(), e) : release(e.orderId());
            case Event.CommandCreated e -> release(e.orderId());
            case Event.OrderAdjusted e -> release(e.orderId());
            case Event.ExecutionReported e -> e.type() != ExecutionType.NEW && release(e.orderId());
            default -> false;
        };
    }

    private boolean holdsLeg(Event.OrderCreated e) {
        Held waits = held.get(e.strategyId());
        if (waits == null || e.parentId() == 0) {
            return false;
        }
        heldLegs.put(e.orderId(), e.strategyId());
        waits.events.add(e);
        return true;
    }

    private boolean keeps(long orderId, Event event) {
        Long strategyId = heldLegs.get(orderId);
        if (strategyId == null) {
            return false;
        }
        held.get(strategyId).events.add(event);
        return true;
    }

    /** Something new happens to a leg before its entry works: it is shown first. */
    private boolean release(long orderId) {
        Long strategyId = heldLegs.get(orderId);
        if (strategyId != null) {
            showLegs(strategyId);
        }
        return false;
    }

    private void showLegs(long strategyId) {
        Held waited = held.remove(strategyId);
        if (waited == null) {
            return;
        }
        for (Event event : waited.events) {
            if (event instanceof Event.OrderCreated e) {
                heldLegs.remove(e.orderId());
            }
            later.on(0, event);
        }
        of(strategyId).ifPresent(this::tell);
    }

    void started(Event.AtmStarted e) {
        strategies.put(e.strategyId(), new StrategyFacts(e, listings.known(e.contractId())));
    }

    /** An order of a strategy is about to be shown. */
    void joined(OrderFacts order) {
        if (order.strategy.isEmpty()) {
            return;
        }
        StrategyFacts strategy = order.strategy.get();
        if (order.isLeg()) {
            strategy.legs.add(order);
        } else if (strategy.entry.isEmpty()) {
            strategy.entry = Optional.of(order);
            tell(strategy);
            become(strategy, StrategyStatus.ACTIVE, order.created.timeNanos());
        }
    }

    /** An entry passed risk: it is linked before it is routed. */
    void passedRisk(OrderFacts order) {
        if (order.isEntry()) {
            tables.put(StrategyRows.LINK.row(order));
            tell(order.strategy.get());
        }
    }

    /** An order is in a new state. */
    void entered(OrderFacts order) {
        if (order.strategy.isEmpty()) {
            return;
        }
        StrategyFacts strategy = order.strategy.get();
        if (order.isLeg()
                && order.status == OrderStatus.SUSPENDED
                && tables.row("orderStrategyLink", order.orderId()).isEmpty()) {
            tables.put(StrategyRows.LINK.row(order));
        }
        if (order.status.terminal() && !strategy.status.ended()) {
            settle(strategy, order);
        }
    }

    /** An entry works: now its legs are shown. */
    void works(OrderFacts order) {
        if (order.isEntry()) {
            StrategyFacts strategy = order.strategy.get();
            tell(strategy);
            showLegs(strategy.started.strategyId());
        }
    }

    /** An entry that never filled ends its strategy with the last of its legs. */
    private void settle(StrategyFacts strategy, OrderFacts order) {
        if (strategy.entry.isEmpty() || !strategy.entry.get().status.terminal()) {
            return;
        }
        OrderFacts entry = strategy.entry.get();
        boolean unfilled = tables.idsOf("fill", entry.orderId()).isEmpty();
        boolean legsEnded = strategy.legs.stream().allMatch(leg -> leg.status.terminal())
                && !held.containsKey(strategy.started.strategyId());
        if (unfilled && legsEnded) {
            boolean rejected = entry.status == OrderStatus.REJECTED;
            strategy.failure = rejected ? "Entry order is rejected" : "";
            become(strategy, rejected ? StrategyStatus.FAILED : StrategyStatus.INTERRUPTED, order.changedNanos);
        }
    }

    void changed(Event.AtmStateChanged e) {
        StrategyFacts strategy = strategies.get(e.strategyId());
        if (strategy == null) {
            return;
        }
        switch (e.state()) {
            case ACTIVE -> {}
            case CLOSING, RELEASING -> strategy.interrupted = true;
            case CLOSED -> {
                showLegs(e.strategyId());
                if (!strategy.status.ended()) {
                    become(
                            strategy,
                            strategy.interrupted ? StrategyStatus.INTERRUPTED : StrategyStatus.FINISHED,
                            e.timeNanos());
                }
            }
        }
    }

    private void become(StrategyFacts strategy, StrategyStatus status, long timeNanos) {
        strategy.status = status;
        strategy.changedNanos = timeNanos;
        tell(strategy);
    }

    private void tell(StrategyFacts strategy) {
        tables.put(StrategyRows.STRATEGY.row(strategy));
    }

    /** What has ended goes with its session. */
    void forgetEnded(long accountId) {
        for (long strategyId : tables.idsOf("orderStrategy", accountId)) {
            StrategyFacts strategy = strategies.get(strategyId);
            if (strategy.status.ended()) {
                strategies.remove(strategyId);
                for (long orderId : tables.idsOf("orderStrategyLink", strategyId)) {
                    tables.forget("orderStrategyLink", orderId);
                }
                tables.forget("orderStrategy", strategyId);
            }
        }
    }
}
