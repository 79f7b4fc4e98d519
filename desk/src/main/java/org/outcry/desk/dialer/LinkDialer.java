package org.outcry.desk.dialer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.outcry.link.LinkClose;
import org.outcry.link.LinkLimits;
import org.outcry.link.ServedDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link to a gateway open and serves its requests with the desk. A link that breaks is dialled again after 1, 2, 4 ... 30
 * seconds and a little chance; a link that worked is dialled again at once the first time. A request under way when the link is
 * lost is carried out all the same; only its reply is dropped.
 *
 * <p>It stops for good when the gateway says that a newer desk took its place or that the token has ended.
 */
public final class LinkDialer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDialer.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int UNAUTHORIZED = 401;

    private final Vertx vertx;
    private final Context context;
    private final ServedDesk desk;
    private final DialSettings settings;
    private final WebSocketClient client;
    private final Consumer<String> news;
    /** The rest belongs to the context's thread. */
    private long pauseMillis;

    private Optional<OpenLink> link = Optional.empty();
    private boolean stopped;
    private String lastNews = "";
    private volatile State state = State.DIALLING;

    /** How the link stands. */
    public enum State {
        /** Trying to reach the gateway. */
        DIALLING,
        /** Welcomed by the gateway. */
        CONNECTED,
        /** Will not dial again. */
        STOPPED
    }

    /**
     * @param news hears in a line for people how the link stands, each time that changes: linked and where, or why not. A reason
     *     that stays the same is not said again. Called on the dialler's thread
     */
    public LinkDialer(Vertx vertx, ServedDesk desk, DialSettings settings, Consumer<String> news) {
        this.news = news;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.desk = desk;
        this.settings = settings;
        this.pauseMillis = settings.firstPauseMillis();
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setMaxFrameSize(LinkLimits.MAX_FRAME_BYTES)
                .setMaxMessageSize(LinkLimits.MAX_MESSAGE_BYTES)
                .setTcpNoDelay(true)
                .setSsl(settings.secure())
                .setVerifyHost(settings.secure()));
    }

    public void start() {
        context.runOnContext(_ -> dial());
    }

    public State state() {
        return state;
    }

    /** Says goodbye and dials no more. Any thread; does not wait. */
    @Override
    public void close() {
        context.runOnContext(_ -> {
            stopped = true;
            state = State.STOPPED;
            link.ifPresent(open -> open.close(LinkClose.GOING_AWAY));
            client.close();
        });
    }

    private void dial() {
        if (stopped) {
            return;
        }
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(settings.gateway().getHost())
                .setPort(settings.port())
                .setURI(settings.path())
                .putHeader("Authorization", "Bearer " + settings.token());
        client.connect(options)
                .onSuccess(socket -> context.runOnContext(_ -> opened(socket)))
                .onFailure(failure -> context.runOnContext(_ -> {
                    LOG.info("No link to {}: {}", settings.gateway(), failure.getMessage());
                    say(whyNot(failure));
                    again();
                }));
    }

    private void opened(WebSocket socket) {
        if (stopped) {
            socket.close();
            return;
        }
        OpenLink open = new OpenLink(vertx, context, socket, desk, settings, this::welcomed, this::closed);
        link = Optional.of(open);
        open.begin();
    }

    private void welcomed() {
        LOG.info("Linked to {}", settings.gateway());
        say("linked to " + settings.gateway());
        state = State.CONNECTED;
        pauseMillis = 0;
    }

    private void closed(int code, String reason) {
        link = Optional.empty();
        LOG.info("Link to {} closed: {} {}", settings.gateway(), code, reason);
        boolean forGood = (code == LinkClose.REPLACED.code() && reason.equals(LinkClose.REPLACED.reason()))
                || code == LinkClose.UNAUTHORIZED.code()
                || code == LinkClose.VERSION.code();
        if (forGood) {
            stopped = true;
            state = State.STOPPED;
            LOG.error("The gateway does not want this desk ({}); not dialling again", reason);
            say("the gateway closed the link: " + reason + "; not dialling again");
        } else {
            say("the link to " + settings.gateway() + " was lost; dialling again");
            again();
        }
    }

    private String whyNot(Throwable failure) {
        if (failure instanceof UpgradeRejectedException rejected) {
            return rejected.getStatus() == UNAUTHORIZED
                    ? "the gateway refused the token: it knows no such token, or it has ended; dialling on"
                    : settings.gateway() + " answered " + rejected.getStatus() + " instead of a link; dialling on";
        }
        return "no gateway at " + settings.gateway() + ": " + failure.getMessage() + "; dialling on";
    }

    private void say(String line) {
        if (!line.equals(lastNews)) {
            lastNews = line;
            news.accept(line);
        }
    }

    private void again() {
        if (stopped) {
            return;
        }
        state = State.DIALLING;
        long pause = pauseMillis;
        pauseMillis = Math.min(settings.longestPauseMillis(), Math.max(settings.firstPauseMillis(), pause * 2));
        // Up to a quarter more, so that many desks do not return in the same instant.
        long jitter = pause == 0 ? 0 : ThreadLocalRandom.current().nextLong(pause / 4 + 1);
        if (pause + jitter == 0) {
            dial();
        } else {
            vertx.setTimer(pause + jitter, _ -> context.runOnContext(_ -> dial()));
        }
    }
}
