package org.outcry.feed;

import java.util.List;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData;

/** Finds the first event that touches a watch. */
final class FirstTouch implements MarketData.MarketEvents {
    private final Watch watch;
    private MarketSnapshot market = MarketSnapshot.UNKNOWN;
    private List<Trade> trades = List.of();
    private boolean found;

    FirstTouch(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void onQuote(MarketSnapshot quote) {
        if (!found && watch.touchedBy(quote)) {
            take(quote, List.of());
        }
    }

    @Override
    public void onTrade(Trade trade, MarketSnapshot after) {
        if (!found && (watch.touchedBy(trade) || watch.touchedBy(after))) {
            take(after, List.of(trade));
        }
    }

    private void take(MarketSnapshot touching, List<Trade> with) {
        found = true;
        market = touching;
        trades = with;
    }

    boolean found() {
        return found;
    }

    long sequence() {
        return market.sequence();
    }

    Command command() {
        return new Command.UpdateMarket(market, trades);
    }
}
