package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.Caller;
import org.outcry.gateway.wire.SharedFrames;
import org.outcry.gateway.wire.WsPeer;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskReply;
import org.outcry.link.Refusal;
import org.outcry.wire.Bytes;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * One client socket: its messages, and what they cost. Lives on its event loop.
 */
final class StreamSession extends StreamReader implements WsPeer.Handler {
    private static final byte[] DATA_NOT_OBJECT = Refusal.body(Refusal.INVALID_REQUEST, "args: an object is expected");

    private final Caller caller;
    private final StreamHub hub;
    private final StreamDoor door;
    private final WsPeer peer;
    private final SubscriptionCalls subscriptions;
    private long madeIds;
    private int openCalls;
    private int violations;
    private boolean paused;
    /** A flush is on its way. */
    private boolean flushing;

    private long heardAt;
    private long pingedAt;

    StreamSession(AccessTokens.Token token, StreamHub hub, Streams streams, StreamDoor door, Opener opener) {
        super(token, hub, streams);
        this.caller = token.caller();
        this.hub = hub;
        this.door = door;
        this.subscriptions = new SubscriptionCalls(this);
        this.heardAt = hub.calls().now();
        this.pingedAt = heardAt;
        this.peer = opener.open(this);
    }

    /** Takes the socket over for a session. */
    interface Opener {
        WsPeer open(WsPeer.Handler handler);
    }

    @Override
    public void onHeard() {
        heardAt = hub.calls().now();
    }

    @Override
    public void onMessage(byte[] utf8) {
        ObjectNode message;
        try {
            message = JsonText.readObject(utf8);
        } catch (MalformedJson e) {
            chargeNonsense();
            error("invalid_json", e.getMessage(), Optional.empty(), Optional.empty());
            return;
        }
        JsonNode id = message.path("id");
        if (!id.isMissingNode() && !id.isNull() && !id.isTextual() && !id.isNumber()) {
            chargeNonsense();
            error("invalid_json", "id: a text or a number is expected", Optional.empty(), Optional.empty());
            return;
        }
        Optional<byte[]> idJson = id.isTextual() || id.isNumber() ? Optional.of(JsonText.write(id)) : Optional.empty();
        String action = message.path("action").asText("");
        switch (action) {
            case "rpc" -> rpc(message, idJson);
            case "subscribe" -> subscriptions.subscribe(message, idJson);
            case "unsubscribe" -> subscriptions.unsubscribe(message, idJson);
            case "streamPnl" -> streamPnl(message, idJson);
            case "ping" ->
                send(new Bytes(64)
                        .ascii("{\"type\":\"pong\",\"epoch\":")
                        .number(door.epochMillis())
                        .ascii("}")
                        .toArray());
            case String kept when kept.equals("resume") && streams().isOpen() -> subscriptions.resume(message, idJson);
            default -> {
                chargeNonsense();
                error(
                        "unknown_action",
                        "action is one of rpc, subscribe, unsubscribe, streamPnl, ping",
                        message.path("action").isTextual() ? Optional.of(action) : Optional.empty(),
                        idJson);
            }
        }
    }

    private void rpc(ObjectNode message, Optional<byte[]> idJson) {
        long since = hub.calls().now();
        JsonNode api = message.path("api");
        byte[] id = idJson.orElseGet(() -> JsonText.quote("srv-" + ++madeIds));
        long left = caller.requests().take();
        if (left < 0) {
            door.meters().budgetRefused(CallMeters.Door.WEBSOCKET);
            reply(id, BudgetHeaders.refusal(-left));
            violated();
            return;
        }
        violations = 0;
        if (!api.isTextual() || api.textValue().isEmpty()) {
            error("missing_api", "api: the name of a function is expected", Optional.of("rpc"), idJson);
            return;
        }
        if (api.textValue().startsWith("Tv_")) {
            reply(id, Refusal.body(Refusal.UNKNOWN_API_COMMAND, "this desk has no Tradovate functions"));
            return;
        }
        Optional<Endpoint> endpoint = door.routes().named(api.textValue());
        if (endpoint.isEmpty()) {
            error("unknown_api", "no function of that name", Optional.of("rpc"), idJson);
            return;
        }
        JsonNode given = message.path("args");
        ObjectNode args;
        if (given.isMissingNode() || given.isNull()) {
            args = Arguments.none();
        } else if (given instanceof ObjectNode object) {
            args = object;
        } else {
            reply(id, DATA_NOT_OBJECT);
            return;
        }
        try {
            Arguments.check(endpoint.get(), args);
        } catch (InvalidRequest e) {
            reply(id, Refusal.body(Refusal.INVALID_REQUEST, e.getMessage()));
            door.meters()
                    .answered(
                            endpoint.get(),
                            CallMeters.Door.WEBSOCKET,
                            400,
                            hub.calls().now() - since);
            return;
        }
        JsonNode keyText = message.path("idempotencyKey");
        Optional<RequestKey> key = keyText.isTextual() ? RequestKey.of(keyText.textValue()) : Optional.empty();
        if (key.isEmpty() && !keyText.isMissingNode() && !keyText.isNull()) {
            reply(id, Refusal.body(Refusal.INVALID_REQUEST, "idempotencyKey: " + RequestKey.RULE));
            return;
        }
        openCalls++;
        checkReading();
        dispatch(endpoint.get(), args, key, new Rpc(endpoint.get(), id, since));
    }

    private void dispatch(Endpoint endpoint, ObjectNode args, Optional<RequestKey> key, OperationCalls.Answer answer) {
        if (key.isPresent() && endpoint.isTrade()) {
            door.keyed().call(hub.calls(), caller, endpoint.operation(), args, key.get(), answer);
        } else if (KeyedCalls.answers(endpoint.operation())) {
            door.keyed().find(hub.loop(), caller, args, answer);
        } else {
            hub.calls().call(caller, endpoint.operation(), args, answer);
        }
    }

    /** One RPC under way. */
    private final class Rpc implements OperationCalls.Answer {
        private final Endpoint endpoint;
        private final byte[] id;
        private final long since;

        Rpc(Endpoint endpoint, byte[] id, long since) {
            this.endpoint = endpoint;
            this.id = id;
            this.since = since;
        }

        @Override
        public void onAnswer(DeskReply answer) {
            answer(answer, "");
        }

        @Override
        public void onEgressLimited(long waitNanos, DeskReply refusal) {
            door.meters().egressRefused();
            onAnswer(refusal);
        }

        @Override
        public void onReplayed(DeskReply answer) {
            answer(answer, ",\"replayed\":true");
        }

        private void answer(DeskReply answer, String mark) {
            openCalls--;
            reply(id, answer.body(), mark);
            checkReading();
            door.meters()
                    .answered(
                            endpoint,
                            CallMeters.Door.WEBSOCKET,
                            answer.status(),
                            hub.calls().now() - since);
        }
    }

    /** A request of this socket is under way. */
    void beginCall() {
        openCalls++;
        checkReading();
    }

    /** It was answered. */
    void endCall() {
        openCalls--;
        checkReading();
    }

    private void streamPnl(ObjectNode message, Optional<byte[]> idJson) {
        if (!chargeSubscription("streamPnl", idJson)) {
            return;
        }
        JsonNode enabled = message.path("enabled");
        JsonNode interval = message.path("interval");
        if (!(enabled.isMissingNode() || enabled.isBoolean()) || !(interval.isMissingNode() || interval.isNumber())) {
            error(
                    "invalid_json",
                    "enabled: true or false, and interval: milliseconds are expected",
                    Optional.of("streamPnl"),
                    idJson);
            return;
        }
        boolean on = enabled.asBoolean(true);
        long millis = Math.clamp(
                interval.asLong(StreamLimits.MIN_PNL_MILLIS), StreamLimits.MIN_PNL_MILLIS, StreamLimits.MAX_PNL_MILLIS);
        Bytes ack = new Bytes(96).ascii("{");
        idJson.ifPresent(id -> ack.ascii("\"id\":").raw(id).ascii(","));
        send(ack.ascii("\"status\":\"streamPnl\",\"enabled\":" + on + ",\"interval\":")
                .number(millis)
                .ascii("}")
                .toArray());
        pnl().set(on, millis);
    }

    @Override
    public void onWritable(boolean writable) {
        noteRoom(writable);
        checkReading();
    }

    /** Reads no further requests while too many are open or answers pile up. */
    private void checkReading() {
        boolean stop = openCalls >= StreamLimits.MAX_OPEN_CALLS || isBlocked();
        if (stop != paused && !peer.isClosing()) {
            paused = stop;
            if (stop) {
                peer.pause();
            } else {
                peer.resume();
            }
        }
    }

    @Override
    void tend(long now) {
        StreamLimits limits = hub.limits();
        if (now - heardAt > TimeUnit.MILLISECONDS.toNanos(limits.deadMillis()) && !paused) {
            peer.cut();
        } else if (now - Math.max(heardAt, pingedAt) > TimeUnit.MILLISECONDS.toNanos(limits.pingMillis())) {
            pingedAt = now;
            peer.ping();
        }
    }

    @Override
    void slow() {
        door.slowClosed();
        peer.close(1013, "Slow consumer");
    }

    @Override
    public void onClosed() {
        gone();
    }

    /** Takes one token of the subscription budget; says so when there is none. */
    boolean chargeSubscription(String action, Optional<byte[]> idJson) {
        long left = caller.subscriptions().take();
        if (left >= 0) {
            violations = 0;
            return true;
        }
        door.meters().subscriptionRefused();
        error(
                "subscription_rate_limited",
                "try again in " + BudgetHeaders.retryAfter(-left) + " s",
                Optional.of(action),
                idJson);
        violated();
        return false;
    }

    /** Messages that mean nothing cost as much as a request, so that they cannot be sent without end. */
    private void chargeNonsense() {
        if (caller.requests().take() < 0) {
            violated();
        }
    }

    private void violated() {
        if (++violations > StreamLimits.MAX_VIOLATIONS) {
            peer.close(1008, "Rate limit exceeded");
        }
    }

    private void reply(byte[] id, byte[] data) {
        reply(id, data, "");
    }

    private void reply(byte[] id, byte[] data, String mark) {
        send(new Bytes(id.length + data.length + mark.length() + 16)
                .ascii("{\"id\":")
                .raw(id)
                .ascii(",\"data\":")
                .raw(data)
                .ascii(mark)
                .ascii("}")
                .toArray());
    }

    /** Sends an error frame. */
    void error(String code, String detail, Optional<String> action, Optional<byte[]> idJson) {
        Bytes frame = new Bytes(160).ascii("{\"type\":\"error\",\"error\":").quoted(code);
        frame.ascii(",\"detail\":").quoted(detail).ascii(",\"action\":");
        action.ifPresentOrElse(frame::quoted, () -> frame.ascii("null"));
        idJson.ifPresent(id -> frame.ascii(",\"id\":").raw(id));
        send(frame.ascii("}").toArray());
    }

    @Override
    void send(byte[] text) {
        peer.write(text, false);
        if (!flushing) {
            flushing = true;
            hub.calls().afterAnswers(this::flushAnswers);
        }
    }

    private void flushAnswers() {
        flushing = false;
        peer.flush();
    }

    @Override
    void sendEvent(Optional<DeskEvent.Cursor> place, byte[] json) {
        send(json);
    }

    @Override
    void write(SharedFrames frames) {
        peer.write(frames);
    }

    @Override
    void flush() {
        peer.flush();
    }

    @Override
    boolean hasRoom() {
        return peer.isWritable();
    }

    @Override
    boolean isClosing() {
        return peer.isClosing();
    }

    @Override
    void close(int code, String reason) {
        peer.close(code, reason);
    }
}
