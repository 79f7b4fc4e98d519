package org.outcry.ledger.cluster;

import io.aeron.Image;
import io.aeron.ImageFragmentAssembler;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.outcry.engine.Engine;
import org.outcry.ledger.codec.SnapshotReader;

/** Fills an empty engine from a snapshot as the cluster replays it, and proves it by count and hash. */
final class SnapshotLoader {
    private SnapshotLoader() {}

    static void load(Image image, long logPosition, Engine engine, IdleStrategy idle) {
        SnapshotReader reader = SnapshotReader.into(engine);
        ImageFragmentAssembler assembler = new ImageFragmentAssembler(
                (DirectBuffer buffer, int offset, int length, io.aeron.logbuffer.Header header) ->
                        reader.onMessage(buffer, offset, length));
        while (!reader.complete()) {
            int fragments = image.poll(assembler, 64);
            if (fragments == 0 && (image.isClosed() || image.isEndOfStream())) {
                break;
            }
            idle.idle(fragments);
        }
        reader.finish(logPosition);
    }
}
