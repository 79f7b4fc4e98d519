package org.outcry.engine.state;

/** Placeholder until the engine's state rows are written. */
public sealed interface StateRow {
    /** Sequence, time and rule version. */
    record Header(long nextId, long nowNanos, int rulesVersion) implements StateRow {}
}
