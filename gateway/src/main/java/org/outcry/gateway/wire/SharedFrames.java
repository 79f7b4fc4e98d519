package org.outcry.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.outcry.link.RawJson;

/**
 * Text messages on their way to many sockets of one event loop: encoded once, copied never. Make them, write them to each socket,
 * then {@link #close()} them; each socket holds its own reference until its bytes are sent.
 */
public final class SharedFrames implements AutoCloseable {
    private final List<RawJson> messages;
    private final ByteBuf bytes;
    private byte[] events = {};

    public SharedFrames(List<RawJson> messages) {
        this.messages = messages;
        this.bytes = WsFrames.texts(ByteBufAllocator.DEFAULT, messages);
    }

    /** The messages as Server-Sent Events, made when first asked for. */
    byte[] events() {
        if (events.length == 0) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            messages.forEach(message -> all.writeBytes(EventPeer.message(message.utf8(), "")));
            events = all.toByteArray();
        }
        return events;
    }

    ByteBuf reference() {
        return bytes.retainedDuplicate();
    }

    @Override
    public void close() {
        bytes.release();
    }
}
