package org.outcry.harness.remote;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;
import org.outcry.tradovate.door.Identity;
import org.outcry.tradovate.door.SignIn;

/** A brokerage that refuses subscriptions to quotes while a test wants it to, as one that is still starting does. */
record BusyDoor(Brokerage behind, AtomicInteger toRefuse) implements Brokerage {
    private static final String SUBSCRIBE = "md/subscribequote";

    @Override
    public void call(Call call, Consumer<Answer> answer) {
        boolean refused =
                call.path().equalsIgnoreCase(SUBSCRIBE) && toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (refused) {
            answer.accept(new Answer.Refused(503, "starting"));
        } else {
            behind.call(call, answer);
        }
    }

    @Override
    public void opened(Connection connection) {
        behind.opened(connection);
    }

    @Override
    public void closed(Connection connection) {
        behind.closed(connection);
    }

    @Override
    public CompletionStage<Optional<Identity>> user(String name) {
        return behind.user(name);
    }

    @Override
    public CompletionStage<Long> signedIn(long userId, SignIn origin) {
        return behind.signedIn(userId, origin);
    }

    @Override
    public void signInFailed(long userId) {
        behind.signInFailed(userId);
    }

    @Override
    public void signedOut(long userId, long sessionId) {
        behind.signedOut(userId, sessionId);
    }

    @Override
    public void close() {
        behind.close();
    }
}
