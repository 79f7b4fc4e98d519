package org.outcry.desk.strategy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;
import org.outcry.strategy.Fill;

/**
 * Which order is whose strategy's, and what its fills make of that strategy's position. It holds as many orders as the engine does.
 *
 * <p>Events come on the ledger's thread; those before {@link #begin} wait until the state that the ledger had then is taken in.
 */
final class OrderOwners {
    private final Ledger ledger;
    private final LongFunction<ManagedStrategy> strategies;
    private final BiConsumer<ManagedStrategy, Fill> fills;
    private final Map<Long, ManagedStrategy> byOrder = new ConcurrentHashMap<>();
    private final List<Event> early = new ArrayList<>();
    private boolean begun;

    /**
     * @param strategies by id, null for none
     * @param fills hears each fill once
     */
    OrderOwners(Ledger ledger, LongFunction<ManagedStrategy> strategies, BiConsumer<ManagedStrategy, Fill> fills) {
        this.ledger = ledger;
        this.strategies = strategies;
        this.fills = fills;
    }

    Optional<ManagedStrategy> of(long orderId) {
        return Optional.ofNullable(byOrder.get(orderId));
    }

    /** Engine ids, oldest first. */
    List<Long> ordersOf(String strategyId) {
        return byOrder.entrySet().stream()
                .filter(entry -> Long.toString(entry.getValue().id()).equals(strategyId))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    synchronized void begin(Collection<ManagedStrategy> known) {
        known.stream()
                .map(managed -> managed.origin.user())
                .distinct()
                .flatMap(user -> ledger.views().user(user).stream())
                .flatMap(user -> ledger.views().accounts(user.userId()).stream())
                .forEach(this::takeIn);
        early.forEach(this::take);
        early.clear();
        begun = true;
    }

    private void takeIn(AccountView account) {
        Stream.concat(account.doneOrders().stream(), account.workingOrders().stream())
                .sorted(Comparator.comparingLong(OrderView::orderId))
                .forEach(order -> {
                    created(order.orderId(), order.accountId(), order.clientOrderId(), order.parentId());
                    if (order.status().terminal()) {
                        ended(order.orderId());
                    }
                });
        account.fills().stream()
                .sorted(Comparator.comparingLong(FillView::fillId))
                .forEach(fill -> of(fill.orderId())
                        .ifPresent(managed -> managed.orders.filled(
                                fill.fillId(),
                                fill.orderId(),
                                fill.side(),
                                fill.quantity(),
                                fill.priceTicks(),
                                fill.timeNanos())));
    }

    synchronized void onEvent(Event event) {
        switch (event) {
            case Event.OrderCreated _, Event.OrderStatusChanged _, Event.Filled _, Event.OrderReleased _ -> {
                if (begun) {
                    take(event);
                } else {
                    early.add(event);
                }
            }
            default -> {
                // Nothing else concerns a strategy's orders.
            }
        }
    }

    private void take(Event event) {
        switch (event) {
            case Event.OrderCreated order ->
                created(order.orderId(), order.accountId(), order.clientOrderId(), order.parentId());
            case Event.OrderStatusChanged changed when changed.status().terminal() -> ended(changed.orderId());
            case Event.Filled fill ->
                of(fill.orderId())
                        .ifPresent(
                                managed -> managed.orders.filled(fill).ifPresent(told -> fills.accept(managed, told)));
            case Event.OrderReleased released ->
                Optional.ofNullable(byOrder.remove(released.orderId()))
                        .ifPresent(managed -> managed.orders.forget(released.orderId()));
            default -> {
                // Other changes of status end nothing.
            }
        }
    }

    private void created(long orderId, long accountId, String clientId, long parentId) {
        // Anybody may choose an id that begins like a strategy's; only its own account's orders are its own.
        Optional<ManagedStrategy> owner = OwnOrders.strategyOf(clientId)
                .map(strategies::apply)
                .filter(managed -> managed.origin.accountId() == accountId);
        if (owner.isPresent()) {
            own(owner.get(), orderId, clientId, false);
        } else if (parentId != 0) {
            of(parentId)
                    .ifPresent(parent ->
                            parent.orders.clientId(parentId).ifPresent(entry -> own(parent, orderId, entry, true)));
        }
    }

    private void own(ManagedStrategy managed, long orderId, String clientId, boolean exit) {
        byOrder.put(orderId, managed);
        managed.orders.created(orderId, clientId, exit);
    }

    private void ended(long orderId) {
        of(orderId).ifPresent(managed -> managed.orders.ended(orderId));
    }
}
