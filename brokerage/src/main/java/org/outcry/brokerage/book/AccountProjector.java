package org.outcry.brokerage.book;

import java.util.Optional;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.AccountRows;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.PositionFacts;
import org.outcry.brokerage.rows.RiskRows;
import org.outcry.brokerage.rows.TradeRows;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.event.Event;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;

/** Users, accounts, their positions and their money. */
public final class AccountProjector implements EventProjector {
    private final Tables tables;
    private final Access access;
    private final Listings listings;

    public AccountProjector(Tables tables, Access access, Listings listings) {
        this.tables = tables;
        this.access = access;
        this.listings = listings;
    }

    /** Where accounts stand with their limits is no event of history: the ledger holds it. */
    @Override
    public void begin(LedgerViews views) {
        for (LedgerViews.UserView user : views.users()) {
            for (AccountView held : views.accounts(user.userId())) {
                account(held.accountId()).ifPresent(account -> {
                    account.risk = views.risk(held.accountId()).status();
                    tables.putQuietly(RiskRows.STATUS.row(account));
                });
            }
        }
    }

    @Override
    public void on(long timeNanos, Event event) {
        switch (event) {
            case Event.UserCreated(long userId, String name, long createdNanos) -> {
                UserFacts user = new UserFacts(userId, name, createdNanos);
                access.add(user);
                tables.put(AccountRows.USER.row(user));
            }
            case Event.AccountOpened e -> opened(e);
            case Event.AccountChanged e -> account(e.accountId()).ifPresent(account -> account.settings = e.settings());
            case Event.PositionChanged e -> account(e.accountId()).ifPresent(account -> moved(account, e));
            case Event.CashChanged e -> account(e.accountId()).ifPresent(account -> paid(account, e));
            case Event.MarginChanged e ->
                account(e.accountId()).ifPresent(account -> {
                    account.marginUsedMicros = e.usedMicros();
                    account.marginPositionMicros = e.positionMicros();
                    account.marginNanos = e.timeNanos();
                    tables.put(AccountRows.MARGIN.row(account));
                });
            case Event.PeaksChanged e ->
                account(e.accountId()).ifPresent(account -> {
                    account.peaks = e.peaks();
                    account.peaksNanos = e.timeNanos();
                    tables.put(RiskRows.STATUS.row(account));
                });
            case Event.RiskStatusChanged e ->
                account(e.accountId()).ifPresent(account -> {
                    account.risk = e.status();
                    tables.put(RiskRows.STATUS.row(account));
                });
            case Event.SessionStarted e ->
                account(e.accountId()).ifPresent(account -> {
                    account.sessionDate = e.sessionDate();
                    account.startOfDayCashMicros = e.cashMicros();
                    for (long logId : tables.idsOf("cashBalanceLog", e.accountId())) {
                        tables.forget("cashBalanceLog", logId);
                    }
                });
            default -> {
                // Nothing else concerns accounts.
            }
        }
    }

    @Override
    public void reset() {
        access.reset();
    }

    private Optional<AccountFacts> account(long accountId) {
        return access.account(accountId);
    }

    private void opened(Event.AccountOpened e) {
        AccountFacts account = new AccountFacts(e);
        access.add(account);
        tables.put(AccountRows.ACCOUNT.row(account));
        tables.put(RiskRows.STATUS.row(account));
        tables.put(AccountRows.MARGIN.row(account));
        tables.put(AccountRows.CASH.row(account));
    }

    private void moved(AccountFacts account, Event.PositionChanged e) {
        Listing listing = listings.known(e.contractId());
        PositionFacts position = new PositionFacts(e, listing);
        if (e.net() == 0 && e.bought() == 0 && e.sold() == 0 && e.previousNet() == 0) {
            account.positions.remove(e.contractId());
            tables.forget("position", e.positionId());
        } else {
            account.positions.put(e.contractId(), position);
            tables.put(TradeRows.POSITION.row(position));
        }
        long maintenance = maintenance(account);
        if (maintenance != account.maintenanceMicros) {
            account.maintenanceMicros = maintenance;
            // The engine's own margin follows at once, and the row is told with it.
            tables.putQuietly(AccountRows.MARGIN.row(account));
        }
    }

    private static long maintenance(AccountFacts account) {
        long sum = 0;
        for (PositionFacts position : account.positions.values()) {
            sum += Math.abs(position.event().net())
                    * position.listing().instrument().product().maintenanceMarginMicros();
        }
        return sum * account.settings.marginPercent() / 100;
    }

    private void paid(AccountFacts account, Event.CashChanged e) {
        account.cash = Optional.of(e);
        if (e.type() == CashChangeType.OPENING_BALANCE) {
            account.startOfDayCashMicros = e.balanceMicros();
        }
        tables.put(AccountRows.CASH.row(account));
        tables.put(AccountRows.CASH_LOG.row(e));
    }
}
