package org.outcry.ledger.view;

import java.util.Arrays;
import java.util.List;

/** The orders of one account that are not terminal, oldest first. One thread. */
final class WorkingOrders {
    private static final OrderState[] NONE = {};

    private OrderState[] orders = NONE;
    private int size;
    private List<OrderView> frozen = List.of();
    private boolean changed;

    void add(OrderState order) {
        if (size == orders.length) {
            orders = Arrays.copyOf(orders, Math.max(4, size * 2));
        }
        orders[size++] = order;
        changed = true;
    }

    /** Nothing when it is not among them. */
    void remove(OrderState order) {
        int at = size - 1;
        while (at >= 0 && orders[at] != order) {
            at--;
        }
        if (at >= 0) {
            System.arraycopy(orders, at + 1, orders, at, size - at - 1);
            orders[--size] = null;
            changed = true;
        }
    }

    /** One of them was frozen anew. */
    void touch() {
        changed = true;
    }

    List<OrderView> freeze() {
        if (changed) {
            Object[] views = new Object[size];
            for (int i = 0; i < size; i++) {
                views[i] = orders[i].frozen;
            }
            frozen = FrozenList.of(views, size);
            changed = false;
        }
        return frozen;
    }
}
