package org.outcry.ledger.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;

/**
 * What history holds of single orders, also of those the engine has long forgotten. Any thread, but every answer but
 * {@link #position()} may read a file: never call from the ledger's thread or an event loop.
 */
public interface OrderHistory {
    /** For a ledger that keeps none. */
    OrderHistory NONE = new OrderHistory() {
        @Override
        public long position() {
            return Long.MAX_VALUE;
        }

        @Override
        public OptionalLong orderId(long accountId, String clientOrderId) {
            return OptionalLong.empty();
        }

        @Override
        public Optional<Trail> trail(long orderId, int limit) {
            return Optional.empty();
        }

        @Override
        public Optional<OrderView> order(long orderId) {
            return Optional.empty();
        }

        @Override
        public List<FillView> fills(long orderId) {
            return List.of();
        }

        @Override
        public Optional<FillView> fill(long fillId) {
            return Optional.empty();
        }
    };

    /** Log position up to which answers are complete. */
    long position();

    /** The latest order of an account with the caller's own id. */
    OptionalLong orderId(long accountId, String clientOrderId);

    /**
     * Everything recorded of an order.
     *
     * @param limit steps at most, the oldest; one more is read to know whether there are others
     */
    Optional<Trail> trail(long orderId, int limit);

    /**
     * An order as history has it, for those the views have forgotten: nothing is pending, and a spent trigger is not remembered.
     */
    Optional<OrderView> order(long orderId);

    /** The fills of an order, oldest first, for those the views have forgotten. */
    List<FillView> fills(long orderId);

    /** One fill, when the views have forgotten it. */
    Optional<FillView> fill(long fillId);

    /**
     * One order's way.
     *
     * @param steps oldest first
     * @param truncated there are more steps than asked for
     * @param fills oldest first, all of them
     */
    record Trail(
            long orderId, long accountId, int contractId, List<Step> steps, boolean truncated, List<Execution> fills) {
        public Trail {
            steps = List.copyOf(steps);
            fills = List.copyOf(fills);
        }
    }

    /** Where something stands in the log; steps and fills of one order are in this sequence. */
    record Place(long logPosition, int ordinal) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPosition = Long.compare(logPosition, other.logPosition);
            return byPosition != 0 ? byPosition : Integer.compare(ordinal, other.ordinal);
        }
    }

    /** Something that was asked or that changed. */
    sealed interface Step {
        Place place();

        long timeNanos();

        /**
         * Somebody asked for something.
         *
         * @param commandId 0 when it was refused before it was a command
         * @param senderId the user, 0 when the system itself did it
         */
        record Asked(Place place, CommandType type, long commandId, Rejection refused, long senderId, long timeNanos)
                implements Step {}

        /** The order went into a state. */
        record Entered(Place place, OrderStatus status, long timeNanos) implements Step {}
    }

    /** A fill of the order. */
    record Execution(Place place, long fillId, int quantity, long priceTicks, long timeNanos) {}
}
