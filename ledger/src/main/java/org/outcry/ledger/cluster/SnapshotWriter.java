package org.outcry.ledger.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.outcry.engine.Engine;
import org.outcry.engine.state.RowHash;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.codec.SnapshotCodec;

/**
 * Writes the engine's state as one snapshot: start, rows, end. The cluster holds the writer until the last byte is recorded, so
 * what this takes is what a snapshot costs: rows are packed many to a message, and they are hashed by a thread of their own,
 * since a row never changes, while the next are encoded.
 */
final class SnapshotWriter {
    /** Rows handed to the hashing thread at a time. */
    private static final int CHUNK_ROWS = 1_024;

    private final ExclusivePublication publication;
    private final ExecutorService hasher;
    /** The archive is behind: leaves it the processor, and is back soon after it has caught up. */
    private final IdleStrategy idle = new BackoffIdleStrategy(10, 0, 20_000, 200_000);

    private final SnapshotCodec codec = new SnapshotCodec();
    private final ExpandableArrayBuffer packed = new ExpandableArrayBuffer(1 << 17);
    private final RowHash hash = Engine.rowHash();
    private final int packLimit;
    private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);
    private List<StateRow> chunk = new ArrayList<>(CHUNK_ROWS);
    private int packedLength;
    private long rows;

    private SnapshotWriter(ExclusivePublication publication, ExecutorService hasher) {
        this.publication = publication;
        this.hasher = hasher;
        this.packLimit = Math.min(1 << 16, publication.maxMessageLength() / 2);
    }

    static void write(ExclusivePublication publication, long logPosition, Engine engine) {
        try (ExecutorService hasher = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("ledger-snapshot-hash").factory())) {
            new SnapshotWriter(publication, hasher).write(logPosition, engine);
        }
    }

    private void write(long logPosition, Engine engine) {
        packedLength = codec.encodeStart(packed, 0, logPosition);
        engine.writeState(this::row);
        hashChunk();
        hashed.join();
        packedLength += codec.encodeEnd(packed, packedLength, logPosition, hash.value(), rows);
        flush();
    }

    private void row(StateRow row) {
        rows++;
        chunk.add(row);
        if (chunk.size() == CHUNK_ROWS) {
            hashChunk();
        }
        packedLength += codec.encodeRow(packed, packedLength, row);
        if (packedLength >= packLimit) {
            flush();
        }
    }

    /** Chunks are hashed one behind the other: the hash depends on the order of rows. */
    private void hashChunk() {
        List<StateRow> full = chunk;
        chunk = new ArrayList<>(CHUNK_ROWS);
        hashed = hashed.thenRunAsync(() -> full.forEach(hash), hasher);
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
