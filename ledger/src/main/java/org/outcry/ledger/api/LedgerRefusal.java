package org.outcry.ledger.api;

/**
 * The ledger will not start, or not go on, because what it found cannot be trusted or used. The message says what was
 * found; {@link #advice()} says what to do. Both are safe to show.
 */
public final class LedgerRefusal extends RuntimeException {
    private final Reason reason;
    private final String advice;

    public LedgerRefusal(Reason reason, String found, String advice) {
        super(found + " " + advice);
        this.reason = reason;
        this.advice = advice;
    }

    public LedgerRefusal(Reason reason, String found, String advice, Throwable cause) {
        super(found + " " + advice, cause);
        this.reason = reason;
        this.advice = advice;
    }

    public Reason reason() {
        return reason;
    }

    /** What a person should do now, one or two sentences. */
    public String advice() {
        return advice;
    }

    /** Kinds of refusal, explained one by one in docs/operate/recover.md. */
    public enum Reason {
        /** Another process holds the data directory. */
        LOCKED,
        /** The log or a snapshot was written by a newer version. */
        NEWER_VERSION,
        /** Bytes that were synced are damaged or missing. */
        DAMAGED,
        /** A snapshot does not hash to what it claims. */
        SNAPSHOT_MISMATCH,
        /** Not enough free space to start. */
        DISK_FULL,
        /** The directory cannot be created, read or written. */
        INACCESSIBLE,
        /** The embedded cluster did not start, for a reason of the machine. */
        NOT_STARTED,
        /** A backup file is not what its manifest says, or the target is not empty. */
        UNUSABLE_BACKUP
    }
}
