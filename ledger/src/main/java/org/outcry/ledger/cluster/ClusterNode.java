package org.outcry.ledger.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusterControl.ToggleState;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;
import org.outcry.ledger.files.DataDirectory;
import org.outcry.ledger.files.LogReader;
import org.outcry.ledger.files.SnapshotRef;
import org.outcry.ledger.files.StateFile;

/**
 * One embedded cluster member: transport, archive, consensus and the service, four threads in all. Everything a single
 * member says travels through shared memory; no port is opened.
 *
 * <p>Timeouts are minutes, not seconds: members of one process cannot lose each other, and a suspended machine must find
 * everything as it was. docs/adr/0002-aeron-cluster.md gives the reasons of each setting.
 */
final class ClusterNode implements AutoCloseable {
    /** How long anybody waits for anybody in this process. A suspended process sleeps through shorter ones. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    static {
        // Every client in this process gives its driver this long; Aeron reads it once, before its first context is
        // made.
        System.setProperty("aeron.driver.timeout", Long.toString(PATIENCE.toMillis()));
    }

    private static final int CLUSTER_ID = 0;
    private static final int MTU = 8 * 1024;
    /** A checkpoint holds the cluster's sessions, nothing of ours. */
    private static final int CHECKPOINT_TERM = 1 << 16;

    private final ClusteredMediaDriver driver;
    private final ClusteredServiceContainer container;
    private final Path transport;
    private final Bell door;
    private final Consumer<Throwable> errors;
    private final int termLength;

    private ClusterNode(
            ClusteredMediaDriver driver,
            ClusteredServiceContainer container,
            Path transport,
            Bell door,
            int termLength,
            Consumer<Throwable> errors) {
        this.driver = driver;
        this.container = container;
        this.transport = transport;
        this.door = door;
        this.errors = errors;
        this.termLength = termLength;
    }

    /** Starts the member. The caller holds the directory's lock, so whatever a dead process left is ours to clear. */
    static ClusterNode start(
            LedgerSettings settings, ClusteredService service, Consumer<Throwable> errors, Runnable ended)
            throws IOException {
        DataDirectory data = new DataDirectory(settings.dataDir());
        clearLeftovers(data, settings);
        Path transport = TransportDirectory.choose(settings);
        Bell everybody = new Bell();
        Bell door = new Bell();
        Supplier<IdleStrategy> idle = idle(settings.latency(), everybody, new Bell());
        String directory = transport.toString();

        MediaDriver.Context driverContext = driverContext(settings, directory, errors);
        Archive.Context archiveContext = archiveContext(settings, data, directory, idle, errors);
        ConsensusModule.Context consensusContext =
                consensusContext(settings, data, directory, idle(settings.latency(), everybody, door), errors, ended);
        ClusteredMediaDriver driver = ClusteredMediaDriver.launch(driverContext, archiveContext, consensusContext);
        try {
            ClusteredServiceContainer container =
                    ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                            .aeronDirectoryName(directory)
                            .clusterDir(data.cluster().toFile())
                            .clusterId(CLUSTER_ID)
                            .clusteredService(service)
                            .isRespondingService(false)
                            .logFragmentLimit(256)
                            .snapshotChannel("aeron:ipc?alias=snapshot|term-length=" + CHECKPOINT_TERM)
                            .archiveContext(archiveClient(directory, errors))
                            .idleStrategySupplier(idle)
                            .errorHandler(errors::accept)
                            .terminationHook(ended));
            MappedFiles.allocate(data);
            TransportDirectory.claim(transport, data.root());
            return new ClusterNode(
                    driver, container, transport, door, settings.lengths().term(), errors);
        } catch (IOException | RuntimeException e) {
            CloseHelper.quietClose(driver);
            IoUtil.delete(transport.toFile(), true);
            throw e;
        }
    }

    /** Mark files count as active for ten seconds after a kill; the lock says that nobody is. */
    private static void clearLeftovers(DataDirectory data, LedgerSettings settings) throws IOException {
        Files.createDirectories(data.archive());
        Files.createDirectories(data.cluster());
        Files.deleteIfExists(data.archive().resolve("archive-mark.dat"));
        try (var files = Files.newDirectoryStream(data.cluster(), "cluster-mark*.{dat,lck}")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        IoUtil.delete(data.transport().toFile(), true);
        IoUtil.delete(TransportDirectory.shared(settings).toFile(), true);
    }

    /**
     * @param rings rung by an agent that has worked, and wakes it
     * @param also wakes it too
     */
    private static Supplier<IdleStrategy> idle(LedgerSettings.Latency latency, Bell rings, Bell also) {
        return switch (latency) {
            case BALANCED ->
                () -> {
                    DrowsyIdleStrategy agent = new DrowsyIdleStrategy(rings);
                    rings.add(agent);
                    also.add(agent);
                    return agent;
                };
            case LOW -> YieldingIdleStrategy::new;
        };
    }

    private static MediaDriver.Context driverContext(
            LedgerSettings settings, String directory, Consumer<Throwable> errors) {
        return new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED)
                // No command passes through the driver's thread, so nobody rings for it.
                .sharedIdleStrategy(
                        idle(settings.latency(), new Bell(), new Bell()).get())
                // Its tasks (files, names) are rare here, and its thread polls all the time.
                .asyncExecutorEnabled(false)
                .termBufferSparseFile(false)
                .publicationTermBufferLength(1 << 16)
                .ipcTermBufferLength(settings.lengths().term())
                .ipcMtuLength(MTU)
                .clientLivenessTimeoutNs(PATIENCE.toNanos())
                .imageLivenessTimeoutNs(PATIENCE.toNanos())
                .publicationUnblockTimeoutNs(PATIENCE.multipliedBy(2).toNanos())
                .untetheredWindowLimitTimeoutNs(PATIENCE.toNanos())
                .untetheredRestingTimeoutNs(PATIENCE.toNanos())
                .publicationLingerTimeoutNs(Duration.ofMillis(100).toNanos())
                .timerIntervalNs(Duration.ofMillis(100).toNanos())
                .spiesSimulateConnection(true)
                .warnIfDirectoryExists(false)
                .errorHandler(errors::accept);
    }

    private static Archive.Context archiveContext(
            LedgerSettings settings,
            DataDirectory data,
            String directory,
            Supplier<IdleStrategy> idle,
            Consumer<Throwable> errors) {

        return new Archive.Context()
                .aeronDirectoryName(directory)
                .archiveDir(data.archive().toFile())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(idle)
                .controlChannelEnabled(false)
                .archiveClientContext(archiveClient(directory, errors))
                .localControlChannel("aeron:ipc?term-length=64k")
                .controlTermBufferLength(1 << 16)
                .recordingEventsEnabled(false)
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .recordChecksum(new FrameChecksum())
                .replayChecksum(new FrameChecksum())
                .segmentFileLength(settings.lengths().segment())
                .fileSyncLevel(settings.fileSyncLevel())
                .catalogFileSyncLevel(settings.fileSyncLevel())
                .catalogCapacity(1 << 20)
                .connectTimeoutNs(PATIENCE.toNanos())
                .replayLingerTimeoutNs(Duration.ofMillis(100).toNanos())
                .lowStorageSpaceThreshold(settings.lengths().segment())
                .errorHandler(errors::accept);
    }

    private static ConsensusModule.Context consensusContext(
            LedgerSettings settings,
            DataDirectory data,
            String directory,
            Supplier<IdleStrategy> idle,
            Consumer<Throwable> errors,
            Runnable ended) {
        return new ConsensusModule.Context()
                .aeronDirectoryName(directory)
                .clusterDir(data.cluster().toFile())
                .clusterId(CLUSTER_ID)
                .clusterMemberId(0)
                // Endpoints are names only: with one member every channel below is shared memory.
                .clusterMembers("0,127.0.0.1:1,127.0.0.1:2,127.0.0.1:3,127.0.0.1:4,127.0.0.1:5")
                .ingressChannel("aeron:ipc?term-length=" + settings.lengths().term())
                .isIpcIngressAllowed(false)
                .ingressFragmentLimit(256)
                .logChannel(
                        "aeron:ipc?alias=log|term-length=" + settings.lengths().term())
                .consensusChannel("aeron:ipc?alias=consensus|term-length=64k")
                .replayChannel("aeron:ipc?alias=log-replay|term-length="
                        + settings.lengths().term())
                .snapshotChannel("aeron:ipc?alias=snapshot|term-length=" + CHECKPOINT_TERM)
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .archiveContext(archiveClient(directory, errors))
                .fileSyncLevel(settings.fileSyncLevel())
                .maxConcurrentSessions(4096)
                .sessionTimeoutNs(PATIENCE.toNanos())
                .leaderHeartbeatTimeoutNs(PATIENCE.toNanos())
                .startupCanvassTimeoutNs(PATIENCE.multipliedBy(2).toNanos())
                .terminationTimeoutNs(Duration.ofSeconds(20).toNanos())
                .idleStrategySupplier(idle)
                .errorHandler(errors::accept)
                .terminationHook(ended);
    }

    private static AeronArchive.Context archiveClient(String directory, Consumer<Throwable> errors) {
        return new AeronArchive.Context()
                .aeronDirectoryName(directory)
                .controlRequestChannel("aeron:ipc?term-length=64k")
                .controlResponseChannel("aeron:ipc?term-length=64k")
                .errorHandler(errors::accept)
                .messageTimeoutNs(Duration.ofSeconds(60).toNanos());
    }

    String directory() {
        return transport.toString();
    }

    /** Wakes the agent that takes submissions. */
    Bell door() {
        return door;
    }

    int termLength() {
        return termLength;
    }

    AeronArchive.Context archiveClient() {
        return archiveClient(directory(), errors);
    }

    /** Asks the consensus module; false when it is busy with an earlier request. */
    boolean toggle(ToggleState state) {
        return state.toggle(control());
    }

    /** The last request was taken up and finished. */
    boolean idle() {
        AtomicCounter control = control();
        return !control.isClosed() && ToggleState.get(control) == ToggleState.NEUTRAL;
    }

    private AtomicCounter control() {
        AtomicCounter control =
                ClusterControl.findControlToggle(driver.mediaDriver().context().countersManager(), CLUSTER_ID);
        if (control == null) {
            throw new IllegalStateException("the consensus module has ended");
        }
        return control;
    }

    /**
     * Lets go of what neither recovery nor history needs: the log before the last but one snapshot at or behind
     * {@code position}, by whole files and not beyond the latest checkpoint, the snapshots before that one and the checkpoints before the
     * latest. Two snapshots are always kept.
     */
    void purge(LogReader files, DataDirectory data, long position) throws IOException {
        List<SnapshotRef> covered = files.snapshots().stream()
                .filter(snapshot -> snapshot.logPosition() <= position)
                .toList();
        if (covered.size() < 2 || files.checkpoints().isEmpty()) {
            return;
        }
        long keepFrom = covered.get(covered.size() - 2).logPosition();
        long checkpoint = files.checkpoints().getLast();
        try (AeronArchive archive = AeronArchive.connect(archiveClient())) {
            files.logSegmentBase(Math.min(keepFrom, checkpoint))
                    .ifPresent(base -> archive.purgeSegments(files.logRecordingId(), base));
            for (long recordingId : files.checkpointRecordingsBefore(checkpoint)) {
                archive.purgeRecording(recordingId);
            }
        }
        StateFile.purge(data.snapshots(), keepFrom);
    }

    /** Checkpoints made in this life. */
    long checkpointCount() {
        return driver.consensusModule().context().snapshotCounter().get();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(container, driver.consensusModule(), driver.archive(), driver.mediaDriver());
        IoUtil.delete(transport.toFile(), true);
    }
}
