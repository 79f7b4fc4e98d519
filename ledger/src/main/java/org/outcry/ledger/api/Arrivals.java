package org.outcry.ledger.api;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * Keeps the feed from running ahead of orders that are on their way into the log.
 *
 * <p>An order carries the market of its arrival. Were the feed to submit a later event before it has seen the watch that the order
 * causes, the order would meet that event without those in between, and miss a fill. So each command that carries a market is
 * registered here before its market is looked up, until its outcome is known, and the feed weighs no event after the oldest of
 * them. Any thread; the number of entries is bounded by the ledger's bound of pending commands.
 */
public final class Arrivals {
    private final LongSupplier businessNanos;
    private final ArrayDeque<Arrival> underWay = new ArrayDeque<>();

    public Arrivals(LongSupplier businessNanos) {
        this.businessNanos = businessNanos;
    }

    /** A command arrives now; its market is that of {@link Arrival#timeNanos}. */
    public synchronized Arrival arrive() {
        Arrival arrival = new Arrival(businessNanos.getAsLong());
        underWay.addLast(arrival);
        return arrival;
    }

    /** Up to where the feed may weigh events: the oldest arrival under way, or now. */
    public synchronized long limitNanos() {
        // Read under the same lock as arrivals are: a later arrival has a later time.
        long now = businessNanos.getAsLong();
        return underWay.isEmpty() ? now : Math.min(now, underWay.peekFirst().timeNanos);
    }

    private synchronized void leave(Arrival arrival) {
        // Outcomes come nearly in order, so the search is short.
        Iterator<Arrival> all = underWay.iterator();
        while (all.hasNext()) {
            if (all.next() == arrival) {
                all.remove();
                return;
            }
        }
    }

    /** One command on its way. */
    public final class Arrival {
        private final long timeNanos;

        private Arrival(long timeNanos) {
            this.timeNanos = timeNanos;
        }

        /** Business time of the arrival, nanoseconds UTC. */
        public long timeNanos() {
            return timeNanos;
        }

        /** Its outcome is known, or it was never submitted. Calling twice is harmless. */
        public void done() {
            leave(this);
        }
    }
}
