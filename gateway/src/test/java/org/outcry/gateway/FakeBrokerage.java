package org.outcry.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;
import org.outcry.tradovate.door.Identity;
import org.outcry.tradovate.door.SignIn;

/**
 * The smallest brokerage that shows what a door passes on: every call is kept and answered with its path and arguments, unless a test
 * gave an answer for its path. Users are {@code trader} (id 410077) and {@code other} (id 410078).
 */
final class FakeBrokerage implements Brokerage {
    final List<Call> calls = new CopyOnWriteArrayList<>();
    final List<Connection> opened = new CopyOnWriteArrayList<>();
    final List<Connection> closed = new CopyOnWriteArrayList<>();
    final List<SignIn> signIns = new CopyOnWriteArrayList<>();
    final List<Long> failed = new CopyOnWriteArrayList<>();
    final List<Long> signedOut = new CopyOnWriteArrayList<>();
    final Map<String, Answer> answers = new ConcurrentHashMap<>();
    /** Calls that stay open until a test answers them. */
    final Map<String, List<Consumer<Answer>>> held = new ConcurrentHashMap<>();

    /** What is said of {@code trader}. */
    final AtomicReference<Identity> trader =
            new AtomicReference<>(new Identity(410_077, "trader", "Active", false, true, false));

    private final AtomicLong sessions = new AtomicLong(91_000);

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Answer done(String json) {
        return new Answer.Done(utf8(json));
    }

    Call last() {
        return calls.getLast();
    }

    @Override
    public void call(Call call, Consumer<Answer> answer) {
        calls.add(call);
        List<Consumer<Answer>> holding = held.get(call.path());
        if (holding != null) {
            holding.add(answer);
            return;
        }
        Answer given = answers.get(call.path());
        answer.accept(
                given != null
                        ? given
                        : done("{\"path\":\"" + call.path() + "\",\"domain\":\""
                                + call.domain().word() + "\",\"arguments\":" + call.arguments() + "}"));
    }

    List<Consumer<Answer>> hold(String path) {
        List<Consumer<Answer>> list = new CopyOnWriteArrayList<>(new ArrayList<>());
        held.put(path, list);
        return list;
    }

    @Override
    public void opened(Connection connection) {
        opened.add(connection);
    }

    @Override
    public void closed(Connection connection) {
        closed.add(connection);
    }

    @Override
    public CompletionStage<Optional<Identity>> user(String name) {
        return CompletableFuture.completedFuture(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "trader" -> Optional.of(trader.get());
                    case "other" -> Optional.of(new Identity(410_078, "other", "Active", false, true, false));
                    case "gone" -> Optional.of(new Identity(410_079, "gone", "Closed", false, true, false));
                    default -> Optional.empty();
                });
    }

    @Override
    public CompletionStage<Long> signedIn(long userId, SignIn origin) {
        signIns.add(origin);
        return CompletableFuture.completedFuture(sessions.incrementAndGet());
    }

    @Override
    public void signInFailed(long userId) {
        failed.add(userId);
    }

    @Override
    public void signedOut(long userId, long sessionId) {
        signedOut.add(sessionId);
    }

    @Override
    public void close() {
        calls.clear();
    }
}
