package org.outcry.engine.core;

import org.outcry.engine.InvariantViolation;
import org.outcry.engine.order.OrderStatus;

/** Every step an order may take, and no other (docs/protocol/orders.md has it as a table). */
final class LifeCycle {
    private LifeCycle() {}

    static OrderStatus step(long orderId, OrderStatus from, OrderStatus to) {
        if (!legal(from, to)) {
            throw new InvariantViolation("order " + orderId + " cannot go from " + from + " to " + to);
        }
        return to;
    }

    static boolean legal(OrderStatus from, OrderStatus to) {
        return switch (from) {
            case UNKNOWN ->
                switch (to) {
                    case PENDING_NEW, SUSPENDED, REJECTED -> true;
                    case UNKNOWN, WORKING, FILLED, CANCELED, EXPIRED -> false;
                };
            case SUSPENDED ->
                switch (to) {
                    // FILLED: a leg that had filled all its entry filled, when the entry then ends.
                    case PENDING_NEW, FILLED, CANCELED, REJECTED, EXPIRED -> true;
                    case UNKNOWN, WORKING, SUSPENDED -> false;
                };
            case PENDING_NEW ->
                switch (to) {
                    case WORKING, CANCELED, REJECTED, EXPIRED -> true;
                    case UNKNOWN, PENDING_NEW, SUSPENDED, FILLED -> false;
                };
            case WORKING ->
                switch (to) {
                    // SUSPENDED: a leg that has filled all its entry filled, while the entry goes on.
                    case SUSPENDED, FILLED, CANCELED, EXPIRED -> true;
                    case UNKNOWN, PENDING_NEW, WORKING, REJECTED -> false;
                };
            case FILLED, CANCELED, REJECTED, EXPIRED -> false;
        };
    }
}
