package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Side;

class FirstOrdersTest {
    private final Desk desk = new Desk();

    @Test
    void marketOrderTakesTheFarSide() {
        desk.place(Side.BUY, OrderTerms.market(3), desk.market(100, 101, 100));
        assertEquals(101, desk.last(Event.Filled.class).priceTicks());
        assertEquals(
                OrderStatus.FILLED, desk.last(Event.OrderStatusChanged.class).status());
    }

    @Test
    void aRestingLimitFillsWhenQuotedThrough() {
        desk.place(Side.BUY, OrderTerms.limit(2, 100), desk.market(100, 101, 100));
        desk.quote(99, 100, 100);
        assertEquals(100, desk.last(Event.Filled.class).priceTicks());
    }

    @Test
    void aStopFillsAtTheFirstExecutablePrice() {
        desk.place(Side.SELL, OrderTerms.stop(2, 95), desk.market(100, 101, 100));
        desk.trade(90, 91, 90, 5, Side.SELL);
        assertEquals(90, desk.last(Event.Filled.class).priceTicks());
    }

    @Test
    void stateCanBeReadBack() {
        desk.place(Side.BUY, OrderTerms.limit(2, 100), desk.market(100, 101, 100));
        desk.place(Side.BUY, OrderTerms.market(2), desk.market(100, 101, 100));
        Engine copy = new Engine();
        desk.engine.writeState(copy::readState);
        assertEquals(desk.engine.stateHash(), copy.stateHash());
    }
}
