package org.outcry.ledger.cluster;

import java.util.Arrays;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.OutcomeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Outcomes of this process's own submissions that wait for their batch to be shown. One thread. */
final class OutcomeBatch {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeBatch.class);

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

    /** What one listener breaks is its own: the outcomes of all others are told, and the log goes on. */
    void deliver(PendingOutcomes pending, OutcomeListener nobody) {
        for (int i = 0; i < size; i++) {
            try {
                pending.take(ids[i], nobody).onOutcome(outcomes[i]);
            } catch (RuntimeException e) {
                LOG.error("a listener failed at {}", outcomes[i], e);
            }
        }
        Arrays.fill(outcomes, 0, size, null);
        size = 0;
    }
}
