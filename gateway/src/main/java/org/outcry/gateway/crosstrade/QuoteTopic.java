package org.outcry.gateway.crosstrade;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.outcry.gateway.wire.SharedFrames;
import org.outcry.link.RawJson;
import org.outcry.wire.Bytes;

/**
 * The quotes of one instrument of one desk on their way to the sockets that want them. Quotes come from any thread; between two
 * frames lies at least the interval, and the latest quote is always sent. Each event loop has a shard with its own subscribers.
 *
 * <p>What comes while a loop is busy with other sockets goes out together, at most {@value #MAX_WAITING} frames of an instrument;
 * beyond that the oldest are left out. A socket whose send queue is full gets the latest alone once it has room.
 */
final class QuoteTopic {
    private static final int MAX_WAITING = 16;

    private final String instrument;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Map<StreamHub, Shard> shards = new ConcurrentHashMap<>();
    private volatile Optional<Frame> latest = Optional.empty();
    private long frames;
    private long publishedAt;
    private boolean published;
    private boolean armed;

    QuoteTopic(String instrument, long intervalNanos, LongSupplier nanoTime) {
        this.instrument = instrument;
        this.intervalNanos = intervalNanos;
        this.nanoTime = nanoTime;
    }

    String instrument() {
        return instrument;
    }

    /**
     * One message.
     *
     * @param number counts up with each message of the topic, from 1
     */
    record Frame(long number, RawJson text) {}

    /** A new quote. */
    void onQuote(byte[] quoteJson) {
        byte[] frame = new Bytes(quoteJson.length + 36)
                .ascii("{\"type\":\"marketData\",\"quotes\":[")
                .raw(quoteJson)
                .ascii("]}")
                .toArray();
        synchronized (this) {
            latest = Optional.of(new Frame(++frames, new RawJson(frame)));
            if (armed) {
                return;
            }
            long now = nanoTime.getAsLong();
            long wait = publishedAt + intervalNanos - now;
            if (published && wait > 0) {
                Optional<StreamHub> clock = shards.keySet().stream().findAny();
                if (clock.isPresent()) {
                    armed = true;
                    clock.get().loop().schedule(this::publishDue, wait, TimeUnit.NANOSECONDS);
                }
                return;
            }
            published = true;
            publishedAt = now;
            publish();
        }
    }

    private void publishDue() {
        synchronized (this) {
            armed = false;
            publishedAt = nanoTime.getAsLong();
            publish();
        }
    }

    /** Under the lock, so that frames are queued in order. */
    private void publish() {
        Frame frame = latest.orElseThrow();
        for (Shard shard : shards.values()) {
            shard.queue(frame);
        }
    }

    /** The part of this topic on one event loop. */
    Shard shard(StreamHub hub) {
        return shards.computeIfAbsent(hub, Shard::new);
    }

    /** The subscribers of one event loop. */
    final class Shard {
        private final StreamHub hub;
        private final List<Subscription> subscriptions = new ArrayList<>();
        private final AtomicBoolean queued = new AtomicBoolean();
        private final ArrayDeque<Frame> waiting = new ArrayDeque<>();

        private Shard(StreamHub hub) {
            this.hub = hub;
        }

        /** Adds a socket. On the loop. */
        Subscription subscribe(StreamReader session) {
            Subscription subscription = new Subscription(session, this, subscriptions.size());
            subscriptions.add(subscription);
            return subscription;
        }

        /** Sends a socket what is known already. On the loop. */
        void sendKnown(Subscription subscription) {
            latest.ifPresent(frame -> subscription.session.sendLatest(subscription, frame));
        }

        /** Removes a socket. On the loop. */
        void unsubscribe(Subscription subscription) {
            // The last one takes the place of the one that goes, so that leaving costs the same for a thousand sockets.
            Subscription last = subscriptions.removeLast();
            if (last != subscription) {
                subscriptions.set(subscription.place, last);
                last.place = subscription.place;
            }
        }

        Frame latestFrame() {
            return latest.orElseThrow();
        }

        QuoteTopic topic() {
            return QuoteTopic.this;
        }

        private void queue(Frame frame) {
            synchronized (waiting) {
                if (waiting.size() == MAX_WAITING) {
                    waiting.removeFirst();
                }
                waiting.addLast(frame);
            }
            if (queued.compareAndSet(false, true)) {
                hub.offer(this);
            }
        }

        /** Writes what waits to every subscriber. On the loop. */
        void deliver() {
            queued.set(false);
            List<Frame> all;
            synchronized (waiting) {
                all = List.copyOf(waiting);
                waiting.clear();
            }
            if (subscriptions.isEmpty() || all.isEmpty()) {
                return;
            }
            long first = all.getFirst().number();
            Frame last = all.getLast();
            try (SharedFrames together =
                    new SharedFrames(all.stream().map(Frame::text).toList())) {
                for (Subscription subscription : subscriptions) {
                    if (subscription.sentNumber < first) {
                        subscription.session.sendQuotes(subscription, together, last);
                    } else {
                        // It was told some of these when it subscribed or caught up.
                        subscription.session.sendLatest(subscription, last);
                    }
                }
            }
        }
    }

    /** One socket's wish for one instrument. */
    static final class Subscription {
        private final StreamReader session;
        private final Shard shard;
        private int place;
        private boolean behind;
        private long sentNumber;

        private Subscription(StreamReader session, Shard shard, int place) {
            this.session = session;
            this.shard = shard;
            this.place = place;
        }

        Shard shard() {
            return shard;
        }

        /** Whether the latest quote could not be sent because the socket was full. */
        boolean isBehind() {
            return behind;
        }

        void setBehind(boolean behind) {
            this.behind = behind;
        }

        /** Notes that the messages up to this one go out; false when it went out already. */
        boolean send(Frame frame) {
            behind = false;
            if (sentNumber >= frame.number()) {
                return false;
            }
            sentNumber = frame.number();
            return true;
        }
    }
}
