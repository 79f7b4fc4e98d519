package org.outcry.brokerage.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.event.Event;

/** What the book knows of one order strategy. The book's thread. */
public final class StrategyFacts {
    public final Event.AtmStarted started;
    public final Listing listing;
    public Optional<OrderFacts> entry = Optional.empty();
    /** Its legs, as they were placed. */
    public final List<OrderFacts> legs = new ArrayList<>();

    public StrategyStatus status = StrategyStatus.INACTIVE;
    /** Somebody asked to close it. */
    public boolean interrupted;

    public String failure = "";
    public long changedNanos;

    public StrategyFacts(Event.AtmStarted started, Listing listing) {
        this.started = started;
        this.listing = listing;
        this.changedNanos = started.timeNanos();
    }

    /** Where a strategy is in its life. */
    public enum StrategyStatus {
        INACTIVE("InactiveStrategy"),
        ACTIVE("ActiveStrategy"),
        FINISHED("ExecutionFinished"),
        INTERRUPTED("ExecutionInterrupted"),
        FAILED("ExecutionFailed");

        private final String word;

        StrategyStatus(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public boolean ended() {
            return this != INACTIVE && this != ACTIVE;
        }
    }
}
