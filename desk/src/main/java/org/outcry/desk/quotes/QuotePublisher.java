package org.outcry.desk.quotes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.wire.QuoteRows;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.ledger.api.Ledger;
import org.outcry.link.DeskLink;
import org.outcry.link.LinkLimits;
import org.outcry.market.MarketData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the quotes that the gateway wants: each when it changed, at most ten times a second. One daemon thread, parked while
 * nothing is wanted, and apart from the feed's so that many quotes never hold up a fill.
 */
public final class QuotePublisher implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000L;
    private static final long LONGEST_PARK_NANOS = 60_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(QuotePublisher.class);

    private final Ledger ledger;
    private final MarketData market;
    private final Listings listings;
    private final QuoteRows rows;
    private final Supplier<DeskLink.Inbox> inbox;
    private final Thread thread = new Thread(this::run, "desk-quotes");
    /** Instruments by name, each with the number of the wish since which it is wanted without a break. */
    private volatile Map<String, Long> wanted = Map.of();

    private long wishes;
    private volatile boolean closed;
    private Map<String, Long> listed = Map.of();
    private List<Wanted> quotes = List.of();

    public QuotePublisher(
            Ledger ledger, MarketData market, Listings listings, QuoteRows rows, Supplier<DeskLink.Inbox> inbox) {
        this.ledger = ledger;
        this.market = market;
        this.listings = listings;
        this.rows = rows;
        this.inbox = inbox;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * Replaces the set of instrument names; more than the link allows are left out. A name that was left out once is sent again, however
     * soon it comes back: somebody else may want it now. Any thread.
     */
    public synchronized void want(Set<String> instruments) {
        long wish = ++wishes;
        Map<String, Long> next = new HashMap<>();
        instruments.stream()
                .limit(LinkLimits.MAX_INSTRUMENTS)
                .forEach(name -> next.put(name, wanted.getOrDefault(name, wish)));
        wanted = Map.copyOf(next);
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            long started = System.nanoTime();
            try {
                publish(ledger.businessNanos());
            } catch (RuntimeException e) {
                // One bad round must not end the stream.
                LOG.error("Publishing quotes failed; trying again", e);
            }
            boolean idle = quotes.isEmpty() && wanted.isEmpty();
            long rest = idle ? LONGEST_PARK_NANOS : PERIOD_NANOS - (System.nanoTime() - started);
            // Even when a round takes longer than the period, half the thread's time is left to others.
            LockSupport.parkNanos(this, Math.max(rest, PERIOD_NANOS / 2));
        }
    }

    /** One round. Package-private so that tests set the pace. */
    void publish(long nowNanos) {
        Map<String, Long> now = wanted;
        if (!now.equals(listed)) {
            list(now, nowNanos);
        }
        for (Wanted quote : quotes) {
            MarketSnapshot market = this.market.at(quote.listing.contractId(), nowNanos);
            if (quote.changedBy(market)) {
                byte[] json =
                        rows.streamed(quote.listing, market, this.market.session(quote.listing.contractId(), nowNanos));
                inbox.get().onQuote(quote.listing.name(), json);
            }
        }
    }

    /** Keeps what was sent for names that stay, so that they are not sent again for nothing. */
    private void list(Map<String, Long> names, long nowNanos) {
        Map<String, Wanted> known = new HashMap<>();
        quotes.forEach(quote -> known.put(quote.listing.name(), quote));
        List<Wanted> next = new ArrayList<>();
        names.forEach((name, wish) -> {
            Wanted before = known.get(name);
            if (before != null && wish.equals(listed.get(name))) {
                next.add(before);
            } else {
                listings.resolve(name, nowNanos).ifPresent(listing -> next.add(new Wanted(listing)));
            }
        });
        quotes = next;
        listed = names;
    }

    private static final class Wanted {
        private final Listing listing;
        private MarketSnapshot sent = MarketSnapshot.UNKNOWN;
        private boolean first = true;

        Wanted(Listing listing) {
            this.listing = listing;
        }

        boolean changedBy(MarketSnapshot now) {
            if (now.timeNanos() == 0 && !now.quoted()) {
                // Nothing has ever been told of it: there is no price to send.
                return false;
            }
            boolean changed = first
                    || now.bidTicks() != sent.bidTicks()
                    || now.askTicks() != sent.askTicks()
                    || now.lastTicks() != sent.lastTicks()
                    || now.volume() != sent.volume()
                    || now.bids().size(0) != sent.bids().size(0)
                    || now.asks().size(0) != sent.asks().size(0);
            first = false;
            sent = now;
            return changed;
        }
    }
}
