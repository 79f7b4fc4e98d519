package org.outcry.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.outcry.link.RawJson;

/**
 * Text messages on their way to many sockets of one event loop: encoded once, copied never. Make them, write them to each socket,
 * then {@link #close()} them; each socket holds its own reference until its bytes are sent.
 */
public final class SharedFrames implements AutoCloseable {
    private final ByteBuf bytes;

    public SharedFrames(List<RawJson> messages) {
        this.bytes = WsFrames.texts(ByteBufAllocator.DEFAULT, messages);
    }

    ByteBuf reference() {
        return bytes.retainedDuplicate();
    }

    @Override
    public void close() {
        bytes.release();
    }
}
