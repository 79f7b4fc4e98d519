package org.outcry.desk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.outcry.engine.command.Command;
import org.outcry.feed.CatalogueFeed;
import org.outcry.feed.Definitions;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
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

    private final Ledger ledger;
    private final CatalogueFeed catalogue;
    private final Definitions definitions;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("desk-bootstrap").factory());

    public Bootstrap(Ledger ledger, Catalogue catalogue) {
        this.ledger = ledger;
        this.catalogue = new CatalogueFeed(ledger, catalogue, CatalogueFeed.Reach.LONG);
        this.definitions = new Definitions(ledger, "of the first user");
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
        definitions.finish();
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
            definitions.submit(create, key(create), true);
            definitions.await();
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
            definitions.submit(open, key(open), true);
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
}
