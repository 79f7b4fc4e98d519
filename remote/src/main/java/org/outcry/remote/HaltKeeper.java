package org.outcry.remote;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.outcry.engine.event.Event;

/**
 * Carries a standing halt out again when the account shows an order or a position all the same, because somebody placed it elsewhere or
 * it could not be closed before. One try is under way at a time; while something stays open the pauses between tries grow, so that a
 * closed market is not asked in a loop. What is opened where nothing was before is not made to wait for those pauses.
 *
 * <p>Everything on the ledger's owner thread.
 */
final class HaltKeeper {
    /** What belongs together arrives together: an order, its fill, its position. */
    private static final long GATHER_NANOS = 200_000_000L;

    private static final long FIRST_PAUSE_NANOS = 2_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    private final Accounts accounts;
    /** Where something was open when the last try began. */
    private Set<Place> tried = Set.of();

    private boolean underWay;
    private boolean scheduled;
    private long dueNanos;
    /** Number of the look that was scheduled last; an older one is void. */
    private long looks;

    private long pauseNanos = FIRST_PAUSE_NANOS;

    /** Where an order or a position is. */
    record Place(long accountId, int contractId) {}

    /** The accounts that are to stay flat. */
    interface Accounts {
        boolean halted();

        /** What is known of them is true now, and they can be told to close. */
        boolean ready();

        /** Where they have orders or positions. */
        Set<Place> open();

        /** Cancels and closes everything; then runs the rest on the owner's thread, however it ended. */
        void flatten(Runnable ended);

        /** Runs something on the owner's thread, after a while. */
        void later(Runnable then, long delayNanos);

        /** As {@link System#nanoTime()}. */
        long nanos();
    }

    HaltKeeper(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Hears everything that happens to the accounts. */
    void on(Event event) {
        if (!accounts.halted() || underWay) {
            return;
        }
        Optional<Place> opened = switch (event) {
            case Event.OrderCreated created -> Optional.of(new Place(created.accountId(), created.contractId()));
            case Event.PositionChanged changed
            when changed.net() != 0 -> Optional.of(new Place(changed.accountId(), changed.contractId()));
            default -> Optional.empty();
        };
        if (nothingOpen()) {
            calm();
        } else if (opened.filter(place -> !tried.contains(place)).isPresent()) {
            lookIn(GATHER_NANOS);
        }
    }

    /** Somebody else carries it out now: nothing is tried until {@link #rest}. */
    void begin() {
        underWay = true;
        tried = accounts.open();
    }

    /** Looks now: the picture is whole again. */
    void look() {
        lookIn(0);
    }

    /** The sooner look holds. */
    private void lookIn(long nanos) {
        long due = accounts.nanos() + nanos;
        if (underWay || (scheduled && dueNanos - due <= 0)) {
            return;
        }
        scheduled = true;
        dueNanos = due;
        long mine = ++looks;
        accounts.later(
                () -> {
                    if (mine == looks) {
                        carryOut();
                    }
                },
                nanos);
    }

    private boolean nothingOpen() {
        return accounts.ready() && accounts.open().isEmpty();
    }

    /** Nothing is open: whatever comes next is news, and closed without a pause. */
    private void calm() {
        looks++;
        scheduled = false;
        tried = Set.of();
        pauseNanos = FIRST_PAUSE_NANOS;
    }

    private void carryOut() {
        scheduled = false;
        // Apart: the next whole picture looks again.
        if (underWay || !accounts.halted() || !accounts.ready()) {
            return;
        }
        if (nothingOpen()) {
            calm();
            return;
        }
        begin();
        accounts.flatten(this::rest);
    }

    /** A try has ended; what it left is looked at in a while, what was opened meanwhile at once. */
    void rest() {
        underWay = false;
        if (nothingOpen()) {
            calm();
            return;
        }
        Set<Place> news = new HashSet<>(accounts.open());
        news.removeAll(tried);
        tried = accounts.open();
        if (!news.isEmpty()) {
            lookIn(GATHER_NANOS);
            return;
        }
        lookIn(pauseNanos);
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
    }
}
