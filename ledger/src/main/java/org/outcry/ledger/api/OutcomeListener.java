package org.outcry.ledger.api;

import org.outcry.engine.command.Outcome;

/** Hears what became of one submission, once, on the ledger's thread. */
public interface OutcomeListener {
    /** For submissions whose outcome nobody needs. */
    OutcomeListener IGNORE = new OutcomeListener() {
        @Override
        public void onOutcome(Outcome outcome) {}

        @Override
        public void onFailure(Failure failure) {}
    };

    /** Durable and applied. Acceptance and refusal are both outcomes. */
    void onOutcome(Outcome outcome);

    /** Not applied, or not known to be. */
    void onFailure(Failure failure);

    /** Why no outcome can be given. */
    enum Failure {
        /** The bounded ingress is full; nothing was logged, try again later. */
        BUSY,
        /** The disk refuses writes; nothing was logged. */
        DISK_FULL,
        /** The ledger has ended and takes nothing until its process is started again; nothing was logged. */
        STOPPED,
        /** The ledger ended while this was on its way; whether it was logged is unknown: ask again with the same key. */
        UNKNOWN
    }
}
