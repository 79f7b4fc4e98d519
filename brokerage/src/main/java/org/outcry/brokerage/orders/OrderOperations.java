package org.outcry.brokerage.orders;

import java.util.function.Consumer;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;

/** The order operations by path. */
public final class OrderOperations implements Feature {
    private final Office office;
    private final Keys keys = new Keys();

    public OrderOperations(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        add(operations, "order/placeorder", Shape.COMMAND, Placements::placeOrder);
        add(operations, "order/placeoco", Shape.COMMAND, Placements::placeOco);
        add(operations, "order/placeoso", Shape.COMMAND, Placements::placeOso);
        add(operations, "order/modifyorder", Shape.COMMAND, Changes::modify);
        add(operations, "order/cancelorder", Shape.COMMAND, Changes::cancel);
        add(operations, "order/liquidateposition", Shape.COMMAND, Liquidations::liquidatePosition);
        add(operations, "order/liquidatepositions", Shape.SIMPLE, Liquidations::liquidatePositions);
        add(operations, "order/dryrun", Shape.DRY_RUN, DryRuns::run);
        add(operations, "orderStrategy/startorderstrategy", Shape.STRATEGY, StrategyOperations::start);
        add(operations, "orderStrategy/modifyorderstrategy", Shape.STRATEGY, StrategyOperations::modify);
        add(operations, "orderStrategy/interruptorderstrategy", Shape.STRATEGY, StrategyOperations::interrupt);
    }

    private void add(Operations operations, String path, Shape shape, Consumer<OrderCall> operation) {
        operations.add(path, (call, answer) -> {
            OrderCall order = new OrderCall(office, keys, call, shape, answer);
            order.guarded(() -> operation.accept(order));
        });
    }
}
