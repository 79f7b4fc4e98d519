package org.outcry.engine.order;

import org.outcry.engine.value.Prices;

/**
 * What an order asks for; a change replaces the terms whole.
 *
 * @param quantity total contracts, filled ones included; 1 or more
 * @param limitTicks limit price, {@link Prices#NONE} for types without one
 * @param stopTicks trigger price (initial one for trailing types), {@link Prices#NONE} for types without one
 * @param trailTicks distance of a trailing stop, else 0
 * @param maxShow displayed quantity of an iceberg, 0 for all
 * @param expireNanos end of a {@link TimeInForce#GTD} order, nanoseconds UTC, else 0
 */
public record OrderTerms(
        OrderType type,
        TimeInForce timeInForce,
        int quantity,
        long limitTicks,
        long stopTicks,
        long trailTicks,
        int maxShow,
        long expireNanos) {

    public static OrderTerms market(int quantity) {
        return new OrderTerms(OrderType.MARKET, TimeInForce.DAY, quantity, Prices.NONE, Prices.NONE, 0, 0, 0);
    }

    public static OrderTerms limit(int quantity, long limitTicks) {
        return new OrderTerms(OrderType.LIMIT, TimeInForce.DAY, quantity, limitTicks, Prices.NONE, 0, 0, 0);
    }

    public static OrderTerms stop(int quantity, long stopTicks) {
        return new OrderTerms(OrderType.STOP, TimeInForce.DAY, quantity, Prices.NONE, stopTicks, 0, 0, 0);
    }

    public OrderTerms withQuantity(int newQuantity) {
        return new OrderTerms(type, timeInForce, newQuantity, limitTicks, stopTicks, trailTicks, maxShow, expireNanos);
    }

    public OrderTerms withTimeInForce(TimeInForce newTimeInForce) {
        return new OrderTerms(type, newTimeInForce, quantity, limitTicks, stopTicks, trailTicks, maxShow, expireNanos);
    }

    /** True when a trigger that was met for one is met for the other. */
    public boolean sameTrigger(OrderTerms other) {
        return type == other.type && stopTicks == other.stopTicks && trailTicks == other.trailTicks;
    }

    public OrderTerms withPrices(long newLimitTicks, long newStopTicks) {
        return new OrderTerms(
                type, timeInForce, quantity, newLimitTicks, newStopTicks, trailTicks, maxShow, expireNanos);
    }
}
