package org.outcry.brokerage.money;

import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.PositionFacts;
import org.outcry.engine.event.Event;
import org.outcry.engine.value.Prices;
import org.outcry.tradovate.door.Answer;
import org.outcry.wire.Json;

/** What an account is worth now, against the last prices. The book's thread. */
final class Snapshots {
    private Snapshots() {}

    static Answer of(Office office, AccountFacts account) {
        long cash = account.cash.map(Event.CashChanged::balanceMicros).orElse(0L);
        long realized = account.cash.map(Event.CashChanged::realizedDayMicros).orElse(0L);
        long week = account.cash.map(Event.CashChanged::realizedWeekMicros).orElse(0L);
        long open = openProfit(office, account);
        Json json = new Json().object();
        json.money("totalCashValue", cash)
                .money("totalPnL", realized + open)
                .money("initialMargin", account.marginPositionMicros)
                .money("maintenanceMargin", account.maintenanceMicros)
                .money("netLiq", cash + open)
                .money("openPnL", open)
                .money("realizedPnL", realized)
                .money("weekRealizedPnL", week)
                .money("currencyCashAvailWithdrawalUSD", 0)
                .money("netLiqSOD", account.startOfDayCashMicros)
                .money("totalCashValueSOD", account.startOfDayCashMicros)
                .money("cashUSD", cash)
                .money("cashSODUSD", account.startOfDayCashMicros)
                .money("fullInitialMargin", account.marginPositionMicros)
                .money("autoLiqLevel", 0);
        return Answers.done(json);
    }

    private static long openProfit(Office office, AccountFacts account) {
        long sum = 0;
        for (PositionFacts position : account.positions.values()) {
            Event.PositionChanged held = position.event();
            long last =
                    office.market().lastTicks(held.contractId(), office.clock().getAsLong());
            if (held.net() != 0 && last != Prices.NONE) {
                long worth = last * Math.abs(held.net());
                long ticks = held.net() > 0 ? worth - held.openTicks() : held.openTicks() - worth;
                sum += ticks * position.listing().instrument().product().tickValueMicros();
            }
        }
        return sum;
    }

    /** Answers once the book has heard of what was just done. */
    static void answer(Request request, AccountFacts account) {
        Office office = request.office();
        // The book may have read everything again meanwhile, and what it knew of the account before stands still.
        request.behindBook(() -> request.answer(
                of(office, office.access().account(account.accountId()).orElse(account))));
    }
}
