package org.outcry.desk.rpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.ledger.api.Ledger;

/**
 * Calls whose answer waits until held orders have started or ended. No thread waits: an event of the ledger or a timer wakes the
 * answer. What happens to the orders does not depend on anybody waiting here; the engine holds and starts them.
 *
 * <p>Any thread calls; answers are written on the worker.
 */
final class HeldOrders {
    /** Beyond the time in which the engine starts them: for the way through the log. */
    private static final long GRACE_MILLIS = 2_000;

    private final Ledger ledger;
    private final ScheduledExecutorService worker;
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

    HeldOrders(Ledger ledger, ScheduledExecutorService worker) {
        this.ledger = ledger;
        this.worker = worker;
    }

    /**
     * Runs the answer once none of the orders is held any more, or when the time is over.
     *
     * @param orderIds at least one
     * @param withinMillis how long the engine holds them at most
     */
    void whenNoLongerHeld(Call call, List<Long> orderIds, long withinMillis, Runnable answer) {
        Waiting wait = new Waiting(orderIds, () -> call.guarded(answer));
        orderIds.forEach(id -> waiting.put(id, wait));
        wait.look.soon();
        worker.schedule(() -> check(wait, true), withinMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Hears every event of the ledger, on the ledger's thread. */
    void onEvent(Event event) {
        if (!waiting.isEmpty() && event instanceof Event.OrderStatusChanged changed) {
            Waiting wait = waiting.get(changed.orderId());
            if (wait != null) {
                wait.look.soon();
            }
        }
    }

    private void check(Waiting wait, boolean timedOut) {
        if (!timedOut && wait.orderIds.stream().anyMatch(this::held)) {
            return;
        }
        if (wait.answered.compareAndSet(false, true)) {
            wait.orderIds.forEach(id -> waiting.remove(id, wait));
            wait.answer.run();
        }
    }

    private boolean held(long orderId) {
        return ledger.views()
                .order(orderId)
                .filter(order -> order.status() == OrderStatus.SUSPENDED)
                .isPresent();
    }

    /** One call and the orders it waits for. */
    private final class Waiting {
        private final List<Long> orderIds;
        private final Runnable answer;
        private final AtomicBoolean answered = new AtomicBoolean();
        private final Look look = new Look(worker, () -> check(this, false));

        Waiting(List<Long> orderIds, Runnable answer) {
            this.orderIds = List.copyOf(orderIds);
            this.answer = answer;
        }
    }
}
