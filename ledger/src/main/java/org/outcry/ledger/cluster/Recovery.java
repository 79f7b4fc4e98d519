package org.outcry.ledger.cluster;

import java.nio.file.Path;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.EventSink;
import org.outcry.ledger.codec.CommandDecoder;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.files.SnapshotRef;
import org.outcry.ledger.history.EntrySink;

/**
 * Brings an engine from the latest snapshot to the end of the log, straight from the files and on a thread of its own, while
 * the cluster starts beside it. The cluster then delivers the same entries once more; the replica lets them pass.
 *
 * <p>What it made belongs to the replica's thread once {@link #await} has returned there.
 */
final class Recovery {
    private final LogReader log;
    private final long endPosition;
    private final EntrySink history;
    private final EventBatch events = new EventBatch();
    private final Engine engine = new Engine();
    private final Thread thread;

    private long snapshotPosition;
    private long commands;
    private int rulesVersion = 1;
    private RuntimeException failure;
    private volatile boolean cancelled;

    private Recovery(LogReader log, long endPosition, EntrySink history) {
        this.log = log;
        this.endPosition = endPosition;
        this.history = history;
        this.thread = Thread.ofPlatform().name("ledger-recovery").daemon(true).unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param endPosition where the valid log ends; nobody writes to it before the cluster leads
     * @param history hears the entries it lacks, on the thread of the recovery
     */
    static Recovery begin(Path dataDir, long endPosition, EntrySink history) {
        Recovery recovery = new Recovery(LogReader.open(dataDir), endPosition, history);
        recovery.thread.start();
        return recovery;
    }

    private void run() {
        try {
            recover();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void recover() {
        SnapshotRef snapshot = log.latestSnapshot().orElse(null);
        if (snapshot != null) {
            log.load(snapshot, engine);
            snapshotPosition = snapshot.logPosition();
        }
        history.restoredAt(snapshotPosition);
        CommandDecoder decoder = new CommandDecoder();
        long reached = log.readEntries(snapshotPosition, (position, buffer, offset, length) -> {
            if (position > endPosition || cancelled) {
                return false;
            }
            apply(position, decoder.decode(buffer, offset, length));
            return true;
        });
        if (reached < endPosition && !cancelled) {
            throw new IllegalStateException("the log was read up to " + reached + " instead of " + endPosition);
        }
    }

    private void apply(long position, Submission submission) {
        boolean told = history.wants(position);
        events.begin();
        // Where nobody listens the engine does not even say what happened.
        boolean accepted =
                engine.apply(submission, told ? events : EventSink.NONE).isAccepted();
        if (events.size() > 0) {
            history.on(position, events.current());
        }
        if (accepted && submission.command() instanceof Command.ActivateRules(int version)) {
            rulesVersion = version;
        }
        commands++;
    }

    /** Everything at or before this position is in the engine. */
    long endPosition() {
        return endPosition;
    }

    boolean done() {
        return !thread.isAlive();
    }

    /** Waits for its end and gives the engine; what went wrong is thrown. */
    Engine await() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during recovery", e);
        }
        if (failure != null) {
            throw failure;
        }
        return engine;
    }

    /** Ends it, for a start that failed elsewhere. */
    void cancel() {
        cancelled = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long snapshotPosition() {
        return snapshotPosition;
    }

    long commands() {
        return commands;
    }

    int rulesVersion() {
        return rulesVersion;
    }
}
