package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.outcry.remote.signin.Tokens;
import org.outcry.remote.signin.Tokens.Token;
import org.outcry.remote.socket.RemoteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one socket open: token, socket, authorization, and all of it again after every end, with growing pauses. The token is renewed
 * while the socket is up. A sign-in without prospect ends the trying for good, and is said.
 *
 * <p>One virtual thread dials; what happens on the socket is told on the owner's thread.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int DISPLACED = 408;
    private static final Duration RENEWAL_RETRY = Duration.ofSeconds(5);

    private final String name;
    private final HttpClient http;
    private final URI uri;
    private final Tokens tokens;
    private final RemoteTimings timings;
    private final boolean marketData;
    private final Executor owner;
    private final User user;
    private final Penalties penalties;
    private final Consumer<String> news;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<String> stopped = Optional.empty();
    private volatile Optional<RemoteSocket> socket = Optional.empty();
    private long pauseMillis;
    /** {@link System#nanoTime()} since when everything has come; 0 while it has not. */
    private volatile long wholeNanos;

    private String lastNews = "";

    /** Whoever uses the connection; on the owner's thread. */
    interface User {
        /** Authorized: requests may be sent. */
        void onOpen(RemoteSocket opened, Token token);

        void onEvent(String kind, JsonNode data);

        /** It is over; another {@link #onOpen} may follow. */
        void onClosed(String reason);
    }

    /** @param penalties while nothing may be sent nothing is dialled */
    Connection(
            String name,
            HttpClient http,
            URI rest,
            Tokens tokens,
            RemoteTimings timings,
            boolean marketData,
            Executor owner,
            User user,
            Penalties penalties,
            Consumer<String> news) {
        this.name = name;
        this.http = http;
        this.uri = RemoteSettings.socket(rest);
        this.tokens = tokens;
        this.timings = timings;
        this.marketData = marketData;
        this.owner = owner;
        this.user = user;
        this.penalties = penalties;
        this.news = news;
        this.pauseMillis = timings.firstPause().toMillis();
        this.thread = Thread.ofVirtual().name("remote-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why it will not dial again, empty while it does. Any thread. */
    Optional<String> stopped() {
        return stopped;
    }

    /** Everything that was asked for has come. Any thread. */
    void whole() {
        wholeNanos = System.nanoTime();
        say("connected");
    }

    @Override
    public void close() {
        closed = true;
        socket.ifPresent(open -> open.abort("closing"));
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                wholeNanos = 0;
                holdSafely();
                steadied();
                pause();
            } catch (Tokens.Refused refused) {
                stopped = Optional.of(refused.getMessage());
                LOG.error("event=remote_stopped socket={} reason=\"{}\"", name, refused.getMessage());
                say("stopped: " + refused.getMessage());
                return;
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    /** One connection; a mistake of ours in it must not be the last. */
    private void holdSafely() throws InterruptedException {
        try {
            hold();
        } catch (Tokens.Refused refused) {
            throw refused;
        } catch (RuntimeException e) {
            LOG.error("event=remote_connection_failure socket={}", name, e);
            socket.ifPresent(open -> open.abort("a failure of ours"));
            say("failed; trying again");
        }
    }

    /**
     * A connection that lasted makes the next pause a short one. One that did not may be at odds with somebody who signs in with the
     * same name, and each sign-in closes the other's session: then the pauses go on growing.
     */
    private void steadied() {
        if (wholeNanos != 0
                && System.nanoTime() - wholeNanos > timings.longestPause().toNanos()) {
            pauseMillis = timings.firstPause().toMillis();
        }
    }

    /** One connection from its beginning to its end. */
    private void hold() throws InterruptedException {
        if (penalties.silent()) {
            return; // the other connection has been told so while this one waited
        }
        Token token;
        Line line = new Line();
        RemoteSocket opened;
        try {
            token = tokens.token();
            opened = RemoteSocket.open(http, uri, timings.connect(), name, line);
        } catch (IOException | CompletionException e) {
            LOG.info("event=remote_unreachable socket={} reason=\"{}\"", name, e.toString());
            say("cannot reach " + uri.getHost() + ":" + uri.getPort() + "; trying again");
            return;
        }
        socket = Optional.of(opened);
        if (closed) {
            opened.abort("closing");
        }
        authorize(opened, token);
        while (!line.over.await(untilRenewal().toMillis(), TimeUnit.MILLISECONDS)) {
            renew(line);
        }
        say("the connection was lost (" + line.reason + "); trying again");
    }

    /** Whatever the answer is, the end of the line tells what follows. */
    private void authorize(RemoteSocket opened, Token token) throws InterruptedException {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        String secret = marketData ? token.marketDataSecret() : token.secret();
        owner.execute(() -> opened.authorize(secret).whenComplete((status, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
                return;
            }
            if (status < BAD_REQUEST) {
                user.onOpen(opened, token);
            }
            answer.complete(status);
        }));
        try {
            int status = answer.get(timings.connect().toMillis(), TimeUnit.MILLISECONDS);
            if (status == UNAUTHORIZED || status == DISPLACED) {
                tokens.drop(token);
            }
            penalties.note("authorize", status, MissingNode.getInstance());
            if (status >= BAD_REQUEST) {
                // Anything else says nothing of the token: the next try uses it again, since each sign-in is a session.
                opened.abort("the token was answered " + status);
            }
        } catch (ExecutionException | TimeoutException noAnswer) {
            opened.abort("no answer to the token");
        }
    }

    private Duration untilRenewal() {
        Duration left = tokens.untilRenewal();
        return left.compareTo(RENEWAL_RETRY) < 0 && left.isZero() ? Duration.ofMillis(1) : left;
    }

    /** A renewal that fails leaves the socket alone: it may live longer than its token. */
    private void renew(Line line) throws InterruptedException {
        try {
            tokens.token();
        } catch (IOException e) {
            LOG.warn("event=remote_renewal_failed reason=\"{}\"", e.toString());
            line.over.await(RENEWAL_RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Tokens.Refused refused) {
            say("connected as long as it lasts; then no more: " + refused.getMessage());
            line.over.await();
            throw refused;
        }
    }

    /** Half of the pause is chance, so that many desks do not return in the same instant. */
    private void pause() throws InterruptedException {
        long half = Math.max(1, pauseMillis / 2);
        long wait = half + ThreadLocalRandom.current().nextLong(half + 1);
        pauseMillis = Math.min(timings.longestPause().toMillis(), pauseMillis * 2);
        Thread.sleep(Math.max(wait, TimeUnit.NANOSECONDS.toMillis(penalties.silenceNanos())));
    }

    private synchronized void say(String line) {
        if (!line.equals(lastNews)) {
            lastNews = line;
            news.accept(name + ": " + line);
        }
    }

    /** Hears one socket. */
    private final class Line implements RemoteSocket.Owner {
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile String reason = "";

        @Override
        public void run(Runnable work) {
            owner.execute(work);
        }

        @Override
        public void onEvent(String kind, JsonNode data) {
            user.onEvent(kind, data);
        }

        @Override
        public void onEnd(String why) {
            reason = why;
            socket = Optional.empty();
            user.onClosed(why);
            over.countDown();
        }
    }
}
