package org.outcry.gateway.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The other end of a stream of Server-Sent Events (HTML standard, section 9.2): text over an HTTP response that does not end by
 * itself. Everything happens on its event loop.
 */
public final class EventPeer {
    private static final long CLOSE_PATIENCE_MILLIS = 1_000;
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServerResponse response;
    private final ChannelHandlerContext context;
    private final Handler handler;
    private boolean closing;
    private boolean ended;
    private boolean full;

    /** What the owner hears, on the event loop. */
    public interface Handler {
        /** The send queue became full (false) or has room again (true). */
        void onWritable(boolean writable);

        /** The connection is gone; called once. */
        void onClosed();
    }

    private EventPeer(HttpServerRequest request, Handler handler) {
        this.response = request.response();
        this.context = ((VertxConnection) request.connection()).channelHandlerContext();
        this.handler = handler;
    }

    /** Begins the stream: status, headers. */
    public static EventPeer of(HttpServerRequest request, Handler handler) {
        EventPeer peer = new EventPeer(request, handler);
        peer.begin();
        return peer;
    }

    private void begin() {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // A proxy that gathers bytes would hold events back.
                .putHeader("X-Accel-Buffering", "no");
        response.exceptionHandler(gone -> closing = true);
        // One of them tells of the end, depending on who ended it.
        response.closeHandler(gone -> end());
        response.endHandler(gone -> end());
        response.drainHandler(room -> {
            full = false;
            handler.onWritable(true);
        });
    }

    public boolean isWritable() {
        return !full;
    }

    public boolean isClosing() {
        return closing;
    }

    /** Sends one message of JSON; the place is what a client that reconnects presents, "" for none. */
    public void write(byte[] json, String place) {
        write(message(json, place));
    }

    /** Sends messages that others get too. */
    public void write(SharedFrames frames) {
        write(frames.events());
    }

    /** Sends a comment, which clients pass over, so that nobody on the way takes the connection for dead. */
    public void ping() {
        write(COMMENT);
    }

    /** Says why it ends, in an event of its own type, and ends it. */
    public void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        response.end(BufferInternal.buffer(
                Unpooled.wrappedBuffer(("event: close\ndata: {\"code\":" + code + ",\"reason\":\"" + reason + "\"}\n\n")
                        .getBytes(StandardCharsets.UTF_8))));
        // Also when the other end reads nothing: what cannot be sent is given up with the connection.
        context.channel().eventLoop().schedule(this::hangUp, CLOSE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Cuts the connection without a word. */
    public void cut() {
        closing = true;
        hangUp();
    }

    private void hangUp() {
        // Past Vert.x, which would wait for what is queued to be read.
        context.close();
        end();
    }

    private void end() {
        closing = true;
        if (!ended) {
            ended = true;
            handler.onClosed();
        }
    }

    static byte[] message(byte[] json, String place) {
        byte[] head = (place.isEmpty() ? "data: " : "id: " + place + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, text, 0, head.length);
        for (int i = 0; i < json.length; i++) {
            // Between the values of JSON a line's end is a blank, and within them it cannot stand.
            byte b = json[i];
            text[head.length + i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        text[text.length - 2] = '\n';
        text[text.length - 1] = '\n';
        return text;
    }

    private void write(byte[] text) {
        if (closing) {
            return;
        }
        response.write(BufferInternal.buffer(Unpooled.wrappedBuffer(text)));
        if (!full && response.writeQueueFull()) {
            full = true;
            handler.onWritable(false);
        }
    }
}
