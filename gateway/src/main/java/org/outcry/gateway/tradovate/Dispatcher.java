package org.outcry.gateway.tradovate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.DomainRules;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.schema.Checked;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.RequestCheck;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SocketOperation;
import org.outcry.tradovate.schema.Violation;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * The way of a request from either door to whoever answers it: which operation, whose domain, how often, may this key, is it sound. Any
 * thread; the answer comes once, on any thread.
 */
final class Dispatcher {
    static final Answer DENIED = new Answer.Refused(401, "Access is denied");
    static final Answer EXPIRED = new Answer.Refused(401, "Expired Access Token");
    static final Answer DISPLACED = new Answer.Refused(408, "Session is closed");
    private static final Answer LIMITED = new Answer.Refused(429, "");
    private static final String NO_ACCOUNTS =
            "This gateway has no accounts of its own: the domains answer on the server that keeps them, begun with start"
                    + " and without --remote";
    private static final Answer NO_BROKERAGE = new Answer.Refused(503, NO_ACCOUNTS);

    private static final String SYNC = "user/syncrequest";
    private static final Set<String> SOCKET_ONLY = Set.of(SYNC);
    private static final byte[][] FAILURES = {
        "{\"errorText\":\"".getBytes(StandardCharsets.US_ASCII),
        "{\"violations\"".getBytes(StandardCharsets.US_ASCII),
        "{\"error\":".getBytes(StandardCharsets.US_ASCII)
    };

    private final Schema schema;
    private final RequestCheck check;
    private final DomainNames names;
    private final CallRates calls;
    private final EndpointRates rates;
    private final SignIns signIns;
    private final Consents consents;
    private volatile Optional<Brokerage> brokerage = Optional.empty();

    Dispatcher(
            Schema schema,
            RequestCheck check,
            DomainNames names,
            CallRates calls,
            EndpointRates rates,
            SignIns signIns,
            Consents consents) {
        this.schema = schema;
        this.check = check;
        this.names = names;
        this.calls = calls;
        this.rates = rates;
        this.signIns = signIns;
        this.consents = consents;
    }

    void attach(Optional<Brokerage> attached) {
        brokerage = attached;
    }

    Optional<Brokerage> brokerage() {
        return brokerage;
    }

    void call(Request request, Consumer<Answer> given) {
        boolean admitted = request.session().isPresent()
                ? calls.admitUser(request.session().get().userId())
                : calls.admitAnonymous(request.origin().address());
        if (!admitted) {
            given.accept(LIMITED);
            return;
        }
        String path = request.path().toLowerCase(Locale.ROOT);
        Optional<SocketOperation> socketOperation = schema.socketOperation(path);
        Optional<Endpoint> endpoint = schema.endpoint(path);
        Consumer<Answer> answer = request.session().isEmpty()
                ? given
                : counting(
                        request.session().get().userId(),
                        socketOperation.isPresent() || endpoint.isPresent() ? path : "none",
                        given);
        boolean bySocket = request.connection().isPresent();
        if (socketOperation.isPresent() && (bySocket || (endpoint.isPresent() && !SOCKET_ONLY.contains(path)))) {
            socket(request, socketOperation.get(), endpoint, answer);
        } else if (endpoint.isEmpty() || request.domain() == Domain.MD || SOCKET_ONLY.contains(path)) {
            answer.accept(request.session().isPresent() || endpoint.isPresent() ? notFound(request) : DENIED);
        } else {
            plain(request, endpoint.get(), answer);
        }
    }

    /** What failed through the caller's doing counts towards its limits. */
    private Consumer<Answer> counting(long userId, String path, Consumer<Answer> answer) {
        return outcome -> {
            boolean ours = outcome instanceof Answer.Refused refused && refused.status() >= 500;
            if (!ours && isFailure(outcome)) {
                calls.failed(userId, path);
            }
            answer.accept(outcome);
        };
    }

    private void socket(
            Request request, SocketOperation operation, Optional<Endpoint> endpoint, Consumer<Answer> answer) {
        if (request.session().isEmpty()) {
            answer.accept(DENIED);
        } else if (!operation.domains().contains(request.domain())) {
            boolean tells =
                    request.domain() != Domain.MD && !operation.domains().isEmpty();
            answer.accept(tells ? elsewhere(request, operation.domains().getFirst()) : notFound(request));
        } else if (isDenied(request, endpoint.map(Endpoint::tag).orElse("Prices"), false)
                && !operation.path().equals(SYNC)) {
            answer.accept(DENIED);
        } else {
            checked(
                    request,
                    operation.path(),
                    body(request),
                    arguments -> check.check(operation, request.query(), arguments),
                    answer);
        }
    }

    private void plain(Request request, Endpoint endpoint, Consumer<Answer> answer) {
        if (request.session().isEmpty() && endpoint.authorized()) {
            answer.accept(DENIED);
            return;
        }
        Optional<Domain> home = DomainRules.only(endpoint.path());
        if (home.isPresent() && home.get() != request.domain()) {
            answer.accept(elsewhere(request, home.get()));
            return;
        }
        boolean writes =
                endpoint.method().equals("POST") && !endpoint.operation().startsWith("get");
        if (endpoint.authorized() && isDenied(request, endpoint.tag(), writes)) {
            answer.accept(DENIED);
            return;
        }
        boolean parametersOnly =
                request.connection().isPresent() && !endpoint.parameters().isEmpty();
        Body body = parametersOnly ? new Body.Read(JsonText.newObject()) : body(request);
        checked(
                request,
                endpoint.path(),
                body,
                arguments -> check.check(endpoint, request.query(), arguments),
                parametersOnly ? lookup(request, answer) : answer);
    }

    /** On a socket a read without its parameter finds nothing (seen on the wire), instead of breaking a rule. */
    private static Consumer<Answer> lookup(Request request, Consumer<Answer> answer) {
        return read -> answer.accept(
                read instanceof Answer.Done done && startsWith(done.json(), FAILURES[1]) ? notFound(request) : read);
    }

    /** What became of a body. */
    private sealed interface Body {
        record Read(ObjectNode arguments) implements Body {}

        record Unreadable(String reason) implements Body {}
    }

    private interface Check {
        Checked check(ObjectNode arguments);
    }

    private void checked(Request request, String path, Body body, Check rule, Consumer<Answer> answer) {
        ObjectNode given = body instanceof Body.Read read ? read.arguments() : JsonText.newObject();
        Optional<String> ticket = Optional.ofNullable(given.path("p-ticket").textValue());
        Optional<Answer> penalty = rates.before(path, request.origin().address(), ticket);
        if (penalty.isPresent()) {
            answer.accept(penalty.get());
            return;
        }
        Consumer<Answer> counted = outcome -> {
            if (isFailure(outcome)) {
                rates.failed(path, request.origin().address());
            }
            answer.accept(outcome);
        };
        if (body instanceof Body.Unreadable unreadable) {
            counted.accept(new Answer.Refused(400, unreadable.reason()));
            return;
        }
        switch (rule.check(given)) {
            case Checked.Violated violated ->
                counted.accept(new Answer.Done(JsonText.write(Violation.reply(violated.violations()))));
            case Checked.Sound sound -> run(request, path, sound.arguments(), counted);
        }
    }

    private void run(Request request, String path, ObjectNode arguments, Consumer<Answer> answer) {
        Optional<Brokerage> attached = brokerage;
        if (attached.isEmpty()) {
            // Whoever signs in looks for a token or for the reason why there is none.
            answer.accept(path.equals("auth/accesstokenrequest") ? SignIns.failure(NO_ACCOUNTS) : NO_BROKERAGE);
            return;
        }
        Brokerage behind = attached.get();
        switch (path) {
            case "auth/accesstokenrequest" -> signIns.accessToken(behind, arguments, request.origin(), answer);
            case "auth/oauthtoken" -> consents.token(behind, arguments, request.origin(), answer);
            case "auth/renewaccesstoken" -> signIns.renew(behind, session(request), answer);
            case "auth/me" -> me(behind, request, arguments, answer);
            case "user/modifypassword" -> signIns.modifyPassword(behind, session(request), arguments, answer);
            case "user/modifycredentials" -> signIns.modifyCredentials(behind, session(request), arguments, answer);
            case "user/signuporganizationmember" ->
                signIns.members().signUp(behind, forward(request, path, arguments), answer);
            case "user/createevaluationusers" ->
                signIns.members().createAll(behind, forward(request, path, arguments), answer);
            default -> behind.call(forward(request, path, arguments), answer);
        }
    }

    private static LoginSession session(Request request) {
        return request.session().orElseThrow();
    }

    private static Call forward(Request request, String path, ObjectNode arguments) {
        return new Call(request.domain(), session(request).caller(), path, arguments, request.connection());
    }

    /** The brokerage knows more of a user than a session does; without it the session's words do. */
    private static void me(Brokerage brokerage, Request request, ObjectNode arguments, Consumer<Answer> answer) {
        brokerage.call(forward(request, "auth/me", arguments), read -> {
            if (read instanceof Answer.Refused refused && refused.status() == 404) {
                LoginSession session = session(request);
                answer.accept(new Answer.Done(JsonText.write(JsonText.newObject()
                        .put("userId", session.userId())
                        .put("name", session.caller().name()))));
            } else {
                answer.accept(read);
            }
        });
    }

    private static boolean isDenied(Request request, String area, boolean writes) {
        Set<String> denied =
                request.session().map(session -> session.caller().denied()).orElse(Set.of());
        return denied.contains(area) || (writes && denied.contains(area + ":Write"));
    }

    private Answer elsewhere(Request request, Domain home) {
        return SignIns.failure(
                DomainRules.elsewhere(names.reach(home, request.origin().host())));
    }

    private static Answer notFound(Request request) {
        String path = request.path();
        String shown = path.substring(0, Math.min(path.length(), 200)).replaceAll("[^ -~]", "?");
        return new Answer.Refused(404, "Not found: " + shown);
    }

    private static boolean isFailure(Answer answer) {
        return switch (answer) {
            case Answer.Refused _ -> true;
            case Answer.Split _ -> false;
            case Answer.Done done -> Arrays.stream(FAILURES).anyMatch(failure -> startsWith(done.json(), failure));
        };
    }

    private static boolean startsWith(byte[] json, byte[] start) {
        return json.length > start.length && Arrays.equals(json, 0, start.length, start, 0, start.length);
    }

    /**
     * Reads a body: nothing, the text {@code undefined}, a JSON object, a form; for market data also the bare symbol or subscription
     * id.
     */
    private static Body body(Request request) {
        String text = request.body().strip();
        if (text.isEmpty() || text.equals("undefined") || text.equals("null")) {
            return new Body.Read(JsonText.newObject());
        }
        try {
            if (text.startsWith("{")) {
                return new Body.Read(JsonText.readObject(text.getBytes(StandardCharsets.UTF_8)));
            }
            if (request.form()) {
                ObjectNode fields = JsonText.newObject();
                QueryText.read(text).forEach(fields::put);
                return new Body.Read(fields);
            }
            String path = request.path().toLowerCase(Locale.ROOT);
            if (path.startsWith("md/")) {
                String field = path.equals("md/cancelchart") ? "subscriptionId" : "symbol";
                boolean quoted = text.startsWith("\"");
                ObjectNode read = JsonText.newObject();
                read.set(field, quoted ? value(text) : read.textNode(text));
                return new Body.Read(read);
            }
        } catch (MalformedJson e) {
            return new Body.Unreadable(e.getMessage());
        }
        return new Body.Unreadable("a JSON object is expected");
    }

    private static com.fasterxml.jackson.databind.JsonNode value(String json) throws MalformedJson {
        return JsonText.readObject(("{\"value\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .path("value");
    }
}
