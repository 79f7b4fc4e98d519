package org.outcry.gateway.crosstrade;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.link.LinkLimits;

/** What sockets want of one desk: the instruments and the users' events, each told to the desk when it changes. Any thread. */
final class DeskStreams {
    private final AttachedDesk desk;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Map<String, QuoteTopic> topics = new ConcurrentHashMap<>();
    private final Map<String, Integer> wanted = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();

    DeskStreams(AttachedDesk desk, StreamLimits limits, LongSupplier nanoTime) {
        this.desk = desk;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(limits.quoteIntervalMillis());
        this.nanoTime = nanoTime;
    }

    AttachedDesk desk() {
        return desk;
    }

    /** Someone wants an instrument; the topic to subscribe to before the desk is told by {@link #tellQuotes}. */
    QuoteTopic want(String instrument) {
        synchronized (wanted) {
            wanted.merge(instrument, 1, Integer::sum);
            return topics.computeIfAbsent(instrument, name -> new QuoteTopic(name, intervalNanos, nanoTime));
        }
    }

    /** Someone wants an instrument no more; the desk is told by {@link #tellQuotes}. */
    void release(String instrument) {
        synchronized (wanted) {
            if (wanted.merge(instrument, -1, Integer::sum) <= 0) {
                wanted.remove(instrument);
            }
        }
    }

    /** Whether the desk can be asked for one more instrument. */
    boolean hasRoomFor(String instrument) {
        synchronized (wanted) {
            return wanted.containsKey(instrument) || wanted.size() < LinkLimits.MAX_INSTRUMENTS;
        }
    }

    /** Tells the desk the instruments that are wanted now. */
    void tellQuotes() {
        synchronized (wanted) {
            // Not before the desk hears of it: it sends no quote again of what it was never told to leave out.
            // Whoever comes in between has to find the one that is known.
            topics.keySet().retainAll(wanted.keySet());
            desk.link().wantQuotes(new HashSet<>(wanted.keySet()));
        }
    }

    /** Someone wants a user's events, or no more. */
    void wantEvents(String user, boolean more) {
        synchronized (users) {
            Set<String> before = Set.copyOf(users.keySet());
            if (users.merge(user, more ? 1 : -1, Integer::sum) <= 0) {
                users.remove(user);
            }
            if (!before.equals(users.keySet())) {
                desk.link().wantEvents(new HashSet<>(users.keySet()));
            }
        }
    }

    void onQuote(String instrument, byte[] quoteJson) {
        QuoteTopic topic = topics.get(instrument);
        if (topic != null) {
            topic.onQuote(quoteJson);
        }
    }
}
