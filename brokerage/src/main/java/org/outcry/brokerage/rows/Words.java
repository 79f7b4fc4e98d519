package org.outcry.brokerage.rows;

import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;

/** The engine's words as the wire has them. */
public final class Words {
    private Words() {}

    public static String of(Side side) {
        return side == Side.BUY ? "Buy" : "Sell";
    }

    public static String of(OrderStatus status) {
        return switch (status) {
            case UNKNOWN -> "Unknown";
            case PENDING_NEW -> "PendingNew";
            case WORKING -> "Working";
            case SUSPENDED -> "Suspended";
            case FILLED -> "Filled";
            case CANCELED -> "Canceled";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Expired";
        };
    }

    public static String of(OrderType type) {
        return switch (type) {
            case MARKET -> "Market";
            case LIMIT -> "Limit";
            case STOP -> "Stop";
            case STOP_LIMIT -> "StopLimit";
            case MIT -> "MIT";
            case LIMIT_IF_TOUCHED -> "LimitIfTouched";
            case TRAILING_STOP -> "TrailingStop";
            case TRAILING_STOP_LIMIT -> "TrailingStopLimit";
        };
    }

    public static String of(TimeInForce time) {
        return switch (time) {
            case DAY -> "Day";
            case GTC -> "GTC";
            case GTD -> "GTD";
            case IOC -> "IOC";
            case FOK -> "FOK";
        };
    }

    public static String of(CommandType type) {
        return switch (type) {
            case NEW -> "New";
            case MODIFY -> "Modify";
            case CANCEL -> "Cancel";
        };
    }

    public static String of(CommandStatus status) {
        return switch (status) {
            case PENDING -> "Pending";
            case RISK_PASSED -> "RiskPassed";
            case RISK_REJECTED -> "RiskRejected";
            case ON_HOLD -> "OnHold";
            case AT_EXECUTION -> "AtExecution";
            case EXECUTION_REJECTED -> "ExecutionRejected";
            case EXECUTION_STOPPED -> "ExecutionStopped";
            case REPLACED -> "Replaced";
        };
    }

    public static String of(ExecutionType type) {
        return switch (type) {
            case NEW -> "New";
            case TRADE -> "Trade";
            case REPLACED -> "Replaced";
            case CANCELED -> "Canceled";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Expired";
        };
    }

    /** An opening balance came from nowhere but a decision, so it shows as one. */
    public static String of(CashChangeType type) {
        return switch (type) {
            case OPENING_BALANCE, MANUAL_ADJUSTMENT -> "ManualAdjustment";
            case COURTESY -> "Courtesy";
            case DEBIT -> "Debit";
            case FUND_TRANSACTION -> "FundTransaction";
            case CHALLENGE_PAYOUT -> "ChallengePayout";
            case NEW_SESSION -> "NewSession";
            case TRADE_PAIRED -> "TradePaired";
            case COMMISSION -> "Commission";
            case EXCHANGE_FEE -> "ExchangeFee";
            case CLEARING_FEE -> "ClearingFee";
            case NFA_FEE -> "NfaFee";
            case BROKERAGE_FEE -> "BrokerageFee";
        };
    }
}
