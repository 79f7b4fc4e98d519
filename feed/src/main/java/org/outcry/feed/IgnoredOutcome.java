package org.outcry.feed;

import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.OutcomeListener;

/** For samples: whatever became of one, the next one replaces it. */
enum IgnoredOutcome implements OutcomeListener {
    INSTANCE;

    @Override
    public void onOutcome(Outcome outcome) {
        // A sample moves no order; there is nothing to learn from its outcome.
    }

    @Override
    public void onFailure(Failure failure) {
        // The next sample follows in a quarter of a second.
    }
}
