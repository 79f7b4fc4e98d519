package org.outcry.gateway.link;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.Desks;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.gateway.wire.WsPeer;
import org.outcry.link.LinkClose;
import org.outcry.link.LinkLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets desks in on {@code /link}: the token in the Authorization header of the upgrade says whose desk it is. Any event loop. */
public final class LinkServer {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);

    private final AccessTokens tokens;
    private final Desks desks;
    private final LinkTimings timings;
    private final LongSupplier nanoTime;
    private final Set<RemoteDesk> links = ConcurrentHashMap.newKeySet();

    public LinkServer(AccessTokens tokens, Desks desks, LinkTimings timings, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.desks = desks;
        this.timings = timings;
        this.nanoTime = nanoTime;
        tokens.onChange(this::closeEnded);
    }

    /** An upgrade request for the link. */
    public void upgrade(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        Optional<AccessTokens.Token> token = header == null ? Optional.empty() : tokens.authenticate(header);
        if (token.isEmpty()) {
            HttpAnswer.unauthorized(request.response());
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> {
                    RemoteDesk desk = new RemoteDesk(token.get(), desks, timings, nanoTime, links::remove);
                    links.add(desk);
                    desk.begin(WsPeer.of(socket, LinkLimits.MAX_MESSAGE_BYTES, desk));
                })
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("Link upgrade failed"));
    }

    /** Open links, also those that have not said hello. */
    public int count() {
        return links.size();
    }

    /** Says goodbye to every desk. */
    public void close() {
        links.forEach(desk -> desk.close(LinkClose.GOING_AWAY));
    }

    private void closeEnded() {
        for (RemoteDesk desk : links) {
            if (!desk.isTokenValid()) {
                desk.close(LinkClose.UNAUTHORIZED);
            }
        }
    }
}
