package org.outcry.remote.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.ledger.api.OutcomeListener;

/** Several commands with one outcome: ids of closing orders, then of what was canceled; the id says how many close. */
final class Together {
    private final OutcomeListener listener;
    private final List<Long> closing = new ArrayList<>();
    private final List<Long> canceled = new ArrayList<>();
    private Optional<OutcomeListener.Failure> failure = Optional.empty();
    private Rejection refused = Rejection.NONE;
    private int waiting = 1;

    Together(OutcomeListener listener) {
        this.listener = listener;
    }

    void add(long canceledOrder) {
        canceled.add(canceledOrder);
    }

    OutcomeListener part(long orderId, boolean closes) {
        waiting++;
        return new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                if (closes && outcome.isAccepted() && outcome.id() != 0) {
                    closing.add(outcome.id());
                } else if (closes && !outcome.isAccepted()) {
                    refused = outcome.rejection();
                } else if (!closes && outcome.isAccepted()) {
                    canceled.add(orderId);
                }
                done();
            }

            @Override
            public void onFailure(Failure why) {
                failure = Optional.of(why);
                done();
            }
        };
    }

    /** All parts are on their way. */
    void begun() {
        done();
    }

    private void done() {
        waiting--;
        if (waiting > 0) {
            return;
        }
        if (failure.isPresent()) {
            // A part may have been done even where another was never sent.
            boolean nothing = closing.isEmpty() && canceled.isEmpty();
            listener.onFailure(nothing ? failure.get() : OutcomeListener.Failure.UNKNOWN);
            return;
        }
        if (refused != Rejection.NONE && closing.isEmpty()) {
            listener.onOutcome(Outcome.rejected(refused));
            return;
        }
        List<Long> all = new ArrayList<>(closing);
        all.addAll(canceled);
        listener.onOutcome(new Outcome(Rejection.NONE, closing.size(), all, 0));
    }
}
