package org.outcry.app;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.outcry.brokerage.BrokerageSettings;
import org.outcry.brokerage.LedgerBrokerage;
import org.outcry.brokerage.replay.ReplayBrokerage;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.desk.Bootstrap;
import org.outcry.desk.Desk;
import org.outcry.desk.DeskSettings;
import org.outcry.desk.FirstUser;
import org.outcry.desk.halt.Halt;
import org.outcry.feed.Feed;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.market.recorded.RecordedMarket;
import org.outcry.market.recorded.Recordings;
import org.outcry.tradovate.door.Brokerage;

/**
 * Ledger, market, feed and desk of one process, started in the order in which they need each other and closed in reverse.
 * Threads: start and close from one.
 */
final class DeskProcess implements AutoCloseable {
    private final AeronLedger ledger;
    private final Bootstrap bootstrap;
    private final Feed feed;
    private final Desk desk;
    private final Brokerage brokerage;
    private final Halt halt;
    private final FirstStart firstStart;

    private DeskProcess(
            AeronLedger ledger,
            Bootstrap bootstrap,
            Feed feed,
            Desk desk,
            Brokerage brokerage,
            Halt halt,
            FirstStart firstStart) {
        this.ledger = ledger;
        this.bootstrap = bootstrap;
        this.feed = feed;
        this.desk = desk;
        this.brokerage = brokerage;
        this.halt = halt;
        this.firstStart = firstStart;
    }

    static DeskProcess start(String environment, DataDirectory data, MarketOptions options, ReplaySettings replays) {
        FirstStart firstStart = FirstStart.of(data);
        try {
            return start(environment, data, options, replays, firstStart);
        } catch (RuntimeException e) {
            try {
                firstStart.undo();
            } catch (UserFacingException leftover) {
                e.addSuppressed(leftover);
            }
            throw e;
        }
    }

    private static DeskProcess start(
            String environment,
            DataDirectory data,
            MarketOptions options,
            ReplaySettings replays,
            FirstStart firstStart) {
        MarketChoice choice = MarketChoice.settle(data.market(), options.seed, options.hours, options.roll, firstStart);
        Catalogue catalogue = Catalogue.standard(choice.hours(), choice.equityRoll());
        MarketData market = new ProceduralMarket(catalogue, choice.seed(), choice.hours());
        AeronLedger ledger;
        try {
            ledger = AeronLedger.open(data.ledgerSettings().withLatency(options.latency));
        } catch (LedgerRefusal refusal) {
            throw new UserFacingException(refusal.getMessage(), refusal);
        }
        try {
            // First of all, so that it hears what the bootstrap makes of a fresh ledger.
            Brokerage live =
                    new LedgerBrokerage(ledger, market, catalogue, ledger::businessNanos, BrokerageSettings.STANDARD);
            // A market of their own: replays must not push the minutes of today out of the live one's memory.
            Brokerage brokerage = new ReplayBrokerage(
                    live,
                    () -> new RecordedMarket(
                            catalogue,
                            new Recordings(data.recorded()),
                            new ProceduralMarket(catalogue, choice.seed(), choice.hours())),
                    catalogue,
                    ledger::businessNanos,
                    replays);
            Feed feed = new Feed(ledger, market, ledger.appliedNanos());
            Bootstrap bootstrap = new Bootstrap(ledger, catalogue);
            bootstrap.start(FirstUser.TRADER);
            feed.start();
            Desk desk = new Desk(ledger, market, catalogue, DeskSettings.of(environment, data.strategies()), feed);
            return new DeskProcess(ledger, bootstrap, feed, desk, brokerage, new Halt(ledger), firstStart);
        } catch (TimeoutException e) {
            ledger.close();
            throw new UserFacingException("the ledger did not take the catalogue in time: see logs/outcry.log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ledger.close();
            throw new UserFacingException("interrupted while starting", e);
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Whoever needed this process is up too: what it made of a fresh directory stays. */
    void succeeded() {
        firstStart.succeeded();
    }

    AeronLedger ledger() {
        return ledger;
    }

    Desk desk() {
        return desk;
    }

    Halt halt() {
        return halt;
    }

    /** The accounts as the Tradovate domains show them. */
    Brokerage brokerage() {
        return brokerage;
    }

    /** Why the ledger takes no commands now, empty when it does. */
    Optional<String> problem() {
        var status = ledger.status();
        return status.ready() ? Optional.empty() : Optional.of(status.reason());
    }

    @Override
    public void close() {
        halt.close();
        brokerage.close();
        desk.close();
        feed.close();
        bootstrap.close();
        ledger.close();
        firstStart.undo();
    }
}
