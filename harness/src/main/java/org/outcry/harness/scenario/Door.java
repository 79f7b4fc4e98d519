package org.outcry.harness.scenario;

import java.math.BigDecimal;
import java.util.Optional;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** One way into the product, as a scenario sees it. Prices are decimals, as the tables have them. */
interface Door {
    /** What a door says to a request: empty when it accepts, the reason when it refuses. */
    record Answer(Optional<String> refusal) {
        static final Answer ACCEPTED = new Answer(Optional.empty());

        static Answer refused(String reason) {
            return new Answer(Optional.of(reason));
        }
    }

    /** What can be seen of an order. A door that has fewer words than the engine gives the nearest. */
    record OrderFacts(OrderStatus status, int filled, int quantity, BigDecimal average) {}

    /** Net contracts and average entry price, 0 when flat. */
    record PositionFacts(long net, BigDecimal average) {}

    /** What {@code place} asks, already in the engine's words. */
    record Request(
            Side side,
            org.outcry.engine.order.OrderTerms terms,
            String ocoGroup,
            int targetTicks,
            int lossTicks,
            boolean reduceOnly) {}

    /** Time passes. */
    void advance(long nanos);

    void market(MarketSnapshot market, Optional<Trade> trade);

    Answer place(String id, Request request);

    Answer change(String id, Optional<Integer> quantity, Optional<Long> limitTicks, Optional<Long> stopTicks);

    Answer cancel(String id);

    /** Closes the position and cancels its orders; with a quantity, closes that many and leaves orders alone. */
    void close(Optional<Integer> quantity);

    void flatten();

    OrderFacts order(String id);

    PositionFacts position();

    BigDecimal cash();
}
