package org.outcry.gateway;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.gateway.access.BrowserGuard;
import org.outcry.gateway.spec.DomainPages;
import org.outcry.gateway.tradovate.DomainDoor;
import org.outcry.gateway.tradovate.TradovateRoom;
import org.outcry.tradovate.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of the four domain ports: a known host name says the domain, any other allowed one leaves it to the port. */
final class DomainServers extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DomainServers.class);

    private final GatewaySettings settings;
    private final BrowserGuard guard;
    private final TradovateRoom room;
    private final DomainPages pages;
    private final Map<Domain, Integer> bound;
    private final List<HttpServer> servers = new ArrayList<>();
    private DomainDoor door;

    /** @param bound ports that an earlier event loop got, to share; filled by the first */
    DomainServers(
            GatewaySettings settings,
            BrowserGuard guard,
            TradovateRoom room,
            DomainPages pages,
            Map<Domain, Integer> bound) {
        this.settings = settings;
        this.guard = guard;
        this.room = room;
        this.pages = pages;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        door = room.door(loop);
        Map<Domain, HttpServer> listening = new EnumMap<>(Domain.class);
        List<Future<?>> all = new ArrayList<>();
        for (Domain domain : Domain.values()) {
            HttpServer server = vertx.createHttpServer(FrontDoor.options(settings))
                    .requestHandler(request -> handle(request, domain))
                    .invalidRequestHandler(request -> refuse(request, 400, "Not an HTTP request this server can read"))
                    .exceptionHandler(failure -> LOG.atDebug().setCause(failure).log("Connection failed"));
            servers.add(server);
            listening.put(domain, server);
            int wished = settings.tradovate().ports().get(domain);
            // Vert.x shares a port the system chooses among loops when it is asked for by the same negative number.
            all.add(server.listen(wished == 0 ? -2 - servers.size() : wished, settings.host())
                    .recover(failure -> Future.failedFuture(new IllegalStateException(
                            domain.word() + " domain on " + settings.host() + ":" + wished + ": "
                                    + failure.getMessage(),
                            failure))));
        }
        return Future.all(all)
                .onSuccess(_ -> listening.forEach((domain, server) -> {
                    bound.put(domain, server.actualPort());
                    room.listening(domain, server.actualPort());
                }));
    }

    @Override
    public Future<?> stop() {
        return Future.all(servers.stream().map(HttpServer::close).toList());
    }

    private void handle(HttpServerRequest request, Domain port) {
        String host = request.getHeader(HttpHeaders.HOST);
        Optional<Domain> named = host == null ? Optional.empty() : room.domain(host);
        if (named.isEmpty() && (host == null || !guard.isHostAllowed(host))) {
            refuse(request, 403, "This server does not answer to that Host name");
            return;
        }
        if (!pages.handle(request)) {
            door.handle(request, named.orElse(port));
        }
    }

    private static void refuse(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(text);
    }
}
