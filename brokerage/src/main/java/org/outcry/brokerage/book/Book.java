package org.outcry.brokerage.book;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.CurrentHistory;
import org.outcry.ledger.api.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that keeps the rows, and its one queue: events of the ledger, calls and synchronisations pass through it in the
 * order in which they came. So an answer is never older than an outcome its caller has heard.
 *
 * <p>It sleeps, and keeps no row, until somebody calls, and again when for ten minutes nobody has called and nobody follows: who never
 * comes through this door pays nothing for it. Waking is reading what is current from history. A ledger without a history that could be
 * read again keeps its book awake.
 *
 * <p>Bounds: {@code events} of the ledger and {@code calls} that wait. At the bound of calls {@link #ask} refuses. At the bound of
 * events the ledger goes on: the book reads all rows again from history and tells followers what differs. A private ledger may be
 * made to wait instead; the book's own thread then makes room itself.
 */
public final class Book implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Book.class);
    private static final long IDLE_NANOS = 100_000_000L;
    private static final long FULL_NANOS = 20_000L;
    private static final long RETRY_NANOS = 500_000_000L;
    private static final long HISTORY_NANOS = 2_000_000L;
    private static final long ALONE_NANOS = 600_000_000_000L;

    private final Tables tables;
    private final List<EventProjector> projectors = new ArrayList<>();
    private final ManyToOneConcurrentArrayQueue<Object> queue;
    /** What the book's own thread took out to make room; comes before the queue. */
    private final ArrayDeque<Object> ahead = new ArrayDeque<>();

    /** Word that must not be refused; bounded by the number of connections and by the submissions under way. */
    private final ConcurrentLinkedQueue<Runnable> word = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waitingCalls = new AtomicInteger();
    private final int callBound;
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closing;
    private volatile long position;
    /** Log position that history told. */
    private long read;

    private final boolean ledgerWaits;
    private volatile boolean asleep;
    private long calledNanos = System.nanoTime();
    private Ledger ledger;
    private Ledger.Subscription subscription = () -> {};
    /** Events were dropped: rows must be read again. */
    private volatile boolean lost = true;

    private record Happened(long logPosition, long timeNanos, Event event) {}

    private record Asked(Runnable task) {}

    private record Done(Runnable answer) {}

    /**
     * @param events bound of what waits
     * @param calls bound of calls among it
     * @param ledgerWaits at the bound of events the ledger's thread waits
     */
    public Book(Tables tables, int events, int calls, boolean ledgerWaits) {
        this.ledgerWaits = ledgerWaits;
        this.tables = tables;
        this.queue = new ManyToOneConcurrentArrayQueue<>(events);
        this.callBound = calls;
        this.thread = Thread.ofPlatform().name("brokerage-book").daemon(true).unstarted(this::run);
    }

    /** Before {@link #start} alone. */
    public void add(EventProjector projector) {
        projectors.add(projector);
    }

    /** Follows the ledger and begins, asleep where it can. */
    public void start(Ledger followed) {
        ledger = followed;
        asleep = canSleep();
        subscription = ledger.follow(this::happened);
        thread.start();
    }

    public Tables tables() {
        return tables;
    }

    /** Rows show the log up to here. Any thread. */
    public long position() {
        return position;
    }

    /**
     * Runs a task on the book's thread, behind everything that came before. Any thread.
     *
     * @return false at the bound of waiting calls, or when the book has ended: the task will not run
     */
    public boolean ask(Runnable task) {
        if (closing) {
            return false;
        }
        if (waitingCalls.incrementAndGet() > callBound) {
            waitingCalls.decrementAndGet();
            return false;
        }
        if (!queue.offer(new Asked(task))) {
            waitingCalls.decrementAndGet();
            return false;
        }
        wake();
        return true;
    }

    /**
     * Runs the answer to something that the ledger has done, behind everything that came before, and never refuses: who hears that
     * nothing was done does it again. Bounded by the ledger's bound of submissions. On the ledger's thread, in an outcome.
     */
    public void answer(Runnable task) {
        Done done = new Done(task);
        if (!offered(done)) {
            // The rows are read again, which tells what was done, before the word is taken up.
            lost = true;
            tell(() -> {
                beReady();
                task.run();
            });
        }
        wake();
    }

    /** Runs a task on the book's thread soon, whatever waits. For word of what has ended, which nobody may refuse. Any thread. */
    public void tell(Runnable task) {
        word.add(task);
        wake();
    }

    public boolean isOwnThread() {
        return Thread.currentThread().equals(thread);
    }

    private boolean canSleep() {
        return ledger.currentHistory().isKept();
    }

    /** Goes to sleep now if nobody follows; {@link #ask} wakes it. The book's thread. */
    public void sleepIfAlone() {
        if (asleep || !canSleep() || tables.isFollowed()) {
            return;
        }
        asleep = true;
        lost = true;
        projectors.forEach(EventProjector::reset);
        tables.clear();
    }

    private void happened(long logPosition, long timeNanos, Event event) {
        if (asleep) {
            return;
        }
        if (!offered(new Happened(logPosition, timeNanos, event))) {
            lost = true;
        }
        wake();
    }

    /** Makes room where it can; false at the bound of what waits, or when the book has ended. */
    private boolean offered(Object entry) {
        while (!queue.offer(entry)) {
            if (closing) {
                return false;
            }
            if (isOwnThread()) {
                // A call of ours moved a ledger in memory: what waits keeps its place before it.
                queue.drain(ahead::addLast);
            } else if (ledgerWaits) {
                wake();
                LockSupport.parkNanos(FULL_NANOS);
            } else {
                return false;
            }
        }
        return true;
    }

    private void wake() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closing) {
            if (lost && !asleep) {
                readAgainOrLater();
            }
            for (Runnable task = word.poll(); task != null; task = word.poll()) {
                guarded(task);
            }
            Object next = ahead.isEmpty() ? queue.poll() : ahead.pollFirst();
            if (next != null) {
                serve(next);
            } else {
                idle = true;
                if (queue.isEmpty() && word.isEmpty() && !closing) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
                idle = false;
            }
            if (!asleep && System.nanoTime() - calledNanos > ALONE_NANOS) {
                sleepIfAlone();
            }
        }
    }

    private void serve(Object next) {
        switch (next) {
            case Happened happened -> {
                // What history told, or will tell, is not told again.
                if (!lost && happened.logPosition() > read) {
                    project(happened.timeNanos(), happened.event());
                    position = happened.logPosition();
                }
            }
            case Asked asked -> {
                beReady();
                waitingCalls.decrementAndGet();
                guarded(asked.task());
            }
            case Done done -> {
                beReady();
                guarded(done.answer());
            }
            default -> throw new IllegalStateException("unknown entry " + next.getClass());
        }
    }

    private void project(long timeNanos, Event event) {
        for (int i = 0; i < projectors.size(); i++) {
            try {
                projectors.get(i).on(timeNanos, event);
            } catch (RuntimeException e) {
                LOG.error("the book goes on after a failure", e);
            }
        }
    }

    private void beReady() {
        calledNanos = System.nanoTime();
        // First: what the ledger tells from now on is kept, and what it told before is read.
        asleep = false;
        while (lost && !closing) {
            readAgainOrLater();
        }
    }

    private void readAgainOrLater() {
        try {
            readAgain();
        } catch (RuntimeException e) {
            LOG.error("the book cannot read what is current and tries again", e);
            lost = true;
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Reads what is current from history, once that holds everything this book could have missed. */
    private void readAgain() {
        lost = false;
        CompletableFuture<Long> fence = ledger.fence().toCompletableFuture();
        CurrentHistory history = ledger.currentHistory();
        while (!fence.isDone() || history.position() < fence.join()) {
            if (closing) {
                return;
            }
            LockSupport.parkNanos(HISTORY_NANOS);
        }
        tables.rebuild(() -> {
            projectors.forEach(EventProjector::reset);
            read = history.tell((logPosition, timeNanos, event) -> project(timeNanos, event));
            projectors.forEach(projector -> projector.begin(ledger.views()));
        });
        position = Math.max(read, position);
    }

    /** What one task breaks is its own: the rows of all others go on. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the book goes on after a failure", e);
        }
    }

    /** Ends the thread; what waits is not done. Idempotent. */
    @Override
    public void close() {
        closing = true;
        subscription.close();
        LockSupport.unpark(thread);
        if (!isOwnThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
