package org.outcry.remote;

import java.util.List;
import java.util.function.Supplier;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;

/**
 * Carries a standing halt out again when the account shows an order or a position all the same, because somebody placed it elsewhere or
 * it could not be closed before. One try is under way at a time; while something stays open the pauses between tries grow, so that a
 * closed market is not asked in a loop.
 *
 * <p>Everything on the ledger's owner thread.
 */
final class HaltKeeper {
    /** What belongs together arrives together: an order, its fill, its position. */
    private static final long GATHER_NANOS = 200_000_000L;

    private static final long FIRST_PAUSE_NANOS = 2_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    private final RemoteLedger ledger;
    private final Supplier<List<String>> left;
    private final Supplier<Command> flatten;
    private boolean underWay;
    private boolean scheduled;
    /** Number of the look that was scheduled last; an older one is void. */
    private long looks;

    private long pauseNanos = FIRST_PAUSE_NANOS;

    /** @param left what is still open, empty when nothing is */
    HaltKeeper(RemoteLedger ledger, Supplier<List<String>> left, Supplier<Command> flatten) {
        this.ledger = ledger;
        this.left = left;
        this.flatten = flatten;
    }

    /** Hears everything that happens to the accounts. */
    void on(Event event) {
        boolean opens = switch (event) {
            case Event.OrderCreated _ -> true;
            case Event.PositionChanged changed -> changed.net() != 0;
            default -> false;
        };
        if (!ledger.halted() || underWay) {
            return;
        }
        if (left.get().isEmpty()) {
            calm();
        } else if (opens) {
            lookIn(GATHER_NANOS);
        }
    }

    /** Somebody else carries it out now: nothing is tried until {@link #rest}. */
    void begin() {
        underWay = true;
    }

    /** Looks now: the picture is whole again. */
    void look() {
        lookIn(0);
    }

    private void lookIn(long nanos) {
        if (!scheduled && !underWay) {
            scheduled = true;
            long mine = ++looks;
            ledger.later(
                    () -> {
                        if (mine == looks) {
                            carryOut();
                        }
                    },
                    nanos);
        }
    }

    /** Nothing is open: whatever comes next is news, and closed without a pause. */
    private void calm() {
        looks++;
        scheduled = false;
        pauseNanos = FIRST_PAUSE_NANOS;
    }

    private void carryOut() {
        scheduled = false;
        // Apart: the next whole picture looks again.
        if (underWay || !ledger.halted() || !ledger.status().ready()) {
            return;
        }
        if (left.get().isEmpty()) {
            calm();
            return;
        }
        underWay = true;
        ledger.submit(CommandKey.NONE, 0, flatten.get(), new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                ledger.owned(HaltKeeper.this::rest);
            }

            @Override
            public void onFailure(Failure failure) {
                ledger.owned(HaltKeeper.this::rest);
            }
        });
    }

    /** A try has ended; what it left is looked at in a while. */
    void rest() {
        underWay = false;
        if (left.get().isEmpty()) {
            calm();
            return;
        }
        lookIn(pauseNanos);
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
    }
}
