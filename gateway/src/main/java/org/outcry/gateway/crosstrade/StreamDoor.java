package org.outcry.gateway.crosstrade;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.UpgradeLimiter;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.gateway.wire.WsPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clients in on {@code /ws/stream}. Token first (401), then upgrades per address (429), then the upgrade. Any event loop. */
final class StreamDoor {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDoor.class);

    private final AccessTokens tokens;
    private final UpgradeLimiter limiter;
    private final Streams streams;
    private final RouteTable routes;
    private final KeyedCalls keyed;
    private final CallMeters meters;
    private final Clock clock;
    private final Counter slow;

    StreamDoor(
            AccessTokens tokens,
            UpgradeLimiter limiter,
            Streams streams,
            RouteTable routes,
            KeyedCalls keyed,
            CallMeters meters,
            MeterRegistry registry,
            Clock clock) {
        this.tokens = tokens;
        this.limiter = limiter;
        this.streams = streams;
        this.routes = routes;
        this.keyed = keyed;
        this.meters = meters;
        this.clock = clock;
        this.slow = Counter.builder("outcry.sockets.slow")
                .description("Sockets closed because their send queue stayed full")
                .register(registry);
    }

    /** An upgrade request, on the event loop of the given hub. */
    void upgrade(HttpServerRequest request, StreamHub hub) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<AccessTokens.Token> token = header == null ? Optional.empty() : tokens.authenticate(header);
        if (token.isEmpty()) {
            meters.unauthorized();
            HttpAnswer.unauthorized(request.response());
            return;
        }
        long wait = limiter.admit(request.remoteAddress().hostAddress());
        if (wait > 0) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(BudgetHeaders.retryAfter(wait)));
            HttpAnswer.json(request.response(), 429, BudgetHeaders.refusal(wait));
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> {
                    StreamSession session = new StreamSession(
                            token.get(),
                            hub,
                            streams,
                            this,
                            handler -> WsPeer.of(socket, StreamLimits.MAX_MESSAGE_BYTES, handler));
                    hub.add(session);
                    streams.add(session);
                    LOG.atDebug().addKeyValue("user", session.user()).log("Socket open");
                })
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("Upgrade failed"));
    }

    RouteTable routes() {
        return routes;
    }

    KeyedCalls keyed() {
        return keyed;
    }

    CallMeters meters() {
        return meters;
    }

    long epochMillis() {
        return clock.millis();
    }

    void slowClosed() {
        slow.increment();
    }
}
