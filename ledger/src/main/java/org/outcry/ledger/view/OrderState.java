package org.outcry.ledger.view;

import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandType;
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
    final boolean reduces;
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
            boolean reduceOnly,
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
        this.reduces = reduceOnly || parentId != 0;
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
                reduces,
                automated,
                text,
                senderId,
                createdNanos,
                changedNanos,
                sessionDate);
    }

    // ---- what events say of it

    void commanded(Event.CommandCreated created) {
        if (created.type() == CommandType.NEW) {
            return;
        }
        pendingCommandId = created.commandId();
        cancelPending = created.type() == CommandType.CANCEL;
        if (created.type() == CommandType.MODIFY) {
            // A cancel may follow a change that is still on its way; its own terms say nothing.
            pendingTerms = created.terms();
        }
    }

    void reported(Event.CommandReported reported) {
        // The command at the market may be a change; when it is stopped for a reason, the order ends for that reason.
        boolean ends = reported.commandId() == orderId || reported.status() == CommandStatus.EXECUTION_STOPPED;
        if (ends && reported.rejection() != Rejection.NONE) {
            rejection = reported.rejection();
        }
        if (reported.commandId() == pendingCommandId && settled(reported.status())) {
            pendingCommandId = 0;
            cancelPending = false;
        }
    }

    private static boolean settled(CommandStatus status) {
        return switch (status) {
            case PENDING, RISK_PASSED, ON_HOLD -> false;
            case RISK_REJECTED, AT_EXECUTION, EXECUTION_REJECTED, EXECUTION_STOPPED, REPLACED -> true;
        };
    }

    void entered(OrderStatus entered) {
        status = entered;
        if (entered.terminal()) {
            pendingCommandId = 0;
            cancelPending = false;
        }
    }

    void executed(Event.ExecutionReported report) {
        filled = report.cumulativeQuantity();
        filledTicks = report.cumulativeTicks();
        switch (report.type()) {
            case REPLACED -> {
                triggered &= terms.sameTrigger(pendingTerms);
                terms = pendingTerms;
                changed = true;
                // A change of a held order is done while its command stays on hold with the order.
                if (report.commandId() == pendingCommandId) {
                    pendingCommandId = 0;
                }
            }
            // The last command may be a change, so the reason is not always found with the order's own.
            case CANCELED, REJECTED, EXPIRED -> rejection = report.rejection();
            case NEW, TRADE -> {
                // Neither changes the terms nor ends the order.
            }
        }
    }
}
