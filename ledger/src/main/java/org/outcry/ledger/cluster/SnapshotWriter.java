package org.outcry.ledger.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.outcry.engine.Engine;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.codec.SnapshotCodec;

/**
 * Writes the engine's state as one snapshot: start, rows, end. Rows are packed many to a message, because the pause of the
 * writer is what a snapshot costs.
 */
final class SnapshotWriter {
    private final ExclusivePublication publication;
    private final IdleStrategy idle;
    private final SnapshotCodec codec = new SnapshotCodec();
    private final ExpandableArrayBuffer packed = new ExpandableArrayBuffer(1 << 17);
    private final RowHash hash = Engine.rowHash();
    private final int packLimit;
    private int packedLength;
    private long rows;

    private SnapshotWriter(ExclusivePublication publication, IdleStrategy idle) {
        this.publication = publication;
        this.idle = idle;
        this.packLimit = Math.min(1 << 16, publication.maxMessageLength() / 2);
    }

    static void write(ExclusivePublication publication, long logPosition, Engine engine, IdleStrategy idle) {
        SnapshotWriter writer = new SnapshotWriter(publication, idle);
        writer.packedLength = writer.codec.encodeStart(writer.packed, 0, logPosition);
        engine.writeState(writer::row);
        writer.packedLength += writer.codec.encodeEnd(
                writer.packed, writer.packedLength, logPosition, writer.hash.value(), writer.rows);
        writer.flush();
    }

    private void row(StateRow row) {
        rows++;
        hash.accept(row);
        packedLength += codec.encodeRow(packed, packedLength, row);
        if (packedLength >= packLimit) {
            flush();
        }
    }

    private void flush() {
        idle.reset();
        while (true) {
            long result = publication.offer(packed, 0, packedLength);
            if (result > 0) {
                packedLength = 0;
                return;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("snapshot publication ended: " + Publication.errorString(result));
            }
            idle.idle();
        }
    }
}
