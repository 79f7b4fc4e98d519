package org.outcry.feed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.market.MarketData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the market to the engine: of every contract that orders or positions wait on, the events that could change them, in
 * order and none left out; the market of instants at which an order falls due; four sampled prices a second; and the passing of
 * time when nothing else happens.
 *
 * <p>While it runs, working orders see every price. After downtime or a pause (a suspended laptop) it catches up at most
 * {@link #CATCH_UP_NANOS}; of a longer one, orders see nothing, business time jumps forward, and {@link #lastGap} says so.
 *
 * <p>One daemon thread, parked when no contract is watched. Its memory is bounded by the number of contracts.
 */
public final class Feed implements AutoCloseable {
    /** Longest stretch of market that is played to orders after the fact. */
    public static final long CATCH_UP_NANOS = 60_000_000_000L;
    /** Time passes in the log at least this often, so that a restart knows how long it was away. */
    private static final long HEARTBEAT_NANOS = 20_000_000_000L;

    private static final long LONGEST_PARK_NANOS = 1_000_000_000L;
    private static final long ADVANCE_RETRY_NANOS = 25_000_000L;
    /** How often {@link #settle} looks for an outcome that another thread is about to bring. */
    private static final long OUTCOME_NANOS = 20_000L;

    private static final int PATIENCE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final Ledger ledger;
    private final MarketData market;
    private final boolean looksAhead;
    private final Map<Integer, ContractFeed> contracts = new ConcurrentHashMap<>();
    private final Arrivals arrivals;
    private final AtomicBoolean advancing = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "feed");
    private final Ledger.Subscription subscription;
    private volatile boolean closed;
    private volatile Optional<Gap> lastGap = Optional.empty();
    private volatile long floorNanos;
    private long seenNanos;
    private long nextAdvanceNanos;
    private long lastAdvanceNanos;
    /** The last step has left a submission whose outcome is not known. */
    private boolean awaited;

    /**
     * @param lastSeenNanos business time of the last entry in the log, 0 for a fresh ledger
     */
    public Feed(Ledger ledger, MarketData market, long lastSeenNanos) {
        this(ledger, market, lastSeenNanos, false);
    }

    /**
     * A feed of a past market, whose pace the caller sets with {@link #settle}: it looks ahead, so that it says exactly when it wants to
     * be called next, and logs no progress.
     */
    public static Feed ofThePast(Ledger ledger, MarketData market, long startNanos) {
        return new Feed(ledger, market, startNanos, true);
    }

    private Feed(Ledger ledger, MarketData market, long lastSeenNanos, boolean looksAhead) {
        this.looksAhead = looksAhead;
        this.ledger = ledger;
        this.market = market;
        this.arrivals = ledger.arrivals();
        long now = ledger.businessNanos();
        this.seenNanos = lastSeenNanos == 0 ? now : lastSeenNanos;
        // The last entry says how long nobody was there; how far the feed had come, which may have been behind, each
        // watch says.
        this.floorNanos = seenNanos - CATCH_UP_NANOS;
        this.lastAdvanceNanos = seenNanos;
        this.subscription = ledger.watch(this::onWatch);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Where commands that carry a market register. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** The last stretch of market that working orders did not see. Any thread. */
    public Optional<Gap> lastGap() {
        return lastGap;
    }

    /** Stops the thread and waits for it; safe to call twice. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        wake();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            long wait = LONGEST_PARK_NANOS;
            try {
                long now = ledger.businessNanos();
                wait = Math.min(LONGEST_PARK_NANOS, Math.max(0, step(now) - ledger.businessNanos()));
            } catch (RuntimeException e) {
                // The feed must outlive a failure of one step: without it no order fills.
                LOG.error("Feed step failed; trying again in a second", e);
            }
            if (wait > 0 && !woken.getAndSet(false)) {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    /**
     * Does what is due; answers when it wants to be called next, nanoseconds UTC. Whoever never calls
     * {@link #start} sets the pace itself, on one thread.
     */
    public long step(long nowNanos) {
        noticeGap(nowNanos);
        long next = Long.MAX_VALUE;
        // What time brings about (an activation) changes the watch: nothing after it is weighed against the old one.
        long limit = Math.min(Math.min(nowNanos, arrivals.limitNanos()), ledger.nextDueNanos());
        awaited = false;
        for (ContractFeed contract : contracts.values()) {
            next = Math.min(next, contract.step(nowNanos, limit, floorNanos));
            awaited |= contract.waiting();
        }
        return Math.min(next, advance(nowNanos));
    }

    /**
     * Does all that is due at a moment and waits for the outcomes, which a private ledger has at once, or as soon as another thread of
     * its own is done; answers when it wants to be called next, nanoseconds UTC, which is later. The caller's thread, as {@link #step}.
     *
     * @throws IllegalStateException when no outcome comes for {@value #PATIENCE_SECONDS} s
     */
    public long settle(long nowNanos) {
        while (true) {
            woken.set(false);
            long next = step(nowNanos);
            // Whatever was learned meanwhile, of an outcome or of a watch, may ask for more at the same moment.
            if (!woken.get()) {
                if (waiting() || advancing.get()) {
                    awaitWord();
                } else if (next > nowNanos) {
                    return next;
                }
            }
        }
    }

    private void awaitWord() {
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (!woken.get()) {
            LockSupport.parkNanos(this, OUTCOME_NANOS);
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the ledger does not answer");
            }
        }
    }

    /** True while the outcome of a market submission is awaited. */
    boolean waiting() {
        return awaited;
    }

    private void noticeGap(long nowNanos) {
        if (nowNanos - seenNanos > CATCH_UP_NANOS) {
            Gap gap = new Gap(seenNanos, nowNanos);
            lastGap = Optional.of(gap);
            floorNanos = nowNanos;
            contracts.values().forEach(contract -> contract.skipTo(nowNanos));
            LOG.info("Working orders did not see the market for {} s", (nowNanos - seenNanos) / 1_000_000_000L);
        }
        seenNanos = Math.max(seenNanos, nowNanos);
    }

    /** After the contracts, so that what happened before a boundary is submitted before it. */
    private long advance(long nowNanos) {
        long due = Math.min(ledger.nextDueNanos(), lastAdvanceNanos + HEARTBEAT_NANOS);
        if (due > nowNanos) {
            return due;
        }
        if (nowNanos < nextAdvanceNanos) {
            return nextAdvanceNanos;
        }
        if (!advancing.compareAndSet(false, true)) {
            return Long.MAX_VALUE;
        }
        nextAdvanceNanos = nowNanos + ADVANCE_RETRY_NANOS;
        lastAdvanceNanos = nowNanos;
        ledger.submit(CommandKey.NONE, 0, new Command.AdvanceTime(), new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                advanced();
            }

            @Override
            public void onFailure(Failure failure) {
                advanced();
            }
        });
        return nextAdvanceNanos;
    }

    private void advanced() {
        advancing.set(false);
        wake();
    }

    /** On the ledger's thread. */
    private void onWatch(Watch watch) {
        ContractFeed known = contracts.get(watch.contractId());
        if (known == null) {
            Optional<LookAhead> ahead =
                    looksAhead ? Optional.of(new LookAhead(watch.contractId(), market)) : Optional.empty();
            contracts.put(
                    watch.contractId(), new ContractFeed(watch, startNanos(watch), ledger, market, this::wake, ahead));
        } else {
            known.onWatch(watch);
        }
        wake();
    }

    /**
     * Where to begin with a contract: where its watch says that the feed before this one had come to, or where its first order
     * joined. A watch that says neither has nothing to look back for, but an instant that may be due.
     */
    private long startNanos(Watch watch) {
        long oldest = Math.max(floorNanos, ledger.businessNanos() - CATCH_UP_NANOS);
        return watch.sinceSequence() == Long.MAX_VALUE ? oldest : Math.max(oldest, watch.sinceSequence());
    }

    private void wake() {
        if (!woken.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }
}
