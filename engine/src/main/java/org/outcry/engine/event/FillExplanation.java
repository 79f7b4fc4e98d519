package org.outcry.engine.event;

/**
 * Why a fill happened, so that a reader can check it against the market line by line.
 *
 * @param rule which fill rule applied
 * @param marketSequence the market event it was filled against
 * @param marketNanos that market's time
 * @param bidTicks best bid then
 * @param askTicks best ask then
 * @param lastTicks last trade then
 * @param levelsTaken levels of depth consumed, 0 for a passive fill
 * @param queueAhead contracts ahead when the order joined
 * @param queueTraded contracts that traded at its price since
 * @param latencyNanos entry latency used
 */
public record FillExplanation(
        Rule rule,
        long marketSequence,
        long marketNanos,
        long bidTicks,
        long askTicks,
        long lastTicks,
        int levelsTaken,
        int queueAhead,
        int queueTraded,
        long latencyNanos) {
    /** Stands for the sequence where a fill happened in a market that nobody here saw: then nothing is explained. */
    public static final long UNSEEN = -1;

    /** Numbered as in docs/protocol/fills.md. */
    public enum Rule {
        /** 1: took displayed size from the far side. */
        TAKER,
        /** 2: the remainder beyond the displayed depth, each further slice one tick worse. */
        SLIPPAGE,
        /** 3: rested at the touch until the queue ahead had traded. */
        QUEUE,
        /** 4: the market traded or quoted through the limit. */
        THROUGH,
        /** 5: touch model only. */
        TOUCH,
        /** 6: settled when the contract stopped trading. */
        SETTLEMENT
    }
}
