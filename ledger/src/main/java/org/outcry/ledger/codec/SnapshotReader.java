package org.outcry.ledger.codec;

import org.agrona.DirectBuffer;
import org.outcry.engine.Engine;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;

/** Reads the messages of one snapshot into an empty engine. Not thread-safe. */
public final class SnapshotReader implements SnapshotCodec.Visitor {
    private final Engine engine;
    private final SnapshotCodec codec = new SnapshotCodec();
    private boolean started;
    private boolean complete;
    private long logPosition;
    private long stateHash;
    private long rows;

    public SnapshotReader(Engine engine) {
        this.engine = engine;
    }

    public void onMessage(DirectBuffer buffer, int offset, int length) {
        codec.decode(buffer, offset, length, this);
    }

    /** The end was seen; nothing more should follow. */
    public boolean complete() {
        return complete;
    }

    @Override
    public void onStart(long position, long hash) {
        if (started) {
            throw mismatch("it starts twice");
        }
        started = true;
        logPosition = position;
        stateHash = hash;
    }

    @Override
    public void onRow(org.outcry.engine.state.StateRow row) {
        if (!started || complete) {
            throw mismatch("a row lies outside of it");
        }
        rows++;
        engine.readState(row);
    }

    @Override
    public void onEnd(long position, long hash, long rowCount) {
        if (!started || complete || position != logPosition || hash != stateHash || rowCount != rows) {
            throw mismatch("its end does not match its beginning");
        }
        complete = true;
    }

    /** Checks that the state is whole, hashes to what the snapshot claims and belongs to that log position. */
    public void finish(long expectedPosition) {
        if (!complete) {
            throw mismatch("it has no end");
        }
        if (expectedPosition != logPosition) {
            throw mismatch("it is of log position " + logPosition + ", not " + expectedPosition);
        }
        long actual = engine.stateHash();
        if (actual != stateHash) {
            throw mismatch(
                    "the state hashes to " + Long.toHexString(actual) + ", it says " + Long.toHexString(stateHash));
        }
    }

    private static LedgerRefusal mismatch(String what) {
        return new LedgerRefusal(
                Reason.SNAPSHOT_MISMATCH,
                "The latest snapshot cannot be trusted: " + what + ".",
                "Run ./outcry doctor, then restore the last backup.");
    }
}
