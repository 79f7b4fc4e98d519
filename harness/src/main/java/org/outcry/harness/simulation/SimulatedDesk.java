package org.outcry.harness.simulation;

import java.nio.file.Path;
import org.outcry.desk.DeskSettings;
import org.outcry.desk.atm.AtmTemplates;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.MarketHours;
import org.outcry.desk.market.Valuation;
import org.outcry.desk.rpc.DeskOperations;
import org.outcry.desk.strategy.StrategyHost;
import org.outcry.desk.wire.QuoteRows;
import org.outcry.desk.wire.Rows;
import org.outcry.feed.Feed;
import org.outcry.harness.world.WorldExecutor;
import org.outcry.ledger.api.Ledger;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;

/** The desk's real functions, given the world's executor instead of threads. */
public final class SimulatedDesk {
    private SimulatedDesk() {}

    public static DeskOperations open(
            Ledger ledger, MarketData market, Catalogue catalogue, Feed feed, WorldExecutor executor) {
        DeskSettings settings = DeskSettings.of("development", Path.of("no-strategies"));
        Listings listings = new Listings(catalogue);
        Valuation valuation = new Valuation(market, listings, settings.priceBasis());
        // Strategies have threads of their own, which no simulation can order; none is started here.
        StrategyHost idle = new StrategyHost(
                ledger,
                market,
                listings,
                (_, _) -> {
                    throw new IllegalStateException("no strategy was started");
                },
                settings.strategies());
        DeskOperations desk = new DeskOperations(
                ledger,
                market,
                listings,
                new MarketHours(catalogue),
                new Rows(listings, valuation, settings.host()),
                new QuoteRows(market, settings.host()),
                valuation,
                settings.host(),
                feed,
                executor,
                executor,
                executor,
                idle,
                new AtmTemplates(settings.atmFolder()));
        ledger.follow((_, _, event) -> desk.onEvent(event));
        return desk;
    }
}
