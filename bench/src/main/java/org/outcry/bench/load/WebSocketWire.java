package org.outcry.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The client's half of RFC 6455, as far as a load client needs it. */
final class WebSocketWire {
    private WebSocketWire() {}

    /** Connects and upgrades; blocks. The channel is left in blocking mode. */
    static SocketChannel open(InetSocketAddress address, String path, Map<String, String> headers) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            StringBuilder request = new StringBuilder("GET ")
                    .append(path)
                    .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                    .append(address.getPort())
                    .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                    .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            request.append("\r\n");
            channel.write(ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.US_ASCII)));
            // One byte at a time, so that a frame sent right behind the answer stays in the socket.
            StringBuilder answer = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (answer.indexOf("\r\n\r\n") < 0) {
                one.clear();
                if (channel.read(one) < 0 || answer.length() > 8_192) {
                    throw new IOException("upgrade refused: " + answer);
                }
                answer.append((char) one.get(0));
            }
            if (!answer.toString().startsWith("HTTP/1.1 101")) {
                throw new IOException("upgrade refused: " + answer);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A masked text frame; the mask is zero, which is as legal as any. */
    static byte[] text(byte[] payload) {
        return frame(0x81, payload);
    }

    static byte[] pong(byte[] payload) {
        return frame(0x8A, payload);
    }

    private static byte[] frame(int first, byte[] payload) {
        int length = payload.length;
        int head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        ByteBuffer frame = ByteBuffer.allocate(head + 4 + length).put((byte) first);
        if (head == 2) {
            frame.put((byte) (0x80 | length));
        } else if (head == 4) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        return frame.putInt(0).put(payload).array();
    }
}
