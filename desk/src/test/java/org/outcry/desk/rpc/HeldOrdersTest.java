package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.market.Listings;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;

class HeldOrdersTest {
    /** However much happens while the worker is busy, what waits for it is bounded by the calls. */
    @Test
    void aFloodOfEventsLeavesOneCheckWaiting() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1);
        try (DeskFixture desk = new DeskFixture()) {
            worker.execute(() -> awaitOrFail(busy));
            HeldOrders held = new HeldOrders(desk.ledger, worker);
            Call call = new Call(
                    new DeskRequest(1, "trader", "Reverse", JsonNodeFactory.instance.objectNode(), 0, 0),
                    new Nobody(),
                    desk.ledger,
                    new Listings(desk.catalogue),
                    desk.ledger.arrivals());
            held.whenNoLongerHeld(call, List.of(7L), 60_000, answered::countDown);
            for (int i = 0; i < 1_000; i++) {
                held.onEvent(new Event.OrderStatusChanged(7, OrderStatus.WORKING, i));
            }
            // The first look, the one for the events, and the timer.
            assertTrue(worker.getQueue().size() <= 3, () -> worker.getQueue().size() + " tasks wait");
            busy.countDown();
            assertTrue(answered.await(60, TimeUnit.SECONDS));
            held.whenNoLongerHeld(call, List.of(8L), 60_000, () -> {});
            worker.shutdownNow();
            // What the ledger still tells a desk that is closing must not break the ledger.
            held.onEvent(new Event.OrderStatusChanged(8, OrderStatus.WORKING, 1));
        } finally {
            worker.shutdownNow();
        }
        assertEquals(0, answered.getCount());
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Nobody implements DeskLink.Listener {
        @Override
        public void onReply(DeskReply reply) {
            throw new AssertionError("nothing was asked");
        }

        @Override
        public void onLost() {
            throw new AssertionError("nothing was asked");
        }
    }
}
