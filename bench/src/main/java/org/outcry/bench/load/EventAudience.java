package org.outcry.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
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
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Many readers of Server-Sent Events, on one thread of their own. An event is known by its two line feeds, which nothing else in
 * such a response has. Where an event carries {@code "stamp":<nanoTime of the sender>} one reader in sixteen measures how old it is.
 */
public final class EventAudience implements Audience, AutoCloseable {
    private static final byte[] STAMP = "\"stamp\":".getBytes(StandardCharsets.US_ASCII);
    private static final int SAMPLED = 16;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicLong messages = new AtomicLong();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private volatile boolean closing;
    private volatile String failure = "";
    private final Thread thread;

    /** Opens the streams one after the other. */
    public EventAudience(URI uri, int readers, Map<String, String> headers) throws IOException {
        selector = Selector.open();
        StringBuilder request = new StringBuilder("GET ").append(uri.getRawPath());
        if (uri.getRawQuery() != null) {
            request.append('?').append(uri.getRawQuery());
        }
        request.append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(uri.getPort()).append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < readers; i++) {
            SocketChannel channel = open(uri, bytes);
            channel.configureBlocking(false);
            channels.add(channel);
            channel.register(selector, SelectionKey.OP_READ, new Reader(channel, i % SAMPLED == 0));
        }
        thread = Thread.ofPlatform().name("event-audience").daemon(true).start(this::listen);
    }

    /** A stream whose response has begun; a server that is not ready for it yet is asked again, as any reader would. */
    private static SocketChannel open(URI uri, byte[] request) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            channel.write(ByteBuffer.wrap(request));
            String head = head(channel);
            if (head.startsWith("HTTP/1.1 200")) {
                return channel;
            }
            channel.close();
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("no stream: " + head.lines().findFirst().orElse("closed"));
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** One byte at a time, so that an event sent right behind the head stays in the socket. */
    private static String head(SocketChannel channel) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0) {
            one.clear();
            if (channel.read(one) < 0) {
                break;
            }
            head.append((char) one.get(0));
        }
        return head.toString();
    }

    @Override
    public long messages() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
        return messages.get();
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
                        ((Reader) key.attachment()).read();
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            failure = "a reader failed: " + e;
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            selector.wakeup();
            thread.join(5_000);
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One stream: counts events without keeping them. */
    private final class Reader {
        private final SocketChannel channel;
        private final boolean sampled;
        private boolean lineFeed;
        private int matched;
        private long stamp = -1;

        Reader(SocketChannel channel, boolean sampled) {
            this.channel = channel;
            this.sampled = sampled;
        }

        void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("closed by the server");
            }
            buffer.flip();
            int events = 0;
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n') {
                    events += lineFeed ? 1 : 0;
                    lineFeed = !lineFeed;
                } else {
                    lineFeed = false;
                    if (sampled) {
                        sample(b);
                    }
                }
            }
            messages.addAndGet(events);
        }

        /** Walks along the digits behind the stamp's name, wherever the reads cut the text. */
        private void sample(byte b) {
            if (stamp >= 0) {
                if (b >= '0' && b <= '9') {
                    stamp = stamp * 10 + (b - '0');
                } else {
                    histogram.recordValue(Math.clamp(System.nanoTime() - stamp, 0, TimeUnit.SECONDS.toNanos(59)));
                    stamp = -1;
                }
            } else if (b == STAMP[matched]) {
                matched++;
                if (matched == STAMP.length) {
                    matched = 0;
                    stamp = 0;
                }
            } else {
                matched = b == STAMP[0] ? 1 : 0;
            }
        }
    }
}
