package org.outcry.strategy;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An order to place.
 *
 * @param quantity contracts, at least 1
 * @param limitPrice of limit and stop limit orders
 * @param stopPrice of stop and stop limit orders
 * @param targetTicks profit target that the engine places for what has filled, in ticks from the average fill; 0 for none
 * @param stopTicks protective stop likewise
 */
public record OrderRequest(
        Side side,
        int quantity,
        Type type,
        Optional<BigDecimal> limitPrice,
        Optional<BigDecimal> stopPrice,
        TimeInForce timeInForce,
        int targetTicks,
        int stopTicks) {
    public OrderRequest {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity " + quantity);
        }
        if (targetTicks < 0 || stopTicks < 0) {
            throw new IllegalArgumentException("targetTicks " + targetTicks + ", stopTicks " + stopTicks);
        }
        if ((type == Type.LIMIT || type == Type.STOP_LIMIT) != limitPrice.isPresent()
                || (type == Type.STOP || type == Type.STOP_LIMIT) != stopPrice.isPresent()) {
            throw new IllegalArgumentException(type + " with prices " + limitPrice + ", " + stopPrice);
        }
    }

    /** Direction. */
    public enum Side {
        BUY,
        SELL
    }

    /** How it meets the market. */
    public enum Type {
        MARKET,
        LIMIT,
        STOP,
        STOP_LIMIT
    }

    /** How long it lives. */
    public enum TimeInForce {
        DAY,
        GTC,
        IOC,
        FOK
    }

    /** A market order for the day. */
    public static OrderRequest market(Side side, int quantity) {
        return of(side, quantity, Type.MARKET, Optional.empty(), Optional.empty());
    }

    /** A limit order for the day. */
    public static OrderRequest limit(Side side, int quantity, BigDecimal price) {
        return of(side, quantity, Type.LIMIT, Optional.of(price), Optional.empty());
    }

    /** A stop order for the day. */
    public static OrderRequest stop(Side side, int quantity, BigDecimal price) {
        return of(side, quantity, Type.STOP, Optional.empty(), Optional.of(price));
    }

    /** A stop limit order for the day. */
    public static OrderRequest stopLimit(Side side, int quantity, BigDecimal stop, BigDecimal limit) {
        return of(side, quantity, Type.STOP_LIMIT, Optional.of(limit), Optional.of(stop));
    }

    /** The same order that lives as long as this. */
    public OrderRequest living(TimeInForce time) {
        return new OrderRequest(side, quantity, type, limitPrice, stopPrice, time, targetTicks, stopTicks);
    }

    /** The same order with exits; 0 leaves one out. */
    public OrderRequest withExits(int target, int stop) {
        return new OrderRequest(side, quantity, type, limitPrice, stopPrice, timeInForce, target, stop);
    }

    private static OrderRequest of(
            Side side, int quantity, Type type, Optional<BigDecimal> limit, Optional<BigDecimal> stop) {
        return new OrderRequest(side, quantity, type, limit, stop, TimeInForce.DAY, 0, 0);
    }
}
