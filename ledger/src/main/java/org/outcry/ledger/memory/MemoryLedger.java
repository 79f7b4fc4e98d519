package org.outcry.ledger.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.outcry.engine.Engine;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.CurrentHistory;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.LedgerStatus;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.ViewModel;

/**
 * A ledger in memory, for replays, tests and simulations: the same engine, the same views, no log. Submissions are applied one after
 * another on whichever caller's thread comes first, so that a test with one thread is deterministic and sees every effect when
 * {@link #submit} returns. Faults can be asked for.
 */
public final class MemoryLedger implements Ledger {
    private final LongSupplier clock;
    private final Engine engine;
    private final ViewModel views = new ViewModel();
    private final Optional<MemoryHistory> history;
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<EventFollower> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Watch>> watchers = new CopyOnWriteArrayList<>();
    private final Queue<Failure> faults = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private final AtomicLong lastNanos = new AtomicLong();
    private final Arrivals arrivals = new Arrivals(this::businessNanos);
    private volatile boolean holding;
    private volatile long position;
    private volatile long appliedNanos;
    private volatile long nextDueNanos = Long.MAX_VALUE;
    private volatile boolean closed;
    private volatile Throwable stopped;

    /** @param clock business time, nanoseconds UTC; a step back is ignored until passed */
    public MemoryLedger(LongSupplier clock) {
        this(clock, new Engine(), Optional.of(new MemoryHistory()));
    }

    private MemoryLedger(LongSupplier clock, Engine engine, Optional<MemoryHistory> history) {
        this.clock = clock;
        this.engine = engine;
        this.history = history;
    }

    /**
     * One that keeps no history, so that it may run for ever: followers follow it from its beginning.
     *
     * @param clock as above
     * @param firstId the first id it gives
     */
    public static MemoryLedger forgetful(LongSupplier clock, long firstId) {
        return new MemoryLedger(clock, new Engine(firstId), Optional.empty());
    }

    /** The next submissions fail like this, one for each time it is called. */
    public void failNext(Failure failure) {
        faults.add(failure);
    }

    /** From now on submissions wait, in order, until {@link #release}. */
    public synchronized void hold() {
        holding = true;
    }

    /** Whether a submission waits for {@link #release}. */
    public synchronized boolean isAskedFor() {
        return !held.isEmpty();
    }

    /** Applies what waited. */
    public void release() {
        List<Runnable> all;
        synchronized (this) {
            holding = false;
            all = new ArrayList<>(held);
            held.clear();
        }
        all.forEach(this::run);
    }

    @Override
    public void submit(CommandKey key, long senderId, Command command, OutcomeListener listener) {
        Failure fault = closed ? Failure.UNKNOWN : faults.poll();
        if (fault != null) {
            listener.onFailure(fault);
            return;
        }
        Submission submission = new Submission(businessNanos(), key.high(), key.low(), senderId, command);
        Runnable entry = () -> apply(submission, listener);
        synchronized (this) {
            if (holding) {
                held.add(entry);
                return;
            }
        }
        run(entry);
    }

    /**
     * Whoever finds nobody at work does all the work there is; a callback that submits comes back here and only leaves it. A broken
     * invariant stops this ledger as it stops the other: nothing is applied behind it, and everybody who asks hears why.
     */
    private void run(Runnable entry) {
        if (stopped != null) {
            throw new IllegalStateException("this ledger has stopped", stopped);
        }
        work.add(entry);
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        do {
            Runnable next = work.remove();
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                stopped = e;
                throw e;
            }
        } while (waiting.decrementAndGet() != 0);
    }

    private void apply(Submission submission, OutcomeListener listener) {
        List<Event> events = new ArrayList<>();
        Outcome outcome = engine.apply(submission, events::add);
        long at = position + 1;
        position = at;
        appliedNanos = engine.nowNanos();
        // First, while the views still hold what an event has them forget.
        history.ifPresent(kept -> kept.add(at, appliedNanos, events, views));
        events.forEach(event -> views.apply(at, event));
        views.publish(at);
        nextDueNanos = engine.nextDueNanos();
        for (Event event : events) {
            followers.forEach(follower -> follower.on(at, appliedNanos, event));
        }
        engine.drainChangedWatches(watch -> watchers.forEach(watcher -> watcher.accept(watch)));
        listener.onOutcome(outcome);
    }

    @Override
    public LedgerViews views() {
        return views;
    }

    @Override
    public OrderHistory orderHistory() {
        return history.isPresent() ? history.get() : OrderHistory.NONE;
    }

    @Override
    public CurrentHistory currentHistory() {
        return history.isPresent() ? history.get() : CurrentHistory.NONE;
    }

    @Override
    public CompletionStage<Long> fence() {
        CompletableFuture<Long> fence = new CompletableFuture<>();
        run(() -> fence.complete(position));
        return fence;
    }

    @Override
    public Subscription follow(EventFollower follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    @Override
    public Subscription watch(Consumer<Watch> follower) {
        run(() -> {
            engine.watches().forEach(follower);
            watchers.add(follower);
        });
        return () -> watchers.remove(follower);
    }

    @Override
    public long businessNanos() {
        return lastNanos.accumulateAndGet(clock.getAsLong(), Math::max);
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public long appliedNanos() {
        return appliedNanos;
    }

    @Override
    public long nextDueNanos() {
        return nextDueNanos;
    }

    /** There is no log, so there is nothing to shorten. */
    @Override
    public void snapshot() {
        // Every state is already wholly in memory.
    }

    @Override
    public StateMark stateMark() {
        // Another thread may be at work and takes this up when it comes to it.
        CompletableFuture<StateMark> mark = new CompletableFuture<>();
        run(() -> mark.complete(new StateMark(position, engine.stateHash(), engine.tradingHash())));
        return mark.join();
    }

    @Override
    public LedgerStatus status() {
        return new LedgerStatus(!closed, closed ? "closed" : "", position, position, 0, Long.MAX_VALUE, 0, position, 1);
    }

    @Override
    public void close() {
        closed = true;
    }
}
