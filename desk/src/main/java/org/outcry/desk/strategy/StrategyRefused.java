package org.outcry.desk.strategy;

/** What was asked of a strategy cannot be done. It carries no stack trace: it is an answer, not a failure. */
public final class StrategyRefused extends RuntimeException {
    private final Reason reason;

    StrategyRefused(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Kinds of refusal; the operations word them. */
    public enum Reason {
        /** No strategy class of that name, or several. */
        UNKNOWN_CLASS,
        /** A parameter that the class does not have, or a value that it does not take. */
        INVALID_PARAMETER,
        /** No strategy of that id in that account. */
        UNKNOWN_STRATEGY,
        /** It has ended and can only be started anew. */
        TERMINATED,
        /** Its own code failed. */
        FAILED,
        /** As many run already as may. */
        TOO_MANY
    }
}
