package org.outcry.gateway.tradovate;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;

/** REST under {@code /v1} of one domain. The method is not looked at; bodies are read whatever their type says. On the event loop. */
final class RestDoor {
    private static final int MAX_BODY_BYTES = 256 << 10;
    private static final String SCHEME = "bearer ";

    private final TradovateRoom room;

    RestDoor(TradovateRoom room) {
        this.room = room;
    }

    void handle(HttpServerRequest request, Domain domain, String path) {
        Optional<LoginSession> session = Optional.empty();
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            switch (room.authenticate(header.substring(SCHEME.length()).strip())) {
                case TradovateRoom.Authenticated.As(LoginSession found) -> session = Optional.of(found);
                case TradovateRoom.Authenticated.Not(Answer.Refused answer) -> {
                    if (!isOpen(path)) {
                        boolean admitted = room.calls().admitAnonymous(TradovateRoom.address(request));
                        send(request.response(), admitted ? answer : new Answer.Refused(429, ""));
                        return;
                    }
                }
            }
        }
        Body body = new Body(request, domain, path, session);
        request.handler(body::add);
        request.endHandler(ended -> body.end());
    }

    /** Operations that need no token also ignore a wrong one: clients send the last they had. */
    private static boolean isOpen(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.equals("auth/accesstokenrequest") || lower.equals("auth/oauthtoken");
    }

    /** Collects a body up to its limit, then asks. */
    private final class Body {
        private final HttpServerRequest request;
        private final Domain domain;
        private final String path;
        private final Optional<LoginSession> session;
        private final Buffer collected = Buffer.buffer();
        private boolean refused;

        Body(HttpServerRequest request, Domain domain, String path, Optional<LoginSession> session) {
            this.request = request;
            this.domain = domain;
            this.path = path;
            this.session = session;
        }

        void add(Buffer chunk) {
            if (refused) {
                return;
            }
            if (collected.length() + chunk.length() > MAX_BODY_BYTES) {
                refused = true;
                request.response().putHeader(HttpHeaders.CONNECTION, "close");
                send(request.response(), new Answer.Refused(413, "Request is too large"));
                return;
            }
            collected.appendBuffer(chunk);
        }

        void end() {
            if (refused) {
                return;
            }
            String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
            boolean form =
                    type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
            String query = request.query() == null ? "" : request.query();
            Context context = Vertx.currentContext();
            room.dispatcher()
                    .call(
                            new Request(
                                    domain,
                                    path,
                                    QueryText.read(query),
                                    collected.toString(StandardCharsets.UTF_8),
                                    form,
                                    TradovateRoom.origin(request),
                                    session,
                                    Optional.empty()),
                            answer -> {
                                if (context.equals(Vertx.currentContext())) {
                                    send(request.response(), answer);
                                } else {
                                    context.runOnContext(_ -> send(request.response(), answer));
                                }
                            });
        }
    }

    static void send(HttpServerResponse response, Answer answer) {
        switch (answer) {
            case Answer.Done(byte[] json) -> HttpAnswer.json(response, 200, json);
            case Answer.Split split -> throw new IllegalStateException("answers in parts are for sockets: " + split);
            case Answer.Refused(int status, String text) -> text(response, status, text);
        }
    }

    static void text(HttpServerResponse response, int status, String text) {
        if (!response.ended()) {
            response.setStatusCode(status);
            if (!text.isEmpty()) {
                response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
            }
            response.end(text);
        }
    }
}
