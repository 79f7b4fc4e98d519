package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.Caller;
import org.outcry.gateway.crosstrade.RouteTable.Found;
import org.outcry.gateway.crosstrade.RouteTable.Target;
import org.outcry.gateway.spec.PublicPages;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.link.DeskReply;
import org.outcry.link.Operation;
import org.outcry.link.Operation.Route;
import org.outcry.link.Parameter;
import org.outcry.link.Refusal;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * REST: path to operation, token to caller, budget, arguments, desk, and the desk's bytes straight back. One object for each event
 * loop.
 */
final class RestDoor {
    /** Largest request body; an order needs a few hundred bytes. */
    static final int MAX_BODY_BYTES = 64 << 10;

    private static final int TOO_MANY_REQUESTS = 429;

    /** Before the addresses of the original's second destination. */
    private static final String TRADOVATE = "/v1/api/tv";

    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("Idempotency-Key");
    private static final CharSequence IDEMPOTENCY_REPLAYED = HttpHeaders.createOptimized("Idempotency-Replayed");

    private final RouteTable routes;
    private final AccessTokens tokens;
    private final OperationCalls calls;
    private final KeyedCalls keyed;
    private final EventStreamDoor events;
    private final CallMeters meters;
    private final PublicPages pages;

    RestDoor(
            RouteTable routes,
            AccessTokens tokens,
            OperationCalls calls,
            KeyedCalls keyed,
            EventStreamDoor events,
            CallMeters meters,
            PublicPages pages) {
        this.routes = routes;
        this.tokens = tokens;
        this.calls = calls;
        this.keyed = keyed;
        this.events = events;
        this.meters = meters;
        this.pages = pages;
    }

    /** A request under {@code /v1/api/}. */
    void handle(HttpServerRequest request) {
        if (EventStreamDoor.PATH.equals(request.path())) {
            stream(request);
            return;
        }
        long since = calls.now();
        String method = request.method().name();
        Found found;
        try {
            found = routes.find(method, request.path());
        } catch (InvalidRequest e) {
            HttpAnswer.refuse(request.response(), 400, Refusal.INVALID_REQUEST, e.getMessage());
            return;
        }
        if (found instanceof Found.Public) {
            if (!pages.handle(request)) {
                request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
                hint(request, method, 405, "method_not_allowed", "does not take " + method);
            }
            return;
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<AccessTokens.Token> token = header == null ? Optional.empty() : tokens.authenticate(header);
        if (token.isEmpty() && found instanceof Found.Match) {
            meters.unauthorized();
            HttpAnswer.unauthorized(request.response());
            return;
        }
        if (token.isPresent() && !charge(request, token.get().caller())) {
            return;
        }
        switch (found) {
            case Found.Match(Target target, List<String> values) ->
                read(
                        request,
                        new Exchange(
                                request, target, values, token.orElseThrow().caller(), since));
            case Found.Public() -> throw new IllegalStateException("public pages are answered above");
            case Found.NoMethod(List<String> allowed) -> {
                request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
                hint(request, method, 405, "method_not_allowed", "does not take " + method);
            }
            case Found.NoPath() -> hint(request, method, 404, "not_found", noRoute(request, method));
        }
    }

    private void stream(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<AccessTokens.Token> token = header == null ? Optional.empty() : tokens.authenticate(header);
        if (token.isEmpty()) {
            meters.unauthorized();
            HttpAnswer.unauthorized(request.response());
        } else if (charge(request, token.get().caller())) {
            if (request.method().equals(HttpMethod.GET)) {
                events.open(request, token.get());
            } else {
                request.response().putHeader(HttpHeaders.ALLOW, "GET");
                String method = request.method().name();
                hint(request, method, 405, "method_not_allowed", "does not take " + method);
            }
        }
    }

    /** Takes one token; refuses with 429 when there is none. */
    private boolean charge(HttpServerRequest request, Caller caller) {
        long left = caller.requests().take();
        BudgetHeaders.add(request.response().headers(), caller.requests(), left);
        if (left >= 0) {
            return true;
        }
        meters.budgetRefused(CallMeters.Door.REST);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(BudgetHeaders.retryAfter(-left)));
        HttpAnswer.json(request.response(), 429, BudgetHeaders.refusal(-left));
        return false;
    }

    private void read(HttpServerRequest request, Exchange exchange) {
        if (exchange.target.route().body() == Route.Body.NONE) {
            exchange.run(Optional.empty());
            return;
        }
        Body body = new Body(request, exchange);
        request.handler(body::add);
        request.endHandler(ended -> body.end());
    }

    private static String noRoute(HttpServerRequest request, String method) {
        String path = request.path();
        boolean reserved = path.equals(TRADOVATE) || path.startsWith(TRADOVATE + "/");
        return "No route " + method + " " + shown(request)
                + (reserved ? ": the API's Tradovate twin is not served, its addresses are reserved" : "");
    }

    private void hint(HttpServerRequest request, String method, int status, String error, String detail) {
        List<String> suggestions = routes.suggestions(method, request.path());
        ObjectNode body = JsonText.newObject();
        body.put("success", false);
        body.put("error", error);
        body.put("detail", status == 405 ? shown(request) + " " + detail : detail);
        body.put("did_you_mean", suggestions.getFirst());
        ArrayNode list = body.putArray("suggestions");
        suggestions.forEach(list::add);
        body.put("catalog", "/v1/api/_endpoints");
        HttpAnswer.json(request.response(), status, JsonText.write(body));
    }

    /** The path for a message, bounded and without anything but printable ASCII. */
    private static String shown(HttpServerRequest request) {
        String path = request.path();
        return path.substring(0, Math.min(path.length(), 200)).replaceAll("[^ -~]", "?");
    }

    /** Collects a body up to its limit. */
    private static final class Body {
        private final HttpServerRequest request;
        private final Exchange exchange;
        private Buffer collected = Buffer.buffer(0);
        private boolean owned;
        private boolean refused;

        Body(HttpServerRequest request, Exchange exchange) {
            this.request = request;
            this.exchange = exchange;
        }

        void add(Buffer chunk) {
            if (refused) {
                return;
            }
            if (collected.length() + chunk.length() > MAX_BODY_BYTES) {
                refused = true;
                HttpAnswer.refuseAndClose(
                        request.response(),
                        413,
                        Refusal.INVALID_REQUEST,
                        "the body is larger than " + MAX_BODY_BYTES + " bytes");
                return;
            }
            if (collected.length() == 0) {
                collected = chunk;
            } else {
                if (!owned) {
                    collected = Buffer.buffer(collected.length() * 2).appendBuffer(collected);
                    owned = true;
                }
                collected.appendBuffer(chunk);
            }
        }

        void end() {
            if (!refused) {
                exchange.run(collected.length() == 0 ? Optional.empty() : Optional.of(collected));
            }
        }
    }

    /** One request on its way through. */
    private final class Exchange implements OperationCalls.Answer {
        private final HttpServerRequest request;
        private final Target target;
        private final List<String> values;
        private final Caller caller;
        private final long since;

        Exchange(HttpServerRequest request, Target target, List<String> values, Caller caller, long since) {
            this.request = request;
            this.target = target;
            this.values = values;
            this.caller = caller;
            this.since = since;
        }

        void run(Optional<Buffer> body) {
            ObjectNode args;
            try {
                args = body.isPresent() ? JsonText.readObject(body.get().getBytes()) : Arguments.none();
                if (body.isEmpty() && target.route().body() == Route.Body.REQUIRED) {
                    throw new InvalidRequest("a JSON object is required as the body; {} means everything");
                }
                if (target.route().body() == Route.Body.NONE) {
                    addQuery(args);
                }
                for (int i = 0; i < values.size(); i++) {
                    Arguments.putText(args, target.path().get(i), values.get(i));
                }
                Arguments.check(target.endpoint(), args);
            } catch (MalformedJson | InvalidRequest e) {
                onAnswer(Refusal.reply(400, Refusal.INVALID_REQUEST, e.getMessage()));
                return;
            }
            dispatch(args);
        }

        private void dispatch(ObjectNode args) {
            Operation operation = target.endpoint().operation();
            if (target.endpoint().isTrade()) {
                String given = request.getHeader(IDEMPOTENCY_KEY);
                if (given != null) {
                    Optional<RequestKey> key = RequestKey.of(given);
                    if (key.isPresent()) {
                        keyed.call(calls, caller, operation, args, key.get(), this);
                    } else {
                        onAnswer(Refusal.reply(400, Refusal.INVALID_REQUEST, "Idempotency-Key: " + RequestKey.RULE));
                    }
                    return;
                }
            } else if (KeyedCalls.answers(operation)) {
                keyed.find(calls.loop(), caller, args, this);
                return;
            }
            calls.call(caller, operation, args, this);
        }

        @Override
        public void onAnswer(DeskReply reply) {
            boolean busy = reply.status() == TOO_MANY_REQUESTS
                    && !request.response().headers().contains(HttpHeaders.RETRY_AFTER);
            if (busy) {
                // A full queue is no budget: its body says one second, and the header says the same.
                request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            }
            HttpAnswer.json(request.response(), reply.status(), reply.body());
            meters.answered(target.endpoint(), CallMeters.Door.REST, reply.status(), calls.now() - since);
        }

        @Override
        public void onReplayed(DeskReply reply) {
            request.response().putHeader(IDEMPOTENCY_REPLAYED, "true");
            onAnswer(reply);
        }

        @Override
        public void onEgressLimited(long waitNanos, DeskReply refusal) {
            meters.egressRefused();
            request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(BudgetHeaders.retryAfter(waitNanos)));
            onAnswer(refusal);
        }

        private void addQuery(ObjectNode args) throws InvalidRequest {
            String query = request.query();
            if (query == null) {
                return;
            }
            int from = 0;
            while (from < query.length()) {
                int ampersand = query.indexOf('&', from);
                int to = ampersand < 0 ? query.length() : ampersand;
                int equals = query.indexOf('=', from);
                if (equals > from && equals < to && equals + 1 < to) {
                    Parameter parameter =
                            target.endpoint().parameters().get(UriText.query(query.substring(from, equals)));
                    if (parameter != null && parameter.in() == Parameter.In.QUERY) {
                        Arguments.putText(args, parameter, UriText.query(query.substring(equals + 1, to)));
                    }
                }
                from = to + 1;
            }
        }
    }
}
