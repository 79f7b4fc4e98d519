package org.outcry.gateway.crosstrade;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.Desks;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.access.RequestStore;
import org.outcry.gateway.access.UpgradeLimiter;
import org.outcry.gateway.spec.PublicPages;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** The CrossTrade API as one thing: made once, then one {@link Doors} for each event loop. */
public final class CrossTradeRoom {
    /** Paths that belong to REST start with this. */
    public static final String REST_PREFIX = "/v1/api/";

    /** The path of the WebSocket. */
    public static final String STREAM_PATH = "/ws/stream";

    private final RouteTable routes;
    private final AccessTokens tokens;
    private final Desks desks;
    private final LongSupplier nanoTime;
    private final CallMeters meters;
    private final PublicPages pages;
    private final OperationCalls.Shared shared;
    private final KeyedCalls keyed;
    private final Streams streams;
    private final StreamDoor streamDoor;

    /**
     * The table of operations decides what is served.
     *
     * @param replyMillis how long an ordinary operation may take
     */
    public CrossTradeRoom(
            List<Operation> operations,
            PublicPages pages,
            AccessTokens tokens,
            Desks desks,
            RequestStore requests,
            Profile profile,
            StreamLimits limits,
            long replyMillis,
            UpgradeLimiter upgrades,
            MeterRegistry registry,
            LongSupplier nanoTime,
            Clock clock) {
        this.routes = new RouteTable(operations, List.of(Operations.EVENT_STREAM), PublicPages.paths());
        this.pages = pages;
        this.tokens = tokens;
        this.desks = desks;
        this.nanoTime = nanoTime;
        this.shared = new OperationCalls.Shared(replyMillis);
        this.keyed = new KeyedCalls(requests);
        this.meters = new CallMeters(registry, routes.endpoints());
        this.streams = new Streams(desks, profile, limits, nanoTime);
        this.streamDoor = new StreamDoor(tokens, upgrades, streams, routes, keyed, meters, registry, clock);
        Gauge.builder("outcry.sockets", streams, Streams::count)
                .description("Client sockets open")
                .register(registry);
        Gauge.builder("outcry.requests.open", shared, OperationCalls.Shared::open)
                .description("Requests sent to a desk and not yet answered")
                .register(registry);
        tokens.onChange(() -> streams.forEach(session -> {
            if (!session.isTokenValid()) {
                session.close(1008, "Token revoked");
            }
        }));
    }

    /** The doors of one event loop; make and use them on it. */
    public Doors doors(EventLoop loop) {
        OperationCalls calls = new OperationCalls(desks, loop, nanoTime, shared);
        StreamHub hub = new StreamHub(calls, streams.limits());
        EventStreamDoor events = new EventStreamDoor(hub, streams, streamDoor);
        return new Doors(new RestDoor(routes, tokens, calls, keyed, events, meters, pages), hub, streamDoor);
    }

    /** Tells every socket that the server stops. */
    public void close() {
        streams.forEach(session -> session.close(1001, "Server shutting down"));
    }

    /** Sockets open now. */
    public int sockets() {
        return streams.count();
    }

    /** REST and WebSocket of one event loop. */
    public static final class Doors {
        private final RestDoor rest;
        private final StreamHub hub;
        private final StreamDoor stream;

        private Doors(RestDoor rest, StreamHub hub, StreamDoor stream) {
            this.rest = rest;
            this.hub = hub;
            this.stream = stream;
        }

        /** A request under {@link #REST_PREFIX}. */
        public void rest(HttpServerRequest request) {
            rest.handle(request);
        }

        /** An upgrade on {@link #STREAM_PATH}. */
        public void stream(HttpServerRequest request) {
            stream.upgrade(request, hub);
        }
    }
}
