package org.outcry.ledger.view;

import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Side;

/** One order while it is being written. The replica's thread owns everything but {@link #view}. */
final class OrderState {
    final long orderId;
    final AccountState account;
    final int contractId;
    final Side side;
    final String clientOrderId;
    final String ocoGroup;
    final long ocoOrderId;
    final long parentId;
    final long strategyId;
    final boolean automated;
    final String text;
    final long senderId;
    final long createdNanos;
    final int sessionDate;

    OrderTerms terms;
    OrderStatus status = OrderStatus.UNKNOWN;
    Rejection rejection = Rejection.NONE;
    int filled;
    long filledTicks;
    long pendingCommandId;
    boolean cancelPending;
    OrderTerms pendingTerms;
    boolean triggered;
    boolean changed;
    long changedNanos;

    boolean dirty;
    /** The engine has forgotten it. */
    boolean released;
    /** Place among the account's done orders, -1 while it is working. */
    int doneIndex = -1;
    /** As of the last freezing; published after its account. */
    OrderView frozen;
    /** Newest published answer; null until the first. */
    volatile OrderView view;

    OrderState(
            long orderId,
            AccountState account,
            int contractId,
            Side side,
            OrderTerms terms,
            String clientOrderId,
            String ocoGroup,
            long ocoOrderId,
            long parentId,
            long strategyId,
            boolean automated,
            String text,
            long senderId,
            long createdNanos,
            int sessionDate) {
        this.orderId = orderId;
        this.account = account;
        this.contractId = contractId;
        this.side = side;
        this.terms = terms;
        this.pendingTerms = terms;
        this.clientOrderId = clientOrderId;
        this.ocoGroup = ocoGroup;
        this.ocoOrderId = ocoOrderId;
        this.parentId = parentId;
        this.strategyId = strategyId;
        this.automated = automated;
        this.text = text;
        this.senderId = senderId;
        this.createdNanos = createdNanos;
        this.changedNanos = createdNanos;
        this.sessionDate = sessionDate;
    }

    OrderView freeze() {
        return new OrderView(
                orderId,
                account.accountId,
                contractId,
                side,
                terms,
                status,
                rejection,
                clientOrderId,
                ocoGroup,
                ocoOrderId,
                parentId,
                strategyId,
                filled,
                filledTicks,
                pendingCommandId != 0,
                cancelPending,
                triggered,
                changed,
                automated,
                text,
                senderId,
                createdNanos,
                changedNanos,
                sessionDate);
    }
}
