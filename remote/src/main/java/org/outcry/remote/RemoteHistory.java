package org.outcry.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandType;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.OrderView;

/**
 * The way of each order as this process has heard it, of the last {@value #MAX_ORDERS} orders. What happened before it connected is
 * what the first picture told. Any thread.
 */
final class RemoteHistory implements OrderHistory {
    private static final int MAX_ORDERS = 10_000;

    private final Map<Long, Written> orders = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Written> eldest) {
            return size() > MAX_ORDERS;
        }
    };

    /** One order. */
    private static final class Written {
        private final Event.OrderCreated created;
        private final List<Step> steps = new ArrayList<>();
        private final List<Execution> fills = new ArrayList<>();
        private final List<FillView> forgottenFills = new ArrayList<>();
        private Optional<OrderView> forgotten = Optional.empty();

        Written(Event.OrderCreated created) {
            this.created = created;
        }
    }

    /** @param views as they are before these events */
    synchronized void add(long position, List<Event> events, LedgerViews views) {
        for (int ordinal = 0; ordinal < events.size(); ordinal++) {
            add(new Place(position, ordinal), events.get(ordinal), views);
        }
    }

    private void add(Place place, Event event, LedgerViews views) {
        switch (event) {
            case Event.OrderCreated e -> {
                Written order = new Written(e);
                orders.put(e.orderId(), order);
                order.steps.add(new Step.Asked(
                        place, CommandType.NEW, e.orderId(), Rejection.NONE, e.senderId(), e.timeNanos()));
            }
            case Event.CommandCreated e ->
                of(e.orderId())
                        .ifPresent(order -> order.steps.add(new Step.Asked(
                                place, e.type(), e.commandId(), Rejection.NONE, e.senderId(), e.timeNanos())));
            case Event.OrderStatusChanged e ->
                of(e.orderId()).ifPresent(order -> order.steps.add(new Step.Entered(place, e.status(), e.timeNanos())));
            case Event.Filled e ->
                of(e.orderId())
                        .ifPresent(order -> order.fills.add(
                                new Execution(place, e.fillId(), e.quantity(), e.priceTicks(), e.timeNanos())));
            case Event.OrderReleased e ->
                of(e.orderId()).ifPresent(order -> order.forgotten = views.order(e.orderId()));
            case Event.FillReleased e ->
                views.fill(e.fillId())
                        .ifPresent(fill -> of(fill.orderId()).ifPresent(order -> order.forgottenFills.add(fill)));
            default -> {
                // Nothing else is a step of an order.
            }
        }
    }

    private Optional<Written> of(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    /** Everything heard is written at once. */
    @Override
    public long position() {
        return Long.MAX_VALUE;
    }

    @Override
    public synchronized OptionalLong orderId(long accountId, String clientOrderId) {
        return orders.values().stream()
                .map(order -> order.created)
                .filter(order ->
                        order.accountId() == accountId && order.clientOrderId().equals(clientOrderId))
                .mapToLong(Event.OrderCreated::orderId)
                .max();
    }

    @Override
    public synchronized Optional<Trail> trail(long orderId, int limit) {
        return of(orderId).map(order -> {
            boolean truncated = order.steps.size() > limit;
            return new Trail(
                    orderId,
                    order.created.accountId(),
                    order.created.contractId(),
                    truncated ? order.steps.subList(0, limit) : order.steps,
                    truncated,
                    order.fills);
        });
    }

    @Override
    public synchronized Optional<OrderView> order(long orderId) {
        return of(orderId).flatMap(order -> order.forgotten);
    }

    @Override
    public synchronized List<FillView> fills(long orderId) {
        return of(orderId).map(order -> List.copyOf(order.forgottenFills)).orElse(List.of());
    }

    @Override
    public synchronized Optional<FillView> fill(long fillId) {
        return orders.values().stream()
                .flatMap(order -> order.forgottenFills.stream())
                .filter(fill -> fill.fillId() == fillId)
                .findFirst();
    }
}
