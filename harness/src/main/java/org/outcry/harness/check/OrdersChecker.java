package org.outcry.harness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.engine.command.Command;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/**
 * Orders take only legal steps, keep their limits and their quantity, exits never exceed entries, and a protective leg never
 * disappears while what it protects is open unless somebody asked.
 *
 * <p>It does <b>not</b> verify:
 * <ul>
 *   <li>that a trigger or a trailing stop moved when it should have: {@link FilteredChecker} and the engine's tables do;
 *   <li>how several brackets share a partly filled entry: only that together they never exceed it;
 *   <li>order and command <i>reports</i> beyond their sums: their sequence is a protocol's business and is checked by its room.
 * </ul>
 */
public final class OrdersChecker implements Checker {
    private static final String NAME = "orders";

    private static final class Order {
        final Event.OrderCreated created;
        OrderTerms terms;
        OrderStatus status = OrderStatus.UNKNOWN;
        int filled;
        long filledTicks;
        /** Entry in which it ended, -1 while it lives. */
        int endedIn = -1;
        /** A client asked to cancel it, or to flatten or cancel what it belongs to. */
        boolean cancelAsked;
        /** A client changed its terms: its size is the client's wish now, bounded by the position alone. */
        boolean changed;
        /** It was canceled when the position had shrunk so far that it was not needed. */
        boolean spare;

        Order(Event.OrderCreated created) {
            this.created = created;
            this.terms = created.terms();
        }

        boolean live() {
            return !status.terminal();
        }

        @Override
        public String toString() {
            return status + " filled " + filled + " " + terms + " of " + created;
        }
    }

    private final Map<Long, Order> orders = new TreeMap<>();
    private final Map<Long, Order> live = new TreeMap<>();
    private final Map<Long, OrderTerms> pendingTerms = new TreeMap<>();
    private final Map<Long, List<Order>> legsByParent = new TreeMap<>();
    private final Map<String, List<Order>> groups = new TreeMap<>();
    /** Positions by account and contract, as of the event last seen. */
    private final Map<String, Long> nets = new TreeMap<>();

    private final AccountsChecker accounts;

    /** @param accounts must have seen each entry before this checker does */
    public OrdersChecker(AccountsChecker accounts) {
        this.accounts = accounts;
    }

    @Override
    public void onEntry(Entry entry) {
        List<Order> touched = new ArrayList<>();
        for (Event event : entry.events()) {
            Order order = onEvent(event, entry);
            if (order != null) {
                touched.add(order);
            }
        }
        for (Order order : touched) {
            checkSums(order, entry);
            checkGroup(order, entry);
            checkBracket(order, entry);
            checkPosition(order.created.accountId(), order.created.contractId(), entry);
        }
    }

    /** All working legs of one side together, of each bracket the largest, close at most the position. */
    private void checkPosition(long accountId, int contractId, Entry entry) {
        long net = accounts.net(accountId, contractId);
        for (Side side : Side.values()) {
            long exits = exits(accountId, contractId, side, "");
            if (exits > Math.max(0, -net * side.sign())) {
                throw new Finding(
                        NAME, "legs would " + side + " " + exits + " of a position of " + net + " in " + entry);
            }
        }
    }

    /** True when the working legs of other brackets close all of the position, or there is nothing to close. */
    private boolean spare(Event.OrderCreated leg) {
        long net = nets.getOrDefault(leg.accountId() + "/" + leg.contractId(), 0L);
        return exits(leg.accountId(), leg.contractId(), leg.side(), bracket(leg))
                >= Math.max(0, -net * leg.side().sign());
    }

    private static String bracket(Event.OrderCreated leg) {
        return leg.parentId() + "/" + leg.bracketGroup();
    }

    /** Contracts that working legs of a side would close, of each bracket the largest, one bracket left out. */
    private long exits(long accountId, int contractId, Side side, String without) {
        Map<String, Integer> largest = new TreeMap<>();
        for (Order order : live.values()) {
            if (order.created.parentId() != 0
                    && order.created.accountId() == accountId
                    && order.created.contractId() == contractId
                    && order.created.side() == side
                    && order.status == OrderStatus.WORKING) {
                largest.merge(bracket(order.created), order.terms.quantity() - order.filled, Math::max);
            }
        }
        largest.remove(without);
        return largest.values().stream().mapToLong(Integer::longValue).sum();
    }

    private Order onEvent(Event event, Entry entry) {
        return switch (event) {
            case Event.OrderCreated created -> create(created, entry);
            case Event.CommandCreated command -> {
                Order order = live(command.orderId(), event, entry);
                if (command.type() == CommandType.CANCEL) {
                    order.cancelAsked |= asksToCancel(entry);
                } else {
                    order.changed = true;
                    pendingTerms.put(command.commandId(), command.terms());
                }
                yield order;
            }
            case Event.OrderAdjusted adjusted -> {
                Order order = live(adjusted.orderId(), event, entry);
                order.terms = adjusted.terms();
                yield order;
            }
            case Event.ExecutionReported report -> {
                Order order = known(report.orderId(), event, entry);
                if (report.type() == ExecutionType.REPLACED) {
                    OrderTerms terms = pendingTerms.remove(report.commandId());
                    if (terms != null) {
                        order.terms = terms;
                    }
                }
                if (report.cumulativeQuantity() != order.filled || report.cumulativeTicks() != order.filledTicks) {
                    throw new Finding(NAME, "reported sums of " + order + " are wrong: " + report + " in " + entry);
                }
                yield order;
            }
            case Event.OrderStatusChanged changed -> step(changed, entry);
            case Event.Filled filled ->
                filled.explanation().rule() == FillExplanation.Rule.SETTLEMENT && !orders.containsKey(filled.orderId())
                        ? null
                        : fill(filled, entry);
            default -> null;
        };
    }

    private Order create(Event.OrderCreated created, Entry entry) {
        Order order = new Order(created);
        if (orders.putIfAbsent(created.orderId(), order) != null) {
            throw new Finding(NAME, "order created twice: " + created + " in " + entry);
        }
        live.put(created.orderId(), order);
        if (created.parentId() != 0) {
            legsByParent
                    .computeIfAbsent(created.parentId(), id -> new ArrayList<>())
                    .add(order);
        } else if (!created.ocoGroup().isEmpty()) {
            groups.computeIfAbsent(created.accountId() + "/" + created.ocoGroup(), id -> new ArrayList<>())
                    .add(order);
        }
        return order;
    }

    private Order step(Event.OrderStatusChanged changed, Entry entry) {
        Order order = known(changed.orderId(), changed, entry);
        boolean legal = switch (order.status) {
            case UNKNOWN -> changed.status() != OrderStatus.UNKNOWN;
            case PENDING_NEW -> changed.status() != OrderStatus.UNKNOWN;
            case SUSPENDED -> changed.status() != OrderStatus.UNKNOWN && changed.status() != OrderStatus.SUSPENDED;
            case WORKING ->
                changed.status() == OrderStatus.FILLED
                        || changed.status() == OrderStatus.CANCELED
                        || changed.status() == OrderStatus.EXPIRED
                        // A leg that has filled all its entry filled, while the entry goes on.
                        || (changed.status() == OrderStatus.SUSPENDED && order.created.parentId() != 0);
            case FILLED, CANCELED, REJECTED, EXPIRED -> false;
        };
        if (!legal) {
            throw new Finding(
                    NAME, "no step from " + order.status + " to " + changed.status() + ": " + order + " in " + entry);
        }
        order.status = changed.status();
        if (changed.status().terminal()) {
            order.spare = order.created.parentId() != 0 && spare(order.created);
            order.endedIn = entry.index();
            live.remove(changed.orderId());
        }
        return order;
    }

    private Order fill(Event.Filled filled, Entry entry) {
        Order order = live(filled.orderId(), filled, entry);
        if (order.status == OrderStatus.SUSPENDED) {
            throw new Finding(NAME, "a suspended order filled: " + order + " in " + entry);
        }
        nets.put(filled.accountId() + "/" + filled.contractId(), filled.netPosition());
        order.filled += filled.quantity();
        order.filledTicks += filled.priceTicks() * filled.quantity();
        if (order.filled > order.terms.quantity()) {
            throw new Finding(NAME, "filled beyond its quantity: " + order + " by " + filled + " in " + entry);
        }
        if (order.terms.limitTicks() != Prices.NONE
                && order.terms.type().hasLimit()
                && (filled.priceTicks() - order.terms.limitTicks())
                                * order.created.side().sign()
                        > 0) {
            throw new Finding(NAME, "filled beyond its limit: " + order + " by " + filled + " in " + entry);
        }
        if (order.created.reduceOnly()) {
            long after = filled.netPosition();
            long before = after - (long) filled.side().sign() * filled.quantity();
            if (Math.abs(after) >= Math.abs(before) || Long.signum(after) * Long.signum(before) < 0) {
                throw new Finding(
                        NAME,
                        "reduce-only order took the position from " + before + " to " + after + ": " + order + " in "
                                + entry);
            }
        }
        return order;
    }

    private static void checkSums(Order order, Entry entry) {
        // A leg that the system shrank to nothing has quantity 0: it waits for its entry, or is canceled.
        boolean complete = order.filled == order.terms.quantity() && order.filled > 0;
        boolean waits = order.created.parentId() != 0 && order.status == OrderStatus.SUSPENDED;
        // Somebody canceled a bracket while such a leg waited for more of its entry.
        waits |= order.created.parentId() != 0 && order.status == OrderStatus.CANCELED && asksToCancel(entry);
        boolean filled = order.status == OrderStatus.FILLED;
        if (order.filled > order.terms.quantity() || (filled && !complete) || (complete && !filled && !waits)) {
            throw new Finding(NAME, "status and filled quantity disagree: " + order + " in " + entry);
        }
    }

    private static boolean asksToCancel(Entry entry) {
        return entry.submission().command() instanceof Command.CancelOrder
                || entry.submission().command() instanceof Command.CancelOrders
                || entry.submission().command() instanceof Command.ClearAndPlace
                || entry.submission().command() instanceof Command.ClearAndPlaceAtm
                || entry.submission().command() instanceof Command.CloseAtm
                || entry.submission().command() instanceof Command.Flatten
                || entry.events().stream().anyMatch(Event.ProtectionEnforced.class::isInstance);
    }

    private void checkGroup(Order order, Entry entry) {
        if (order.created.parentId() != 0 || order.created.ocoGroup().isEmpty()) {
            return;
        }
        List<Order> group = groups.get(order.created.accountId() + "/" + order.created.ocoGroup());
        boolean oneFilled = group.stream().anyMatch(member -> member.status == OrderStatus.FILLED);
        boolean anotherLives = group.stream().anyMatch(Order::live);
        if (oneFilled && anotherLives) {
            throw new Finding(NAME, "one cancels the other, but both stand: " + group + " in " + entry);
        }
    }

    private void checkBracket(Order order, Entry entry) {
        long parentId = order.created.parentId() != 0 ? order.created.parentId() : order.created.orderId();
        List<Order> legs = legsByParent.get(parentId);
        Order parent = orders.get(parentId);
        if (legs == null || parent == null) {
            return;
        }
        int exited = 0;
        boolean changed = false;
        Map<Integer, Integer> exitedByGroup = new TreeMap<>();
        for (Order leg : legs) {
            changed |= leg.changed;
            exited += leg.filled;
            exitedByGroup.merge(leg.created.bracketGroup(), leg.filled, Integer::sum);
        }
        if (exited > parent.filled && !changed) {
            throw new Finding(
                    NAME,
                    "exits " + exited + " exceed the entry's " + parent.filled + ": " + parent + " " + legs + " in "
                            + entry);
        }
        for (Order leg : legs) {
            int open = parent.filled - exitedByGroup.get(leg.created.bracketGroup());
            if (!changed && leg.status == OrderStatus.WORKING && leg.terms.quantity() - leg.filled > open) {
                throw new Finding(
                        NAME,
                        "a leg would exit " + (leg.terms.quantity() - leg.filled) + " of " + open + ": " + leg + " in "
                                + entry);
            }
            if (!parent.live() && parent.filled == 0 && leg.live()) {
                throw new Finding(NAME, "leg outlives an entry that never filled: " + leg + " in " + entry);
            }
            if (leg.status == OrderStatus.CANCELED && leg.endedIn == entry.index() && !leg.cancelAsked) {
                checkReason(leg, legs, parent, entry);
            }
        }
    }

    /** A leg was canceled and nobody asked for it: its bracket must be done, or somebody must have asked for its sibling. */
    private void checkReason(Order leg, List<Order> legs, Order parent, Entry entry) {
        boolean siblingEnded = legs.stream()
                .anyMatch(other -> other != leg
                        && other.created.bracketGroup() == leg.created.bracketGroup()
                        && other.status.terminal());
        boolean entryUnfilled = parent.filled == 0 && !parent.live();
        // A held leg that a client made larger takes contracts that later brackets would have had; so does a smaller
        // entry.
        boolean resized = parent.changed || legs.stream().anyMatch(other -> other.changed);
        if (!siblingEnded && !entryUnfilled && !leg.spare && !resized) {
            throw new Finding(NAME, "a protective leg vanished: " + leg + " of " + parent + " in " + entry);
        }
    }

    private Order known(long orderId, Event event, Entry entry) {
        Order order = orders.get(orderId);
        if (order == null) {
            throw new Finding(NAME, "event about an unknown order: " + event + " in " + entry);
        }
        return order;
    }

    private Order live(long orderId, Event event, Entry entry) {
        Order order = known(orderId, event, entry);
        if (!order.live()) {
            throw new Finding(NAME, "event after the end of " + order + ": " + event + " in " + entry);
        }
        return order;
    }

    /** Orders that have not ended, for the liveness phase. */
    public List<Long> liveOrderIds() {
        return orders.values().stream()
                .filter(Order::live)
                .map(order -> order.created.orderId())
                .toList();
    }

    /** Status by the naive model. */
    public OrderStatus status(long orderId) {
        return orders.get(orderId).status;
    }

    /** Orders created so far. */
    public int count() {
        return orders.size();
    }
}
