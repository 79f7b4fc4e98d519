package org.outcry.engine.order;

/** Where an order command is; the words are Tradovate's, where they are shown. */
public enum CommandStatus {
    PENDING,
    RISK_PASSED,
    RISK_REJECTED,
    /** Held with its suspended order. */
    ON_HOLD,
    /** Live at the market. */
    AT_EXECUTION,
    EXECUTION_REJECTED,
    /** Superseded by a later command, or canceled. */
    EXECUTION_STOPPED,
    REPLACED
}
