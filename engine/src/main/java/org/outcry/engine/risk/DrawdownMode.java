package org.outcry.engine.risk;

/** When the highest net liquidation value that a drawdown is measured from moves up. */
public enum DrawdownMode {
    /** When a session date begins, from the value the account enters it with. */
    END_OF_DAY,
    /** At every fill and mark. */
    REAL_TIME
}
