package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.outcry.gateway.access.Caller;
import org.outcry.gateway.access.RequestStore;
import org.outcry.gateway.access.RequestStore.Found;
import org.outcry.link.DeskReply;
import org.outcry.link.Operation;
import org.outcry.link.Operations;
import org.outcry.link.Refusal;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that carry an idempotency key, and the look-up of such a key. The order of writes is the promise: the key with the
 * hash of the request is durable before the desk is asked, the outcome is durable in the engine under a key made from the same
 * words, and the answer is durable before the client hears it. So a repeat at any later moment gets the stored answer, or runs
 * again under the engine's own key and gets the first outcome; see {@code docs/protocol/idempotency.md}.
 *
 * <p>One object for all event loops; any thread.
 */
final class KeyedCalls {
    /** Repeats of one request that may wait for it; one more is answered 409. */
    static final int MAX_WAITING = 8;

    private static final Logger LOG = LoggerFactory.getLogger(KeyedCalls.class);
    private static final DeskReply OTHER_BODY = Refusal.reply(
            422,
            Refusal.IDEMPOTENCY_KEY_REUSED,
            "another request was made under this Idempotency-Key; nothing was done, use a new key");
    private static final DeskReply IN_PROGRESS = Refusal.reply(
            409,
            Refusal.REQUEST_IN_PROGRESS,
            "the request under this Idempotency-Key is under way and enough repeats wait for it; try again");
    private static final DeskReply NOT_FOUND = Refusal.reply(
            404,
            Refusal.REQUEST_NOT_FOUND,
            "no request under this key in the last 24 hours: nothing was done under it, it may be sent");
    private static final DeskReply NOT_STORED = Refusal.reply(
            503, "temporarily_disabled", "requests with a key cannot be written down now; nothing was done, try again");

    private final RequestStore store;
    private final ConcurrentHashMap<Scope, Flight> flights = new ConcurrentHashMap<>();

    KeyedCalls(RequestStore store) {
        this.store = store;
    }

    /** Runs a trade under a key. On the calls' event loop. */
    void call(
            OperationCalls calls,
            Caller caller,
            Operation operation,
            ObjectNode args,
            RequestKey key,
            OperationCalls.Answer answer) {
        String hash = RequestKey.hash(operation, args);
        Scope scope = new Scope(caller.user(), key.text());
        Flight mine = new Flight(hash);
        Flight flight = flights.computeIfAbsent(scope, any -> mine);
        if (flight != mine) {
            join(flight, hash, calls.loop(), answer);
            return;
        }
        store.begin(
                caller.user(),
                key.text(),
                operation.name(),
                hash,
                found -> calls.loop().execute(() -> {
                    switch (found) {
                        case Found.New _ -> run(calls, caller, operation, args, key, answer, scope, mine);
                        case Found.Open(RequestStore.Request first) -> {
                            if (first.hash().equals(hash)) {
                                run(calls, caller, operation, args, key, answer, scope, mine);
                            } else {
                                land(scope, mine, waiting -> waiting.onAnswer(OTHER_BODY));
                                answer.onAnswer(OTHER_BODY);
                            }
                        }
                        case Found.Done(RequestStore.Request first, DeskReply reply) -> {
                            boolean matches = first.hash().equals(hash);
                            DeskReply given = matches ? reply : OTHER_BODY;
                            Consumer<OperationCalls.Answer> tell =
                                    matches ? waiting -> waiting.onReplayed(given) : waiting -> waiting.onAnswer(given);
                            land(scope, mine, tell);
                            tell.accept(answer);
                        }
                        case Found.Full _ -> {
                            DeskReply busy = Refusal.busy("too many idempotency keys");
                            land(scope, mine, waiting -> waiting.onAnswer(busy));
                            answer.onAnswer(busy);
                        }
                        case Found.Failed _ -> {
                            land(scope, mine, waiting -> waiting.onAnswer(NOT_STORED));
                            answer.onAnswer(NOT_STORED);
                        }
                    }
                }));
    }

    /** Says what became of a request. On the event loop. */
    void find(EventLoop loop, Caller caller, ObjectNode args, OperationCalls.Answer answer) {
        String text = args.path("key").asText();
        Optional<RequestKey> key = RequestKey.of(text);
        if (key.isEmpty()) {
            answer.onAnswer(NOT_FOUND);
            return;
        }
        boolean flying = flights.containsKey(new Scope(caller.user(), text));
        store.find(
                caller.user(),
                text,
                found -> loop.execute(() -> answer.onAnswer(
                        switch (found) {
                            case Found.New _ -> flying ? IN_PROGRESS : NOT_FOUND;
                            case Found.Open(RequestStore.Request first) ->
                                shown(text, first, flying ? "in_progress" : "unknown", Optional.empty());
                            case Found.Done(RequestStore.Request first, DeskReply reply) ->
                                shown(text, first, "done", Optional.of(reply));
                            case Found.Full _ -> Refusal.busy("too many idempotency keys");
                            case Found.Failed _ -> NOT_STORED;
                        })));
    }

    private static DeskReply shown(String key, RequestStore.Request first, String state, Optional<DeskReply> reply) {
        ObjectNode body = JsonText.newObject();
        body.put("key", key);
        body.put("operation", first.operation());
        body.put("state", state);
        body.put("receivedAt", Instant.ofEpochMilli(first.epochMillis()).toString());
        if (reply.isPresent()) {
            body.put("status", reply.get().status());
            try {
                body.set("reply", JsonText.readObject(reply.get().body()));
            } catch (MalformedJson e) {
                throw new IllegalStateException("A stored reply is not JSON: " + e.getMessage());
            }
        } else if (state.equals("unknown")) {
            body.put("detail", "the answer was lost: repeat the request with this key, it will be done once");
        }
        body.put("success", true);
        return new DeskReply(200, JsonText.write(body));
    }

    private void run(
            OperationCalls calls,
            Caller caller,
            Operation operation,
            ObjectNode args,
            RequestKey key,
            OperationCalls.Answer answer,
            Scope scope,
            Flight flight) {
        RequestKey.Durable durable = key.durable(caller.user());
        calls.call(caller, operation, args, durable.high(), durable.low(), reply -> {
            if (!isFinal(reply.status())) {
                // The outcome is unknown or nothing was done: the key stays open, and a repeat settles it.
                land(scope, flight, waiting -> waiting.onAnswer(reply));
                answer.onAnswer(reply);
                return;
            }
            store.finish(scope.user(), scope.key(), reply, found -> {
                if (!(found instanceof Found.Done)) {
                    LOG.atError()
                            .addKeyValue("operation", operation.name())
                            .log("The answer of a request with a key could not be stored; a repeat asks the engine");
                }
                calls.loop().execute(() -> {
                    land(scope, flight, waiting -> waiting.onReplayed(reply));
                    answer.onAnswer(reply);
                });
            });
        });
    }

    /**
     * Answers of which the client may rely that they stay. Time-outs and losses (408), "not now" (429, 5xx) and conflicts with
     * something under way (409) are not: what the engine refused under its key it refuses again in the same words.
     */
    private static boolean isFinal(int status) {
        return status < 500 && status != 408 && status != 409 && status != 429;
    }

    private static void join(Flight flight, String hash, EventLoop loop, OperationCalls.Answer answer) {
        if (!flight.hash.equals(hash)) {
            answer.onAnswer(OTHER_BODY);
            return;
        }
        boolean joined;
        synchronized (flight) {
            joined = !flight.landed && flight.waiting.size() < MAX_WAITING;
            if (joined) {
                flight.waiting.add(tell -> loop.execute(() -> tell.accept(answer)));
            }
        }
        if (!joined) {
            answer.onAnswer(IN_PROGRESS);
        }
    }

    private void land(Scope scope, Flight flight, Consumer<OperationCalls.Answer> tell) {
        flights.remove(scope, flight);
        synchronized (flight) {
            flight.landed = true;
            flight.waiting.forEach(waiting -> waiting.accept(tell));
            flight.waiting.clear();
        }
    }

    private record Scope(String user, String key) {}

    /** A request under way, and the repeats that wait for it. */
    private static final class Flight {
        private final String hash;
        private final List<Consumer<Consumer<OperationCalls.Answer>>> waiting = new ArrayList<>();
        private boolean landed;

        Flight(String hash) {
            this.hash = hash;
        }
    }

    /** Whether an operation is answered here and not by a desk. */
    static boolean answers(Operation operation) {
        return operation.name().equals(Operations.GET_REQUEST.name());
    }
}
