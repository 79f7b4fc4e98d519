package org.outcry.ledger.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.codec.sbe.MessageHeaderDecoder;
import org.outcry.ledger.codec.sbe.MessageHeaderEncoder;
import org.outcry.ledger.codec.sbe.SnapshotEndDecoder;
import org.outcry.ledger.codec.sbe.SnapshotEndEncoder;
import org.outcry.ledger.codec.sbe.SnapshotStartDecoder;
import org.outcry.ledger.codec.sbe.SnapshotStartEncoder;

/** Frames of a snapshot and the state rows between them, one SBE message behind the other. Not thread-safe. */
public final class SnapshotCodec {
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotStartEncoder startEncoder = new SnapshotStartEncoder();
    private final SnapshotEndEncoder endEncoder = new SnapshotEndEncoder();
    private final SnapshotStartDecoder start = new SnapshotStartDecoder();
    private final SnapshotEndDecoder end = new SnapshotEndDecoder();
    private final StateRowEncoder rowEncoder = new StateRowEncoder();
    private final StateRowDecoder rowDecoder = new StateRowDecoder();

    /** What a snapshot consists of, in order. */
    public interface Visitor {
        void onStart(long logPosition);

        void onRow(StateRow row);

        void onEnd(long logPosition, long stateHash, long rowCount);
    }

    public int encodeStart(MutableDirectBuffer buffer, int offset, long logPosition) {
        startEncoder.wrapAndApplyHeader(buffer, offset, headerEncoder).logPosition(logPosition);
        return MessageHeaderEncoder.ENCODED_LENGTH + startEncoder.encodedLength();
    }

    public int encodeRow(MutableDirectBuffer buffer, int offset, StateRow row) {
        return rowEncoder.encode(buffer, offset, row);
    }

    public int encodeEnd(MutableDirectBuffer buffer, int offset, long logPosition, long stateHash, long rowCount) {
        endEncoder
                .wrapAndApplyHeader(buffer, offset, headerEncoder)
                .logPosition(logPosition)
                .stateHash(stateHash)
                .rowCount(rowCount);
        return MessageHeaderEncoder.ENCODED_LENGTH + endEncoder.encodedLength();
    }

    /** Reads every message in {@code buffer[offset, offset + length)}. */
    public void decode(DirectBuffer buffer, int offset, int length, Visitor visitor) {
        int at = offset;
        int limit = offset + length;
        while (at < limit) {
            at += decodeOne(buffer, at, limit, visitor);
        }
        if (at != limit) {
            throw CommandDecoder.damaged("a snapshot message ends beyond its frame", null);
        }
    }

    private int decodeOne(DirectBuffer buffer, int at, int limit, Visitor visitor) {
        if (limit - at < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw CommandDecoder.damaged("a snapshot message is too short", null);
        }
        header.wrap(buffer, at);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw CommandDecoder.damaged("a snapshot message has schema " + header.schemaId(), null);
        }
        if (header.version() > MessageHeaderDecoder.SCHEMA_VERSION) {
            throw CommandDecoder.newer("The snapshot holds schema version " + header.version()
                    + "; this program knows up to " + MessageHeaderDecoder.SCHEMA_VERSION + ".");
        }
        int body = at + MessageHeaderDecoder.ENCODED_LENGTH;
        return MessageHeaderDecoder.ENCODED_LENGTH
                + switch (header.templateId()) {
                    case SnapshotStartDecoder.TEMPLATE_ID -> {
                        start.wrap(buffer, body, header.blockLength(), header.version());
                        visitor.onStart(start.logPosition());
                        yield header.blockLength();
                    }
                    case SnapshotEndDecoder.TEMPLATE_ID -> {
                        end.wrap(buffer, body, header.blockLength(), header.version());
                        visitor.onEnd(end.logPosition(), end.stateHash(), end.rowCount());
                        yield header.blockLength();
                    }
                    default -> {
                        visitor.onRow(rowDecoder.decode(buffer, body, header));
                        yield rowDecoder.decodedLength();
                    }
                };
    }
}
