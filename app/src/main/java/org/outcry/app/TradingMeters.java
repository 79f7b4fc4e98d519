package org.outcry.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.ledger.api.Ledger;

/** Orders and fills on {@code /metrics}, counted from the ledger's events since this process started. */
final class TradingMeters implements MeterBinder, Ledger.EventFollower {
    private final LongAdder orders = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder canceled = new LongAdder();
    private final LongAdder fills = new LongAdder();
    private final LongAdder contracts = new LongAdder();

    @Override
    public void on(long logPosition, long timeNanos, Event event) {
        switch (event) {
            case Event.OrderCreated _ -> orders.increment();
            case Event.OrderStatusChanged changed when changed.status() == OrderStatus.REJECTED -> rejected.increment();
            case Event.ExecutionReported report when report.type() == ExecutionType.CANCELED -> canceled.increment();
            case Event.Filled filled -> {
                fills.increment();
                contracts.add(filled.quantity());
            }
            default -> {} // the rest is not counted
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "outcry.orders", "Orders created", orders);
        counter(registry, "outcry.orders.rejected", "Orders refused by a risk check", rejected);
        counter(registry, "outcry.orders.canceled", "Orders canceled", canceled);
        counter(registry, "outcry.fills", "Fills", fills);
        counter(registry, "outcry.fills.contracts", "Contracts filled", contracts);
    }

    private static void counter(MeterRegistry registry, String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }
}
