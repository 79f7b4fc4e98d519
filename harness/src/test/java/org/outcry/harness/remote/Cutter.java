package org.outcry.harness.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A wire between a client and a server on this machine that a test can cut, let swallow either direction, or slow down. */
final class Cutter implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean swallowsUp;
    private volatile boolean swallowsDown;
    private volatile long delayNanos;

    Cutter(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cutter").start(this::accept);
    }

    /** REST base of the domain behind it. */
    URI rest() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /** Connections so far. */
    int accepted() {
        return accepted.get();
    }

    /** Ends every connection and takes no new one until {@link #mend}. */
    void cut() {
        refusing = true;
        end();
    }

    /** Ends every connection; new ones are taken. */
    void end() {
        for (Socket socket : open) {
            close(socket);
        }
    }

    /** What the client sends gets lost on the way. */
    void swallowUp() {
        swallowsUp = true;
    }

    /** What the server sends gets lost on the way. */
    void swallowDown() {
        swallowsDown = true;
    }

    /** Every piece takes that long, in both directions. */
    void delay(long nanos) {
        delayNanos = nanos;
    }

    /** A sound wire again, for connections made from now on. */
    void mend() {
        refusing = false;
        swallowsUp = false;
        swallowsDown = false;
        delayNanos = 0;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    close(client);
                    continue;
                }
                accepted.incrementAndGet();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(client);
                open.add(far);
                Thread.ofVirtual().start(() -> pump(client, far, true));
                Thread.ofVirtual().start(() -> pump(far, client, false));
            } catch (IOException closing) {
                // The test has closed it, or the server behind it has gone; the client notices.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delayNanos > 0) {
                    LockSupport.parkNanos(delayNanos);
                }
                if (!(up ? swallowsUp : swallowsDown)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException cut) {
            // Either side has gone, or the test has cut it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            // A reset, as a dying machine or a firewall sends it.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // What was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        end();
    }
}
