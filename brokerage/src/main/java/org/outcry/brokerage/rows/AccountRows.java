package org.outcry.brokerage.rows;

import org.outcry.engine.event.Event;

/** Rows of users, accounts and their money. */
public final class AccountRows {
    private static final long USD = 1;

    public static final Projection<UserFacts> USER = Projection.of("user", UserFacts::userId)
            .scope(UserFacts::userId)
            .name(UserFacts::name)
            .touched(UserFacts::createdNanos)
            .text("name", "UserCreated.name", UserFacts::name)
            .time("timestamp", "UserCreated, time of its entry", UserFacts::createdNanos)
            .text("email", "record of kind person, email", UserFacts::email)
            .text("status", "record of kind person, status", UserFacts::status)
            .flag("professional", "record of kind person, professional", UserFacts::professional)
            .wholeIf("organizationId", "record of kind person, organizationId", UserFacts::organizationId)
            .text("userType", "constant", u -> "Trader")
            .time("creationTimestamp", "UserCreated, time of its entry", UserFacts::createdNanos)
            .build();

    public static final Projection<AccountFacts> ACCOUNT = Projection.of("account", AccountFacts::accountId)
            .master(a -> a.opened.userId())
            .scope(AccountFacts::accountId)
            .name(a -> a.opened.name())
            .touched(a -> a.opened.timeNanos())
            .text("name", "AccountOpened.name", a -> a.opened.name())
            .whole("userId", "AccountOpened.userId", a -> a.opened.userId())
            .text("accountType", "constant", a -> "Customer")
            .flag("active", "constant: accounts are never closed", a -> true)
            .whole("clearingHouseId", "constant: the simulator's own", a -> ReferenceRows.CLEARING_HOUSE)
            .whole("riskCategoryId", "constant: what a demo account has", a -> 2)
            .whole("autoLiqProfileId", "constant: what a demo account has", a -> 1)
            .text("marginAccountType", "constant", a -> "Speculator")
            .text("legalStatus", "constant", a -> "Individual")
            .time("timestamp", "AccountOpened.timeNanos", a -> a.opened.timeNanos())
            .flag("restricted", "constant", a -> false)
            .flag("closed", "constant: accounts are never closed", a -> false)
            .flag("archived", "constant: rows that are gone are not shown", a -> false)
            .build();

    public static final Projection<AccountFacts> MARGIN = Projection.of("marginSnapshot", AccountFacts::accountId)
            .master(AccountFacts::accountId)
            .scope(AccountFacts::accountId)
            .touched(a -> a.marginNanos)
            .time("timestamp", "MarginChanged, time of its entry", a -> a.marginNanos)
            .whole("riskTimePeriodId", "constant: what a demo account has", a -> 10)
            .money("initialMargin", "MarginChanged.positionMicros", a -> a.marginPositionMicros)
            .money("maintenanceMargin", "positions at their products' maintenance margin", a -> a.maintenanceMicros)
            .money("autoLiqLevel", "constant: no such level is set", a -> 0)
            .money("liqOnlyLevel", "constant: no such level is set", a -> 0)
            .money("totalUsedMargin", "MarginChanged.usedMicros", a -> a.marginUsedMicros)
            .money("fullInitialMargin", "MarginChanged.positionMicros", a -> a.marginPositionMicros)
            .money("positionMargin", "MarginChanged.positionMicros", a -> a.marginPositionMicros)
            .money(
                    "totalUsedFullMargin",
                    "MarginChanged.usedMicros: day and night rates are one",
                    a -> a.marginUsedMicros)
            .build();

    public static final Projection<AccountFacts> CASH = Projection.of("cashBalance", AccountFacts::accountId)
            .master(AccountFacts::accountId)
            .scope(AccountFacts::accountId)
            .touched(AccountRows::cashNanos)
            .whole("accountId", "AccountOpened.accountId", AccountFacts::accountId)
            .time("timestamp", "CashChanged.timeNanos", AccountRows::cashNanos)
            .date("tradeDate", "CashChanged.sessionDate", a -> a.sessionDate)
            .whole("currencyId", "constant USD", a -> USD)
            .money(
                    "amount",
                    "CashChanged.balanceMicros",
                    a -> a.cash.map(Event.CashChanged::balanceMicros).orElse(0L))
            .money(
                    "realizedPnL",
                    "CashChanged.realizedDayMicros",
                    a -> a.cash.map(Event.CashChanged::realizedDayMicros).orElse(0L))
            .money(
                    "weekRealizedPnL",
                    "CashChanged.realizedWeekMicros",
                    a -> a.cash.map(Event.CashChanged::realizedWeekMicros).orElse(0L))
            .money("amountSOD", "SessionStarted.cashMicros, the opening balance before", a -> a.startOfDayCashMicros)
            .build();

    public static final Projection<Event.CashChanged> CASH_LOG = Projection.of(
                    "cashBalanceLog", Event.CashChanged::logId)
            .master(Event.CashChanged::accountId)
            .scope(Event.CashChanged::accountId)
            .touched(Event.CashChanged::timeNanos)
            .whole("accountId", "CashChanged.accountId", Event.CashChanged::accountId)
            .time("timestamp", "CashChanged.timeNanos", Event.CashChanged::timeNanos)
            .date("tradeDate", "CashChanged.sessionDate", Event.CashChanged::sessionDate)
            .whole("currencyId", "constant USD", c -> USD)
            .money("amount", "CashChanged.balanceMicros", Event.CashChanged::balanceMicros)
            .money("realizedPnL", "CashChanged.realizedDayMicros", Event.CashChanged::realizedDayMicros)
            .money("weekRealizedPnL", "CashChanged.realizedWeekMicros", Event.CashChanged::realizedWeekMicros)
            .text("cashChangeType", "CashChanged.type", c -> Words.of(c.type()))
            .wholeIf("fillPairId", "CashChanged.causeId of paired trades", AccountRows::pair)
            .wholeIf("fillId", "CashChanged.causeId of fees", AccountRows::fill)
            .textIf("comment", "CashChanged.comment", AccountRows::comment)
            .money("delta", "CashChanged.deltaMicros", Event.CashChanged::deltaMicros)
            .build();

    private AccountRows() {}

    private static long cashNanos(AccountFacts account) {
        return account.cash.map(Event.CashChanged::timeNanos).orElse(account.opened.timeNanos());
    }

    private static long pair(Event.CashChanged change) {
        return switch (change.type()) {
            case TRADE_PAIRED -> change.causeId();
            case OPENING_BALANCE,
                    NEW_SESSION,
                    COMMISSION,
                    EXCHANGE_FEE,
                    CLEARING_FEE,
                    NFA_FEE,
                    BROKERAGE_FEE,
                    MANUAL_ADJUSTMENT,
                    COURTESY,
                    DEBIT,
                    FUND_TRANSACTION,
                    CHALLENGE_PAYOUT -> 0;
        };
    }

    private static long fill(Event.CashChanged change) {
        return switch (change.type()) {
            case COMMISSION, EXCHANGE_FEE, CLEARING_FEE, NFA_FEE, BROKERAGE_FEE -> change.causeId();
            case OPENING_BALANCE,
                    NEW_SESSION,
                    TRADE_PAIRED,
                    MANUAL_ADJUSTMENT,
                    COURTESY,
                    DEBIT,
                    FUND_TRANSACTION,
                    CHALLENGE_PAYOUT -> 0;
        };
    }

    private static String comment(Event.CashChanged change) {
        return change.comment().length() > 64 ? change.comment().substring(0, 64) : change.comment();
    }
}
