package org.outcry.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A WebSocket client without manners: it can send any frame, read slowly, or vanish. Blocking; a read waits half a minute. */
final class TestSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    final String statusLine;
    final String headers;

    private TestSocket(int port, String path, String extraHeaders, int receiveBuffer) {
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            raw("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + extraHeaders + "\r\n");
            statusLine = line();
            StringBuilder read = new StringBuilder();
            for (String line = line(); !line.isEmpty(); line = line()) {
                read.append(line).append('\n');
            }
            headers = read.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestSocket open(int port, String path, String token) {
        return withHeaders(port, path, "Authorization: Bearer " + token + "\r\n");
    }

    static TestSocket slow(int port, String path, String token) {
        return new TestSocket(port, path, "Authorization: Bearer " + token + "\r\n", 4096);
    }

    static TestSocket withHeaders(int port, String path, String extraHeaders) {
        return new TestSocket(port, path, extraHeaders, 0);
    }

    boolean isOpen() {
        return statusLine.startsWith("HTTP/1.1 101");
    }

    /** The body of a refused upgrade. */
    String body() throws IOException {
        int length = headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElseThrow();
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    void send(String text) {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One masked frame with that first byte. */
    void frame(int first, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        if (payload.length < 126) {
            bytes.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            bytes.write(0x80 | 126);
            bytes.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            bytes.write(0x80 | 127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] mask = {1, 2, 3, 4};
        bytes.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ mask[i % 4]);
        }
        try {
            out.write(bytes.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void raw(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next text message; pings are passed over. */
    String text() {
        Frame frame = next();
        if (frame.first != 0x81) {
            throw new AssertionError("Text expected, was frame " + Integer.toHexString(frame.first) + " "
                    + new String(frame.payload, StandardCharsets.ISO_8859_1));
        }
        return new String(frame.payload, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return TestGateway.json(text());
    }

    /** The next message that satisfies a condition; others are passed over. */
    JsonNode json(Predicate<JsonNode> wanted) {
        while (true) {
            JsonNode message = json();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /** Sends and reads one message. */
    JsonNode ask(String text) {
        send(text);
        return json();
    }

    /** Reads up to the close frame; its code and reason. */
    String closed() {
        while (true) {
            Frame frame = next();
            if (frame.first == 0x88) {
                ByteBuffer payload = ByteBuffer.wrap(frame.payload);
                int code = payload.remaining() >= 2 ? payload.getShort() : 1005;
                return code + " " + StandardCharsets.UTF_8.decode(payload);
            }
        }
    }

    /** The next message if one comes within the time. */
    Optional<String> textWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            in.mark(1);
            boolean came;
            try {
                came = in.read() >= 0;
            } catch (SocketTimeoutException e) {
                came = false;
            }
            in.reset();
            socket.setSoTimeout(PATIENCE_MILLIS);
            return came ? Optional.of(text()) : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends with a reset instead of a goodbye, as a killed process does. */
    void kill() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Frame next() {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = (int) in.readLong();
                }
                byte[] payload = in.readNBytes(length);
                if (first != 0x89 && first != 0x8a) {
                    return new Frame(first, payload);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("The connection ended or stayed silent", e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static final class Frame {
        private final int first;
        private final byte[] payload;

        private Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }
    }
}
