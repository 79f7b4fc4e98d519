package org.outcry.ledger.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.outcry.engine.Engine;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.state.StateRow;
import org.outcry.ledger.api.Ledger.EventFollower;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.codec.CommandDecoder;
import org.outcry.ledger.history.EntrySink;
import org.outcry.ledger.view.ViewModel;

/**
 * This process's copy of the engine, fed by the log. One thread, the cluster's service thread, calls everything but the
 * methods marked otherwise.
 *
 * <p>Entries up to where the {@link Recovery} ends pass by, since its engine holds them. Later ones are applied as the log
 * delivers them. At the end of each delivery the batch is shown in one order: views,
 * history, followers, watches, outcomes; so that whoever hears an outcome already sees it in the views.
 */
final class Replica implements ClusteredService {
    private final long originId;
    private final PendingOutcomes pending;
    private final ViewModel views;
    private final EntrySink history;
    private final CompletableFuture<Recovery> recovering = new CompletableFuture<>();
    private final CommandDecoder decoder = new CommandDecoder();
    private final EventBatch events = new EventBatch();
    private final OutcomeBatch outcomes = new OutcomeBatch();
    private final CopyOnWriteArrayList<EventFollower> followers = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<Watch>> watchers = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Cluster cluster;
    /** Null until the recovery has handed it over. */
    private Engine engine;

    private long recoveredPosition = Long.MAX_VALUE;
    private boolean unpublished;
    private volatile boolean leading;
    private volatile boolean ready;
    private volatile long appliedPosition;
    private volatile long appliedCommands;
    private volatile long engineNanos;
    private volatile long nextDueNanos = Long.MAX_VALUE;
    private volatile int rulesVersion = 1;
    private volatile long snapshotPosition;
    private volatile long snapshotPauseNanos;
    private long position;
    private int capturedRows = 1 << 10;
    private long commands;
    private long timeNanos;

    Replica(long originId, PendingOutcomes pending, ViewModel views, EntrySink history) {
        this.originId = originId;
        this.pending = pending;
        this.views = views;
        this.history = history;
    }

    /** What the replica goes on from; given before the cluster is started. */
    void recoverFrom(Recovery recovery) {
        recovering.complete(recovery);
    }

    /** The snapshot is read from its file by the {@link Recovery}. */
    @Override
    public void onStart(Cluster startedCluster, Image snapshotImage) {
        cluster = startedCluster;
        position = startedCluster.logPosition();
        recoveredPosition = recovering.join().endPosition();
        unpublished = true;
    }

    @Override
    public void onSessionMessage(
            ClientSession session, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {
        position = header.position();
        if (position <= recoveredPosition) {
            return;
        }
        try {
            Submission submission = decoder.decode(buffer, offset, length);
            events.begin();
            Outcome outcome = engine.apply(submission, events);
            timeNanos = engine.nowNanos();
            for (int i = 0, size = events.size(); i < size; i++) {
                views.apply(position, events.event(i));
            }
            if (submission.command() instanceof Command.ActivateRules(int version) && outcome.isAccepted()) {
                rulesVersion = version;
            }
            if (events.size() > 0 && history.wants(position)) {
                history.on(position, events.current());
            }
            if (leading) {
                events.keep(position, timeNanos, !followers.isEmpty());
                if (decoder.originId() == originId) {
                    outcomes.add(decoder.correlationId(), outcome);
                }
            }
            commands++;
            unpublished = true;
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    /** After each delivery of the log, and often when there is none. */
    @Override
    public int doBackgroundWork(long nowNs) {
        int work = 0;
        if (unpublished && leading && (engine != null || recovering.join().done())) {
            if (engine == null) {
                recovered();
            }
            publish();
            ready = true;
            work++;
        }
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            work++;
            task = tasks.poll();
        }
        return work;
    }

    /** What was replayed nobody could have asked about, so the views are built once, from where it led. */
    private void recovered() {
        try {
            Recovery recovery = recovering.join();
            engine = recovery.await();
            views.restore(engine);
            timeNanos = engine.nowNanos();
            commands = recovery.commands();
            snapshotPosition = recovery.snapshotPosition();
            rulesVersion = recovery.rulesVersion();
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    private void publish() {
        unpublished = false;
        try {
            views.publish(position);
            appliedPosition = position;
            appliedCommands = commands;
            engineNanos = timeNanos;
            events.deliver(followers);
            engine.drainChangedWatches(this::tellWatchers);
            // After the watches: the feed looks no further than this until it has them.
            nextDueNanos = engine.nextDueNanos();
            outcomes.deliver(pending, OutcomeListener.IGNORE);
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    private void tellWatchers(Watch watch) {
        for (Consumer<Watch> watcher : watchers) {
            watcher.accept(watch);
        }
    }

    /** A checkpoint: from here on the cluster need not read the log again. The state is kept elsewhere ({@link #capture}). */
    @Override
    public void onTakeSnapshot(ExclusivePublication publication) {}

    @Override
    public void onRoleChange(Cluster.Role newRole) {
        leading = newRole == Cluster.Role.LEADER;
        if (leading) {
            position = cluster.logPosition();
            unpublished = true;
        }
    }

    @Override
    public void onSessionOpen(ClientSession session, long timestamp) {}

    @Override
    public void onSessionClose(ClientSession session, long timestamp, CloseReason closeReason) {}

    @Override
    public void onTimerEvent(long correlationId, long timestamp) {}

    @Override
    public void onTerminate(Cluster terminatedCluster) {}

    private AgentTerminationException fail(RuntimeException cause) {
        failure.compareAndSet(null, cause);
        return new AgentTerminationException("ledger stopped at log position " + position, cause);
    }

    // Any thread from here on.

    void follow(EventFollower follower) {
        followers.add(follower);
    }

    void unfollow(EventFollower follower) {
        followers.remove(follower);
    }

    /** The watcher hears every current watch, then each change, all on the replica's thread. */
    void watch(Consumer<Watch> watcher) {
        onReplicaThread(() -> {
            engine.watches().forEach(watcher);
            watchers.add(watcher);
        });
    }

    void unwatch(Consumer<Watch> watcher) {
        onReplicaThread(() -> watchers.remove(watcher));
    }

    /** Runs after the batch under way, between entries. */
    void onReplicaThread(Runnable task) {
        tasks.add(task);
    }

    /** Followers have heard everything up to here. Only inside {@link #onReplicaThread}. */
    long deliveredPosition() {
        return position;
    }

    /** Only inside {@link #onReplicaThread}. */
    StateMark stateMark() {
        return new StateMark(position, engine.stateHash(), engine.tradingHash());
    }

    /**
     * The state after the last entry applied, for a snapshot. Rows never change, so what holds up the writer is only their
     * making; encoding, hashing and writing them is for the thread that asked. Only inside {@link #onReplicaThread}.
     */
    Capture capture() {
        long started = System.nanoTime();
        ArrayList<StateRow> rows = new ArrayList<>(capturedRows + capturedRows / 8);
        engine.writeState(rows::add);
        capturedRows = rows.size();
        snapshotPauseNanos = System.nanoTime() - started;
        return new Capture(position, rows);
    }

    /** The whole state at a log position. */
    record Capture(long logPosition, List<StateRow> rows) {}

    /** A snapshot at that position would survive a power cut. */
    void snapshotTaken(long logPosition) {
        snapshotPosition = logPosition;
    }

    /** Recovery is over and its result is in the views. */
    boolean ready() {
        return ready;
    }

    Throwable failure() {
        return failure.get();
    }

    long appliedPosition() {
        return appliedPosition;
    }

    long appliedCommands() {
        return appliedCommands;
    }

    long engineNanos() {
        return engineNanos;
    }

    long nextDueNanos() {
        return nextDueNanos;
    }

    int rulesVersion() {
        return rulesVersion;
    }

    long snapshotPosition() {
        return snapshotPosition;
    }

    long snapshotPauseNanos() {
        return snapshotPauseNanos;
    }
}
