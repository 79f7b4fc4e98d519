package org.outcry.gateway.tradovate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.outcry.gateway.wire.WsPeer;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;
import org.outcry.wire.Bytes;
import org.outcry.wire.JsonText;

/**
 * One socket of a domain: frames {@code o}, {@code h}, {@code a}, {@code c}. Lives on its event loop; what the brokerage calls may come
 * from any thread.
 */
final class SocketSession implements WsPeer.Handler, Connection {
    private static final byte[] OPEN = ascii("o");
    private static final byte[] HEARTBEAT = ascii("h");
    private static final byte[] BEFORE = ascii("a[");
    private static final byte[] AFTER = ascii("]");
    private static final int BATCH_BYTES = 128 << 10;
    private static final int GO_AWAY = 3_000;
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final Domain domain;
    private final Origin origin;
    private final TradovateRoom room;
    private final SocketHub hub;
    private final SocketLimits limits;
    private final Outbox outbox;
    private final WsPeer peer;
    private final long openedAt;
    private volatile Optional<LoginSession> session = Optional.empty();
    private long heardAt;
    private long sentAt;
    private long blockedSince;
    private int openCalls;
    private int nonsense;
    private boolean paused;
    private boolean full;
    private boolean gone;

    SocketSession(Domain domain, Origin origin, TradovateRoom room, SocketHub hub, Opener opener) {
        this.domain = domain;
        this.origin = origin;
        this.room = room;
        this.hub = hub;
        this.limits = room.limits();
        this.outbox = new Outbox(limits.queueEvents(), limits.queueBytes());
        this.openedAt = hub.now();
        this.heardAt = openedAt;
        this.sentAt = openedAt;
        this.peer = opener.open(this);
    }

    /** Takes the socket over for a session. */
    interface Opener {
        WsPeer open(WsPeer.Handler handler);
    }

    /** The first frame, once everything is in place. Where there are no accounts the protocol's word for it follows. */
    void begin() {
        frame(OPEN);
        if (room.dispatcher().brokerage().isEmpty()) {
            shutdown("Maintenance", "There are no accounts here");
        }
    }

    String address() {
        return origin.address();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public Caller caller() {
        return session.orElseThrow(() -> new IllegalStateException("nobody has signed in on this socket"))
                .caller();
    }

    @Override
    public void onHeard() {
        heardAt = hub.now();
    }

    @Override
    public void onMessage(byte[] utf8) {
        switch (SocketMessage.read(new String(utf8, StandardCharsets.UTF_8))) {
            case SocketMessage.Heartbeat() -> {}
            case SocketMessage.Nonsense(String given, String reason) -> {
                respond(given, new Answer.Refused(400, reason));
                if (++nonsense > SocketLimits.MAX_NONSENSE) {
                    goAway("Too many messages without sense");
                }
            }
            case SocketMessage.Asked asked -> {
                if (asked.path().toLowerCase(Locale.ROOT).equals("authorize")) {
                    boolean stranger = session.isEmpty();
                    respond(asked.id(), authorize(asked.body()));
                    if (stranger && session.isPresent()) {
                        room.dispatcher().brokerage().ifPresent(brokerage -> brokerage.opened(this));
                    }
                } else {
                    ask(asked);
                }
            }
        }
    }

    private Answer authorize(String body) {
        Optional<Answer> refused = Optional.empty();
        if (session.isEmpty() && !room.calls().admitAnonymous(origin.address())) {
            return new Answer.Refused(429, "");
        }
        TradovateRoom.Authenticated read = room.authenticate(token(body));
        switch (read) {
            case TradovateRoom.Authenticated.As(LoginSession found) -> {
                if (session.isPresent() && session.get().userId() != found.userId()) {
                    refused = Optional.of(Dispatcher.DENIED);
                } else if (session.isEmpty()) {
                    session = Optional.of(found);
                    room.sockets().add(this);
                    if (found.state() != LoginSession.State.OPEN) {
                        // It ended between the look and the entry: whoever ended it did not see this socket.
                        shutdown("ConnectionQuotaReached", "The session ended");
                    }
                }
            }
            case TradovateRoom.Authenticated.Not(Answer.Refused answer) -> refused = Optional.of(answer);
        }
        return refused.orElseGet(() -> new Answer.Done(new byte[0]));
    }

    /** The bare token; some send it as a JSON text, with escaped slashes or a line feed behind. */
    private static String token(String body) {
        String text = body.strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1).replace("\\/", "/");
        }
        return text.strip();
    }

    private void ask(SocketMessage.Asked asked) {
        Optional<LoginSession> who = session;
        if (who.isPresent() && who.get().state() != LoginSession.State.OPEN) {
            respond(
                    asked.id(),
                    who.get().state() == LoginSession.State.DISPLACED ? Dispatcher.DISPLACED : Dispatcher.DENIED);
            return;
        }
        openCalls++;
        checkReading();
        room.dispatcher()
                .call(
                        new Request(
                                domain,
                                asked.path(),
                                asked.query(),
                                asked.body(),
                                false,
                                origin,
                                who,
                                Optional.of(this)),
                        answer -> {
                            // In the order in which the brokerage speaks: an event it sends next follows this answer.
                            respond(asked.id(), answer);
                            peer.loop().execute(this::answered);
                        });
    }

    private void answered() {
        openCalls--;
        checkReading();
    }

    /** Any thread. */
    private void respond(String requestId, Answer answer) {
        switch (answer) {
            case Answer.Done(byte[] json) -> send(outbox.response(response(200, requestId, json)));
            case Answer.Split(List<byte[]> parts) ->
                parts.forEach(json -> send(outbox.response(response(200, requestId, json))));
            case Answer.Refused(int status, String text) ->
                // Too many requests: documented without a text.
                send(outbox.response(response(status, requestId, status == 429 ? new byte[0] : JsonText.quote(text))));
        }
    }

    private static byte[] response(int status, String requestId, byte[] value) {
        Bytes message = new Bytes(value.length + 48)
                .ascii("{\"s\":")
                .number(status)
                .ascii(",\"i\":")
                .ascii(requestId);
        if (value.length > 0) {
            message.ascii(",\"d\":").raw(value);
        }
        return message.ascii("}").toArray();
    }

    @Override
    public void event(byte[] message) {
        send(outbox.event(message));
    }

    @Override
    public boolean isDrained() {
        return outbox.isShort();
    }

    @Override
    public void whenDrained(Runnable then) {
        outbox.whenShort(then);
    }

    private void send(Outbox.Next next) {
        switch (next) {
            case WAIT -> {}
            case SEND -> {
                if (peer.loop().inEventLoop()) {
                    drain();
                } else {
                    peer.loop().execute(this::drain);
                }
            }
            case CLOSE ->
                peer.loop().execute(() -> {
                    room.slowClosed();
                    goAway("Slow consumer");
                });
        }
    }

    private void drain() {
        boolean sent = false;
        while (!peer.isClosing()) {
            if (!peer.isWritable()) {
                outbox.blocked();
                block(true);
                break;
            }
            List<byte[]> batch = outbox.take(BATCH_BYTES);
            if (batch.isEmpty()) {
                break;
            }
            peer.write(batch, BEFORE, AFTER);
            peer.flush();
            sent = true;
        }
        if (sent) {
            sentAt = hub.now();
        }
        outbox.waiters().forEach(Runnable::run);
    }

    @Override
    public void onWritable(boolean writable) {
        if (writable) {
            block(false);
            if (outbox.unblocked()) {
                drain();
            }
        }
    }

    private void block(boolean blocked) {
        if (blocked != full) {
            full = blocked;
            blockedSince = hub.now();
            checkReading();
        }
    }

    /** Reads no further requests while too many are open or answers pile up. */
    private void checkReading() {
        boolean stop = openCalls >= SocketLimits.MAX_OPEN_CALLS || full;
        if (stop != paused && !peer.isClosing()) {
            paused = stop;
            if (stop) {
                peer.pause();
            } else {
                heardAt = hub.now();
                peer.resume();
            }
        }
    }

    /** Looks at the clocks. */
    void keepHouse(long now) {
        if (peer.isClosing()) {
            return;
        }
        if (session.isEmpty() && now - openedAt > TimeUnit.MILLISECONDS.toNanos(limits.authorizeMillis())) {
            goAway("Not authorized in time");
        } else if (!paused && now - heardAt > TimeUnit.MILLISECONDS.toNanos(limits.idleMillis())) {
            goAway("Idle");
        } else if (full && now - blockedSince > TimeUnit.MILLISECONDS.toNanos(limits.blockedMillis())) {
            room.slowClosed();
            goAway("Slow consumer");
        } else if (!full && now - sentAt >= TimeUnit.MILLISECONDS.toNanos(limits.heartbeatMillis())) {
            frame(HEARTBEAT);
        }
    }

    /** Tells why, then closes. Any thread. */
    void shutdown(String reasonCode, String reason) {
        peer.loop().execute(() -> {
            if (!peer.isClosing()) {
                frame(new Bytes(96)
                        .ascii("a[{\"e\":\"shutdown\",\"d\":{\"reasonCode\":")
                        .quoted(reasonCode)
                        .ascii(",\"reason\":")
                        .quoted(reason)
                        .ascii("}}]")
                        .toArray());
                goAway(reason);
            }
        });
    }

    /** Closes in the protocol's words and in those below it. */
    private void goAway(String reason) {
        if (!peer.isClosing()) {
            frame(new Bytes(48)
                    .ascii("c[")
                    .number(GO_AWAY)
                    .ascii(",")
                    .quoted(reason)
                    .ascii("]")
                    .toArray());
            outbox.close();
            peer.close(GO_AWAY, reason);
        }
    }

    private void frame(byte[] text) {
        peer.write(text, false);
        peer.flush();
        sentAt = hub.now();
    }

    @Override
    public void onClosed() {
        if (gone) {
            return;
        }
        gone = true;
        outbox.close();
        hub.remove(this);
        room.sockets().remove(this, session.isPresent());
        if (session.isPresent()) {
            room.dispatcher().brokerage().ifPresent(brokerage -> brokerage.closed(this));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
