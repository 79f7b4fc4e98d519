package org.outcry.gateway.link;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Desks;
import org.outcry.gateway.wire.WsPeer;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.LinkClose;
import org.outcry.link.LinkCodec;
import org.outcry.link.LinkLimits;
import org.outcry.link.LinkMessage;
import org.outcry.wire.MalformedJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A desk at the other end of a socket. It exists from the upgrade, is attached by its hello, and ends by a close, by silence, by a
 * newer desk of its user, or when its token ends. State belongs to the socket's event loop; the open requests may be touched by
 * any thread.
 */
final class RemoteDesk implements DeskLink, WsPeer.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteDesk.class);
    /** Requests whose reply is overdue are forgotten after this; their callers have been answered long before. */
    private static final long FORGET_NANOS = 60_000_000_000L;
    /** Silence is looked at this often. */
    private static final long WATCH_MILLIS = 1_000;

    private final AccessTokens.Token token;
    private final Desks desks;
    private final LinkTimings timings;
    private final LongSupplier nanoTime;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private volatile boolean gone;
    private volatile long heardAt;
    private long beatAt;
    private volatile boolean stalled;
    private Optional<WsPeer> peer = Optional.empty();
    private Optional<AttachedDesk> attached = Optional.empty();
    private Optional<ScheduledFuture<?>> watch = Optional.empty();
    private volatile Hello hello = new Hello(0, "", "");
    private final Consumer<RemoteDesk> onEnd;

    RemoteDesk(
            AccessTokens.Token token,
            Desks desks,
            LinkTimings timings,
            LongSupplier nanoTime,
            Consumer<RemoteDesk> onEnd) {
        this.token = token;
        this.desks = desks;
        this.timings = timings;
        this.nanoTime = nanoTime;
        this.onEnd = onEnd;
        this.heardAt = nanoTime.getAsLong();
        this.beatAt = heardAt;
    }

    /** The socket is up; on its event loop. */
    void begin(WsPeer socket) {
        peer = Optional.of(socket);
        long tick = Math.min(Math.min(timings.heartbeatMillis(), timings.helloMillis()), WATCH_MILLIS);
        watch = Optional.of(socket.loop().scheduleAtFixedRate(this::tick, tick, tick, TimeUnit.MILLISECONDS));
    }

    @Override
    public Hello hello() {
        return hello;
    }

    @Override
    public void request(DeskRequest request, Listener listener) {
        open.put(request.id(), new Open(listener, nanoTime.getAsLong()));
        if (gone || stalled) {
            lose(request.id());
            return;
        }
        send(new LinkMessage.Request(request));
    }

    @Override
    public void wantQuotes(Set<String> instruments) {
        send(new LinkMessage.WantQuotes(instruments));
    }

    @Override
    public void wantEvents(Set<String> users) {
        send(new LinkMessage.WantEvents(users));
    }

    /** Ends the link from our side; any thread. */
    void close(LinkClose why) {
        peer.ifPresent(socket -> socket.close(why.code(), why.reason()));
    }

    boolean isTokenValid() {
        return token.isValid();
    }

    @Override
    public void onMessage(byte[] utf8) {
        LinkMessage message;
        try {
            message = LinkCodec.decode(utf8);
        } catch (MalformedJson e) {
            refuse(LinkClose.BAD_MESSAGE, e.getMessage());
            return;
        }
        switch (message) {
            case LinkMessage.Hello(Hello desk) -> onHello(desk);
            case LinkMessage.Reply reply -> onReply(reply);
            case LinkMessage.Quotes(List<LinkMessage.Quotes.Quote> quotes) ->
                attached.ifPresentOrElse(
                        inbox -> quotes.forEach(quote ->
                                inbox.onQuote(quote.instrument(), quote.json().utf8())),
                        () -> refuse(LinkClose.BAD_MESSAGE, "quotes before hello"));
            case LinkMessage.Event(DeskEvent event) ->
                attached.ifPresentOrElse(
                        // A desk speaks for the user of its token and for nobody else.
                        inbox -> inbox.onEvent(event.ofUser(token.caller().user())),
                        () -> refuse(LinkClose.BAD_MESSAGE, "event before hello"));
            case LinkMessage.Heartbeat _ -> {}
            case LinkMessage.Welcome _, LinkMessage.Request _, LinkMessage.WantQuotes _, LinkMessage.WantEvents _ ->
                refuse(LinkClose.BAD_MESSAGE, "a desk does not send this");
        }
    }

    @Override
    public void onHeard() {
        heardAt = nanoTime.getAsLong();
    }

    @Override
    public void onWritable(boolean writable) {
        // Requests on the link are bounded in number; a desk that stops reading is noticed by its silence.
    }

    @Override
    public void onClosed() {
        end();
    }

    private void onHello(Hello desk) {
        if (attached.isPresent()) {
            refuse(LinkClose.BAD_MESSAGE, "a second hello");
            return;
        }
        if (desk.protocol() != LinkLimits.PROTOCOL) {
            refuse(LinkClose.VERSION, "protocol " + desk.protocol());
            return;
        }
        if (!token.isValid()) {
            refuse(LinkClose.UNAUTHORIZED, "token ended");
            return;
        }
        hello = desk;
        // First on the wire, but not on its way before the desk can be found: who hears the welcome may ask at once.
        byte[] welcome = LinkCodec.encode(
                new LinkMessage.Welcome(LinkLimits.PROTOCOL, token.caller().user()));
        peer.ifPresent(socket -> socket.write(welcome, true));
        Optional<AttachedDesk> before =
                desks.of(token.caller().user()).filter(it -> it.user().isPresent());
        attached = Optional.of(desks.attach(Optional.of(token.caller().user()), this));
        peer.ifPresent(WsPeer::flush);
        before.ifPresent(older -> {
            if (older.link() instanceof RemoteDesk remote) {
                remote.close(LinkClose.REPLACED);
            }
        });
        LOG.atInfo()
                .addKeyValue("user", token.caller().user())
                .addKeyValue("desk", desk.desk())
                .addKeyValue("version", desk.version())
                .log("Desk connected");
    }

    private void onReply(LinkMessage.Reply reply) {
        Open asked = open.remove(reply.id());
        if (asked != null) {
            asked.listener().onReply(new DeskReply(reply.status(), reply.body().utf8()));
        }
    }

    private void tick() {
        long now = nanoTime.getAsLong();
        long silent = TimeUnit.NANOSECONDS.toMillis(now - heardAt);
        if (silent >= timings.silenceMillis() || (attached.isEmpty() && silent >= timings.helloMillis())) {
            LOG.atWarn()
                    .addKeyValue("user", token.caller().user())
                    .addKeyValue("silentMillis", silent)
                    .log("Desk silent");
            close(LinkClose.SILENT);
            // A blackholed connection takes no close frame: what waits for it must not wait longer.
            end();
            return;
        }
        for (Map.Entry<Long, Open> entry : open.entrySet()) {
            if (now - entry.getValue().since() > FORGET_NANOS) {
                lose(entry.getKey());
            }
        }
        boolean quiet = silent >= timings.stalledMillis();
        if (quiet != stalled) {
            stalled = quiet;
            attached.ifPresent(desk -> desk.stalled(quiet));
            if (quiet) {
                // The link may yet come back, but whoever waits for it has waited long enough.
                loseAll();
            }
        }
        if (now - beatAt >= TimeUnit.MILLISECONDS.toNanos(timings.heartbeatMillis())) {
            beatAt = now;
            send(new LinkMessage.Heartbeat());
        }
    }

    private void loseAll() {
        for (Long id : new ArrayList<>(open.keySet())) {
            lose(id);
        }
    }

    private void send(LinkMessage message) {
        byte[] text = LinkCodec.encode(message);
        peer.ifPresent(socket -> {
            if (socket.loop().inEventLoop()) {
                socket.write(text, true);
                socket.flush();
            } else {
                socket.loop().execute(() -> {
                    socket.write(text, true);
                    socket.flush();
                });
            }
        });
    }

    private void refuse(LinkClose why, String detail) {
        LOG.atWarn()
                .addKeyValue("user", token.caller().user())
                .addKeyValue("close", why.code())
                .addKeyValue("detail", detail)
                .log("Desk refused");
        close(why);
        end();
    }

    private void end() {
        if (gone) {
            return;
        }
        gone = true;
        watch.ifPresent(timer -> timer.cancel(false));
        attached.ifPresent(desk -> {
            desks.detach(desk);
            LOG.atInfo().addKeyValue("user", token.caller().user()).log("Desk disconnected");
        });
        loseAll();
        onEnd.accept(this);
    }

    private void lose(long id) {
        Open asked = open.remove(id);
        if (asked != null) {
            asked.listener().onLost();
        }
    }

    /** A request under way. */
    private record Open(Listener listener, long since) {}
}
