package org.outcry.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.outcry.link.RawJson;

/** Server-side WebSocket frames (RFC 6455 section 5.2), built once so that many sockets can share the bytes. */
final class WsFrames {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_CONTINUATION = 0x80;
    private static final int TEXT = 0x01;
    private static final int CONTINUATION = 0x00;

    private WsFrames() {}

    /** A whole text message; more than one frame when it is larger than the given frame size. */
    static ByteBuf text(ByteBufAllocator allocator, byte[] payload, int maxFrame) {
        int frames = Math.max(1, Math.ceilDiv(payload.length, maxFrame));
        ByteBuf buffer = allocator.directBuffer(payload.length + frames * 10);
        for (int frame = 0; frame < frames; frame++) {
            int from = frame * maxFrame;
            int length = Math.min(maxFrame, payload.length - from);
            boolean last = frame == frames - 1;
            int first = frame == 0 ? (last ? FINAL_TEXT : TEXT) : (last ? FINAL_CONTINUATION : CONTINUATION);
            header(buffer, first, length);
            buffer.writeBytes(payload, from, length);
        }
        return buffer;
    }

    /** Whole text messages one after the other. */
    static ByteBuf texts(ByteBufAllocator allocator, List<RawJson> messages) {
        int length = 0;
        for (RawJson message : messages) {
            length += message.utf8().length + 10;
        }
        ByteBuf buffer = allocator.directBuffer(length);
        for (RawJson message : messages) {
            header(buffer, FINAL_TEXT, message.utf8().length);
            buffer.writeBytes(message.utf8());
        }
        return buffer;
    }

    /** Whole text messages one after the other, each between the same bytes. */
    static ByteBuf texts(ByteBufAllocator allocator, List<byte[]> messages, byte[] before, byte[] after) {
        int around = before.length + after.length;
        int length = 0;
        for (byte[] message : messages) {
            length += message.length + around + 10;
        }
        ByteBuf buffer = allocator.directBuffer(length);
        for (byte[] message : messages) {
            header(buffer, FINAL_TEXT, message.length + around);
            buffer.writeBytes(before).writeBytes(message).writeBytes(after);
        }
        return buffer;
    }

    /** An empty ping. */
    static ByteBuf ping(ByteBufAllocator allocator) {
        return allocator.directBuffer(2).writeByte(0x89).writeByte(0);
    }

    private static void header(ByteBuf buffer, int first, int length) {
        buffer.writeByte(first);
        if (length < 126) {
            buffer.writeByte(length);
        } else if (length < 65_536) {
            buffer.writeByte(126).writeShort(length);
        } else {
            buffer.writeByte(127).writeLong(length);
        }
    }
}
