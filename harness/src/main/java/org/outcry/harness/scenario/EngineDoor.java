package org.outcry.harness.scenario;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;

/** The innermost door: commands in, events out; what is seen is what the events said. */
final class EngineDoor extends Commands {
    private static final class Seen {
        OrderTerms terms;
        OrderStatus status = OrderStatus.UNKNOWN;
        int filled;
        long filledTicks;
    }

    private final Engine engine = new Engine();
    private final Map<Long, Seen> orders = new HashMap<>();
    private final Map<Long, OrderTerms> modifies = new HashMap<>();
    private long nowNanos = Ground.START_NANOS;
    private long net;
    private long openTicks;
    private long cashMicros;

    EngineDoor() {
        setUp();
    }

    @Override
    Outcome submit(Command command) {
        return engine.apply(new Submission(nowNanos, 0, 0, 0, command), this::on);
    }

    private void on(Event event) {
        switch (event) {
            case Event.OrderCreated created -> {
                Seen order = new Seen();
                order.terms = created.terms();
                orders.put(created.orderId(), order);
            }
            case Event.CommandCreated created -> modifies.put(created.commandId(), created.terms());
            case Event.OrderAdjusted adjusted -> orders.get(adjusted.orderId()).terms = adjusted.terms();
            case Event.OrderStatusChanged changed -> orders.get(changed.orderId()).status = changed.status();
            case Event.ExecutionReported report -> {
                Seen order = orders.get(report.orderId());
                order.filled = report.cumulativeQuantity();
                order.filledTicks = report.cumulativeTicks();
                if (report.type() == org.outcry.engine.order.ExecutionType.REPLACED) {
                    order.terms = modifies.getOrDefault(report.commandId(), order.terms);
                }
            }
            case Event.PositionChanged changed -> {
                net = changed.net();
                openTicks = changed.openTicks();
            }
            case Event.CashChanged changed -> cashMicros = changed.balanceMicros();
            default -> {
                // A trader does not look at the rest.
            }
        }
    }

    @Override
    OrderTerms terms(long orderId) {
        return orders.get(orderId).terms;
    }

    @Override
    public void advance(long nanos) {
        nowNanos += nanos;
        submit(new Command.AdvanceTime());
    }

    @Override
    public OrderFacts order(String id) {
        Seen order = orders.get(orderId(id));
        return new OrderFacts(
                order.status, order.filled, order.terms.quantity(), Ground.average(order.filledTicks, order.filled));
    }

    @Override
    public PositionFacts position() {
        return new PositionFacts(net, Ground.average(openTicks, Math.abs(net)));
    }

    @Override
    public BigDecimal cash() {
        return Ground.dollars(cashMicros);
    }
}
