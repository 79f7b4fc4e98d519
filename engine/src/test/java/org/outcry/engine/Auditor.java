package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderType;

/**
 * Recomputes money and positions from events alone and compares. Laws: cash = opening + realized - fees + adjustments; net =
 * sum of fills; a pair never uses more of a fill than it had; realized money is the pair's own arithmetic; exits never reach
 * past flat; the exits of an ATM
 * instance never exceed its entry, and it closes when its orders have ended and it holds nothing; nothing happens to a finished order; no order fills more than it asks for; ids only grow.
 */
final class Auditor implements EventSink {
    private final Map<Integer, Product> products = new HashMap<>();
    private final Map<Integer, Integer> productOf = new HashMap<>();
    private final Map<Long, Long> cash = new HashMap<>();
    private final Map<Long, Long> realized = new HashMap<>();
    private final Map<Long, Long> fees = new HashMap<>();
    private final Map<Long, Long> other = new HashMap<>();
    private final Map<String, Long> net = new HashMap<>();
    private final Map<Long, Event.OrderCreated> orders = new HashMap<>();
    private final Map<Long, Integer> quantities = new HashMap<>();
    private final Map<Long, Map<Long, Integer>> changes = new HashMap<>();
    private final Map<Long, Integer> filled = new HashMap<>();
    private final Map<Long, OrderStatus> status = new HashMap<>();
    private final Map<Long, Event.Filled> fills = new HashMap<>();
    private final Map<Long, Integer> paired = new HashMap<>();
    private final Set<Long> ids = new HashSet<>();
    private final Map<Long, Event.AtmStarted> strategies = new HashMap<>();
    private final Map<Long, AtmState> strategyStates = new HashMap<>();
    private final Set<Long> resized = new HashSet<>();
    int atmMoves;
    int atmClosed;
    int enforced;
    int fillCount;
    int exitFills;
    int pairCount;

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.ProductDefined(Product product) -> products.put(product.productId(), product);
            case Event.ContractDefined(var contract) -> productOf.put(contract.contractId(), contract.productId());
            case Event.OrderCreated created -> {
                fresh(created.orderId());
                created(created);
                orders.put(created.orderId(), created);
                quantities.put(created.orderId(), created.terms().quantity());
                status.put(created.orderId(), OrderStatus.UNKNOWN);
            }
            case Event.CommandCreated created -> {
                fresh(created.commandId());
                alive(created.orderId());
                changes.computeIfAbsent(created.orderId(), _ -> new HashMap<>())
                        .put(created.commandId(), created.terms().quantity());
            }
            case Event.CommandReported reported -> fresh(reported.reportId());
            case Event.OrderAdjusted adjusted -> {
                alive(adjusted.orderId());
                atmMoves += planned(adjusted.orderId()) ? 1 : 0;
                quantities.put(adjusted.orderId(), adjusted.terms().quantity());
            }
            case Event.ExecutionReported report -> {
                switch (report.type()) {
                    case REPLACED ->
                        quantities.put(
                                report.orderId(), changes.get(report.orderId()).get(report.commandId()));
                    case TRADE -> fresh(report.reportId());
                    case NEW, CANCELED, REJECTED, EXPIRED -> {}
                }
            }
            case Event.OrderStatusChanged changed -> {
                alive(changed.orderId());
                status.put(changed.orderId(), changed.status());
            }
            case Event.Filled fill -> filled(fill);
            case Event.FillsPaired pair -> paired(pair);
            case Event.FeesCharged charged ->
                fees.merge(charged.accountId(), charged.fees().totalMicros(), Long::sum);
            case Event.CashChanged changed -> cash(changed);
            case Event.PositionChanged changed ->
                assertEquals(net.getOrDefault(at(changed.accountId(), changed.contractId()), 0L), changed.net());
            case Event.AtmStarted started -> {
                fresh(started.strategyId());
                strategies.put(started.strategyId(), started);
                strategyStates.put(started.strategyId(), AtmState.ACTIVE);
            }
            case Event.AtmStateChanged changed -> changed(changed);
            case Event.ProtectionEnforced _ -> enforced++;
            default -> {
                // The rest moves neither money nor contracts.
            }
        }
    }

    private void fresh(long id) {
        assertTrue(ids.add(id), () -> "id given twice: " + id);
    }

    private boolean planned(long orderId) {
        Event.OrderCreated order = orders.get(orderId);
        return order.strategyId() != 0 && order.terms().type() == OrderType.STOP;
    }

    private void created(Event.OrderCreated created) {
        if (created.strategyId() != 0) {
            assertTrue(strategyStates.get(created.strategyId()) != AtmState.CLOSED, "an order of a closed instance");
            assertTrue(
                    created.orderId() == strategies.get(created.strategyId()).entryOrderId()
                            || created.parentId()
                                    == strategies.get(created.strategyId()).entryOrderId()
                            || created.reduceOnly(),
                    "an order that is neither entry nor exit");
        }
    }

    private void changed(Event.AtmStateChanged changed) {
        AtmState before = strategyStates.put(changed.strategyId(), changed.state());
        assertTrue(before != AtmState.CLOSED && before != changed.state(), () -> "from " + before);
        if (changed.state() != AtmState.CLOSED) {
            return;
        }
        atmClosed++;
        long held = 0;
        for (Event.OrderCreated order : orders.values()) {
            if (order.strategyId() == changed.strategyId()) {
                assertTrue(status.get(order.orderId()).terminal(), "closed with a live order");
                boolean entry = order.parentId() == 0 && !order.reduceOnly();
                held += (entry ? 1 : -1) * filled.getOrDefault(order.orderId(), 0);
            }
        }
        Event.AtmStarted started = strategies.get(changed.strategyId());
        long position = net.getOrDefault(at(started.accountId(), started.contractId()), 0L)
                * started.side().sign();
        long left = held;
        boolean released = before == AtmState.RELEASING;
        assertTrue(released || left <= 0 || position <= 0, () -> "closed while it held " + left + " of " + position);
    }

    /** Exits that nobody resized by hand have together not filled more than their entry. */
    void exitsStayWithinTheirEntries() {
        Map<Long, Integer> entered = new HashMap<>();
        Map<Long, Integer> exited = new HashMap<>();
        for (Event.OrderCreated order : orders.values()) {
            if (order.strategyId() != 0 && order.parentId() == 0 && !order.reduceOnly()) {
                entered.put(order.strategyId(), filled.getOrDefault(order.orderId(), 0));
            } else if (order.strategyId() != 0) {
                exited.merge(order.strategyId(), filled.getOrDefault(order.orderId(), 0), Integer::sum);
                if (changes.getOrDefault(order.orderId(), Map.of()).values().stream()
                        .anyMatch(quantity -> quantity > 0 && order.parentId() != 0)) {
                    resized.add(order.strategyId());
                }
            }
        }
        exited.forEach((strategy, contracts) -> {
            if (!resized.contains(strategy)) {
                assertTrue(
                        contracts <= entered.get(strategy),
                        () -> "instance " + strategy + " left with " + contracts + " of " + entered.get(strategy));
            }
        });
    }

    private void alive(long orderId) {
        assertTrue(!status.get(orderId).terminal(), () -> "finished order " + orderId + " changed");
    }

    private void filled(Event.Filled fill) {
        fresh(fill.fillId());
        fillCount++;
        assertTrue(fill.quantity() > 0);
        Event.OrderCreated order = orders.get(fill.orderId());
        assertEquals(OrderStatus.WORKING, status.get(fill.orderId()));
        int sum = filled.merge(fill.orderId(), fill.quantity(), Integer::sum);
        assertTrue(sum <= quantities.get(fill.orderId()), () -> "order " + fill.orderId() + " filled too much");
        String at = at(fill.accountId(), fill.contractId());
        long before = net.getOrDefault(at, 0L);
        long after = net.merge(at, (long) fill.side().sign() * fill.quantity(), Long::sum);
        assertEquals(after, fill.netPosition());
        if (order.reduceOnly() || order.parentId() != 0) {
            exitFills++;
            assertTrue(
                    Math.abs(after) < Math.abs(before) && (after == 0 || Long.signum(after) == Long.signum(before)),
                    () -> "an exit reached past flat: " + before + " to " + after);
        }
        fills.put(fill.fillId(), fill);
    }

    private void paired(Event.FillsPaired pair) {
        pairCount++;
        fresh(pair.pairId());
        for (long fillId : new long[] {pair.buyFillId(), pair.sellFillId()}) {
            int used = paired.merge(fillId, pair.quantity(), Integer::sum);
            assertTrue(used <= fills.get(fillId).quantity());
        }
        long tickValue = products.get(productOf.get(pair.contractId())).tickValueMicros();
        assertEquals(fills.get(pair.buyFillId()).priceTicks(), pair.buyTicks());
        assertEquals(fills.get(pair.sellFillId()).priceTicks(), pair.sellTicks());
        assertEquals((pair.sellTicks() - pair.buyTicks()) * pair.quantity() * tickValue, pair.realizedMicros());
        realized.merge(pair.accountId(), pair.realizedMicros(), Long::sum);
    }

    private void cash(Event.CashChanged changed) {
        fresh(changed.logId());
        long balance = cash.merge(changed.accountId(), changed.deltaMicros(), Long::sum);
        assertEquals(balance, changed.balanceMicros());
        if (changed.type() == CashChangeType.OPENING_BALANCE || changed.type() == CashChangeType.MANUAL_ADJUSTMENT) {
            other.merge(changed.accountId(), changed.deltaMicros(), Long::sum);
        }
    }

    /** Holds between commands, when a fill's money has all been booked. */
    void balance() {
        cash.forEach((account, balance) -> assertEquals(
                other.getOrDefault(account, 0L) + realized.getOrDefault(account, 0L) - fees.getOrDefault(account, 0L),
                balance));
        net.forEach((at, position) -> {
            long open = 0;
            for (Event.Filled fill : fills.values()) {
                if (at(fill.accountId(), fill.contractId()).equals(at)) {
                    open += (long) fill.side().sign() * (fill.quantity() - paired.getOrDefault(fill.fillId(), 0));
                }
            }
            assertEquals(position, open);
        });
    }

    private static String at(long accountId, int contractId) {
        return accountId + "/" + contractId;
    }
}
