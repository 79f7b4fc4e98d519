package org.outcry.feed;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;

/**
 * Brings a ledger up to date with the catalogue: products, session windows around now, and contracts that trade last within
 * eighteen months. What is there already stays, so it may run as often as one likes. One thread at a time.
 */
public final class CatalogueFeed {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long BEHIND_NANOS = 7 * DAY_NANOS;
    private static final long CONTRACTS_NANOS = 550 * DAY_NANOS;

    private final Ledger ledger;
    private final Catalogue catalogue;
    private final Reach reach;
    private final Definitions definitions;

    /**
     * How far session windows are defined.
     *
     * @param aheadDays from now
     * @param pieceDays windows are defined in pieces of so many days, cut at fixed moments, so that every run cuts the same pieces
     */
    public record Reach(int aheadDays, int pieceDays) {
        /** For a ledger that runs on for months without anybody looking. */
        public static final Reach LONG = new Reach(550, 90);

        /** For one that is brought up to date as its days go by. */
        public static final Reach DAYS = new Reach(10, 7);
    }

    public CatalogueFeed(Ledger ledger, Catalogue catalogue, Reach reach) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.reach = reach;
        this.definitions = new Definitions(ledger, "from the catalogue");
    }

    /**
     * Does it and waits.
     *
     * @throws TimeoutException when the ledger does not take it within half a minute
     * @throws IllegalStateException when the ledger refuses what it must take
     */
    public void bringUpToDate() throws InterruptedException, TimeoutException {
        long now = ledger.businessNanos();
        defineProducts();
        defineSessions(now);
        definitions.await();
        defineContracts(now);
        definitions.finish();
    }

    private void defineProducts() throws InterruptedException, TimeoutException {
        for (Instrument instrument : catalogue.instruments()) {
            Product product = instrument.product();
            if (!ledger.views().product(product.productId()).equals(Optional.of(product))) {
                definitions.submit(new Command.DefineProduct(product), CommandKey.NONE, true);
            }
        }
    }

    /** Pieces that the ledger knows already are refused by it as overlapping, which is what is wanted. */
    private void defineSessions(long now) throws InterruptedException, TimeoutException {
        long piece = reach.pieceDays() * DAY_NANOS;
        long until = now + reach.aheadDays() * DAY_NANOS;
        for (int calendarId : catalogue.calendarIds()) {
            long from = now - BEHIND_NANOS;
            while (from < until) {
                long to = Math.floorDiv(from, piece) * piece + piece;
                List<SessionWindow> windows = catalogue.windows(calendarId, from, to);
                if (!windows.isEmpty()) {
                    definitions.submit(new Command.DefineSessions(calendarId, windows), CommandKey.NONE, false);
                }
                from = to;
            }
        }
    }

    private void defineContracts(long now) throws InterruptedException, TimeoutException {
        for (Instrument instrument : catalogue.instruments()) {
            for (Contract contract : catalogue.listed(instrument.product().productId(), now)) {
                boolean soon = contract.lastTradeNanos() > now && contract.lastTradeNanos() <= now + CONTRACTS_NANOS;
                if (soon && ledger.views().contract(contract.contractId()).isEmpty()) {
                    definitions.submit(new Command.DefineContract(contract), CommandKey.NONE, true);
                }
            }
        }
    }
}
