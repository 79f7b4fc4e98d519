package org.outcry.harness.simulation;

/**
 * Bugs planted on purpose, to prove that the simulation would find them. They live in the simulated parts and in wrappers around
 * the doors of the product, never in the product.
 */
public enum Sabotage {
    /** The product as it is. */
    NONE,
    /** The log answers when an entry is written, not when it is synced. */
    ACKNOWLEDGED_BEFORE_SYNCED,
    /** The feed believes that a changed watch needs no look back. */
    NO_RESCAN,
    /** A repeated command reaches the log under a fresh key. */
    REPEAT_UNDER_NEW_KEY,
    /** A restart skips one entry of the log. */
    ENTRY_SKIPPED_ON_REPLAY,
    /** A snapshot forgets its last row but one. */
    ROW_MISSING_FROM_SNAPSHOT,
    /** The feed hears watches whose upper last-price bound is one tick too high. */
    WATCH_ONE_TICK_OFF
}
