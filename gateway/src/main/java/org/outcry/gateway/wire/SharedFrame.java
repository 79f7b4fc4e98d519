package org.outcry.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * One text message on its way to many sockets of one event loop: encoded once, copied never. Make it, write it to each socket, then
 * {@link #close()} it; each socket holds its own reference until its bytes are sent.
 */
public final class SharedFrame implements AutoCloseable {
    private final byte[] payload;
    private final ByteBuf bytes;

    public SharedFrame(byte[] payload) {
        this.payload = payload;
        this.bytes = WsFrames.text(ByteBufAllocator.DEFAULT, payload, Integer.MAX_VALUE);
    }

    /** The payload it was made of. */
    public byte[] payload() {
        return payload;
    }

    ByteBuf reference() {
        return bytes.retainedDuplicate();
    }

    @Override
    public void close() {
        bytes.release();
    }
}
