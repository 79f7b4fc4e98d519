package org.outcry.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One WebSocket used by one thread: says something, waits for what comes. Blocking. */
public final class WebSocketCaller implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20).limit(0);

    private WebSocketCaller(SocketChannel channel) {
        this.channel = channel;
    }

    /** Opens {@code ws://…}; throws when the server refuses. */
    public static WebSocketCaller open(URI uri, Map<String, String> headers) throws IOException {
        return new WebSocketCaller(
                WebSocketWire.open(new InetSocketAddress(uri.getHost(), uri.getPort()), uri.getPath(), headers));
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a text message. */
    public void send(byte[] utf8) throws IOException {
        write(WebSocketWire.text(utf8));
    }

    private synchronized void write(byte[] frame) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(frame);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** The next text message; answers pings on the way. Throws when the server closes. */
    public byte[] receive() throws IOException {
        while (true) {
            need(2);
            int first = in.get() & 0xff;
            int second = in.get() & 0x7f;
            int length = second;
            if (second == 126) {
                need(2);
                length = in.getShort() & 0xffff;
            } else if (second == 127) {
                need(8);
                length = Math.toIntExact(in.getLong());
            }
            byte[] payload = new byte[length];
            int have = Math.min(length, in.remaining());
            in.get(payload, 0, have);
            while (have < length) {
                need(1);
                int more = Math.min(length - have, in.remaining());
                in.get(payload, have, more);
                have += more;
            }
            switch (first & 0x0f) {
                case 1, 2 -> {
                    return payload;
                }
                case 9 -> write(WebSocketWire.pong(payload));
                case 8 -> throw new IOException("closed: " + closeReason(payload));
                default -> {
                    // A pong asks for nothing.
                }
            }
        }
    }

    private static String closeReason(byte[] payload) {
        return payload.length < 2
                ? "no reason"
                : ((payload[0] & 0xff) << 8 | (payload[1] & 0xff))
                        + " "
                        + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    private void need(int bytes) throws IOException {
        while (in.remaining() < bytes) {
            in.compact();
            if (channel.read(in) < 0) {
                throw new IOException("the server closed the connection");
            }
            in.flip();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
