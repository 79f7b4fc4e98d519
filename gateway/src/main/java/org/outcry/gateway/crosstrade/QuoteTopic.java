package org.outcry.gateway.crosstrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.outcry.gateway.wire.SharedFrame;
import org.outcry.link.Bytes;

/**
 * The quotes of one instrument of one desk on their way to the sockets that want them. Quotes come from any thread; between two
 * frames lies at least the interval, and the latest quote is always sent. Each event loop has a shard with its own subscribers.
 */
final class QuoteTopic {
    private final String instrument;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Map<StreamHub, Shard> shards = new ConcurrentHashMap<>();
    private volatile Optional<byte[]> latest = Optional.empty();
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

    /** A new quote. */
    void onQuote(byte[] quoteJson) {
        byte[] frame = new Bytes(quoteJson.length + 36)
                .ascii("{\"type\":\"marketData\",\"quotes\":[")
                .raw(quoteJson)
                .ascii("]}")
                .toArray();
        synchronized (this) {
            latest = Optional.of(frame);
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
        }
        publish();
    }

    private void publishDue() {
        synchronized (this) {
            armed = false;
            publishedAt = nanoTime.getAsLong();
        }
        publish();
    }

    private void publish() {
        for (Shard shard : shards.values()) {
            shard.queue();
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

        private Shard(StreamHub hub) {
            this.hub = hub;
        }

        /** Adds a socket. On the loop. */
        Subscription subscribe(StreamSession session) {
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

        byte[] latestFrame() {
            return latest.orElseThrow();
        }

        QuoteTopic topic() {
            return QuoteTopic.this;
        }

        private void queue() {
            if (queued.compareAndSet(false, true)) {
                hub.offer(this);
            }
        }

        /** Writes the latest frame to every subscriber. On the loop. */
        void deliver() {
            queued.set(false);
            if (subscriptions.isEmpty()) {
                return;
            }
            try (SharedFrame frame = new SharedFrame(latestFrame())) {
                for (Subscription subscription : subscriptions) {
                    subscription.session.sendQuote(subscription, frame);
                }
            }
        }
    }

    /** One socket's wish for one instrument. */
    static final class Subscription {
        private final StreamSession session;
        private final Shard shard;
        private int place;
        private boolean behind;
        private byte[] sent = {};

        private Subscription(StreamSession session, Shard shard, int place) {
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

        /** Notes that a frame goes out; false when this very frame went out already. */
        @SuppressWarnings("ReferenceEquality") // The very same frame is meant: an equal quote at a later time is news.
        boolean send(byte[] frame) {
            behind = false;
            if (sent == frame) {
                return false;
            }
            sent = frame;
            return true;
        }
    }
}
