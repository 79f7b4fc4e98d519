package org.outcry.gateway.tradovate;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.outcry.gateway.wire.WsPeer;
import org.outcry.tradovate.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's way into the domains: CORS, REST, sockets. Where a request comes from was checked before. Any origin may call: the
 * only credential is a bearer token, which no browser sends by itself (docs/adr/0014-tradovate-door.md).
 */
public final class DomainDoor {
    private static final Logger LOG = LoggerFactory.getLogger(DomainDoor.class);
    private static final String BASE = "/v1/";
    private static final String SOCKET = "websocket";

    private final TradovateRoom room;
    private final SocketHub hub;
    private final RestDoor rest;

    DomainDoor(TradovateRoom room, SocketHub hub) {
        this.room = room;
        this.hub = hub;
        this.rest = new RestDoor(room);
    }

    /** Answers a request that came to a domain. */
    public void handle(HttpServerRequest request, Domain domain) {
        allowOrigin(request);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            preflight(request);
            return;
        }
        String given = request.path();
        if (given == null || given.length() < BASE.length() || !given.regionMatches(true, 0, BASE, 0, BASE.length())) {
            RestDoor.text(
                    request.response(),
                    404,
                    "Not found: the API is under /v1, its socket at /v1/websocket, its pages at /docs");
            return;
        }
        String path = operation(given.substring(BASE.length()));
        if (path.toLowerCase(Locale.ROOT).equals(SOCKET)) {
            upgrade(request, domain);
        } else {
            rest.handle(request, domain, path);
        }
    }

    private static String operation(String given) {
        String path = given;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.indexOf('%') >= 0) {
            try {
                path = URLDecoder.decode(path, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return path;
            }
        }
        return path;
    }

    private static void allowOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
    }

    private static void preflight(HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS");
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, Accept");
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        request.response().setStatusCode(204).end();
    }

    private void upgrade(HttpServerRequest request, Domain domain) {
        String upgrade = request.getHeader(HttpHeaders.UPGRADE);
        boolean sound = upgrade != null
                && upgrade.equalsIgnoreCase("websocket")
                && request.method().equals(HttpMethod.GET)
                && "13".equals(request.getHeader("Sec-WebSocket-Version"))
                && request.getHeader("Sec-WebSocket-Key") != null;
        if (!sound) {
            request.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            RestDoor.text(request.response(), 426, "This address takes WebSocket upgrades only");
            return;
        }
        if (!room.calls().admitAnonymous(TradovateRoom.address(request))) {
            RestDoor.text(request.response(), 429, "");
            return;
        }
        if (!room.sockets().admit()) {
            RestDoor.text(request.response(), 503, "Too many sockets");
            return;
        }
        Origin origin = TradovateRoom.origin(request);
        request.toWebSocket()
                .onSuccess(socket -> {
                    SocketSession session = new SocketSession(
                            domain,
                            origin,
                            room,
                            hub,
                            handler -> WsPeer.of(socket, SocketLimits.MAX_MESSAGE_BYTES, handler));
                    hub.add(session);
                    session.begin();
                })
                .onFailure(failure -> {
                    room.sockets().released();
                    LOG.atDebug().setCause(failure).log("Upgrade failed");
                });
    }
}
