package org.outcry.ledger.view;

/**
 * One account's position in one contract. {@code openTicks / abs(net)} is the average price.
 *
 * @param protectionDueNanos when it will be closed for want of a stop, 0 while it needs none, {@link Long#MAX_VALUE} when no
 *     session of its contract is known any more
 */
public record PositionView(
        long positionId,
        long accountId,
        int contractId,
        long net,
        long openTicks,
        long bought,
        long boughtTicks,
        long sold,
        long soldTicks,
        int sessionDate,
        long protectionDueNanos) {

    PositionView dueAt(long dueNanos) {
        return new PositionView(
                positionId,
                accountId,
                contractId,
                net,
                openTicks,
                bought,
                boughtTicks,
                sold,
                soldTicks,
                sessionDate,
                dueNanos);
    }
}
