package org.outcry.feed;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Trade;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.market.MarketData;

/**
 * The feed of one contract: walks the market's events from where it stopped, submits the first that the watch asks for, waits for
 * the outcome, takes the watch that came of it, and walks on. One submission is under way at a time, so no event is weighed
 * against a watch that is already out of date, and an event the ledger had no room for is simply met again.
 *
 * <p>{@link #step} belongs to the feed's thread; watches and outcomes arrive on the ledger's.
 */
final class ContractFeed {
    /** How much market is read at once; bounds what is read again after a submission. */
    private static final long CHUNK_NANOS = 250_000_000L;
    /** Steps of one call, so that one busy contract does not keep the others waiting. */
    private static final int MAX_CHUNKS = 64;
    /** A contract with orders or positions is looked at this often: our choice, half of the default entry latency. */
    static final long PERIOD_NANOS = 25_000_000L;

    /** How soon an instant that a command under way holds back is tried again. */
    private static final long HELD_NANOS = 250_000L;

    private static final long RETRY_NANOS = 10_000_000L;
    /** A due instant that changed nothing (market closed, no quote) is tried again this much later. */
    private static final long DUE_RETRY_NANOS = 250_000_000L;

    private static final long MARK_NANOS = 250_000_000L;

    /**
     * How far the cursor may be ahead of what the log says of it: a feed that begins after a crash reads so much again, and submits
     * again what of it touches orders that joined meanwhile.
     */
    static final long PROGRESS_NANOS = 2_000_000_000L;

    private final int contractId;
    private final Ledger ledger;
    private final MarketData market;
    private final Runnable wake;
    private final Optional<LookAhead> ahead;
    /** The newest watch not taken yet. */
    private final AtomicReference<Optional<Watch>> newest = new AtomicReference<>(Optional.empty());

    private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.NONE);

    private Watch watch;
    /** Every event up to here was weighed against {@link #watch}. */
    private long cursor;
    /** Where the cursor goes when the submission under way is applied. */
    private long submittedCursor;
    /** The cursor as the last submission left it in the log. */
    private long loggedCursor;

    private boolean waiting;
    private long retryNanos;
    private long nextDueTryNanos;
    private long nextMarkNanos;
    private long markedTicks = Prices.NONE;

    /** @param startNanos every event after this is still to be weighed */
    ContractFeed(Watch first, long startNanos, Ledger ledger, MarketData market, Runnable wake) {
        this(first, startNanos, ledger, market, wake, Optional.empty());
    }

    /** @param ahead for a market whose events may be looked at before their time has come */
    ContractFeed(
            Watch first, long startNanos, Ledger ledger, MarketData market, Runnable wake, Optional<LookAhead> ahead) {
        this.ahead = ahead;
        this.contractId = first.contractId();
        this.ledger = ledger;
        this.market = market;
        this.wake = wake;
        this.watch = first;
        this.cursor = startNanos;
        this.loggedCursor = startNanos;
    }

    /** True while the outcome of a submission is awaited. */
    boolean waiting() {
        return waiting;
    }

    /** On the ledger's thread. */
    void onWatch(Watch changed) {
        newest.accumulateAndGet(Optional.of(changed), ContractFeed::together);
    }

    /** A watch that is replaced before anyone took it leaves behind from where its orders must be served. */
    private static Optional<Watch> together(Optional<Watch> untaken, Optional<Watch> changed) {
        return changed.map(watch ->
                untaken.map(older -> watch.since(older.sinceSequence())).orElse(watch));
    }

    /** Nothing up to this moment will be looked at any more. */
    void skipTo(long nanos) {
        cursor = Math.max(cursor, nanos);
    }

    /**
     * Does what can be done now; answers when to be called again, nanoseconds UTC.
     *
     * @param limitNanos no event after this is weighed yet; at most {@code nowNanos}
     * @param floorNanos no event up to this is weighed any more
     */
    long step(long nowNanos, long limitNanos, long floorNanos) {
        if (waiting && !settle(nowNanos)) {
            return Long.MAX_VALUE;
        }
        if (nowNanos < retryNanos) {
            return retryNanos;
        }
        takeNewestWatch(nowNanos, floorNanos);
        long next = mark(nowNanos);
        if (idle()) {
            cursor = Math.max(cursor, limitNanos);
            return next;
        }
        return Math.min(next, ahead.isPresent() ? leap(nowNanos, limitNanos, ahead.get()) : walk(nowNanos, limitNanos));
    }

    /** True once the outcome of the submission under way is known. */
    private boolean settle(long nowNanos) {
        switch (answer.getAndSet(Answer.NONE)) {
            case NONE -> {
                return false;
            }
            // Never back behind a gap that was skipped meanwhile.
            case APPLIED -> {
                cursor = Math.max(cursor, submittedCursor);
                loggedCursor = submittedCursor;
            }
            // The cursor stays, so the same event is found again: nothing is skipped.
            case FAILED -> {
                retryNanos = nowNanos + RETRY_NANOS;
                // Nobody has seen that instant yet: an order must not arrive later because the ledger was busy.
                nextDueTryNanos = 0;
            }
        }
        waiting = false;
        return true;
    }

    private void takeNewestWatch(long nowNanos, long floorNanos) {
        Optional<Watch> latest = newest.getAndSet(Optional.empty());
        if (latest.isPresent()) {
            watch = latest.get();
            cursor = Math.min(cursor, Math.max(watch.sinceSequence(), oldest(nowNanos, floorNanos)));
            nextDueTryNanos = 0;
        }
    }

    private static long oldest(long nowNanos, long floorNanos) {
        return Math.max(floorNanos, nowNanos - Feed.CATCH_UP_NANOS);
    }

    private long walk(long nowNanos, long limitNanos) {
        boolean due = watch.dueNanos() <= limitNanos && nowNanos >= nextDueTryNanos;
        // Events before a due instant act on the orders that are live already; those after it, on the one that falls
        // due too.
        long until = due ? Math.min(limitNanos, Math.max(watch.dueNanos(), cursor)) : limitNanos;
        if (!possible(watch)) {
            cursor = Math.max(cursor, until);
        }
        for (int chunk = 0; cursor < until; chunk++) {
            if (chunk == MAX_CHUNKS) {
                return nowNanos;
            }
            long to = Math.min(until, cursor + CHUNK_NANOS);
            FirstTouch touch = new FirstTouch(watch);
            market.events(contractId, cursor, to, touch);
            if (touch.found()) {
                submit(touch.command(), touch.sequence());
                return Long.MAX_VALUE;
            }
            cursor = to;
        }
        if (due) {
            return submitDue(nowNanos, limitNanos);
        }
        if (logProgress()) {
            return Long.MAX_VALUE;
        }
        long dueNanos = Math.max(watch.dueNanos(), nextDueTryNanos);
        // Past, and held back by a command under way: asking again and again would take the processor that command
        // waits for.
        return Math.min(nowNanos + PERIOD_NANOS, dueNanos > nowNanos ? dueNanos : nowNanos + HELD_NANOS);
    }

    /**
     * The same over a past market: answers when the next event touches the watch, instead of looking every {@link #PERIOD_NANOS}. Its
     * progress is not logged: nobody goes on with it.
     */
    private long leap(long nowNanos, long limitNanos, LookAhead events) {
        boolean due = watch.dueNanos() <= limitNanos && nowNanos >= nextDueTryNanos;
        long until = due ? Math.min(limitNanos, Math.max(watch.dueNanos(), cursor)) : limitNanos;
        long nextTouch = Long.MAX_VALUE;
        if (possible(watch)) {
            Optional<FirstTouch> touch = events.touch(watch, cursor, until);
            if (touch.isPresent()) {
                submit(touch.get().command(), touch.get().sequence());
                return Long.MAX_VALUE;
            }
            nextTouch = events.next();
        }
        cursor = Math.max(cursor, until);
        if (due) {
            return submitDue(nowNanos, limitNanos);
        }
        long next = Math.min(nextTouch, Math.max(watch.dueNanos(), nextDueTryNanos));
        // Past, and held back by what time has to bring about first.
        return Math.max(next, nowNanos + HELD_NANOS);
    }

    /** Tells the log how far orders were served, by a market that changes none of them. */
    private boolean logProgress() {
        if (cursor - loggedCursor < PROGRESS_NANOS) {
            return false;
        }
        MarketSnapshot at = market.at(contractId, cursor);
        if (!at.quoted() || at.sequence() <= loggedCursor) {
            // Nothing happened meanwhile: there is nothing to read again either.
            loggedCursor = cursor;
            return false;
        }
        submit(new Command.UpdateMarket(at, List.of()), cursor);
        return true;
    }

    private long submitDue(long nowNanos, long limitNanos) {
        nextDueTryNanos = nowNanos + DUE_RETRY_NANOS;
        // An instant that lies in a stretch nobody saw is past: the order meets the first market after it.
        long instant = Math.max(watch.dueNanos(), cursor);
        MarketSnapshot at = market.at(contractId, Math.min(instant, limitNanos));
        if (!at.quoted()) {
            return nextDueTryNanos;
        }
        submit(new Command.UpdateMarket(at, List.of(), holdsUntil(at, limitNanos)), Math.max(cursor, at.sequence()));
        return Long.MAX_VALUE;
    }

    /**
     * Up to where a market holds: the instant before the next event. Everything that falls due until then is served by the same
     * submission, or each order of a flood would wait for a round trip of its own.
     */
    private long holdsUntil(MarketSnapshot at, long limitNanos) {
        long until = Math.min(limitNanos, at.timeNanos() + CHUNK_NANOS);
        if (until <= at.timeNanos()) {
            return at.timeNanos();
        }
        FirstEvent next = new FirstEvent();
        market.events(contractId, at.timeNanos(), until, next);
        return Math.min(until, next.sequence - 1);
    }

    private void submit(Command command, long newCursor) {
        submittedCursor = newCursor;
        waiting = true;
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answered(Answer.APPLIED);
            }

            @Override
            public void onFailure(Failure failure) {
                answered(Answer.FAILED);
            }
        });
    }

    private void answered(Answer how) {
        answer.set(how);
        wake.run();
    }

    /** Samples the last price for valuation while somebody holds a position. */
    private long mark(long nowNanos) {
        if (!watch.marked()) {
            return Long.MAX_VALUE;
        }
        if (nowNanos < nextMarkNanos) {
            return nextMarkNanos;
        }
        nextMarkNanos = nowNanos + MARK_NANOS;
        MarketSnapshot now = market.at(contractId, nowNanos);
        if (now.lastTicks() != Prices.NONE && now.lastTicks() != markedTicks) {
            markedTicks = now.lastTicks();
            // A sample that is lost is replaced by the next one.
            ledger.submit(
                    CommandKey.NONE,
                    0,
                    new Command.Mark(contractId, now.sequence(), now.lastTicks()),
                    IgnoredOutcome.INSTANCE);
        }
        return nextMarkNanos;
    }

    private boolean idle() {
        return watch.dueNanos() == Long.MAX_VALUE && !possible(watch);
    }

    /** False when no market whatever could touch it. */
    private static boolean possible(Watch watch) {
        return watch.askAtOrBelow() != Prices.NONE
                || watch.bidAtOrAbove() != Prices.NONE
                || watch.askAtOrAbove() != Prices.NONE
                || watch.bidAtOrBelow() != Prices.NONE
                || watch.lastAtOrBelow() != Prices.NONE
                || watch.lastAtOrAbove() != Prices.NONE
                || watch.tradesAtOrBelow() != Prices.NONE
                || watch.tradesAtOrAbove() != Prices.NONE;
    }

    /** How the submission under way ended. */
    private enum Answer {
        NONE,
        APPLIED,
        FAILED
    }

    /** Finds the first event of all. */
    private static final class FirstEvent implements MarketData.MarketEvents {
        private long sequence = Long.MAX_VALUE;

        @Override
        public void onQuote(MarketSnapshot quote) {
            sequence = Math.min(sequence, quote.sequence());
        }

        @Override
        public void onTrade(Trade trade, MarketSnapshot after) {
            sequence = Math.min(sequence, trade.sequence());
        }
    }
}
