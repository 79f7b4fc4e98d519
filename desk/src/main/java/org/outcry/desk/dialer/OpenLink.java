package org.outcry.desk.dialer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.LinkClose;
import org.outcry.link.LinkCodec;
import org.outcry.link.LinkMessage;
import org.outcry.link.RawJson;
import org.outcry.link.ServedDesk;
import org.outcry.wire.MalformedJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open link. What the desk says comes from any thread and is written on the context's thread.
 *
 * <p>Bounds: of quotes only the newest of each instrument waits while the socket is full. Events and replies are never thinned
 * out; when more than {@value #MAX_WRITES} messages wait to be written, the link is closed instead, so that the gateway tells its
 * clients to read again.
 */
final class OpenLink {
    private static final Logger LOG = LoggerFactory.getLogger(OpenLink.class);
    static final int MAX_WRITES = 20_000;
    private static final long QUOTES_MILLIS = 50;

    private final Vertx vertx;
    private final Context context;
    private final WebSocket socket;
    private final ServedDesk desk;
    private final DialSettings settings;
    private final Runnable onWelcome;
    private final Closed onClosed;
    private final Map<String, RawJson> quotes = new LinkedHashMap<>();
    private long heartbeatTimer;
    private long quotesTimer;
    private long heardNanos = System.nanoTime();
    private int writes;
    private boolean welcomed;
    private boolean ended;

    /** Hears once that the link is gone. */
    interface Closed {
        void on(int code, String reason);
    }

    OpenLink(
            Vertx vertx,
            Context context,
            WebSocket socket,
            ServedDesk desk,
            DialSettings settings,
            Runnable onWelcome,
            Closed onClosed) {
        this.vertx = vertx;
        this.context = context;
        this.socket = socket;
        this.desk = desk;
        this.settings = settings;
        this.onWelcome = onWelcome;
        this.onClosed = onClosed;
    }

    void begin() {
        socket.frameHandler(_ -> heardNanos = System.nanoTime());
        socket.textMessageHandler(text -> context.runOnContext(_ -> receive(text)));
        socket.exceptionHandler(failure -> LOG.debug("Link failed", failure));
        socket.closeHandler(_ -> context.runOnContext(_ -> {
            Short code = socket.closeStatusCode();
            String reason = socket.closeReason();
            end(code == null ? 1006 : code, reason == null ? "" : reason);
        }));
        heartbeatTimer = vertx.setPeriodic(settings.heartbeatMillis(), _ -> context.runOnContext(_ -> beat()));
        quotesTimer = vertx.setPeriodic(QUOTES_MILLIS, _ -> context.runOnContext(_ -> sendQuotes()));
        send(new LinkMessage.Hello(desk.hello()));
    }

    void close(LinkClose why) {
        if (!ended) {
            socket.close((short) why.code(), why.reason());
            end(why.code(), why.reason());
        }
    }

    private void receive(String text) {
        if (ended) {
            return;
        }
        heardNanos = System.nanoTime();
        LinkMessage message;
        try {
            message = LinkCodec.decode(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            LOG.warn("The gateway sent something that is no message: {}", e.getMessage());
            close(LinkClose.BAD_MESSAGE);
            return;
        }
        switch (message) {
            case LinkMessage.Welcome _ -> welcome();
            case LinkMessage.Request(DeskRequest request) -> serve(request);
            case LinkMessage.WantQuotes want -> desk.wantQuotes(want.instruments());
            case LinkMessage.WantEvents want -> desk.wantEvents(want.users());
            case LinkMessage.Heartbeat _ -> {
                // Having been heard is all it is for.
            }
            case LinkMessage.Hello _, LinkMessage.Reply _, LinkMessage.Quotes _, LinkMessage.Event _ -> {
                LOG.warn("The gateway sent what only desks send");
                close(LinkClose.BAD_MESSAGE);
            }
        }
    }

    private void welcome() {
        if (!welcomed) {
            welcomed = true;
            desk.attach(new UpTheLink());
            onWelcome.run();
        }
    }

    private void serve(DeskRequest request) {
        desk.request(request, new DeskLink.Listener() {
            @Override
            public void onReply(DeskReply reply) {
                LinkMessage message = new LinkMessage.Reply(request.id(), reply.status(), new RawJson(reply.body()));
                context.runOnContext(_ -> send(message));
            }

            @Override
            public void onLost() {
                // The desk is in this process and is never lost.
            }
        });
    }

    private void beat() {
        if (ended) {
            return;
        }
        if (System.nanoTime() - heardNanos > settings.silenceMillis() * 1_000_000L) {
            LOG.warn("The gateway has been silent for {} ms", settings.silenceMillis());
            // A blackholed connection never answers a close; the dialler must not wait for it.
            close(LinkClose.SILENT);
            return;
        }
        send(new LinkMessage.Heartbeat());
    }

    private void sendQuotes() {
        if (ended || quotes.isEmpty() || socket.writeQueueFull()) {
            return;
        }
        List<LinkMessage.Quotes.Quote> latest = new ArrayList<>(quotes.size());
        quotes.forEach((name, json) -> latest.add(new LinkMessage.Quotes.Quote(name, json)));
        quotes.clear();
        send(new LinkMessage.Quotes(latest));
    }

    private void send(LinkMessage message) {
        if (ended) {
            return;
        }
        if (++writes > MAX_WRITES) {
            LOG.warn("The gateway does not read; closing the link");
            close(LinkClose.GOING_AWAY);
            return;
        }
        socket.writeTextMessage(new String(LinkCodec.encode(message), StandardCharsets.UTF_8))
                .onComplete(_ -> context.runOnContext(_ -> writes--));
    }

    private void end(int code, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(heartbeatTimer);
        vertx.cancelTimer(quotesTimer);
        if (welcomed) {
            desk.detach();
        }
        onClosed.on(code, reason);
    }

    /** The desk's news, from any thread. */
    private final class UpTheLink implements DeskLink.Inbox {
        @Override
        public void onQuote(String instrument, byte[] quoteJson) {
            RawJson quote = new RawJson(quoteJson);
            context.runOnContext(_ -> {
                if (!ended) {
                    quotes.put(instrument, quote);
                }
            });
        }

        @Override
        public void onEvent(DeskEvent event) {
            LinkMessage message = new LinkMessage.Event(event);
            context.runOnContext(_ -> send(message));
        }
    }
}
