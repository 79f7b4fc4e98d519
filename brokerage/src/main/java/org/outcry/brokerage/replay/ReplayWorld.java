package org.outcry.brokerage.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.outcry.brokerage.BrokerageSettings;
import org.outcry.brokerage.LedgerBrokerage;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.feed.CatalogueFeed;
import org.outcry.feed.Feed;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one clock moves: a ledger in memory with one user and one account, the feed that brings it a past market, and a brokerage
 * over it. Time stands still except in {@link #step}, and calls are carried out between two steps. So what happens depends on the
 * market, on the calls and on the instants at which they were made, and on nothing else. One thread.
 */
final class ReplayWorld implements AutoCloseable {
    static final String ACCOUNT = "Replay1";
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long PATIENCE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(ReplayWorld.class);

    private final Ledger ledger;
    private final CatalogueFeed catalogueFeed;
    private final Feed feed;
    private final LedgerBrokerage brokerage;
    private volatile long now;
    private long nextDay;
    /** The next instant at which something may happen by itself. */
    private long wanted;

    /**
     * @param startNanos an instant of the grid
     * @throws IllegalStateException when it cannot be built
     */
    ReplayWorld(MarketData market, Catalogue catalogue, Caller caller, long startNanos, long balanceMicros) {
        now = startNanos;
        nextDay = startNanos + DAY_NANOS;
        wanted = startNanos;
        // The user has the same id here as everywhere else: it is the first that this ledger gives.
        ledger = MemoryLedger.forgetful(() -> now, caller.userId());
        brokerage = new LedgerBrokerage(ledger, market, catalogue, () -> now, BrokerageSettings.STEPPED);
        try {
            CompletableFuture<Void> follows = new CompletableFuture<>();
            brokerage.behindEvents(() -> follows.complete(null));
            follows.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            catalogueFeed = new CatalogueFeed(ledger, catalogue, CatalogueFeed.Reach.DAYS);
            catalogueFeed.bringUpToDate();
            long userId = accepted(new Command.CreateUser(caller.name())).id();
            if (userId != caller.userId()) {
                throw new IllegalStateException("user " + caller.userId() + " became " + userId);
            }
            accepted(new Command.OpenAccount(ACCOUNT, userId, balanceMicros, AccountSettings.REALISTIC));
            feed = Feed.ofThePast(ledger, market, startNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            brokerage.close();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException | ExecutionException e) {
            brokerage.close();
            throw new IllegalStateException("the ledger of a replay does not answer", e);
        } catch (RuntimeException e) {
            brokerage.close();
            throw e;
        }
    }

    private Outcome accepted(Command command) {
        CompletableFuture<Outcome> told = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                told.complete(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                told.completeExceptionally(new IllegalStateException(failure.name()));
            }
        });
        Outcome outcome = told.join();
        if (!outcome.isAccepted()) {
            throw new IllegalStateException(command + ": " + outcome.rejection());
        }
        return outcome;
    }

    /** Where its clock is, nanoseconds UTC. Any thread. */
    long now() {
        return now;
    }

    /** The next instant of the grid that must not be passed over. */
    long wanted() {
        return wanted;
    }

    /**
     * Goes on to an instant of the grid, no later than {@link #wanted}; what the market did up to there is served.
     */
    void step(long nanos) {
        now = nanos;
        long next = feed.settle(nanos);
        if (nanos >= nextDay) {
            nextDay += DAY_NANOS;
            nextDay();
            next = feed.settle(nanos);
        }
        next = Math.min(Math.min(next, nextDay), brokerage.look());
        quiet();
        wanted = Math.max(Grid.ceil(next), nanos + Grid.STEP_NANOS);
    }

    /** Sessions and contracts further ahead are defined, and what ended before is forgotten: nobody reads history here. */
    private void nextDay() {
        try {
            catalogueFeed.bringUpToDate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the ledger of a replay takes no commands", e);
        }
        ledger.submit(CommandKey.NONE, 0, new Command.ReleaseHistory(Long.MAX_VALUE), OutcomeListener.IGNORE);
    }

    /** Carries out a call at this instant and waits for it, so that what it changes is changed before time goes on. */
    void call(Call call, Consumer<Answer> answer) {
        if (call.path().startsWith("md/")) {
            // These change nothing here, and a long history would hold time up.
            brokerage.call(call, answer);
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        brokerage.call(call, given -> {
            answer.accept(given);
            done.countDown();
        });
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("A replay goes on although {} has not ended", call.path());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        quiet();
        wanted = now + Grid.STEP_NANOS;
    }

    /**
     * Waits until the ledger has applied all it was given. Calls run on the book's thread, and whichever thread finds the ledger at work
     * leaves its command to it: time must not go on before that.
     */
    private void quiet() {
        try {
            ledger.fence().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("the ledger of a replay does not answer", e);
        }
    }

    /** Runs a short task behind everything that was told so far; perhaps never. */
    void behindEvents(Runnable task) {
        brokerage.behindEvents(task);
    }

    void closed(Connection connection) {
        brokerage.closed(connection);
    }

    @Override
    public void close() {
        brokerage.close();
        feed.close();
        ledger.close();
    }
}
