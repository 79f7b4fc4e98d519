package org.outcry.engine.risk;

/** How long something that a limit did stays in force, the longest last. */
public enum Term {
    NONE,
    /** Until the account enters its next session date. */
    SESSION,
    /** Until the account enters a session date of another week. */
    WEEK,
    /** Until an administrator lifts it. */
    LASTING
}
