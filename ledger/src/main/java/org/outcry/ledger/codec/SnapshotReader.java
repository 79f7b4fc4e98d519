package org.outcry.ledger.codec;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.outcry.engine.Engine;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;

/** Reads the messages of one snapshot and proves them by position, count and hash. Not thread-safe. */
public final class SnapshotReader implements SnapshotCodec.Visitor {
    private final Consumer<StateRow> rows;
    private final LongSupplier actualHash;
    private final SnapshotCodec codec = new SnapshotCodec();
    private boolean started;
    private boolean complete;
    private long logPosition;
    private long stateHash;
    private long count;

    private SnapshotReader(Consumer<StateRow> rows, LongSupplier actualHash) {
        this.rows = rows;
        this.actualHash = actualHash;
    }

    /** Reads into an empty engine; its own state must hash to what the snapshot says. */
    public static SnapshotReader into(Engine engine) {
        return new SnapshotReader(engine::readState, engine::stateHash);
    }

    /** Reads only to prove that the rows are those that were written. */
    public static SnapshotReader verifying() {
        RowHash hash = Engine.rowHash();
        return new SnapshotReader(hash, hash::value);
    }

    public void onMessage(DirectBuffer buffer, int offset, int length) {
        codec.decode(buffer, offset, length, this);
    }

    /** The end was seen; nothing more should follow. */
    public boolean complete() {
        return complete;
    }

    @Override
    public void onStart(long position) {
        if (started) {
            throw mismatch("it starts twice");
        }
        started = true;
        logPosition = position;
    }

    @Override
    public void onRow(StateRow row) {
        if (!started || complete) {
            throw mismatch("a row lies outside of it");
        }
        count++;
        rows.accept(row);
    }

    @Override
    public void onEnd(long position, long hash, long rowCount) {
        if (!started || complete || position != logPosition || rowCount != count) {
            throw mismatch("its end does not match its beginning");
        }
        stateHash = hash;
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
        long actual = actualHash.getAsLong();
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
