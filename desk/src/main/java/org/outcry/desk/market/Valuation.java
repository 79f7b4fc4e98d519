package org.outcry.desk.market;

import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.PositionView;
import org.outcry.market.MarketData;

/** What positions are worth at the market, in exact micro-dollars. Any thread. */
public final class Valuation {
    private final MarketData market;
    private final Listings listings;
    private final PriceBasis basis;

    public Valuation(MarketData market, Listings listings, PriceBasis basis) {
        this.market = market;
        this.listings = listings;
        this.basis = basis;
    }

    /**
     * Price a position is valued at, in ticks; {@link Prices#NONE} when there has been none yet.
     *
     * @param net signed contracts; only its sign matters, and only on the bid/ask basis
     */
    public long markTicks(int contractId, long net, long timeNanos) {
        if (basis == PriceBasis.BID_ASK && net != 0) {
            MarketSnapshot now = market.at(contractId, timeNanos);
            if (now.quoted()) {
                return net > 0 ? now.bidTicks() : now.askTicks();
            }
        }
        long last = market.lastTicks(contractId, timeNanos);
        if (last != Prices.NONE) {
            return last;
        }
        return market.session(contractId, timeNanos).previousCloseTicks();
    }

    /**
     * Open profit of one position in micro-dollars.
     *
     * <p>Long 2 ES from 6900.00 and 6900.50 (27,600 and 27,602 ticks, {@code openTicks} 55,202) at 6901.00 (27,604):
     * 2 * 27,604 - 55,202 = 6 ticks, 6 * 12.50 = 75.00 dollars.
     *
     * @return 0 while there is no price
     */
    public long openMicros(PositionView position, long markTicks) {
        if (position.net() == 0 || markTicks == Prices.NONE) {
            return 0;
        }
        long worth = Math.multiplyExact(Math.abs(position.net()), markTicks);
        long gain = Math.subtractExact(worth, position.openTicks()) * Long.signum(position.net());
        return Math.multiplyExact(gain, listings.contract(position.contractId()).tickValueMicros());
    }

    /** Open profit of all positions of an account in micro-dollars. */
    public long openMicros(AccountView account, long timeNanos) {
        long sum = 0;
        for (PositionView position : account.positions()) {
            if (position.net() != 0) {
                long mark = markTicks(position.contractId(), position.net(), timeNanos);
                sum = Math.addExact(sum, openMicros(position, mark));
            }
        }
        return sum;
    }
}
