package org.outcry.ledger.view;

import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Side;

/**
 * One order as it stands.
 *
 * @param strategyId ATM instance it belongs to, 0 for none
 * @param commandPending a modify or cancel is on its way
 * @param cancelPending that command is a cancel
 * @param changed terms were changed at least once since placement
 * @param reduces it never fills beyond flat, and no margin counts it
 * @param filledTicks sum of price times quantity of its fills
 */
public record OrderView(
        long orderId,
        long accountId,
        int contractId,
        Side side,
        OrderTerms terms,
        OrderStatus status,
        Rejection rejection,
        String clientOrderId,
        String ocoGroup,
        long ocoOrderId,
        long parentId,
        long strategyId,
        int filled,
        long filledTicks,
        boolean commandPending,
        boolean cancelPending,
        boolean triggered,
        boolean changed,
        boolean reduces,
        boolean automated,
        String text,
        long senderId,
        long createdNanos,
        long changedNanos,
        int sessionDate) {}
