package org.outcry.ledger.cluster;

import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.ControlledEgressListener;
import io.aeron.cluster.codecs.EventCode;
import io.aeron.cluster.codecs.MessageHeaderEncoder;
import io.aeron.cluster.codecs.SessionMessageHeaderEncoder;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.outcry.engine.command.Command;
import org.outcry.ledger.codec.CommandEncoder;

/**
 * The way into the log. Any thread offers; one keeper thread tends the session. Encoders with their buffers are shared out
 * from a small bounded queue, so that a caller allocates nothing and never waits for another.
 */
final class Ingress implements AutoCloseable {
    private static final int HEADER = AeronCluster.SESSION_HEADER_LENGTH;
    private static final int ADMIN_ATTEMPTS = 1_000;

    private final AeronCluster client;
    private final Publication publication;
    private final Bell door;
    private final ManyToManyConcurrentArrayQueue<Slip> slips = new ManyToManyConcurrentArrayQueue<>(64);
    private volatile boolean sessionOpen = true;

    /** An encoder with its buffer and the session header already in it. */
    private static final class Slip {
        private final CommandEncoder encoder = new CommandEncoder();
        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
    }

    private Ingress(AeronCluster.AsyncConnect connecting, SessionWatcher watcher, Bell door, BooleanSupplier hopeless) {
        AeronCluster connected = connecting.poll();
        while (connected == null) {
            if (hopeless.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                CloseHelper.quietClose(connecting);
                throw new IllegalStateException("the cluster ended before it took a session");
            }
            LockSupport.parkNanos(200_000);
            connected = connecting.poll();
        }
        this.client = connected;
        this.publication = connected.ingressPublication();
        this.door = door;
        watcher.ingress = this;
    }

    private static final class SessionWatcher implements ControlledEgressListener {
        private volatile Ingress ingress;

        @Override
        public ControlledFragmentHandler.Action onMessage(
                long clusterSessionId, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {
            return ControlledFragmentHandler.Action.CONTINUE;
        }

        @Override
        public void onSessionEvent(
                long correlationId,
                long clusterSessionId,
                long leadershipTermId,
                int leaderMemberId,
                EventCode code,
                String detail) {
            Ingress open = ingress;
            if (open != null && code != EventCode.OK) {
                open.sessionOpen = false;
            }
        }
    }

    /** Connects once the member leads, which is after recovery; gives up when {@code hopeless} turns true. */
    static Ingress connect(ClusterNode node, BooleanSupplier hopeless, ErrorHandler errors) {
        SessionWatcher watcher = new SessionWatcher();
        AeronCluster.AsyncConnect connecting = AeronCluster.asyncConnect(new AeronCluster.Context()
                .aeronDirectoryName(node.directory())
                .ingressChannel("aeron:ipc?term-length=" + node.termLength())
                .egressChannel("aeron:ipc?term-length=64k")
                .isIngressExclusive(false)
                .errorHandler(errors)
                .messageTimeoutNs(ClusterNode.PATIENCE.toNanos())
                .controlledEgressListener(watcher));
        return new Ingress(connecting, watcher, node.door(), hopeless);
    }

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        /** The transport is full for the moment. */
        BUSY,
        /** The session or the cluster has ended. */
        ENDED
    }

    Offer offer(
            long timeNanos,
            long keyHigh,
            long keyLow,
            long senderId,
            long originId,
            long correlationId,
            long durablePosition,
            Command command) {
        if (!sessionOpen) {
            return Offer.ENDED;
        }
        Slip slip = slips.poll();
        if (slip == null) {
            slip = new Slip();
            new SessionMessageHeaderEncoder()
                    .wrapAndApplyHeader(slip.buffer, 0, new MessageHeaderEncoder())
                    .leadershipTermId(client.leadershipTermId())
                    .clusterSessionId(client.clusterSessionId())
                    .timestamp(0);
        }
        try {
            int length = slip.encoder.encode(
                    slip.buffer,
                    HEADER,
                    timeNanos,
                    keyHigh,
                    keyLow,
                    senderId,
                    originId,
                    correlationId,
                    durablePosition,
                    command);
            return offer(slip, HEADER + length);
        } finally {
            slips.offer(slip);
        }
    }

    private Offer offer(Slip slip, int length) {
        for (int attempt = 0; attempt < ADMIN_ATTEMPTS; attempt++) {
            long result = publication.offer(slip.buffer, 0, length);
            if (result > 0) {
                door.ring();
                return Offer.TAKEN;
            }
            if (result == Publication.CLOSED
                    || result == Publication.MAX_POSITION_EXCEEDED
                    || result == Publication.NOT_CONNECTED) {
                return Offer.ENDED;
            }
            if (result == Publication.BACK_PRESSURED) {
                return Offer.BUSY;
            }
            Thread.onSpinWait();
        }
        return Offer.BUSY;
    }

    /** Keeps the session alive; for the keeper thread, a few times a second. False when the session has ended. */
    boolean tend() {
        client.controlledPollEgress();
        client.sendKeepAlive();
        return sessionOpen && !client.isClosed();
    }

    @Override
    public void close() {
        sessionOpen = false;
        client.close();
    }
}
