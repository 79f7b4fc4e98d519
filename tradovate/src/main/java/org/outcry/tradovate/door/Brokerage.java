package org.outcry.tradovate.door;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The accounts of one environment behind its four domains. Any thread; nothing blocks; stages and answers complete on any thread.
 */
public interface Brokerage extends AutoCloseable {

    /** Runs one operation. The answer comes exactly once; at the bound of waiting calls it is status 503. */
    void call(Call call, Consumer<Answer> answer);

    /** A socket has been authorized: from now on it hears of the replay it belongs to. Its first call may come before or after. */
    default void opened(Connection connection) {}

    /** The socket is gone: its synchronisation, subscriptions and charts end, and its replay when it was the last of it. */
    void closed(Connection connection);

    /** A user by name, without regard to case. */
    CompletionStage<Optional<Identity>> user(String name);

    /** Records a session of a user and answers its id; its start is told to those who follow the user. */
    CompletionStage<Long> signedIn(long userId, SignIn origin);

    /** Records a failed password. */
    void signInFailed(long userId);

    /** Records the end of a session. */
    void signedOut(long userId, long sessionId);

    @Override
    void close();
}
