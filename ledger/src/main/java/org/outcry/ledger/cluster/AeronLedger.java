package org.outcry.ledger.cluster;

import io.aeron.cluster.ClusterControl.ToggleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.CurrentHistory;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.api.LedgerStatus;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.ledger.files.DataDirectory;
import org.outcry.ledger.files.DirectoryLock;
import org.outcry.ledger.files.IntegrityCheck;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.files.SnapshotRef;
import org.outcry.ledger.files.StateFile;
import org.outcry.ledger.history.CurrentEvents;
import org.outcry.ledger.history.HistoryProjector;
import org.outcry.ledger.history.HistoryReader;
import org.outcry.ledger.history.HistoryStore;
import org.outcry.ledger.recovery.Backup;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.ViewModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger on one embedded cluster member.
 *
 * <p>A submission goes from the caller's thread straight into the cluster's ingress; its outcome comes from this process's
 * own replica once the entry is synced and applied. Nothing but the log carries state from one to the other.
 */
public final class AeronLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(AeronLedger.class);
    private static final Duration SNAPSHOT_WAIT = Duration.ofMinutes(1);
    private static final long KEEPER_NANOS = 100_000_000L;

    /** The cluster makes a checkpoint when this many files of log lie behind the last: reading one again takes a twentieth of a second. */
    private static final int CHECKPOINT_SEGMENTS = 4;

    private final LedgerSettings settings;
    private final DataDirectory data;
    private final DirectoryLock lock;
    private final long originId = new SecureRandom().nextLong();
    private final PendingOutcomes pending;
    private final ViewModel views = new ViewModel();
    private final Replica replica;
    private final HistoryProjector history;
    private final HistoryReader orderHistory;
    private final CurrentEvents currentHistory;
    private final ClusterNode node;
    private final Ingress ingress;
    private final AtomicLong lastNanos = new AtomicLong();
    private final Arrivals arrivals = new Arrivals(this::businessNanos);
    private final Thread keeper;
    private final Object snapshotLock = new Object();

    private volatile boolean closing;
    private volatile boolean ended;
    private volatile boolean diskFull;
    private volatile Throwable error;
    private volatile long verifiedPosition;
    private long releasedSessions;
    private long scheduledPosition;
    private long checkpointPosition;
    private long scheduledNanos = System.nanoTime();

    /** Opens the ledger in that directory, creating it when it is empty, and returns once commands are accepted. */
    public static AeronLedger open(Path dataDir) {
        return open(LedgerSettings.of(dataDir));
    }

    /**
     * Opens the ledger and returns once it has recovered and commands are accepted.
     *
     * @throws LedgerRefusal when it cannot, with what to do
     */
    public static AeronLedger open(LedgerSettings settings) {
        DirectoryLock lock = DirectoryLock.take(new DataDirectory(settings.dataDir()));
        try {
            return new AeronLedger(settings, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private AeronLedger(LedgerSettings settings, DirectoryLock lock) {
        this.settings = settings;
        this.lock = lock;
        this.pending = new PendingOutcomes(settings.bounds().pending());
        checkSpaceToStart();
        this.data = new DataDirectory(settings.dataDir());
        HistoryStore store = HistoryStore.open(data.historyFile());
        HistoryProjector projector = new HistoryProjector(
                settings.dataDir(),
                store,
                settings.bounds().historyQueue(),
                this::appliedPosition,
                this::onReplicaThread);
        this.history = projector;
        this.orderHistory = new HistoryReader(data.historyFile(), projector::position);
        this.currentHistory = new CurrentEvents(data.historyFile(), projector::position, views);
        this.replica = new Replica(originId, pending, views, projector);
        ClusterNode started = null;
        Recovery recovery = null;
        try {
            IntegrityCheck.Verdict verdict = IntegrityCheck.examineAndCut(settings.dataDir(), store.position());
            if (verdict.torn()) {
                LOG.warn("the log ended in a torn write at position {}; it was cut there", verdict.tornFrom());
            }
            recovery = Recovery.begin(settings.dataDir(), verdict.end(), projector);
            replica.recoverFrom(recovery);
            started = ClusterNode.start(settings, replica, this::onError, () -> ended = true);
            ingress = Ingress.connect(started, () -> ended || replica.failure() != null, this::onError);
            awaitLeading();
        } catch (IOException | RuntimeException e) {
            ended = true;
            CloseHelper.quietClose(started);
            if (recovery != null) {
                recovery.cancel();
            }
            orderHistory.close();
            projector.close();
            throw refusal(e);
        }
        this.node = started;
        projector.recovered();
        lastNanos.set(replica.engineNanos());
        scheduledPosition = replica.snapshotPosition();
        verifiedPosition = replica.snapshotPosition();
        List<Long> checkpoints = LogReader.open(settings.dataDir()).checkpoints();
        checkpointPosition = checkpoints.isEmpty() ? 0 : checkpoints.getLast();
        keeper = Thread.ofPlatform().name("ledger-keeper").daemon(true).start(this::keep);
    }

    private long appliedPosition() {
        return replica.appliedPosition();
    }

    private void onReplicaThread(Runnable task) {
        replica.onReplicaThread(task);
    }

    private void awaitLeading() {
        while (!replica.ready()) {
            if (ended || replica.failure() != null) {
                throw new IllegalStateException("the cluster ended during recovery");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private LedgerRefusal refusal(Exception e) {
        Throwable cause = replica.failure() != null ? replica.failure() : error != null ? error : e;
        if (cause instanceof LedgerRefusal refused) {
            return refused;
        }
        return new LedgerRefusal(
                Reason.NOT_STARTED,
                "The ledger in " + settings.dataDir() + " did not start: " + cause.getMessage() + ".",
                "Run ./outcry doctor.",
                cause);
    }

    private void checkSpaceToStart() {
        long free = freeBytes();
        if (free < settings.bounds().lowWaterBytes()) {
            throw new LedgerRefusal(
                    Reason.DISK_FULL,
                    "The disk of " + settings.dataDir() + " has " + (free >> 20) + " MiB left; "
                            + (settings.bounds().lowWaterBytes() >> 20) + " MiB are needed.",
                    "Free some space, then start again.");
        }
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(settings.dataDir()).getUsableSpace();
        } catch (IOException e) {
            throw new LedgerRefusal(
                    Reason.INACCESSIBLE,
                    "The data directory " + settings.dataDir() + " cannot be read: " + e.getMessage() + ".",
                    "Check that its disk is mounted.",
                    e);
        }
    }

    private void onError(Throwable thrown) {
        if (!closing) {
            LOG.warn("cluster: {}", thrown.toString());
            error = thrown;
        }
    }

    @Override
    public void submit(CommandKey key, long senderId, Command command, OutcomeListener listener) {
        if (closing || ended) {
            listener.onFailure(Failure.STOPPED);
            return;
        }
        if (diskFull) {
            listener.onFailure(Failure.DISK_FULL);
            return;
        }
        long id = pending.add(listener);
        if (id < 0) {
            listener.onFailure(Failure.BUSY);
            return;
        }
        Ingress.Offer offer = Ingress.Offer.ENDED;
        try {
            offer = ingress.offer(
                    businessNanos(), key.high(), key.low(), senderId, originId, id, replica.appliedPosition(), command);
        } catch (IllegalArgumentException | IndexOutOfBoundsException tooLarge) {
            pending.take(id, listener);
            throw new IllegalArgumentException("command too large: " + tooLarge.getMessage(), tooLarge);
        }
        switch (offer) {
            case TAKEN -> {
                if (ended) {
                    // The ending may have passed by before the listener was there to be told.
                    pending.fail(id, Failure.UNKNOWN);
                }
            }
            case BUSY -> pending.fail(id, Failure.BUSY);
            case ENDED -> pending.fail(id, Failure.UNKNOWN);
        }
    }

    @Override
    public long businessNanos() {
        long now = settings.businessClock().getAsLong();
        long last = lastNanos.get();
        while (now > last) {
            if (lastNanos.compareAndSet(last, now)) {
                return now;
            }
            last = lastNanos.get();
        }
        return last;
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public long appliedNanos() {
        return replica.engineNanos();
    }

    @Override
    public LedgerViews views() {
        return views;
    }

    @Override
    public CurrentHistory currentHistory() {
        return currentHistory;
    }

    @Override
    public CompletionStage<Long> fence() {
        CompletableFuture<Long> fence = new CompletableFuture<>();
        replica.onReplicaThread(() -> fence.complete(replica.deliveredPosition()));
        return fence;
    }

    @Override
    public Subscription follow(EventFollower follower) {
        replica.follow(follower);
        return () -> replica.unfollow(follower);
    }

    @Override
    public Subscription watch(Consumer<Watch> follower) {
        replica.watch(follower);
        return () -> replica.unwatch(follower);
    }

    @Override
    public long nextDueNanos() {
        return replica.nextDueNanos();
    }

    @Override
    public StateMark stateMark() {
        CompletableFuture<StateMark> mark = new CompletableFuture<>();
        replica.onReplicaThread(() -> mark.complete(replica.stateMark()));
        return await(mark, "state mark");
    }

    private <T> T await(CompletableFuture<T> future, String what) {
        long deadline = System.nanoTime() + SNAPSHOT_WAIT.toNanos();
        while (!future.isDone()) {
            if (ended) {
                throw new IllegalStateException("the ledger ended before its " + what);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no " + what + " within " + SNAPSHOT_WAIT);
            }
            LockSupport.parkNanos(50_000);
        }
        return future.join();
    }

    @Override
    public void snapshot() {
        snapshot(replica.appliedPosition() - checkpointPosition
                >= (long) CHECKPOINT_SEGMENTS * settings.lengths().segment());
    }

    /** @param checkpoint the cluster too shall not read the log before this again, which holds up everybody for a moment */
    private void snapshot(boolean checkpoint) {
        synchronized (snapshotLock) {
            if (checkpoint) {
                checkpoint();
            }
            CompletableFuture<Replica.Capture> captured = new CompletableFuture<>();
            replica.onReplicaThread(() -> captured.complete(replica.capture()));
            Replica.Capture capture = await(captured, "snapshot");
            try {
                StateFile.write(data.snapshots(), capture.logPosition(), capture.rows()::forEach);
            } catch (IOException e) {
                throw new IllegalStateException("no snapshot: " + e.getMessage(), e);
            }
            replica.snapshotTaken(capture.logPosition());
            scheduledPosition = capture.logPosition();
            scheduledNanos = System.nanoTime();
            verify();
        }
    }

    private void checkpoint() {
        long before = node.checkpointCount();
        long deadline = System.nanoTime() + SNAPSHOT_WAIT.toNanos();
        boolean asked = false;
        while (!asked || node.checkpointCount() == before || !node.idle()) {
            if (ended || System.nanoTime() > deadline) {
                throw new IllegalStateException("no snapshot: " + (ended ? "the ledger ended" : "no answer"));
            }
            asked = asked || node.toggle(ToggleState.SNAPSHOT);
            LockSupport.parkNanos(500_000);
        }
        checkpointPosition = replica.appliedPosition();
    }

    /**
     * Writes a backup of the running ledger to a new file; orders go on meanwhile.
     *
     * @return the position and state the backup holds
     * @throws LedgerRefusal when the file exists
     */
    public StateMark backup(Path file) throws IOException {
        synchronized (snapshotLock) {
            snapshot();
            Path copy = settings.dataDir().resolve("history.backup");
            Files.deleteIfExists(copy);
            try {
                // History first: what it holds, the log then holds too.
                history.copy(copy);
                StateMark mark = stateMark();
                Backup.write(settings.dataDir(), mark, copy, file);
                return mark;
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    /** Reads the snapshot back; only one that proves itself lets the log before it go. */
    private void verify() {
        LogReader log = LogReader.open(settings.dataDir());
        SnapshotRef snapshot = log.latestSnapshot()
                .orElseThrow(() -> new IllegalStateException("the snapshot just taken is not on record"));
        log.verify(snapshot);
        verifiedPosition = snapshot.logPosition();
        if (!closing) {
            try {
                node.purge(log, data, Math.min(verifiedPosition, history.position()));
            } catch (IOException e) {
                LOG.warn("old snapshots stay: {}", e.toString());
            }
        }
    }

    /** Tells the engine what history holds, when a session date has ended since it was told last. */
    private void releaseHistory() {
        long sessions = history.sessionsStarted();
        if (sessions == releasedSessions || diskFull) {
            return;
        }
        long upToId = history.highestId();
        releasedSessions = sessions;
        submit(CommandKey.NONE, 0, new Command.ReleaseHistory(upToId), OutcomeListener.IGNORE);
    }

    /** Tends the session, watches the disk, takes scheduled snapshots. */
    private void keep() {
        while (!closing) {
            LockSupport.parkNanos(KEEPER_NANOS);
            try {
                if (!ended && (!ingress.tend() || replica.failure() != null)) {
                    ended = true;
                }
                if (ended) {
                    pending.failAll(Failure.UNKNOWN);
                    continue;
                }
                diskFull = freeBytes() < settings.bounds().lowWaterBytes();
                releaseHistory();
                if (snapshotDue()) {
                    snapshot();
                }
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.warn("ledger keeper: {}", e.toString());
                }
            }
        }
    }

    private boolean snapshotDue() {
        long logged = replica.appliedPosition() - scheduledPosition;
        if (logged <= 0 || diskFull) {
            return false;
        }
        boolean late = !settings.snapshots().every().isZero()
                && System.nanoTime() - scheduledNanos
                        > settings.snapshots().every().toNanos();
        return late || logged > settings.snapshots().bytes();
    }

    @Override
    public OrderHistory orderHistory() {
        return orderHistory;
    }

    @Override
    public LedgerStatus status() {
        return new LedgerStatus(
                reason().isEmpty(),
                reason(),
                replica.appliedPosition(),
                replica.appliedCommands(),
                pending.size(),
                pending.bound(),
                verifiedPosition,
                history.position(),
                replica.rulesVersion());
    }

    private String reason() {
        if (closing) {
            return "closing";
        }
        if (ended) {
            Throwable cause = replica.failure() != null ? replica.failure() : error;
            return "stopped: " + (cause == null ? "the cluster ended" : cause.getMessage())
                    + "; takes nothing until the server is started again, which recovers from the log"
                    + " (if it does not start: ./outcry doctor)";
        }
        return diskFull ? "disk full: less than " + (settings.bounds().lowWaterBytes() >> 20) + " MiB left" : "";
    }

    /** How long the making of the last snapshot held up the writer, nanoseconds. */
    public long snapshotPauseNanos() {
        return replica.snapshotPauseNanos();
    }

    /** Takes a last snapshot, so that the next start has nothing to replay, and ends. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            if (!ended && !diskFull && replica.appliedPosition() > replica.snapshotPosition()) {
                try {
                    snapshot(true);
                } catch (RuntimeException e) {
                    LOG.warn("no snapshot on close: {}", e.toString());
                }
            }
            closing = true;
        }
        LockSupport.unpark(keeper);
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CloseHelper.closeAll(ingress, node, orderHistory, history);
        ended = true;
        pending.failAll(Failure.UNKNOWN);
        lock.close();
    }
}
