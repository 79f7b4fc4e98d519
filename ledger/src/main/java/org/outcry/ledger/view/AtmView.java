package org.outcry.ledger.view;

import org.outcry.engine.atm.AtmState;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.value.Side;

/**
 * One ATM instance. Its orders are those of its account with its {@link OrderView#strategyId}.
 *
 * @param side of its entry
 * @param endedNanos when it was closed, 0 while it is not
 */
public record AtmView(
        long strategyId,
        long accountId,
        int contractId,
        Side side,
        long entryOrderId,
        AtmTemplate template,
        AtmState state,
        long startedNanos,
        long endedNanos) {

    AtmView in(AtmState next, long timeNanos) {
        return new AtmView(
                strategyId,
                accountId,
                contractId,
                side,
                entryOrderId,
                template,
                next,
                startedNanos,
                next == AtmState.CLOSED ? timeNanos : 0);
    }
}
