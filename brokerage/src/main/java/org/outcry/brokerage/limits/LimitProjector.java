package org.outcry.brokerage.limits;

import org.outcry.brokerage.book.EventProjector;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.rows.RiskRows;
import org.outcry.engine.event.Event;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.RiskView;

/** Rows of limits. Where an account stands with them is a row of the account's own. The book's thread. */
public final class LimitProjector implements EventProjector {
    private final Tables tables;

    public LimitProjector(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void begin(LedgerViews views) {
        for (LedgerViews.UserView user : views.users()) {
            views.accounts(user.userId()).forEach(account -> begin(views, account.accountId()));
        }
    }

    private void begin(LedgerViews views, long accountId) {
        RiskView risk = views.risk(accountId);
        tables.putQuietly(RiskRows.OWNER.row(new RiskRows.Rules(accountId, risk.owner(), 0)));
        tables.putQuietly(RiskRows.TRADER.row(new RiskRows.Rules(accountId, risk.trader(), 0)));
        risk.limits().forEach(limit -> tables.putQuietly(RiskRows.LIMIT.row(limit)));
        risk.parameters()
                .forEach(parameter ->
                        tables.putQuietly(RiskRows.PARAMETER.row(new RiskRows.Parameter(accountId, parameter))));
    }

    @Override
    public void on(long timeNanos, Event event) {
        switch (event) {
            // An account without rules has rows that say so.
            case Event.AccountOpened e -> {
                tables.put(RiskRows.OWNER.row(new RiskRows.Rules(e.accountId(), AutoLiquidation.OFF, e.timeNanos())));
                tables.put(RiskRows.TRADER.row(new RiskRows.Rules(e.accountId(), AutoLiquidation.OFF, e.timeNanos())));
            }
            case Event.AutoLiquidationSet e -> {
                RiskRows.Rules rules = new RiskRows.Rules(e.accountId(), e.rules(), e.timeNanos());
                tables.put(e.byOwner() ? RiskRows.OWNER.row(rules) : RiskRows.TRADER.row(rules));
            }
            case Event.PositionLimitKept e -> tables.put(RiskRows.LIMIT.row(e.limit()));
            case Event.PositionLimitRemoved e ->
                tables.delete("userAccountPositionLimit", e.limit().id());
            case Event.RiskParameterKept e ->
                tables.put(RiskRows.PARAMETER.row(new RiskRows.Parameter(e.accountId(), e.parameter())));
            case Event.RiskParameterRemoved e ->
                tables.delete("userAccountRiskParameter", e.parameter().id());
            default -> {
                // Nothing else is a limit.
            }
        }
    }
}
