package org.outcry.harness.walk;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A WebSocket that sends frames as they are told, right or wrong. One thread. */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int PING = 9;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private final RawHttp http;

    RawSocket(int port, String token) {
        this(port, token, "/ws/stream");
    }

    RawSocket(int port, String token, String path) {
        http = new RawHttp(port);
        http.send(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        RawHttp.Answer answer = http.answer();
        if (answer.status() != 101) {
            throw new AssertionError("no upgrade: " + answer);
        }
    }

    void text(byte[] utf8) {
        frame(FIN | TEXT, utf8, true);
    }

    void frame(int opcode, boolean last, byte[] payload) {
        frame((last ? FIN : 0) | opcode, payload, true);
    }

    /** A frame whose first byte and masking are given. */
    void frame(int first, byte[] payload, boolean masked) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int mask = masked ? MASKED : 0;
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(mask | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] key = {1, 2, 3, 4};
        if (masked) {
            frame.writeBytes(key);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(masked ? payload[i] ^ key[i % 4] : payload[i]);
        }
        http.send(frame.toByteArray());
    }

    void bytes(byte[] anything) {
        http.send(anything);
    }

    /** The next text, {@code close CODE REASON}, or {@code gone} when the connection ended without a goodbye. */
    String next() {
        try {
            while (true) {
                int first = http.in().readUnsignedByte();
                int length = http.in().readUnsignedByte();
                if (length == 126) {
                    length = http.in().readUnsignedShort();
                } else if (length == 127) {
                    length = Math.toIntExact(http.in().readLong());
                }
                byte[] payload = http.in().readNBytes(length);
                switch (first & 0x0f) {
                    case TEXT -> {
                        return new String(payload, StandardCharsets.UTF_8);
                    }
                    case 8 -> {
                        int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
                        return "close " + code + " "
                                + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
                    }
                    default -> {
                        // Pings and pongs.
                    }
                }
            }
        } catch (EOFException | java.net.SocketException ended) {
            return "gone";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
