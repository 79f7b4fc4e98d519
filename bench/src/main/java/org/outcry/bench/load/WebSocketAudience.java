package org.outcry.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Many WebSockets that listen, on one thread of their own. Counts text messages; where a message carries {@code
 * "stamp":<nanoTime of the sender>} one socket in sixteen measures how old it is.
 */
public final class WebSocketAudience implements Audience, AutoCloseable {
    private static final byte[] STAMP = "\"stamp\":".getBytes(StandardCharsets.US_ASCII);
    private static final int SAMPLED = 16;

    private final Selector selector;
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private volatile boolean closing;
    private volatile String failure = "";
    private final Thread thread;

    /**
     * Opens the sockets one after the other; each first says the greetings.
     *
     * @param uri {@code ws://…}
     */
    public WebSocketAudience(URI uri, int sockets, List<Map<String, String>> headers, List<String> greetings)
            throws IOException {
        selector = Selector.open();
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        for (int i = 0; i < sockets; i++) {
            SocketChannel channel = WebSocketWire.open(address, uri.getPath(), headers.get(i % headers.size()));
            for (String greeting : greetings) {
                channel.write(ByteBuffer.wrap(WebSocketWire.text(greeting.getBytes(StandardCharsets.UTF_8))));
            }
            channel.configureBlocking(false);
            Listener listener = new Listener(channel, i % SAMPLED == 0);
            listeners.add(listener);
            channel.register(selector, SelectionKey.OP_READ, listener);
        }
        thread = Thread.ofPlatform().name("audience").daemon(true).start(this::listen);
    }

    @Override
    public long messages() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
        return messages.get();
    }

    /** Every socket says the same, when it is wanted: some servers close those that are silent. */
    public void say(String text, boolean wanted) throws IOException {
        if (wanted) {
            byte[] frame = WebSocketWire.text(text.getBytes(StandardCharsets.UTF_8));
            for (Listener listener : listeners) {
                listener.channel.write(ByteBuffer.wrap(frame));
            }
        }
    }

    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public Histogram takeAges() {
        synchronized (histogram) {
            Histogram copy = histogram.copy();
            histogram.reset();
            return copy;
        }
    }

    private void listen() {
        try {
            while (!closing) {
                selector.select(100);
                synchronized (histogram) {
                    for (SelectionKey key : selector.selectedKeys()) {
                        ((Listener) key.attachment()).read();
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            failure = "a listening socket failed: " + e;
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            selector.wakeup();
            thread.join(5_000);
            for (Listener listener : listeners) {
                listener.channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One socket: walks over frames without keeping them. */
    private final class Listener {
        private final SocketChannel channel;
        private final boolean sampled;
        private final byte[] head = new byte[10];
        private int headLength;
        private long skip;

        Listener(SocketChannel channel, boolean sampled) {
            this.channel = channel;
            this.sampled = sampled;
        }

        void read() throws IOException {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new IOException("closed by the server");
            }
            bytesRead.addAndGet(count);
            buffer.flip();
            while (buffer.hasRemaining()) {
                if (skip > 0) {
                    int step = (int) Math.min(skip, buffer.remaining());
                    buffer.position(buffer.position() + step);
                    skip -= step;
                } else {
                    head[headLength++] = buffer.get();
                    frameBegins();
                }
            }
        }

        private void frameBegins() throws IOException {
            if (headLength < 2) {
                return;
            }
            int length = head[1] & 0x7f;
            int needed = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (headLength < needed) {
                return;
            }
            skip = switch (needed) {
                case 2 -> length;
                case 4 -> (head[2] & 0xff) << 8 | (head[3] & 0xff);
                default -> ByteBuffer.wrap(head, 2, 8).getLong();
            };
            headLength = 0;
            int opcode = head[0] & 0x0f;
            if (opcode == 1) {
                messages.incrementAndGet();
                if (sampled && buffer.remaining() >= skip) {
                    sample();
                }
            } else if (opcode == 9) {
                byte[] payload = new byte[(int) Math.min(skip, buffer.remaining())];
                buffer.duplicate().get(payload);
                channel.write(ByteBuffer.wrap(WebSocketWire.pong(payload)));
            } else if (opcode == 8) {
                throw new IOException("closed by the server");
            }
        }

        private void sample() {
            int end = buffer.position() + (int) skip;
            outer:
            for (int i = buffer.position(); i < end - STAMP.length; i++) {
                for (int j = 0; j < STAMP.length; j++) {
                    if (buffer.get(i + j) != STAMP[j]) {
                        continue outer;
                    }
                }
                long stamp = 0;
                for (int k = i + STAMP.length; k < end && buffer.get(k) >= '0' && buffer.get(k) <= '9'; k++) {
                    stamp = stamp * 10 + (buffer.get(k) - '0');
                }
                histogram.recordValue(Math.clamp(System.nanoTime() - stamp, 0, TimeUnit.SECONDS.toNanos(59)));
                return;
            }
        }
    }
}
