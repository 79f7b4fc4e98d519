package org.outcry.ledger.cluster;

import java.util.Arrays;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.OutcomeListener;

/** Outcomes of this process's own submissions that wait for their batch to be shown. One thread. */
final class OutcomeBatch {
    private long[] ids = new long[256];
    private Outcome[] outcomes = new Outcome[256];
    private int size;

    void add(long correlationId, Outcome outcome) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            outcomes = Arrays.copyOf(outcomes, size * 2);
        }
        ids[size] = correlationId;
        outcomes[size++] = outcome;
    }

    void deliver(PendingOutcomes pending, OutcomeListener nobody) {
        for (int i = 0; i < size; i++) {
            pending.take(ids[i], nobody).onOutcome(outcomes[i]);
        }
        Arrays.fill(outcomes, 0, size, null);
        size = 0;
    }
}
