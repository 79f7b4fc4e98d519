package org.outcry.ledger.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.outcry.engine.Engine;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.files.SnapshotRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes history on its own thread. Entries come through a bounded queue while it keeps up. When the queue is full, or the
 * replica started beyond what history holds, entries are not kept anywhere: the projector reads them again from the log
 * with an engine of its own, from the last snapshot that history covers, and joins the queue again when it has caught up.
 * Memory stays bounded, the replica never waits, and the log is not purged before history holds it.
 */
public final class HistoryProjector implements EntrySink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryProjector.class);
    private static final int BATCH = 2_000;
    /**
     * What came in this time becomes durable together: history is in no hurry, each commit is a sync beside those of the log,
     * and an idle machine shall stay idle.
     */
    private static final long GATHER_NANOS = 100_000_000;
    /** So close behind the replica, the queue can take over. */
    private static final long NEAR_BYTES = 1 << 20;

    private final Path dataDir;
    private final HistoryStore store;
    private final OneToOneConcurrentArrayQueue<Entry> queue;
    private final LongSupplier appliedPosition;
    private final Consumer<Runnable> onReplicaThread;
    private final Courtesy courtesy;
    private final Thread thread;

    /** Positions behind this one come through the queue; written on the replica's thread. */
    private volatile long queuedFrom;

    private volatile boolean queueing;
    private volatile boolean recovered;
    private volatile long position;
    private volatile long highestId;
    private volatile long sessionsStarted;
    private volatile boolean closing;
    private volatile String trouble = "";

    /** Entries were lost to the queue and must be read from the log. */
    private boolean gap;

    private long startedSessions;
    private long savedNanos = System.nanoTime();

    private static final class Entry {
        private final long logPosition;
        private final Event[] events;

        Entry(long logPosition, Event[] events) {
            this.logPosition = logPosition;
            this.events = events;
        }
    }

    /**
     * @param appliedPosition what the replica has applied; history never reads beyond it
     * @param onReplicaThread runs a task between two entries
     */
    public HistoryProjector(
            Path dataDir,
            HistoryStore store,
            int queueBound,
            LongSupplier appliedPosition,
            Consumer<Runnable> onReplicaThread) {
        this.dataDir = dataDir;
        this.store = store;
        this.queue = new OneToOneConcurrentArrayQueue<>(queueBound);
        this.appliedPosition = appliedPosition;
        this.onReplicaThread = onReplicaThread;
        this.position = store.position();
        this.highestId = store.highestId();
        this.courtesy = new Courtesy(appliedPosition, () -> position, () -> closing);
        this.thread = Thread.ofPlatform().name("ledger-history").daemon(true).unstarted(this::run);
    }

    // ---- the replica's thread

    @Override
    public void restoredAt(long logPosition) {
        queueing = logPosition <= position;
        queuedFrom = logPosition;
        thread.start();
    }

    @Override
    public boolean wants(long logPosition) {
        return queueing && logPosition > position;
    }

    @Override
    public void on(long logPosition, Event[] events) {
        if (!queue.offer(new Entry(logPosition, events))) {
            queueing = false;
        }
    }

    // ---- any thread

    /** The replica has recovered and takes new entries. */
    public void recovered() {
        recovered = true;
        LockSupport.unpark(thread);
    }

    /** History is durable up to this log position. */
    public long position() {
        return position;
    }

    /** Every entity up to this id is durable. */
    public long highestId() {
        return highestId;
    }

    /** Grows when rows of a new session date became durable. */
    public long sessionsStarted() {
        return sessionsStarted;
    }

    /** What keeps history from being written, "" when nothing does. */
    public String trouble() {
        return trouble;
    }

    /** Copies the file as of one instant, while it is in use. */
    public void copy(Path target) throws IOException {
        store.copy(target);
    }

    /** Writes what is queued and ends. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        if (thread.getState() != Thread.State.NEW) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        store.close();
    }

    // ---- the projector's thread

    private void run() {
        while (!recovered && !closing) {
            // Recovery has the processor first; what does not fit into the queue meanwhile is read from the log.
            LockSupport.parkNanos(GATHER_NANOS);
        }
        courtesy.begin();
        List<Entry> batch = new ArrayList<>(BATCH);
        while (true) {
            try {
                batch.clear();
                long applied = appliedPosition.getAsLong();
                queue.drainTo(batch, BATCH);
                if (gap && !closing) {
                    courtesy.giveWay();
                    gap = !catchUp();
                } else if (!batch.isEmpty() && !gap) {
                    write(batch);
                    trouble = "";
                    gather();
                } else if (!queueing) {
                    gap = true;
                } else {
                    saveProgress(applied);
                    LockSupport.parkNanos(GATHER_NANOS);
                }
                if (closing && (gap || batch.isEmpty())) {
                    return;
                }
            } catch (SQLException | RuntimeException e) {
                trouble = String.valueOf(e.getMessage());
                LOG.warn("history waits: {}", trouble);
                // What this batch held is read again from the log once the disk or the file is back.
                queueing = false;
                gap = true;
                if (closing) {
                    return;
                }
                LockSupport.parkNanos(500_000_000L);
            }
        }
    }

    private void gather() {
        if (queue.size() < BATCH && !closing) {
            LockSupport.parkNanos(GATHER_NANOS);
        }
    }

    /** Entries without rows pass by the queue; with the queue empty, history covers all that was applied before. */
    private void saveProgress(long applied) throws SQLException {
        long now = System.nanoTime();
        if (applied > position && (closing || now - savedNanos > 1_000_000_000L)) {
            commit(applied, 0);
            savedNanos = now;
        }
    }

    private void write(List<Entry> batch) throws SQLException {
        long reached = position;
        long started = 0;
        try {
            for (Entry entry : batch) {
                if (entry.logPosition > position) {
                    store.write(entry.logPosition, entry.events);
                    started += sessions(entry.events);
                    reached = entry.logPosition;
                }
            }
            commit(reached, started);
        } catch (SQLException e) {
            store.rollback();
            throw e;
        }
    }

    private void commit(long reached, long started) throws SQLException {
        store.commit(reached);
        highestId = store.highestId();
        position = reached;
        startedSessions += started;
        sessionsStarted = startedSessions;
    }

    private static long sessions(Event[] events) {
        long count = 0;
        for (Event event : events) {
            if (event instanceof Event.SessionStarted) {
                count++;
            }
        }
        return count;
    }

    /** True when history and queue together are whole again. */
    private boolean catchUp() throws SQLException {
        LogReader log = LogReader.open(dataDir);
        Engine engine = new Engine();
        long from = 0;
        for (SnapshotRef snapshot : log.snapshots()) {
            if (snapshot.logPosition() <= position) {
                from = snapshot.logPosition();
            }
        }
        long base = from;
        log.snapshots().stream()
                .filter(snapshot -> snapshot.logPosition() == base)
                .findFirst()
                .ifPresent(snapshot -> log.load(snapshot, engine));
        Replay replay = new Replay(engine);
        long reached = base;
        while (!closing) {
            long target = appliedPosition.getAsLong();
            boolean near = target - reached < NEAR_BYTES;
            if (near) {
                target = rejoin();
            }
            reached = replay.through(log, reached, target);
            if (near) {
                return reached >= target && !closing;
            }
        }
        return false;
    }

    /** From the position returned on, entries come through the queue again. */
    private long rejoin() {
        Thread waiting = Thread.currentThread();
        boolean[] done = new boolean[1];
        onReplicaThread.accept(() -> {
            queuedFrom = appliedPosition.getAsLong();
            queueing = true;
            synchronized (done) {
                done[0] = true;
            }
            LockSupport.unpark(waiting);
        });
        while (!closing) {
            synchronized (done) {
                if (done[0]) {
                    return queuedFrom;
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
        return Long.MAX_VALUE;
    }

    /** Applies entries of the log to an engine of its own and writes those that history lacks. */
    private final class Replay implements EventSink {
        private final Engine engine;
        private final ArrayList<Event> events = new ArrayList<>();
        private int pending;
        private long read;
        private long pendingSessions;
        private SQLException failure;

        Replay(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void accept(Event event) {
            events.add(event);
        }

        long through(LogReader log, long from, long target) throws SQLException {
            if (from >= target) {
                return from;
            }
            long[] last = {from};
            try {
                log.read(from, (logPosition, envelope) -> {
                    if (logPosition > target || closing) {
                        return false;
                    }
                    events.clear();
                    engine.apply(envelope.submission(), this);
                    last[0] = logPosition;
                    if (++read % BATCH == 0) {
                        courtesy.giveWay();
                    }
                    return logPosition <= position || keep(logPosition);
                });
                if (failure != null) {
                    throw failure;
                }
                if (pending > 0) {
                    flush(last[0]);
                }
            } catch (SQLException e) {
                store.rollback();
                throw e;
            }
            return closing ? last[0] : target;
        }

        private boolean keep(long logPosition) {
            try {
                Event[] entry = events.toArray(Event[]::new);
                store.write(logPosition, entry);
                pendingSessions += sessions(entry);
                if (++pending >= BATCH) {
                    flush(logPosition);
                }
                return true;
            } catch (SQLException e) {
                failure = e;
                return false;
            }
        }

        private void flush(long logPosition) throws SQLException {
            commit(logPosition, pendingSessions);
            pending = 0;
            pendingSessions = 0;
        }
    }
}
