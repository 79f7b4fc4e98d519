package org.outcry.desk.wire;

import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;

/** NinjaTrader's words for what the engine calls otherwise. Source: docs/protocol/crosstrade.md, enums. */
public final class OrderStates {
    private OrderStates() {}

    /** NinjaTrader's {@code OrderState}. It has no word for expired: a Day order that ends is {@code Cancelled} there. */
    public static String state(OrderMoment moment) {
        return switch (moment.status()) {
            case UNKNOWN -> "Initialized";
            case PENDING_NEW -> pendingOr(moment, "Submitted");
            case WORKING -> pendingOr(moment, moment.filled() > 0 ? "PartFilled" : "Working");
            case SUSPENDED -> pendingOr(moment, "Suspended");
            case FILLED -> "Filled";
            case CANCELED, EXPIRED -> "Cancelled";
            case REJECTED -> "Rejected";
        };
    }

    private static String pendingOr(OrderMoment moment, String otherwise) {
        if (!moment.commandPending()) {
            return otherwise;
        }
        return moment.cancelPending() ? "CancelPending" : "ChangePending";
    }

    /** NinjaTrader's {@code OrderType}; it has no trailing types and no limit if touched, those four words are ours. */
    public static String type(OrderType type) {
        return switch (type) {
            case MARKET -> "Market";
            case LIMIT -> "Limit";
            case STOP -> "StopMarket";
            case STOP_LIMIT -> "StopLimit";
            case MIT -> "MIT";
            case LIMIT_IF_TOUCHED -> "LIT";
            case TRAILING_STOP -> "TrailingStop";
            case TRAILING_STOP_LIMIT -> "TrailingStopLimit";
        };
    }

    /** NinjaTrader's {@code TimeInForce}; it has no {@code Fok}, the word is ours. */
    public static String timeInForce(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case DAY -> "Day";
            case GTC -> "Gtc";
            case GTD -> "Gtd";
            case IOC -> "Ioc";
            case FOK -> "Fok";
        };
    }

    public static String action(Side side) {
        return switch (side) {
            case BUY -> "Buy";
            case SELL -> "Sell";
        };
    }

    /** {@code Long}, {@code Short} or {@code Flat}. */
    public static String marketPosition(long net) {
        if (net == 0) {
            return "Flat";
        }
        return net > 0 ? "Long" : "Short";
    }

    /** The part of an order that changes from moment to moment. */
    public record OrderMoment(
            OrderStatus status, int filled, long filledTicks, boolean commandPending, boolean cancelPending) {}
}
