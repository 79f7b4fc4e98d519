package org.outcry.ledger.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandType;
import org.outcry.ledger.api.CurrentHistory;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.OrderView;

/** History of a ledger in memory: nothing of an order is ever forgotten. Any thread. */
final class MemoryHistory implements OrderHistory, CurrentHistory {
    private final Map<Long, Written> orders = new HashMap<>();
    private final Map<Long, OrderView> forgottenOrders = new HashMap<>();
    private final Map<Long, FillView> forgottenFills = new TreeMap<>();

    /** Everything, so that what is current is among it. */
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(long logPosition, long timeNanos, Event event) {}

    private record Written(Event.OrderCreated created, List<Step> steps, List<Execution> fills) {}

    /**
     * All events of one entry, so that nobody is told half of it.
     *
     * @param views as they were published before the entry
     */
    synchronized void add(long logPosition, long timeNanos, List<Event> events, LedgerViews views) {
        for (int ordinal = 0; ordinal < events.size(); ordinal++) {
            entries.add(new Entry(logPosition, timeNanos, events.get(ordinal)));
            add(logPosition, ordinal, events.get(ordinal), views);
        }
    }

    private void add(long logPosition, int ordinal, Event event, LedgerViews views) {
        Place place = new Place(logPosition, ordinal);
        switch (event) {
            case Event.OrderCreated e -> {
                Written order = new Written(e, new ArrayList<>(), new ArrayList<>());
                orders.put(e.orderId(), order);
                order.steps.add(new Step.Asked(
                        place, CommandType.NEW, e.orderId(), Rejection.NONE, e.senderId(), e.timeNanos()));
            }
            case Event.CommandCreated e ->
                orders.get(e.orderId())
                        .steps
                        .add(new Step.Asked(
                                place, e.type(), e.commandId(), Rejection.NONE, e.senderId(), e.timeNanos()));
            case Event.CommandRefused e ->
                orders.get(e.orderId())
                        .steps
                        .add(new Step.Asked(place, e.type(), 0, e.rejection(), e.senderId(), e.timeNanos()));
            case Event.OrderStatusChanged e ->
                orders.get(e.orderId()).steps.add(new Step.Entered(place, e.status(), e.timeNanos()));
            case Event.Filled e ->
                orders.get(e.orderId())
                        .fills
                        .add(new Execution(place, e.fillId(), e.quantity(), e.priceTicks(), e.timeNanos()));
            case Event.OrderReleased(long orderId) ->
                views.order(orderId).ifPresent(order -> forgottenOrders.put(orderId, order));
            case Event.FillReleased(long fillId) ->
                views.fill(fillId).ifPresent(fill -> forgottenFills.put(fillId, fill));
            default -> {
                // Nothing else is a step of an order.
            }
        }
    }

    @Override
    public long position() {
        return Long.MAX_VALUE;
    }

    @Override
    public synchronized long tell(Ledger.EventFollower follower) {
        for (Entry entry : entries) {
            follower.on(entry.logPosition, entry.timeNanos, entry.event);
        }
        return entries.isEmpty() ? 0 : entries.getLast().logPosition;
    }

    @Override
    public synchronized OptionalLong orderId(long accountId, String clientOrderId) {
        return orders.values().stream()
                .map(Written::created)
                .filter(order ->
                        order.accountId() == accountId && order.clientOrderId().equals(clientOrderId))
                .mapToLong(Event.OrderCreated::orderId)
                .max();
    }

    @Override
    public synchronized Optional<Trail> trail(long orderId, int limit) {
        return Optional.ofNullable(orders.get(orderId)).map(order -> {
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
        return Optional.ofNullable(forgottenOrders.get(orderId));
    }

    @Override
    public synchronized List<FillView> fills(long orderId) {
        return forgottenFills.values().stream()
                .filter(fill -> fill.orderId() == orderId)
                .toList();
    }

    @Override
    public synchronized Optional<FillView> fill(long fillId) {
        return Optional.ofNullable(forgottenFills.get(fillId));
    }
}
