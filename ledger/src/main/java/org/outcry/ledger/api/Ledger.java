package org.outcry.ledger.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.event.Event;
import org.outcry.ledger.view.LedgerViews;

/**
 * The single source of truth, as its users see it: submit a command, read a view, follow events.
 *
 * <p>Every method may be called from any thread. Callbacks run on the ledger's own thread: hand off and return.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Appends a command to the log. The listener hears exactly once: an outcome once the entry is durable and applied
     * (the views already show it), or a failure. Never blocks.
     */
    void submit(CommandKey key, long senderId, Command command, OutcomeListener listener);

    /** Immutable read models, at least as new as every outcome already delivered. */
    LedgerViews views();

    /** What is durable of single orders; may lag a little behind the views. */
    default OrderHistory orderHistory() {
        return OrderHistory.NONE;
    }

    /** What is durable of the present sessions and of all that lives; may lag a little behind the views. */
    default CurrentHistory currentHistory() {
        return CurrentHistory.NONE;
    }

    /**
     * Completes on the ledger's thread, between two entries: with the log position of the last one that followers added before
     * this call may not have heard. They hear all that come after it. At once for a ledger that has no thread of its own.
     */
    default CompletionStage<Long> fence() {
        return CompletableFuture.completedFuture(status().logPosition());
    }

    /** Adds a follower of events, called on the ledger's thread in log order with the position of their entry. */
    Subscription follow(EventFollower follower);

    /**
     * Adds a follower of watches: called with every current watch first, then with each change. A change is told before the
     * outcome of the command that caused it, so that the feed never weighs the next event against a watch out of date.
     */
    Subscription watch(Consumer<Watch> follower);

    /** Business time the next submission would carry, nanoseconds UTC; never goes back. */
    long businessNanos();

    /** Where commands that carry a market register, so that whoever feeds the ledger does not run ahead of them. */
    Arrivals arrivals();

    /** Business time of the last entry applied, nanoseconds UTC; 0 while the log is empty. Tells how long nobody was there. */
    long appliedNanos();

    /** When the engine next has something due by time alone; {@link Long#MAX_VALUE} for never. */
    long nextDueNanos();

    /** Takes a snapshot and waits for it. */
    void snapshot();

    /** State hash of the replica at its present position, computed on the ledger's thread. */
    StateMark stateMark();

    LedgerStatus status();

    @Override
    void close();

    /** Ends a following. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Hears events in log order. */
    @FunctionalInterface
    interface EventFollower {
        void on(long logPosition, long timeNanos, Event event);
    }

    /**
     * Where the log is and what the state hashes to there.
     *
     * @param stateHash over everything
     * @param tradingHash over what trading has made of it: the same before and after a refused command
     */
    record StateMark(long logPosition, long stateHash, long tradingHash) {}
}
