package org.outcry.gateway;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.outcry.gateway.access.BrowserGuard;
import org.outcry.gateway.crosstrade.CrossTradeRoom;
import org.outcry.gateway.link.LinkServer;
import org.outcry.gateway.operations.OperationsRoom;
import org.outcry.gateway.spec.DomainPages;
import org.outcry.gateway.spec.PublicPages;
import org.outcry.gateway.tradovate.ConsentPage;
import org.outcry.gateway.tradovate.DomainDoor;
import org.outcry.gateway.tradovate.TradovateRoom;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.gateway.wire.WsPeer;
import org.outcry.link.Refusal;
import org.outcry.tradovate.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of the server: checks where a request comes from and leads it to its room. */
final class FrontDoor extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final String LINK_PATH = "/link";
    private static final int IDLE_SECONDS = 75;

    private final GatewaySettings settings;
    private final BrowserGuard guard;
    private final CrossTradeRoom crosstrade;
    private final LinkServer links;
    private final OperationsRoom operations;
    private final PublicPages pages;
    private final DomainPages domainPages;
    private final TradovateRoom tradovate;
    private CrossTradeRoom.Doors doors;
    private DomainDoor domains;
    private HttpServer server;

    FrontDoor(
            GatewaySettings settings,
            BrowserGuard guard,
            CrossTradeRoom crosstrade,
            LinkServer links,
            OperationsRoom operations,
            PublicPages pages,
            DomainPages domainPages,
            TradovateRoom tradovate) {
        this.settings = settings;
        this.guard = guard;
        this.crosstrade = crosstrade;
        this.links = links;
        this.operations = operations;
        this.pages = pages;
        this.domainPages = domainPages;
        this.tradovate = tradovate;
    }

    @Override
    public Future<?> start() {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        doors = crosstrade.doors(loop);
        domains = tradovate.door(loop);
        server = vertx.createHttpServer(options(settings))
                .requestHandler(this::handle)
                .invalidRequestHandler(request -> HttpAnswer.refuseAndClose(
                        request.response(), 400, Refusal.INVALID_REQUEST, "not an HTTP request this server can read"))
                .exceptionHandler(failure -> LOG.atDebug().setCause(failure).log("Connection failed"));
        // All event loops share one port; Vert.x shares a port the system chooses when it is asked for by a negative
        // number.
        return server.listen(settings.port() == 0 ? -1 : settings.port(), settings.host());
    }

    /** What every port of the gateway keeps to. */
    static HttpServerOptions options(GatewaySettings settings) {
        HttpServerOptions options = new HttpServerOptions()
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(8 << 10)
                .setMaxHeaderSize(16 << 10)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWebSocketFrameSize(WsPeer.MAX_FRAME_BYTES)
                .setWebSocketClosingTimeout(3)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false);
        settings.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }

    @Override
    public Future<?> stop() {
        return server.close();
    }

    /** The port bound. */
    int port() {
        return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        Optional<Domain> domain = host == null ? Optional.empty() : tradovate.domain(host);
        if (domain.isPresent()) {
            if (!domainPages.handle(request)) {
                domains.handle(request, domain.get());
            }
            return;
        }
        if (host == null || !guard.isHostAllowed(host)) {
            HttpAnswer.refuse(
                    request.response(), 403, "host_not_allowed", "this server does not answer to that Host name");
            return;
        }
        boolean upgrade = says(request, HttpHeaders.UPGRADE, "websocket");
        if (upgrade || !request.method().equals(HttpMethod.GET)) {
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            if (origin != null && !guard.isOriginAllowed(origin, host)) {
                HttpAnswer.refuse(
                        request.response(), 403, "origin_not_allowed", "pages of that origin may not do this");
                return;
            }
        }
        String path = request.path();
        if (path == null) {
            HttpAnswer.refuse(request.response(), 400, Refusal.INVALID_REQUEST, "the address cannot be read");
        } else if (path.startsWith(CrossTradeRoom.REST_PREFIX)) {
            doors.rest(request);
        } else if (path.equals(CrossTradeRoom.STREAM_PATH) || path.equals(LINK_PATH)) {
            socket(request, path, upgrade);
        } else if (path.equals(ConsentPage.PATH)) {
            tradovate.consentPage().handle(request);
        } else if (!operations.handle(request) && !pages.handle(request)) {
            HttpAnswer.refuse(
                    request.response(),
                    404,
                    "not_found",
                    "the API is under /v1/api/ and at /ws/stream, its page at /docs");
        }
    }

    private void socket(HttpServerRequest request, String path, boolean upgrade) {
        boolean sound = upgrade
                && request.method().equals(HttpMethod.GET)
                && says(request, HttpHeaders.CONNECTION, "upgrade")
                && "13".equals(request.getHeader("Sec-WebSocket-Version"))
                && request.getHeader("Sec-WebSocket-Key") != null;
        if (!sound) {
            request.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            HttpAnswer.refuse(
                    request.response(), 426, "upgrade_required", "this address takes WebSocket upgrades only");
        } else if (path.equals(LINK_PATH)) {
            links.upgrade(request);
        } else {
            doors.stream(request);
        }
    }

    /** Whether a header has a word in its comma list, as browsers send {@code Connection: keep-alive, Upgrade}. */
    private static boolean says(HttpServerRequest request, CharSequence header, String word) {
        String value = request.getHeader(header);
        if (value == null) {
            return false;
        }
        for (String part : value.split(",", 8)) {
            if (part.strip().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }
}
