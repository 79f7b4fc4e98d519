package org.outcry.gateway.wire;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The other end of one WebSocket. Adds to Vert.x what this product promises: message limits with stated close codes, UTF-8 that is
 * checked, frames that many sockets share, flushes that we decide on, and news of a full send queue. Everything happens on its
 * event loop; only {@link #close} may be called from any thread.
 */
public final class WsPeer {
    /** Largest single frame accepted, in bytes. */
    public static final int MAX_FRAME_BYTES = 64 << 10;

    private static final long CLOSE_PATIENCE_MILLIS = 1_000;

    private final ServerWebSocket socket;
    private final ChannelHandlerContext context;
    private final ChannelHandlerContext output;
    private final EventLoop loop;
    private final int maxMessageBytes;
    private final Handler handler;
    private volatile boolean closing;
    private ByteArrayOutputStream fragments;

    /** What the owner of a socket hears, on its event loop. */
    public interface Handler {
        /** A whole text message, valid UTF-8. */
        void onMessage(byte[] utf8);

        /** Any frame at all arrived, also pings and pongs. */
        void onHeard();

        /** The send queue became full (false) or has room again (true). */
        void onWritable(boolean writable);

        /** The socket is gone; called once. */
        void onClosed();
    }

    private WsPeer(ServerWebSocket socket, int maxMessageBytes, Handler handler) {
        this.socket = socket;
        this.context = ((WebSocketInternal) socket).channelHandlerContext();
        this.loop = context.channel().eventLoop();
        this.maxMessageBytes = maxMessageBytes;
        this.handler = handler;
        ChannelPipeline pipeline = context.pipeline();
        // Our encoder-free path: finished frames enter the pipeline just below Vert.x's frame encoder.
        ChannelHandlerContext encoder = pipeline.context(WebSocketFrameEncoder.class);
        this.output = encoder == null ? context : encoder;
        // Vert.x's decoder answers a violation with its own words; this one lets us choose them.
        pipeline.replace(
                WebSocket13FrameDecoder.class,
                "wsdecoder",
                new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(MAX_FRAME_BYTES)
                        .expectMaskedFrames(true)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false)
                        .build()));
        if (pipeline.get("idle") != null) {
            // The idle limit of plain requests does not hold for sockets; they have heartbeats.
            pipeline.remove("idle");
        }
        pipeline.addBefore(context.name(), "outcry", new Edge());
        socket.frameHandler(this::onFrame);
        socket.closeHandler(gone -> handler.onClosed());
    }

    /** Takes a socket over, on its event loop, right after the upgrade. */
    public static WsPeer of(ServerWebSocket socket, int maxMessageBytes, Handler handler) {
        return new WsPeer(socket, maxMessageBytes, handler);
    }

    public EventLoop loop() {
        return loop;
    }

    /** Whether more may be written without growing the send queue beyond its mark. */
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    /** True once a close was asked for or has happened; writes are then dropped. */
    public boolean isClosing() {
        return closing;
    }

    /** Queues a text message, split into frames of at most {@link #MAX_FRAME_BYTES} when asked to. */
    public void write(byte[] utf8, boolean split) {
        if (!closing) {
            output.write(
                    WsFrames.text(context.alloc(), utf8, split ? MAX_FRAME_BYTES : Integer.MAX_VALUE),
                    context.voidPromise());
        }
    }

    /** Queues text messages, each between the same bytes, as one write. */
    public void write(List<byte[]> messages, byte[] before, byte[] after) {
        if (!closing) {
            output.write(WsFrames.texts(context.alloc(), messages, before, after), context.voidPromise());
        }
    }

    /** Queues messages that other sockets get too. */
    public void write(SharedFrames frames) {
        if (!closing) {
            output.write(frames.reference(), context.voidPromise());
        }
    }

    /** Queues an empty ping and sends it. */
    public void ping() {
        if (!closing) {
            output.writeAndFlush(WsFrames.ping(context.alloc()), context.voidPromise());
        }
    }

    /** Sends what is queued. */
    public void flush() {
        output.flush();
    }

    /** Stops reading; what the other end sends waits in its own buffers. */
    public void pause() {
        socket.pause();
    }

    /** Reads on. */
    public void resume() {
        socket.resume();
    }

    /** Closes with a code and a reason; when the other end does not take even that, the connection is cut after a second. */
    public void close(int code, String reason) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> close(code, reason));
            return;
        }
        if (closing) {
            return;
        }
        closing = true;
        socket.close((short) code, reason);
        loop.schedule(this::hangUp, CLOSE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Cuts the connection without a word. */
    public void cut() {
        closing = true;
        hangUp();
    }

    private void hangUp() {
        // From Vert.x's handler downwards: from the top it would wait for a closing handshake that may never come.
        context.close();
    }

    private void onFrame(WebSocketFrame frame) {
        handler.onHeard();
        if (closing) {
            return;
        }
        switch (frame.type()) {
            case TEXT -> onText(frame);
            case CONTINUATION -> onContinuation(frame);
            case BINARY -> close(1003, "Text frames only");
            case CLOSE -> closing = true;
            case PING, PONG -> {}
        }
    }

    private void onText(WebSocketFrame frame) {
        byte[] payload = frame.binaryData().getBytes();
        if (frame.isFinal()) {
            deliver(payload);
        } else {
            fragments = new ByteArrayOutputStream(payload.length * 2);
            append(payload);
        }
    }

    private void onContinuation(WebSocketFrame frame) {
        if (fragments == null) {
            close(1002, "Continuation of nothing");
            return;
        }
        append(frame.binaryData().getBytes());
        if (fragments != null && frame.isFinal()) {
            byte[] whole = fragments.toByteArray();
            fragments = null;
            deliver(whole);
        }
    }

    private void append(byte[] payload) {
        if (fragments.size() + payload.length > maxMessageBytes) {
            fragments = null;
            close(1009, "Message too large");
        } else {
            fragments.writeBytes(payload);
        }
    }

    private void deliver(byte[] payload) {
        if (payload.length > maxMessageBytes) {
            close(1009, "Message too large");
        } else if (!isUtf8(payload)) {
            close(1007, "Invalid UTF-8");
        } else {
            handler.onMessage(payload);
        }
    }

    private static boolean isUtf8(byte[] payload) {
        boolean ascii = true;
        for (byte b : payload) {
            if (b < 0) {
                ascii = false;
                break;
            }
        }
        if (ascii) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Sits before Vert.x's handler: hears of the send queue, and words protocol violations our way. */
    private final class Edge extends ChannelInboundHandlerAdapter {
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext edge) {
            handler.onWritable(edge.channel().isWritable());
            edge.fireChannelWritabilityChanged();
        }

        @Override
        @SuppressWarnings("deprecation") // Netty deprecates the name for outbound handlers only.
        public void exceptionCaught(ChannelHandlerContext edge, Throwable cause) {
            if (cause.getCause() instanceof CorruptedWebSocketFrameException
                    || cause instanceof CorruptedWebSocketFrameException) {
                CorruptedWebSocketFrameException violation = (CorruptedWebSocketFrameException)
                        (cause instanceof CorruptedWebSocketFrameException ? cause : cause.getCause());
                boolean large = violation.closeStatus().code() == 1009;
                close(violation.closeStatus().code(), large ? "Message too large" : "Protocol error");
            } else {
                closing = true;
                edge.close().addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
