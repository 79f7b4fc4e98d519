package org.outcry.gateway.tradovate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What waits to be sent on one socket, in the order it was given: responses and events alike, so that a change never overtakes the
 * state it changes. Events are bounded; responses are bounded by the requests under way. Any thread.
 */
final class Outbox {
    /** Market data goes on while no more than this waits. */
    private static final int SHORT_BYTES = 64 << 10;

    private final int maxEvents;
    private final int maxEventBytes;
    private final Queue<Entry> queue = new ArrayDeque<>();
    private final List<Runnable> whenShort = new ArrayList<>();
    private int events;
    private int eventBytes;
    private long bytes;
    private boolean scheduled;
    private boolean writable = true;
    private boolean closed;

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] message, boolean event) {}

    Outbox(int maxEvents, int maxEventBytes) {
        this.maxEvents = maxEvents;
        this.maxEventBytes = maxEventBytes;
    }

    /** What the giver has to do next. */
    enum Next {
        /** Nothing: sending is under way already, or the socket is gone. */
        WAIT,
        /** See that {@link #take} is called on the socket's loop. */
        SEND,
        /** There is no room for this event: close the socket. */
        CLOSE
    }

    Next event(byte[] message) {
        return put(message, true);
    }

    Next response(byte[] message) {
        return put(message, false);
    }

    private synchronized Next put(byte[] message, boolean event) {
        if (closed) {
            return Next.WAIT;
        }
        if (event) {
            if (events >= maxEvents || eventBytes + message.length > maxEventBytes) {
                closed = true;
                queue.clear();
                return Next.CLOSE;
            }
            events++;
            eventBytes += message.length;
        }
        bytes += message.length;
        queue.add(new Entry(message, event));
        if (scheduled || !writable) {
            return Next.WAIT;
        }
        scheduled = true;
        return Next.SEND;
    }

    /** Takes messages of about so many bytes, at least one when there is any; empty when nothing waits. On the socket's loop. */
    synchronized List<byte[]> take(int about) {
        List<byte[]> taken = new ArrayList<>();
        int size = 0;
        while (size < about && !queue.isEmpty()) {
            Entry entry = queue.remove();
            if (entry.event()) {
                events--;
                eventBytes -= entry.message().length;
            }
            bytes -= entry.message().length;
            size += entry.message().length;
            taken.add(entry.message());
        }
        if (taken.isEmpty()) {
            scheduled = false;
        }
        return taken;
    }

    /** Sending stops because the connection takes no more. On the socket's loop. */
    synchronized void blocked() {
        scheduled = false;
        writable = false;
    }

    /** The connection takes more again; true when sending has to begin anew. On the socket's loop. */
    synchronized boolean unblocked() {
        writable = true;
        if (scheduled || queue.isEmpty()) {
            return false;
        }
        scheduled = true;
        return true;
    }

    synchronized boolean isShort() {
        return writable && bytes <= SHORT_BYTES;
    }

    /** Calls once when the queue is short, on the caller's thread when it is now. */
    void whenShort(Runnable then) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!(writable && bytes <= SHORT_BYTES)) {
                whenShort.add(then);
                return;
            }
        }
        then.run();
    }

    /** Those to call now that the queue may have become short. */
    synchronized List<Runnable> waiters() {
        if (whenShort.isEmpty() || !(writable && bytes <= SHORT_BYTES)) {
            return List.of();
        }
        List<Runnable> ready = List.copyOf(whenShort);
        whenShort.clear();
        return ready;
    }

    synchronized void close() {
        closed = true;
        queue.clear();
        whenShort.clear();
    }
}
