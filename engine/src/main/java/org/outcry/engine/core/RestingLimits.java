package org.outcry.engine.core;

import java.util.Arrays;

/**
 * The resting limit orders of one position and side, by price, to find what of the account's own stands at a price without
 * walking its orders: prices lie side by side, so that a hundred of them are read as fast as two orders.
 */
final class RestingLimits {
    private static final long[] NO_PRICES = {};
    private static final LiveOrder[] NO_ORDERS = {};

    private long[] prices = NO_PRICES;
    private LiveOrder[] orders = NO_ORDERS;
    private int count;

    void add(LiveOrder order, long priceTicks) {
        if (count == prices.length) {
            int capacity = Math.max(8, count * 2);
            prices = Arrays.copyOf(prices, capacity);
            orders = Arrays.copyOf(orders, capacity);
        }
        prices[count] = priceTicks;
        orders[count] = order;
        order.restingAt = count++;
    }

    /** Their sequence is not kept: only sums are asked for. */
    void remove(LiveOrder order) {
        int at = order.restingAt;
        count--;
        prices[at] = prices[count];
        orders[at] = orders[count];
        orders[at].restingAt = at;
        orders[count] = null;
        order.restingAt = LiveOrder.NOT_RESTING;
    }

    /** Contracts that wait at this price. */
    long remainingAt(long priceTicks) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (prices[i] == priceTicks) {
                sum += orders[i].remaining();
            }
        }
        return sum;
    }
}
