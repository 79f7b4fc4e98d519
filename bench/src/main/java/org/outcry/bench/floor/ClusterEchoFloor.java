package org.outcry.bench.floor;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.Header;
import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.outcry.bench.process.Leftovers;
import org.outcry.bench.workload.Figures;

/**
 * A bare Aeron Cluster member whose service echoes, with the settings of our ledger: synced, shared threads, the same idle
 * strategy and term length. The client lives in the same process, as the ledger's does, and yields while it waits.
 *
 * <p>Arguments: directory, fileSyncLevel, message bytes, warm-up and measured round trips, warm-up and measured messages of
 * the throughput run, window.
 */
public final class ClusterEchoFloor {
    private static final int TERM = 4 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AeronCluster client;
    private long received;

    private ClusterEchoFloor(String aeron) {
        client = AeronCluster.connect(new AeronCluster.Context()
                .aeronDirectoryName(aeron)
                .ingressChannel("aeron:ipc?term-length=" + TERM)
                .egressChannel("aeron:ipc?term-length=" + TERM)
                .messageTimeoutNs(Duration.ofSeconds(30).toNanos())
                .egressListener((session, timestamp, buffer, offset, length, header) -> received++));
    }

    public static void main(String[] words) {
        File directory = new File(words[0]);
        int sync = Integer.parseInt(words[1]);
        String aeron = Leftovers.floor().toString();
        Supplier<IdleStrategy> idle = () -> new BackoffIdleStrategy(100, 10, 1_000, 1_000_000);
        try (ClusteredMediaDriver _ = member(directory, sync, aeron, idle);
                ClusteredServiceContainer _ = ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                        .aeronDirectoryName(aeron)
                        .clusterDir(new File(directory, "cluster"))
                        .clusteredService(new Echo())
                        .logFragmentLimit(256)
                        .archiveContext(archiveClient(aeron))
                        .idleStrategySupplier(idle))) {
            ClusterEchoFloor floor = new ClusterEchoFloor(aeron);
            floor.measure(words);
            floor.client.close();
        }
    }

    private void measure(String[] words) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[Integer.parseInt(words[2])]);
        Histogram histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        int warmup = Integer.parseInt(words[3]);
        int trips = Integer.parseInt(words[4]);
        for (int i = 0; i < warmup + trips; i++) {
            long sent = System.nanoTime();
            offer(message);
            await(received + 1);
            if (i >= warmup) {
                histogram.recordValue(System.nanoTime() - sent);
            }
        }
        int messages = Integer.parseInt(words[6]);
        int window = Integer.parseInt(words[7]);
        flood(message, Integer.parseInt(words[5]), window);
        long cpu = Figures.cpuNanos();
        long start = System.nanoTime();
        flood(message, messages, window);
        long nanos = System.nanoTime() - start;
        new Figures()
                .put("perSecond", messages * 1e9 / nanos)
                .put("cpuNanosPerOperation", (double) (Figures.cpuNanos() - cpu) / messages)
                .put(histogram)
                .put("jdk", System.getProperty("java.version"))
                .print();
    }

    private void flood(UnsafeBuffer message, int messages, int window) {
        long base = received;
        for (int i = 0; i < messages; i++) {
            while (base + i - received >= window) {
                poll();
            }
            offer(message);
        }
        await(base + messages);
    }

    private void offer(UnsafeBuffer message) {
        while (client.offer(message, 0, message.capacity()) < 0) {
            poll();
        }
    }

    private void await(long count) {
        while (received < count) {
            poll();
        }
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // a spinning client would take one of few cores from the member it measures
    private void poll() {
        if (client.pollEgress() == 0) {
            Thread.yield();
        }
    }

    private static ClusteredMediaDriver member(File directory, int sync, String aeron, Supplier<IdleStrategy> idle) {
        return ClusteredMediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(aeron)
                        .dirDeleteOnStart(true)
                        .dirDeleteOnShutdown(true)
                        .threadingMode(ThreadingMode.SHARED)
                        .sharedIdleStrategy(idle.get())
                        .termBufferSparseFile(false)
                        .publicationTermBufferLength(1 << 16)
                        .ipcTermBufferLength(TERM)
                        .ipcMtuLength(8 * 1024)
                        .clientLivenessTimeoutNs(PATIENCE.toNanos())
                        .imageLivenessTimeoutNs(PATIENCE.toNanos())
                        .publicationUnblockTimeoutNs(PATIENCE.multipliedBy(2).toNanos())
                        .timerIntervalNs(Duration.ofMillis(100).toNanos())
                        .spiesSimulateConnection(true),
                new Archive.Context()
                        .aeronDirectoryName(aeron)
                        .archiveDir(new File(directory, "archive"))
                        .threadingMode(ArchiveThreadingMode.SHARED)
                        .idleStrategySupplier(idle)
                        .controlChannelEnabled(false)
                        .archiveClientContext(archiveClient(aeron))
                        .localControlChannel("aeron:ipc?term-length=64k")
                        .recordingEventsEnabled(false)
                        .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                        .segmentFileLength(32 << 20)
                        .fileSyncLevel(sync)
                        .catalogFileSyncLevel(sync),
                new ConsensusModule.Context()
                        .aeronDirectoryName(aeron)
                        .clusterDir(new File(directory, "cluster"))
                        .clusterMemberId(0)
                        .clusterMembers("0,127.0.0.1:1,127.0.0.1:2,127.0.0.1:3,127.0.0.1:4,127.0.0.1:5")
                        .ingressChannel("aeron:ipc?term-length=" + TERM)
                        .ingressFragmentLimit(256)
                        .logChannel("aeron:ipc?alias=log|term-length=" + TERM)
                        .consensusChannel("aeron:ipc?alias=consensus|term-length=64k")
                        .replayChannel("aeron:ipc?alias=log-replay|term-length=" + TERM)
                        .snapshotChannel("aeron:ipc?alias=snapshot|term-length=" + TERM)
                        .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                        .archiveContext(archiveClient(aeron))
                        .fileSyncLevel(sync)
                        .sessionTimeoutNs(PATIENCE.toNanos())
                        .leaderHeartbeatTimeoutNs(PATIENCE.toNanos())
                        .startupCanvassTimeoutNs(PATIENCE.multipliedBy(2).toNanos())
                        .idleStrategySupplier(idle));
    }

    private static AeronArchive.Context archiveClient(String aeron) {
        return new AeronArchive.Context()
                .aeronDirectoryName(aeron)
                .controlRequestChannel("aeron:ipc?term-length=64k")
                .controlResponseChannel("aeron:ipc?term-length=64k");
    }

    /** Answers every message with itself. */
    private static final class Echo implements ClusteredService {
        private Cluster cluster;

        @Override
        public void onStart(Cluster started, Image snapshot) {
            cluster = started;
        }

        @Override
        public void onSessionMessage(
                ClientSession session, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {
            while (session.offer(buffer, offset, length) < 0) {
                cluster.idleStrategy().idle();
            }
        }

        @Override
        public void onSessionOpen(ClientSession session, long timestamp) {}

        @Override
        public void onSessionClose(ClientSession session, long timestamp, CloseReason reason) {}

        @Override
        public void onTimerEvent(long correlationId, long timestamp) {}

        @Override
        public void onTakeSnapshot(ExclusivePublication publication) {}

        @Override
        public void onRoleChange(Cluster.Role role) {}

        @Override
        public void onTerminate(Cluster stopped) {}
    }
}
