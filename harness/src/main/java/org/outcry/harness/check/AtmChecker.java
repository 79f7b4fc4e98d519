package org.outcry.harness.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;

/**
 * An ATM instance closes once, when its orders have ended and it holds nothing; only a living one has new orders; a position is closed for want of a stop only when its deadline was announced and has come.
 *
 * <p>It does <b>not</b> verify where exactly a stop belongs, nor which orders cover a position: the engine's tables do.
 */
public final class AtmChecker implements Checker {
    private static final String NAME = "atm";

    private final Map<Long, Event.AtmStarted> alive = new TreeMap<>();
    private final Map<Long, Event.OrderCreated> orders = new TreeMap<>();
    private final Map<Long, Integer> held = new TreeMap<>();
    private final Map<Long, Integer> liveOrders = new TreeMap<>();
    private final Map<String, Long> deadlines = new TreeMap<>();
    private final Map<String, Long> nets = new TreeMap<>();
    private final Set<Long> released = new TreeSet<>();
    private int closed;

    @Override
    public void onEntry(Entry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case Event.AtmStarted started -> alive.put(started.strategyId(), started);
                case Event.OrderCreated created when created.strategyId() != 0 -> created(created, entry);
                case Event.OrderStatusChanged changed -> ended(changed);
                case Event.Filled filled -> filled(filled);
                case Event.AtmStateChanged changed -> changed(changed, entry);
                case Event.ProtectionMissing missing ->
                    deadlines.put(at(missing.accountId(), missing.contractId()), missing.dueNanos());
                case Event.ProtectionRestored restored ->
                    deadlines.remove(at(restored.accountId(), restored.contractId()));
                case Event.ProtectionEnforced enforced -> enforced(enforced, entry);
                default -> {
                    // Nothing else is said of strategies and protection.
                }
            }
        }
    }

    private void created(Event.OrderCreated created, Entry entry) {
        if (!alive.containsKey(created.strategyId())) {
            throw new Finding(NAME, "an order of no living instance: " + created + " in " + entry);
        }
        orders.put(created.orderId(), created);
        liveOrders.merge(created.strategyId(), 1, Integer::sum);
    }

    private void ended(Event.OrderStatusChanged changed) {
        Event.OrderCreated order = orders.get(changed.orderId());
        if (order != null && changed.status().terminal() && changed.status() != OrderStatus.UNKNOWN) {
            liveOrders.merge(order.strategyId(), -1, Integer::sum);
        }
    }

    private void filled(Event.Filled filled) {
        nets.put(at(filled.accountId(), filled.contractId()), filled.netPosition());
        Event.OrderCreated order = orders.get(filled.orderId());
        if (order != null) {
            boolean entered = alive.get(order.strategyId()).entryOrderId() == order.orderId();
            held.merge(order.strategyId(), entered ? filled.quantity() : -filled.quantity(), Integer::sum);
        }
    }

    private void changed(Event.AtmStateChanged changed, Entry entry) {
        if (changed.state() == AtmState.RELEASING) {
            released.add(changed.strategyId());
        }
        if (changed.state() != AtmState.CLOSED) {
            return;
        }
        Event.AtmStarted started = alive.remove(changed.strategyId());
        if (started == null) {
            throw new Finding(NAME, "closed twice: " + changed + " in " + entry);
        }
        if (liveOrders.getOrDefault(changed.strategyId(), 0) != 0) {
            throw new Finding(NAME, "closed with a live order: " + started + " in " + entry);
        }
        closed++;
        long open = nets.getOrDefault(at(started.accountId(), started.contractId()), 0L)
                * started.side().sign();
        boolean keeps = released.remove(changed.strategyId());
        if (!keeps && held.getOrDefault(changed.strategyId(), 0) > 0 && open > 0) {
            throw new Finding(NAME, "closed while it held contracts of " + open + ": " + started + " in " + entry);
        }
    }

    private void enforced(Event.ProtectionEnforced enforced, Entry entry) {
        Long due = deadlines.remove(at(enforced.accountId(), enforced.contractId()));
        if (due == null || due != enforced.timeNanos() || enforced.covered() >= Math.abs(enforced.net())) {
            throw new Finding(NAME, "closed for want of a stop at " + due + ": " + enforced + " in " + entry);
        }
    }

    /** Instances that came to their end. */
    public int closed() {
        return closed;
    }

    private static String at(long accountId, int contractId) {
        return accountId + "/" + contractId;
    }
}
