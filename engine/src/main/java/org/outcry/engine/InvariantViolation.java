package org.outcry.engine;

/** The engine broke one of its own rules: a bug, never a client's fault. The ledger halts and keeps its log for replay. */
public final class InvariantViolation extends RuntimeException {
    public InvariantViolation(String message) {
        super(message);
    }
}
