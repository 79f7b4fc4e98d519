package org.outcry.engine.account;

/** Why cash changed. */
public enum CashChangeType {
    OPENING_BALANCE,
    NEW_SESSION,
    TRADE_PAIRED,
    COMMISSION,
    EXCHANGE_FEE,
    CLEARING_FEE,
    NFA_FEE,
    BROKERAGE_FEE,
    MANUAL_ADJUSTMENT,
    COURTESY,
    DEBIT,
    FUND_TRANSACTION,
    CHALLENGE_PAYOUT
}
