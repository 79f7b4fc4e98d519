package org.outcry.gateway.tradovate;

import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The sockets of one event loop, looked after by one timer. On that loop only. */
final class SocketHub {
    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final Set<SocketSession> sockets = new HashSet<>();

    SocketHub(EventLoop loop, SocketLimits limits, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        long tick = Math.clamp(limits.heartbeatMillis() / 10, 10, 250);
        loop.scheduleAtFixedRate(this::keepHouse, tick, tick, TimeUnit.MILLISECONDS);
    }

    EventLoop loop() {
        return loop;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void add(SocketSession socket) {
        sockets.add(socket);
    }

    void remove(SocketSession socket) {
        sockets.remove(socket);
    }

    private void keepHouse() {
        long now = now();
        for (SocketSession socket : List.copyOf(sockets)) {
            socket.keepHouse(now);
        }
    }
}
