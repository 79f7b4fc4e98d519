package org.outcry.desk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.feed.CatalogueFeed;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.LedgerViews.UserView;
import org.outcry.market.catalogue.Catalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a ledger up to date with the catalogue: products, session windows and contracts for the next eighteen months, and on a
 * fresh ledger the first user. Running it again changes nothing that is there already, so it runs at every start and once a day.
 */
public final class Bootstrap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final int IN_FLIGHT = 256;
    private static final long PATIENCE_SECONDS = 30;

    private final Ledger ledger;
    private final CatalogueFeed catalogue;
    private final Semaphore slots = new Semaphore(IN_FLIGHT);
    private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("desk-bootstrap").factory());

    public Bootstrap(Ledger ledger, Catalogue catalogue) {
        this.ledger = ledger;
        this.catalogue = new CatalogueFeed(ledger, catalogue, CatalogueFeed.Reach.LONG);
    }

    /**
     * Does it now and waits; then again every day on a thread of its own.
     *
     * @throws TimeoutException when the ledger does not take it within half a minute
     */
    public void start(FirstUser first) throws InterruptedException, TimeoutException {
        bringUpToDate(first);
        daily.scheduleAtFixedRate(() -> again(first), 1, 1, TimeUnit.DAYS);
    }

    @Override
    public void close() {
        daily.shutdownNow();
    }

    void bringUpToDate(FirstUser first) throws InterruptedException, TimeoutException {
        catalogue.bringUpToDate();
        openFirstUser(first);
        await();
        Optional<String> failed = trouble.getAndSet(Optional.empty());
        if (failed.isPresent()) {
            throw new IllegalStateException(failed.get());
        }
    }

    private void again(FirstUser first) {
        try {
            bringUpToDate(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RuntimeException e) {
            // Tomorrow is early enough: eighteen months are defined ahead.
            LOG.warn("The catalogue could not be brought up to date; trying again tomorrow", e);
        }
    }

    private void openFirstUser(FirstUser first) throws InterruptedException, TimeoutException {
        if (ledger.views().user(first.name()).isEmpty()) {
            Command create = new Command.CreateUser(first.name());
            submit(create, key(create));
            await();
        }
        Optional<UserView> user = ledger.views().user(first.name());
        if (user.isEmpty()) {
            return;
        }
        long userId = user.get().userId();
        if (!ledger.views().accounts(userId).isEmpty()) {
            return;
        }
        for (String name : first.accounts()) {
            Command open = new Command.OpenAccount(name, userId, first.openingCashMicros(), first.settings());
            submit(open, key(open));
        }
    }

    /** The same command always has the same key, so that a start that was cut short repeats nothing. */
    private static CommandKey key(Command command) {
        try {
            byte[] text = ("bootstrap " + command).getBytes(StandardCharsets.UTF_8);
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
            return new CommandKey(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private void submit(Command command, CommandKey key) throws InterruptedException, TimeoutException {
        if (!slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("The ledger takes no commands");
        }
        ledger.submit(key, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                if (!outcome.isAccepted()) {
                    fail(command, outcome.rejection().name());
                }
                slots.release();
            }

            @Override
            public void onFailure(Failure failure) {
                fail(command, failure.name());
                slots.release();
            }
        });
    }

    private void fail(Command command, String why) {
        String kind = command.getClass().getSimpleName();
        trouble.compareAndSet(
                Optional.empty(), Optional.of("The ledger refused " + kind + " of the first user: " + why));
        LOG.warn("The ledger refused {}: {}", command, why);
    }

    private void await() throws InterruptedException, TimeoutException {
        if (!slots.tryAcquire(IN_FLIGHT, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("The ledger does not answer");
        }
        slots.release(IN_FLIGHT);
    }
}
