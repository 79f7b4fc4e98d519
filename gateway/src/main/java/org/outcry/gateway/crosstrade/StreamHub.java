package org.outcry.gateway.crosstrade;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sockets of one event loop. Quotes that are due are written to all of them in one go and each socket is flushed once, however
 * many instruments moved. Only {@link #offer} may be called from any thread.
 */
final class StreamHub implements Runnable {
    private final EventLoop loop;
    private final OperationCalls calls;
    private final StreamLimits limits;
    private final Queue<QuoteTopic.Shard> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Set<StreamReader> sessions = new HashSet<>();
    private final List<StreamReader> written = new ArrayList<>();

    StreamHub(OperationCalls calls, StreamLimits limits) {
        this.loop = calls.loop();
        this.calls = calls;
        this.limits = limits;
        long tick = Math.max(10, Math.min(1_000, limits.slowCloseMillis() / 4));
        loop.scheduleAtFixedRate(this::keepHouse, tick, tick, TimeUnit.MILLISECONDS);
    }

    EventLoop loop() {
        return loop;
    }

    OperationCalls calls() {
        return calls;
    }

    StreamLimits limits() {
        return limits;
    }

    /** Has a topic's newest frame written to this loop's subscribers soon; the topic sees to it that it is queued once. */
    void offer(QuoteTopic.Shard shard) {
        due.add(shard);
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    void add(StreamReader session) {
        sessions.add(session);
    }

    void remove(StreamReader session) {
        sessions.remove(session);
    }

    /** A session has unflushed bytes; it is flushed at the end of this round. */
    void written(StreamReader session) {
        written.add(session);
    }

    @Override
    public void run() {
        scheduled.set(false);
        for (QuoteTopic.Shard shard = due.poll(); shard != null; shard = due.poll()) {
            shard.deliver();
        }
        for (StreamReader session : written) {
            session.flushRound();
        }
        written.clear();
    }

    private void keepHouse() {
        long now = calls.now();
        for (StreamReader session : List.copyOf(sessions)) {
            session.keepHouse(now);
        }
    }
}
